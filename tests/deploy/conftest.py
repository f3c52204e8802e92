"""The product in an AWS account on this machine, built and deployed by sam."""

import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import httpx
import pytest

from local.front import SES_PATH
from local.ports import remembered_port
from local.process import StackProcess
from local.stack import parameters_of
from tests.deploy import deployment
from tests.deploy.account import Account
from tests.e2e.conftest import ada, admin, desk, olga  # noqa: F401


@dataclass
class FrontDoor(StackProcess):
    """Before the deployed functions."""

    certificate: Path = field(default_factory=Path)

    @cached_property
    def http(self) -> httpx.Client:
        trusting = ssl.create_default_context(cafile=str(self.certificate))
        return httpx.Client(base_url=self.site, timeout=35, trust_env=False, verify=trusting)


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FrontDoor]:
    folder = tmp_path_factory.mktemp("deployed")
    built = deployment.build(folder)
    door = FrontDoor(folder / "front")
    door.data.mkdir()
    issuer = f"http://localhost:{remembered_port(door.data / 'sign-in.port')}"
    account = Account(folder, ses=f"http://127.0.0.1:{door.port}{SES_PATH}")
    account.start()
    try:
        account.wait_until_ready()
        parameters = parameters_of(door.port, issuer) | {"Edge": "false", "Protect": "false"}
        with pytest.MonkeyPatch.context() as environment:
            for name, value in account.environment().items():
                environment.setenv(name, value)
            deployment.deploy(built, parameters)
            deployment.set_boundaries(account.url)
            door.deployed, door.certificate = account.url, account.certificate
            door.start()
            yield door
            if door.runs:
                door.stop()
    finally:
        account.stop()
