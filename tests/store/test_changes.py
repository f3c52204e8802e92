"""What the stream brings is what was written."""

from typing import Any

import pytest

from deskhand.domain.change import Change
from deskhand.domain.history import Event, events_between
from deskhand.domain.people import Requester
from deskhand.domain.ticket import Status, Ticket
from deskhand.store.changes import Changed, changed
from deskhand.wiring import Helpdesk, Settings
from tests.aws import Machinery
from tests.conftest import handler, operator
from tests.domain.given import NOW, OPERATOR, customer, ids, message, ticket


@pytest.fixture
def stream(settings: Settings) -> Machinery:
    return Machinery(settings, handler)


def read(stream: Machinery) -> list[Changed]:
    told = (changed(record["dynamodb"]) for record in stream.changes())
    return [each for each in told if each != (None, None)]


def test_a_ticket_its_message_and_its_history_are_told_as_they_were_written(
    helpdesk: Helpdesk, stream: Machinery
) -> None:
    bare: dict[str, Any] = {"subject": "", "requester": Requester()}
    opened = ticket(**bare)
    said = message(ticket_id=opened.id, text="")
    helpdesk.tickets.commit(
        Change(before=None, after=opened, message=said, events=history(None, opened)), shards=1
    )
    renamed = opened.changed(at=NOW, subject="Fire")
    events = history(opened, renamed)
    helpdesk.tickets.commit(Change(before=opened, after=renamed, events=events), shards=1)

    told = read(stream)
    assert sorted(told, key=str) == sorted(
        [
            Changed(None, opened),
            Changed(None, said),
            Changed(opened, renamed),
            Changed(None, events[0]),
        ],
        key=str,
    )


def history(before: Ticket | None, after: Ticket) -> tuple[Event, ...]:
    return events_between(before, after, by=OPERATOR, at=NOW, new_id=lambda: ids.new(NOW))


def test_what_a_message_changed_comes_with_it_and_is_read_with_the_rest(helpdesk: Helpdesk) -> None:
    opened = ticket()
    said, later = message(ticket_id=opened.id), message(ticket_id=opened.id)
    closed = opened.moved_to(Status.CLOSED, at=NOW)
    first, second = history(None, opened), history(opened, closed)
    for change in (
        Change(before=None, after=opened, message=said, events=first),
        Change(before=opened, after=closed, message=later, events=second),
    ):
        helpdesk.tickets.commit(change, shards=1)

    conversation = helpdesk.tickets.conversation(opened.id)

    assert conversation.events == [*first, *second]
    assert conversation.messages == [said, later]


def test_a_long_body_is_not_told(helpdesk: Helpdesk, stream: Machinery) -> None:
    opened = ticket()
    said = message(ticket_id=opened.id, text="x" * 9_000)
    helpdesk.tickets.commit(Change(before=None, after=opened, message=said), shards=1)

    assert Changed(None, said.model_copy(update={"text": ""})) in read(stream)


def test_a_customer_is_told_also_when_he_goes_and_nothing_else_is(
    helpdesk: Helpdesk, stream: Machinery
) -> None:
    ada = customer(first_name="Ada", emails=("ada@b.example",), fields={"vip": "yes"})
    helpdesk.customers.add(ada)
    helpdesk.customers.remove(ada)
    operator(helpdesk, "Olga")

    assert read(stream) == [Changed(None, ada), Changed(ada, None)]
