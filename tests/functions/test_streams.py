"""What the two readers of the table's stream make of its records."""

from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest

from deskhand.actions import quarantine
from deskhand.domain.desk import Desk
from deskhand.domain.inbound import Receipt
from deskhand.domain.people import Customer, Operator
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk, Settings
from tests.aws import Machinery
from tests.conftest import NOW, Arrives, handler, mail
from tests.functions.conftest import Invoke
from tests.store.test_counters import everything

LATER = NOW + timedelta(days=36_500)  # the handlers' clock is the real one
NOTHING = {"batchItemFailures": []}
BOTH = ("projections", "notifications")


@pytest.fixture
def records(settings: Settings, ada: Customer, mailed_ticket: Ticket) -> list[dict[str, Any]]:
    return Machinery(settings, handler).changes()


def state(helpdesk: Helpdesk, ticket: Ticket) -> Any:
    conversation = helpdesk.tickets.conversation(ticket.id)
    found = helpdesk.postings.of_ticket(ticket.desk_id, ticket.id, ["fire", "ada", "nothing"])
    unsent = helpdesk.notices.unsent_since(LATER)
    return conversation, found, everything(helpdesk), sorted(unsent)


def test_records_that_come_again_whole_or_in_part_change_nothing(
    helpdesk: Helpdesk, mailed_ticket: Ticket, records: list[dict[str, Any]], invoke: Invoke
) -> None:
    for folder in BOTH:
        assert invoke(folder, {"Records": records}) == NOTHING
    after = state(helpdesk, mailed_ticket)
    for folder in BOTH:
        assert invoke(folder, {"Records": records}) == NOTHING
        assert invoke(folder, {"Records": records[::-1]}) == NOTHING

    assert state(helpdesk, mailed_ticket) == after
    conversation, found, counters, unsent = after
    assert conversation.ticket.customer_id
    assert set(found) == {"fire", "ada"}
    assert counters[mailed_ticket.desk_id] == {
        "all": 1,
        "new": 1,
        "unassigned": 1,
        "mail_received": 1,
        "mail_tickets": 1,
    }
    assert len(unsent) == 2  # to Ada, and to Olga


@pytest.mark.parametrize("folder", BOTH)
def test_a_record_that_fails_is_named_by_its_sequence_number_and_the_others_are_done(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    records: list[dict[str, Any]],
    invoke: Invoke,
    folder: str,
) -> None:
    """docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html"""
    broken = deepcopy(next(r for r in records if kind(r) == "message"))
    broken["dynamodb"]["SequenceNumber"] = "4711"
    del broken["dynamodb"]["NewImage"]["author"]

    answer = invoke(folder, {"Records": [broken, *records]})

    assert answer == {"batchItemFailures": [{"itemIdentifier": "4711"}]}
    assert everything(helpdesk) or helpdesk.notices.unsent_since(LATER)
    alone = invoke(folder, {"Records": [broken]})
    assert alone == {"batchItemFailures": [{"itemIdentifier": "4711"}]}


def kind(record: dict[str, Any], image: str = "NewImage") -> Any:
    return record["dynamodb"].get(image, {}).get("type", {}).get("S")


@pytest.mark.parametrize("folder", BOTH)
def test_records_of_what_is_gone_or_means_nothing_are_passed_over(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    records: list[dict[str, Any]],
    invoke: Invoke,
    folder: str,
) -> None:
    for item in list(helpdesk.table.query(("pk", f"T#{mailed_ticket.id}"))):
        key = {"pk": item["pk"], "sk": item["sk"]}
        helpdesk.table.client.delete_item(TableName=helpdesk.table.name, Key=key)
    keys_only = deepcopy(records[0])
    keys_only["dynamodb"].pop("NewImage", None)

    assert invoke(folder, {"Records": [keys_only, *records]}) == NOTHING


# --- received mail ------------------------------------------------------------------------------


@pytest.fixture
def nobodys(arrives: Arrives) -> Receipt:
    (receipt,) = arrives(mail(message_id="<n@b.example>"), to="nobody@desk.example")
    assert isinstance(receipt, Receipt)
    return receipt


@pytest.fixture
def of_receipts(
    helpdesk: Helpdesk,
    settings: Settings,
    arrives: Arrives,
    desk: Desk,
    olga: Operator,
    admin: Operator,
    nobodys: Receipt,
) -> list[dict[str, Any]]:
    """A ticket, spam that is discarded, and mail of nobody that a desk takes in, so that the
    receipt which it had is removed."""
    arrives(mail(message_id="<1@b.example>"))
    (spam,) = arrives(mail(message_id="<2@b.example>"), spam="FAIL")
    quarantine.discard(helpdesk, olga, spam.id, desk.id)
    quarantine.accept(helpdesk, admin, nobodys.id, "", at_desk=desk.id)
    records = Machinery(settings, handler).changes()
    made = [r for r in records if "receipt" in (kind(r), kind(r, "OldImage"))]
    assert [r["eventName"] for r in made].count("REMOVE") == 1
    return made


AT_THE_DESK = {"mail_received": 3, "mail_tickets": 2, "mail_discarded": 1}


@pytest.mark.parametrize("order", [1, -1], ids=["in order", "backwards"])
def test_receipts_are_counted_once_however_often_and_in_whatever_order_they_come(
    helpdesk: Helpdesk, desk: Desk, of_receipts: list[dict[str, Any]], invoke: Invoke, order: int
) -> None:
    for _ in range(2):
        assert invoke("projections", {"Records": of_receipts[::order]}) == NOTHING

    assert everything(helpdesk) == {desk.id: AT_THE_DESK}


def test_receipts_one_by_one_count_the_same(
    helpdesk: Helpdesk, desk: Desk, of_receipts: list[dict[str, Any]], invoke: Invoke
) -> None:
    for record in (*of_receipts, *of_receipts):
        assert invoke("projections", {"Records": [record]}) == NOTHING

    assert everything(helpdesk)[desk.id] == AT_THE_DESK


def test_nobody_is_told_of_a_receipt(
    helpdesk: Helpdesk, of_receipts: list[dict[str, Any]], invoke: Invoke
) -> None:
    assert invoke("notifications", {"Records": of_receipts}) == NOTHING

    assert not helpdesk.notices.unsent_since(LATER)
