"""`make restore`: tickets come back from another table, and nothing that must not."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from moto import mock_aws

from deploy.answers import answers
from deploy.restoring import restore
from deploy.world import Stopped
from tests import aws
from tests.deploy.test_deploying import FIRST, Desk

pytestmark = pytest.mark.slow

NOW, THEN = "the-table", "the-table-then"


class Restored(Desk):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.stacks.outputs["TableName"] = NOW
        self.stacks.found_status = "CREATE_COMPLETE"
        self.says = list(FIRST)
        answers(self.world(), "default")
        for table in (NOW, THEN):
            self.client("dynamodb").create_table(
                TableName=table,
                BillingMode="PAY_PER_REQUEST",
                AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
                KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
            )

    def has(self, table: str, **items: Any) -> None:
        for pk, what in items.items():
            self.table(table).put_item(Item={"pk": pk.replace("_", "#"), "what": what})

    def table(self, name: str) -> Any:
        return self.account.resource("dynamodb").Table(name)

    def items(self) -> dict[str, str]:
        return {item["pk"]: item["what"] for item in self.table(NOW).scan()["Items"]}

    def restores(self, *says: str, source: str = THEN) -> None:
        self.says = list(says)
        restore(self.world(), "default", source)


@pytest.fixture
def restored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Restored]:
    for name, value in aws.ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    with mock_aws():
        yield Restored(tmp_path)


def test_what_was_changed_or_deleted_is_as_it_was_and_what_is_new_stays(
    restored: Restored,
) -> None:
    restored.has(THEN, T_1="open", T_2="open")
    restored.has(NOW, T_1="closed", T_3="new")
    restored.restores("deskhand")

    assert restored.items() == {"T#1": "open", "T#2": "open", "T#3": "new"}


def test_no_mail_number_or_secret_goes_back(restored: Restored) -> None:
    restored.has(THEN, NOTICE_1="queued", NOTICE_2="sent", SEQUENCE_1="7", SECRETS="one")
    restored.has(NOW, NOTICE_1="sent", SEQUENCE_1="9", SECRETS="one and two")
    restored.restores("deskhand")

    assert restored.items() == {
        "NOTICE#1": "sent", "NOTICE#2": "sent", "SEQUENCE#1": "9", "SECRETS": "one and two",
    }  # fmt: skip


def test_notices_are_there_before_their_messages_are(restored: Restored) -> None:
    """Else a message that comes back would be announced again."""
    restored.has(THEN, A_1="x", NOTICE_1="sent", Z_1="x")
    order: list[str] = []

    def asked(params: Any, **_: Any) -> None:
        order.append(params["Item"]["pk"]["S"])
        assert set(restored.items()) <= {"NOTICE#1"}

    client = restored.account.client("dynamodb")
    client.meta.events.register("provide-client-params.dynamodb.PutItem", asked)
    restored.account.others["dynamodb"] = client
    restored.restores("deskhand")

    assert order == ["NOTICE#1"]


@pytest.mark.parametrize(
    ("source", "says", "why"),
    [
        (THEN, "yes", "Nothing was changed"),
        (NOW, "deskhand", "own table"),
        ("other", "deskhand", "no table other"),
    ],
)
def test_nothing_is_restored_by_mistake(
    restored: Restored, source: str, says: str, why: str
) -> None:
    restored.has(THEN, T_1="open")
    restored.has(NOW, T_1="closed")
    with pytest.raises(Stopped, match=why):
        restored.restores(says, source=source)

    assert restored.items() == {"T#1": "closed"}
