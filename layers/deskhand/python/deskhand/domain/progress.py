"""How a ticket went on, as far as its customer is told; `events` oldest first."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from deskhand.domain.history import Event
from deskhand.domain.ticket import Status, Ticket
from deskhand.domain.value import Instant, Value


class Step(Value):
    """`at` is when the ticket came to this status last; None for one that is ahead of it, or was
    passed over."""

    status: Status
    at: Instant | None


class Turn(Value):
    kind: Literal["closed", "reopened"]
    at: Instant


def steps(ticket: Ticket, events: Iterable[Event]) -> tuple[Step, ...]:
    """A ticket that went back has the rest of the way ahead of it again."""
    entered: dict[str, datetime] = {Status.NEW: ticket.created_at}
    for event in events:
        if event.kind in ("opened", "reopened", "status_changed"):
            entered[event.after] = event.created_at
    way = list(Status)
    reached = way[: way.index(ticket.status) + 1]
    return tuple(
        Step(status=status, at=entered.get(status) if status in reached else None) for status in way
    )


def turns(events: Iterable[Event]) -> tuple[Turn, ...]:
    return tuple(
        Turn(kind="reopened" if event.kind == "reopened" else "closed", at=event.created_at)
        for event in events
        if event.kind == "reopened"
        or (event.kind == "status_changed" and event.after == Status.CLOSED)
    )
