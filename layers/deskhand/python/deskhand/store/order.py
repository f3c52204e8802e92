"""What lists are sorted by: sort keys that tell any two tickets apart."""

from collections.abc import Callable
from datetime import datetime

from deskhand.domain.ids import base32, from_base32, instant, milliseconds
from deskhand.domain.ticket import Priority, Ticket

URGENCY = {Priority.URGENT: "0", Priority.HIGH: "1", Priority.NORMAL: "2", Priority.LOW: "3"}


def updated(ticket: Ticket) -> str:
    """Milliseconds, and enough of the id to tell two tickets of one millisecond apart."""
    return time_key(ticket.updated_at) + ticket.id[-8:]


def updated_at(sort_key: str) -> datetime:
    return instant(from_base32(sort_key[:10]))


def created(ticket: Ticket) -> str:
    return ticket.id


def urgency(ticket: Ticket) -> str:
    return URGENCY[ticket.priority] + ticket.id


def due(ticket: Ticket) -> str | None:
    until = ticket.snoozed_until
    return time_key(until) + ticket.id[-8:] if until else None


def time_key(at: datetime) -> str:
    """What was before then sorts before it, ids too."""
    return base32(milliseconds(at), 10)


ORDERS: dict[str, Callable[[Ticket], str]] = {
    "updated_at": updated,
    "created_at": created,
    "priority": urgency,
    "due": lambda ticket: due(ticket) or "",
}
