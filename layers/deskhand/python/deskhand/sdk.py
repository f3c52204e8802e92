"""AWS as the desk calls it: four services, described by files cut from botocore's own.

Before its first request a client reads a megabyte of JSON and looks into 400 folders, and boto3
brings what nobody here uses. docs/lean.md tells what this saves; `make models` cuts anew."""

from functools import cache
from pathlib import Path
from typing import Any

from botocore.config import Config
from botocore.loaders import Loader
from botocore.session import Session

MODELS = Path(__file__).with_name("models")


def client(service: str, config: Config | None = None) -> Any:
    return session().create_client(service, config=config)


@cache
def session() -> Session:
    session = Session()
    session.register_component("data_loader", Models())
    return session


class Models(Loader):
    def __init__(self) -> None:
        super().__init__([str(MODELS)], include_default_search_paths=False)

    def is_builtin_path(self, path: str) -> bool:  # noqa: ARG002
        """Endpoints are found by botocore's rules, not as in a file of a customer's own."""
        return True
