from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest

from deskhand.wiring import Helpdesk, Settings
from local import planning, resources
from local.clients import clients
from local.ministack import Ministack
from tests import aws


@pytest.fixture(scope="module")
def emulated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Helpdesk]:
    """A helpdesk on ministack, whose DynamoDB counts units and is quick with many items."""
    storage = Ministack(tmp_path_factory.mktemp("storage"))
    storage.start()
    with pytest.MonkeyPatch.context() as environment:
        variables = {**aws.ENVIRONMENT, "AWS_ENDPOINT_URL": storage.url, "NOTICE_QUEUE_URL": ""}
        for name, value in variables.items():
            environment.setenv(name, value)
        storage.wait_until_ready()
        template = Path(__file__).parents[2] / "template.yaml"
        plan = planning.load(template, aws.PARAMETERS, storage_url=storage.url)
        resources.create_missing(plan, clients(storage.url))
        boto3.setup_default_session()
        yield Helpdesk(Settings.from_environment())
    boto3.setup_default_session()
    storage.stop()
