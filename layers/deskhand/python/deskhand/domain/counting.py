"""What a ticket counts in. It is read off the ticket as it is, so that counting it once more, or
after all others, comes to the same."""

from collections.abc import Iterator
from typing import NamedTuple

from deskhand.domain.ticket import OPEN, Ticket

STATE = ("all", "new", "in_progress", "waiting", "closed", "unassigned", "snoozed")
FLOW = ("opened", "closed", "reopened", "first_replies", "first_reply_seconds")


class Place(NamedTuple):
    """`day` is empty for what is now, else a day in UTC, as 2026-11-26; `operator` for what a desk
    counts of one operator's open tickets that do not sleep."""

    desk_id: str
    name: str
    by: int = 1
    day: str = ""
    operator: str = ""


def places(ticket: Ticket) -> Iterator[Place]:
    yield from _state(ticket)
    yield from _flow(ticket)


def _state(ticket: Ticket) -> Iterator[Place]:
    yield Place(ticket.desk_id, "all")
    yield Place(ticket.desk_id, ticket.status.value)
    if ticket.snoozed_until:  # nobody has to do anything about it until then
        yield Place(ticket.desk_id, "snoozed")
    elif ticket.status in OPEN and ticket.assignee:
        yield Place(ticket.desk_id, ticket.desk_id, operator=ticket.assignee)
    elif ticket.status in OPEN:
        yield Place(ticket.desk_id, "unassigned")


def _flow(ticket: Ticket) -> Iterator[Place]:
    desk = ticket.desk_id
    yield Place(desk, "opened", day=f"{ticket.created_at:%Y-%m-%d}")
    for number, turn in enumerate(ticket.turns):
        yield Place(desk, "reopened" if number % 2 else "closed", day=f"{turn:%Y-%m-%d}")
    if ticket.first_reply_at:
        waited = ticket.first_reply_at - ticket.created_at
        day = f"{ticket.first_reply_at:%Y-%m-%d}"
        yield Place(desk, "first_replies", day=day)
        yield Place(desk, "first_reply_seconds", round(waited.total_seconds()), day=day)
