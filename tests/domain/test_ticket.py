from datetime import timedelta

import pytest

from deskhand.domain.people import Requester
from deskhand.domain.ticket import (
    Status,
    after_customer_wrote,
    after_note,
    after_operator_replied,
    takes_more,
)
from tests.domain.given import NOW, ticket

LATER = NOW + timedelta(hours=1)
NEW, IN_PROGRESS, WAITING, CLOSED = Status


def closed(**fields: object) -> dict[str, object]:
    return {"status": CLOSED, "closed_at": NOW, **fields}


@pytest.mark.parametrize(
    ("status", "assignee", "then"),
    [
        (NEW, None, NEW),
        (NEW, "olga", NEW),
        (IN_PROGRESS, "olga", IN_PROGRESS),
        (IN_PROGRESS, None, IN_PROGRESS),
        (WAITING, "olga", IN_PROGRESS),
        (WAITING, None, NEW),
        (CLOSED, "olga", IN_PROGRESS),
        (CLOSED, None, NEW),
    ],
)
def test_what_a_customer_writes_brings_a_waiting_or_closed_ticket_back(
    status: Status, assignee: str | None, then: Status
) -> None:
    closed_at = NOW if status is CLOSED else None
    before = ticket(status=status, assignee=assignee, closed_at=closed_at, message_count=1)

    after = after_customer_wrote(before, at=LATER)

    assert (after.status, after.closed_at, after.message_count) == (then, None, 2)
    assert (after.version, after.updated_at) == (2, LATER)


@pytest.mark.parametrize("status", Status)
def test_what_a_machine_writes_changes_no_status(status: Status) -> None:
    before = ticket(status=status, closed_at=NOW if status is CLOSED else None, snoozed_until=LATER)

    after = after_customer_wrote(before, automatic=True, at=LATER)

    assert (after.status, after.closed_at) == (status, before.closed_at)
    assert after.snoozed_until == LATER
    assert after.message_count == 1


@pytest.mark.parametrize("status", [NEW, IN_PROGRESS, WAITING])
def test_a_customer_who_writes_wakes_a_snoozed_ticket(status: Status) -> None:
    assert (
        after_customer_wrote(ticket(status=status, snoozed_until=LATER), at=NOW).snoozed_until
        is None
    )


@pytest.mark.parametrize(
    ("status", "said", "then"),
    [
        (NEW, None, IN_PROGRESS),
        (IN_PROGRESS, None, IN_PROGRESS),
        (WAITING, None, WAITING),
        (CLOSED, None, CLOSED),
        (NEW, NEW, NEW),
        (NEW, WAITING, WAITING),
        (IN_PROGRESS, CLOSED, CLOSED),
        (CLOSED, IN_PROGRESS, IN_PROGRESS),
    ],
)
def test_an_answered_ticket_is_in_progress_unless_the_operator_says_what_it_is(
    status: Status, said: Status | None, then: Status
) -> None:
    before = ticket(status=status, closed_at=NOW if status is CLOSED else None)

    after = after_operator_replied(before, status=said, at=LATER)

    assert after.status is then
    assert (after.closed_at is not None) == (then is CLOSED)
    assert (after.message_count, after.version) == (1, 2)


def test_an_answer_to_a_closed_ticket_does_not_make_it_closed_later() -> None:
    assert after_operator_replied(ticket(**closed()), status=None, at=LATER).closed_at == NOW


def test_an_answer_that_closes_a_snoozed_ticket_ends_its_snooze() -> None:
    snoozed = ticket(status=WAITING, snoozed_until=LATER)

    assert after_operator_replied(snoozed, status=CLOSED, at=NOW).snoozed_until is None
    assert after_operator_replied(snoozed, status=None, at=NOW).snoozed_until == LATER


def test_moving_to_another_status_ends_snooze_and_keeps_the_time_of_closing() -> None:
    snoozed = ticket(status=WAITING, snoozed_until=LATER)

    shut = snoozed.moved_to(CLOSED, at=LATER)

    assert (shut.status, shut.closed_at, shut.snoozed_until) == (CLOSED, LATER, None)
    assert shut.moved_to(NEW, at=LATER).closed_at is None
    assert shut.moved_to(CLOSED, at=LATER + timedelta(days=1)) is shut


def test_a_note_changes_neither_status_nor_snooze() -> None:
    before = ticket(status=WAITING, snoozed_until=LATER)

    after = after_note(before, at=NOW)

    assert (after.status, after.snoozed_until, after.message_count) == (WAITING, LATER, 1)


def test_whom_a_note_mentions_follows_the_ticket_once() -> None:
    after = after_note(ticket(followers=("olga",)), mentions=("oskar", "olga"), at=NOW)

    assert after.followers == ("olga", "oskar")


def test_the_last_update_never_goes_back_whatever_a_clock_says() -> None:
    assert ticket().changed(at=NOW - timedelta(days=1), tags=("x",)).updated_at == NOW


@pytest.mark.parametrize(
    ("days", "later", "open_"),
    [
        (30, timedelta(days=30), True),
        (30, timedelta(days=30, milliseconds=1), False),
        (0, timedelta(0), True),
        (0, timedelta(milliseconds=1), False),
    ],
)
def test_a_closed_ticket_takes_more_within_the_desks_window(
    days: int, later: timedelta, open_: bool
) -> None:
    assert takes_more(ticket(**closed()), reopen_days=days, at=NOW + later) is open_


def test_an_open_ticket_always_takes_more() -> None:
    assert takes_more(ticket(), reopen_days=0, at=NOW + timedelta(days=9_999))


def test_a_link_found_by_itself_makes_no_version_and_a_choice_does() -> None:
    before = ticket()

    found = before.linked_to("c", by="email", at=LATER)
    chosen = before.linked_to(None, by="hand", at=LATER)

    assert (found.version, found.updated_at) == (before.version, before.updated_at)
    assert chosen.version == 2
    assert not found.may_link_by_itself
    assert not chosen.may_link_by_itself


def test_participants_are_the_requester_and_the_copied() -> None:
    assert ticket(ccs=("bob@b.example",)).participants == {"ada@byron.example", "bob@b.example"}
    assert ticket(requester=Requester(phone="1")).participants == frozenset()
