"""A ticket's history is read off what changed between two versions of it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Literal

from deskhand.domain.message import Author
from deskhand.domain.ticket import Status, Ticket
from deskhand.domain.value import Instant, Value

EventKind = Literal[
    "opened",
    "reopened",
    "status_changed",
    "assigned",
    "priority_changed",
    "category_changed",
    "tags_changed",
    "subject_changed",
    "requester_changed",
    "ccs_changed",
    "followers_changed",
    "customer_linked",
    "link_renewed",
    "snoozed",
    "merged",  # into the ticket of the number in `after`
    "merged_in",  # the ticket of the number in `after`
    "unmerged",  # from the number in `before`
    "taken_out",  # of the target: the number in `before` was unmerged
    "split_off",  # the message of the id in `before`, to the ticket of the number in `after`
]

_FIELDS: tuple[tuple[str, EventKind], ...] = (
    ("status", "status_changed"),
    ("assignee", "assigned"),
    ("priority", "priority_changed"),
    ("category", "category_changed"),
    ("tags", "tags_changed"),
    ("subject", "subject_changed"),
    ("requester", "requester_changed"),
    ("ccs", "ccs_changed"),
    ("followers", "followers_changed"),
    ("customer_id", "customer_linked"),
    ("link_generation", "link_renewed"),
    ("snoozed_until", "snoozed"),
)


class Event(Value):
    """One line of a ticket's history. `before` and `after` hold what the field was and is, as
    text."""

    id: str
    ticket_id: str
    kind: EventKind
    before: str = ""
    after: str = ""
    author: Author
    created_at: Instant
    version: int


def events_between(
    before: Ticket | None, after: Ticket, *, by: Author, at: datetime, new_id: Callable[[], str]
) -> tuple[Event, ...]:
    return tuple(
        event(after, kind, was, now, by=by, at=at, id=new_id())
        for kind, was, now in _lines(before, after)
    )


def event(
    ticket: Ticket, kind: EventKind, before: str, after: str, *, by: Author, at: datetime, id: str
) -> Event:
    return Event(
        id=id,
        ticket_id=ticket.id,
        kind=kind,
        before=before,
        after=after,
        author=by,
        created_at=at,
        version=ticket.version,
    )


def _lines(before: Ticket | None, after: Ticket) -> Iterator[tuple[EventKind, str, str]]:
    if before is None:
        yield "opened", "", after.status
        return
    for field, kind in _FIELDS:
        was, now = getattr(before, field), getattr(after, field)
        if was != now:
            reopened = kind == "status_changed" and was is Status.CLOSED
            yield "reopened" if reopened else kind, _told(was), _told(now)


def _told(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, Value):  # a requester: that it changed is history, his data is not
        return ""
    return value.isoformat() if isinstance(value, datetime) else str(value)


def ccs_at(version: int, ticket: Ticket, events: Iterable[Event]) -> tuple[str, ...]:
    """Who was in copy at an earlier version of the ticket; `events` oldest first."""
    later = (event for event in events if event.kind == "ccs_changed" and event.version > version)
    first = next(later, None)
    return tuple(filter(None, first.before.split(", "))) if first else ticket.ccs


def in_copy_since(address: str, events: Iterable[Event]) -> int:
    """The version from which on somebody has been in copy without a break; `events` oldest
    first."""
    since = 1
    for event in events:
        if event.kind == "ccs_changed" and address not in event.before.split(", "):
            since = event.version
    return since
