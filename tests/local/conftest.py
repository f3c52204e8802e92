import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from boto3.dynamodb.types import TypeDeserializer

from local.process import StackProcess, running

PROJECT = Path(__file__).with_name("project")


@pytest.fixture(scope="session")
def project() -> Path:
    """A product with one function for each kind of trigger."""
    return PROJECT


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StackProcess]:
    with running(tmp_path_factory.mktemp("stack"), root=PROJECT) as started:
        yield started


@pytest.fixture(scope="session")
def eventually() -> Callable[[Callable[[], Any]], Any]:
    """Asks until the answer is something."""

    def ask(question: Callable[[], Any], seconds: float = 15) -> Any:
        deadline = time.monotonic() + seconds
        while not (answer := question()):
            assert time.monotonic() < deadline, "nothing came"
            time.sleep(0.02)
        return answer

    return ask


@pytest.fixture(scope="session")
def items() -> Callable[[StackProcess, str], list[dict[str, Any]]]:
    """The table's items with one partition key, as plain values."""
    read = TypeDeserializer().deserialize

    def query(stack: StackProcess, pk: str) -> list[dict[str, Any]]:
        found = stack.clients.dynamodb.query(
            TableName="deskhand-Table",
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": pk}},
        )["Items"]
        return [{name: read(value) for name, value in item.items()} for item in found]

    return query
