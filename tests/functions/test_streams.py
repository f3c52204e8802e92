"""What the two readers of the table's stream make of its records."""

from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest

from deskhand.domain.people import Customer
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk, Settings
from tests.aws import Machinery
from tests.conftest import NOW, handler
from tests.functions.conftest import Invoke

LATER = NOW + timedelta(days=36_500)  # the handlers' clock is the real one
NOTHING = {"batchItemFailures": []}
BOTH = ("projections", "notifications")


@pytest.fixture
def records(settings: Settings, ada: Customer, mailed_ticket: Ticket) -> list[dict[str, Any]]:
    return Machinery(settings, handler).changes()


def state(helpdesk: Helpdesk, ticket: Ticket) -> Any:
    conversation = helpdesk.tickets.conversation(ticket.id)
    found = list(helpdesk.search.tickets([ticket.desk_id], "fire", before=None))
    unsent = helpdesk.notices.unsent_since(LATER)
    return conversation, found, helpdesk.counters.all(), sorted(unsent)


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
    assert found == [mailed_ticket.id]
    assert counters[mailed_ticket.desk_id] == {
        **{"all": 1, "new": 1, "unassigned": 1},
        **{"mail_received": 1, "mail_tickets": 1},
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
    assert helpdesk.counters.all() or helpdesk.notices.unsent_since(LATER)
    alone = invoke(folder, {"Records": [broken]})
    assert alone == {"batchItemFailures": [{"itemIdentifier": "4711"}]}


def kind(record: dict[str, Any]) -> Any:
    return record["dynamodb"].get("NewImage", {}).get("type", {}).get("S")


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
