from datetime import datetime, timedelta
from itertools import pairwise

from deskhand.domain.history import Event, events_between
from deskhand.domain.message import SYSTEM
from deskhand.domain.progress import steps, turns
from deskhand.domain.ticket import Status, Ticket
from tests.domain.given import NOW, ids, ticket

NEW, BUSY, WAITING, CLOSED = Status


def after(hours: int) -> datetime:
    return NOW + timedelta(hours=hours)


def gone_through(*statuses: Status) -> tuple[Ticket, list[Event]]:
    """Opened with the first of them, and moved on once an hour."""
    versions = [ticket(status=statuses[0])]
    for hour, status in enumerate(statuses[1:], start=1):
        versions.append(versions[-1].moved_to(status, at=after(hour)))
    told = [
        event
        for hour, pair in enumerate(pairwise([None, *versions]))
        for event in events_between(
            pair[0], pair[1] or versions[0], by=SYSTEM, at=after(hour), new_id=lambda: ids.new(NOW)
        )
    ]
    return versions[-1], told


def hours(*statuses: Status) -> list[int | None]:
    """After how many hours the ticket came to each status."""
    now, events = gone_through(*statuses)
    came = steps(now, events)
    assert [step.status for step in came] == [NEW, BUSY, WAITING, CLOSED]
    return [step.at and (step.at - NOW) // timedelta(hours=1) for step in came]


def test_each_step_tells_when_the_ticket_came_to_it() -> None:
    assert hours(NEW) == [0, None, None, None]
    assert hours(NEW, BUSY, WAITING, CLOSED) == [0, 1, 2, 3]


def test_a_step_that_was_passed_over_has_no_time() -> None:
    assert hours(NEW, CLOSED) == [0, None, None, 1]
    assert hours(WAITING) == [0, None, 0, None]


def test_a_ticket_that_went_back_has_the_rest_ahead_of_it_again() -> None:
    assert hours(NEW, BUSY, WAITING, CLOSED, BUSY) == [0, 4, None, None]
    assert hours(NEW, BUSY, WAITING, CLOSED, NEW) == [4, None, None, None]


def test_of_a_step_that_was_taken_twice_the_last_time_is_told() -> None:
    assert hours(NEW, BUSY, WAITING, BUSY, WAITING) == [0, 3, 4, None]


def test_a_subject_that_is_called_like_a_status_is_no_step() -> None:
    before = ticket(status=WAITING)
    renamed = before.changed(at=after(1), subject="waiting")
    events = events_between(before, renamed, by=SYSTEM, at=after(1), new_id=lambda: ids.new(NOW))

    assert steps(renamed, events)[2].at is None
    assert turns(events) == ()


def test_whoever_came_later_knows_of_the_steps_since_and_when_it_was_opened() -> None:
    now, events = gone_through(NEW, BUSY, WAITING)

    assert [step.at for step in steps(now, events[2:])] == [NOW, None, after(2), None]


def test_it_turns_where_it_is_closed_and_where_it_is_opened_again() -> None:
    _, events = gone_through(NEW, BUSY, CLOSED, BUSY, WAITING, CLOSED)

    told = [(turn.kind, turn.at) for turn in turns(events)]

    assert told == [("closed", after(2)), ("reopened", after(3)), ("closed", after(5))]
