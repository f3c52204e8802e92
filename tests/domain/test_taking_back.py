from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from deskhand.domain.errors import TooLate
from deskhand.domain.history import Event, events_between
from deskhand.domain.message import Attachment, Author, Message
from deskhand.domain.preview import with_message
from deskhand.domain.taking_back import changed_with, is_held_back, require_fresh, without
from deskhand.domain.ticket import (
    Status,
    Ticket,
    after_customer_wrote,
    after_note,
    after_operator_replied,
)
from tests.domain.given import NOW, OPERATOR, desk, ids, message, ticket

LATER = NOW + timedelta(seconds=5)


def answered(before: Ticket, status: Status | None = None, **fields: Any) -> tuple[Ticket, Message]:
    after = after_operator_replied(before, status=status, at=NOW).model_copy(update=fields)
    said = message(author=OPERATOR, channel="panel", version=after.version, created_at=NOW)
    return after, said


def lines(*versions: Ticket) -> list[Event]:
    pairs = pairwise(versions)
    return [
        event
        for before, after in pairs
        for event in events_between(
            before, after, by=Author(kind="operator"), at=NOW, new_id=lambda: ids.new(NOW)
        )
    ]


def taken_back(now: Ticket, said: Message, events: list[Event], *others: Message) -> Ticket:
    return without(now, said, changed_with(said, events), others, at=LATER)


def same_but_for_its_version(one: Ticket, other: Ticket) -> bool:
    own = {"version", "updated_at"}
    return one.model_dump(exclude=own) == other.model_dump(exclude=own)


@pytest.mark.parametrize("status", [None, Status.WAITING, Status.CLOSED])
@pytest.mark.parametrize(
    "before",
    [
        ticket(message_count=1),
        ticket(message_count=1, status=Status.WAITING, ccs=("bob@lamp.example",)),
        ticket(message_count=1, status=Status.WAITING, snoozed_until=NOW + timedelta(days=1)),
        ticket(message_count=1, status=Status.CLOSED, closed_at=NOW, turns=(NOW,)),
        ticket(message_count=1, status=Status.IN_PROGRESS, channel="panel"),
    ],
)
def test_the_ticket_is_what_it_was_before_the_answer(before: Ticket, status: Status | None) -> None:
    now, said = answered(before, status, ccs=("eve@lamp.example",))

    back = taken_back(now, said, lines(before, now))

    assert same_but_for_its_version(back, before)
    assert back.version == now.version + 1


def test_an_answer_that_reopened_leaves_the_ticket_closed_since_it_was() -> None:
    before = ticket(message_count=1, status=Status.CLOSED, closed_at=NOW, turns=(NOW,))
    now, said = answered(before, Status.IN_PROGRESS)
    assert now.closed_at is None

    assert taken_back(now, said, lines(before, now)).closed_at == NOW


def test_what_was_changed_since_stays() -> None:
    before = ticket(message_count=1, ccs=("bob@lamp.example",))
    now, said = answered(before, Status.WAITING)
    since = after_customer_wrote(now, at=NOW).changed(at=NOW, priority="high")

    back = taken_back(since, said, lines(before, now, since))

    assert (back.status, back.priority, back.message_count) == (Status.NEW, "high", 2)
    assert since.status is Status.NEW


def test_whom_a_note_mentioned_follows_no_more_unless_the_followers_were_changed_since() -> None:
    before = ticket(message_count=1, followers=("oskar",))
    now = after_note(before, mentions=("olga",), at=NOW)
    note = message(author=OPERATOR, kind="note", channel="panel", version=now.version)
    since = now.changed(at=NOW, followers=("olga", "admin"))

    assert taken_back(now, note, lines(before, now)).followers == ("oskar",)
    assert taken_back(since, note, lines(before, now, since)).followers == ("olga", "admin")


def test_the_ticket_shows_what_was_said_before_what_is_taken_back() -> None:
    first = message(text="Where?")
    before = with_message(ticket(message_count=1), first)
    now, said = answered(before)
    file = Attachment(id="1", filename="a.pdf", content_type="application/pdf", size=1, key="k")
    said = said.model_copy(update={"attachments": (file,)})
    now = with_message(now, said)
    assert now.files

    assert same_but_for_its_version(taken_back(now, said, lines(before, now), first), before)


def test_an_answer_is_not_taken_back_once_the_copies_were_changed_again() -> None:
    """Else whoever it had put in copy would seem to have been there from the beginning."""
    before = ticket(message_count=1)
    now, said = answered(before, ccs=("bob@lamp.example",))
    since = now.changed(at=NOW, ccs=("bob@lamp.example", "eve@lamp.example"))

    with pytest.raises(TooLate):
        changed_with(said, lines(before, now, since))


def test_the_first_answer_is_the_first_that_is_left() -> None:
    first = message(author=OPERATOR, version=2, created_at=NOW)
    second = message(author=OPERATOR, version=3, created_at=LATER)
    now = ticket(message_count=3, first_reply_at=NOW, version=3)

    assert taken_back(now, second, [], first).first_reply_at == NOW
    assert taken_back(now, first, [], second).first_reply_at == LATER
    assert taken_back(now, first, []).first_reply_at is None
    note = message(author=OPERATOR, kind="note", version=3)
    assert taken_back(now, note, [], first).first_reply_at == NOW


def test_what_no_mail_tells_of_can_be_taken_back_for_ten_minutes() -> None:
    note = message(author=OPERATOR, kind="note", channel="panel", version=2, created_at=NOW)

    require_fresh(note, mailed=False, at=NOW + timedelta(minutes=10))
    require_fresh(note, mailed=True, at=NOW + timedelta(days=1))
    with pytest.raises(TooLate):
        require_fresh(note, mailed=False, at=NOW + timedelta(minutes=10, seconds=1))


@pytest.mark.parametrize("kept", [{"version": 1}, {"channel": "email"}])
def test_what_opened_the_ticket_or_came_by_mail_stays(kept: dict[str, Any]) -> None:
    said = message(**{"author": OPERATOR, "channel": "panel", "version": 2, **kept})

    with pytest.raises(TooLate):
        require_fresh(said, mailed=True, at=NOW)


def held_back(*, seconds: float = 9.9, **fields: Any) -> bool:
    usual = {"author": OPERATOR, "channel": "panel", "version": 2, "delivery": "queued"}
    said = message(**{**usual, "created_at": NOW, **fields})
    return is_held_back(said, desk(undo_seconds=10), at=NOW + timedelta(seconds=seconds))


def test_an_answer_is_held_back_for_as_long_as_it_can_be_taken_back() -> None:
    assert held_back()
    assert not held_back(seconds=10)
    assert not held_back(delivery="sent")


@pytest.mark.parametrize(
    "stays",
    [
        {"version": 1},
        {"channel": "email"},
        {"author": Author(kind="customer"), "channel": "link"},
        {"delivery": "none"},
    ],
)
def test_what_the_panel_can_not_take_back_is_not_held_back(stays: dict[str, Any]) -> None:
    assert not held_back(**stays)
