"""An answer or a note that is taken back: the ticket as if it had not been written. What somebody
has changed since stays as it is."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from deskhand.domain import preview
from deskhand.domain.desk import Desk
from deskhand.domain.errors import TooLate
from deskhand.domain.history import Event, EventKind
from deskhand.domain.message import Message
from deskhand.domain.ticket import Status, Ticket

UNMAILED = timedelta(minutes=10)  # in which what no customer is mailed can be taken back


class Changed(NamedTuple):
    """What was changed together with a message, None where nothing was: what it was and is."""

    status: tuple[Status, Status] | None = None
    ccs: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    followers: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    snoozed_until: datetime | None = None


def require_fresh(message: Message, *, mailed: bool, at: datetime) -> None:
    """Raises TooLate. Of what customers are mailed, its notices tell whether it can still be
    stopped."""
    if message.version == 1:
        raise TooLate("It opened the ticket.")
    if message.channel != "panel":
        raise TooLate("It was sent by mail.")
    if not mailed and at - message.created_at > UNMAILED:
        raise TooLate("It was written more than ten minutes ago.")


def is_held_back(message: Message, desk: Desk, *, at: datetime) -> bool:
    """An answer that is about to be mailed: until then nobody but the team has read it."""
    if message.version == 1 or message.channel != "panel" or not message.is_an_answer:
        return False
    undoable = at - message.created_at < timedelta(seconds=desk.undo_seconds)
    return undoable and message.delivery == "queued"


def changed_with(message: Message, events: Iterable[Event]) -> Changed:
    """And by nobody since. Raises TooLate when the copies were: who came when has to stay in the
    history, since it tells what he may read."""
    own: dict[EventKind, Event] = {}
    since: set[EventKind] = set()
    for event in events:
        kind: EventKind = "status_changed" if event.kind == "reopened" else event.kind
        if event.version == message.version:
            own[kind] = event
        elif event.version > message.version:
            since.add(kind)
    if "ccs_changed" in own and "ccs_changed" in since:
        raise TooLate("Who is in copy was changed since.")
    moved, copied, followed, woken = (
        own.get(kind) if kind not in since else None
        for kind in ("status_changed", "ccs_changed", "followers_changed", "snoozed")
    )
    return Changed(
        status=(Status(moved.before), Status(moved.after)) if moved else None,
        ccs=_listed(copied) if copied else None,
        followers=_listed(followed) if followed else None,
        snoozed_until=datetime.fromisoformat(woken.before) if moved and woken else None,
    )


def _listed(event: Event) -> tuple[tuple[str, ...], tuple[str, ...]]:
    before, after = (tuple(filter(None, told.split(", "))) for told in (event.before, event.after))
    return before, after


def without(
    ticket: Ticket, message: Message, changed: Changed, others: Sequence[Message], *, at: datetime
) -> Ticket:
    """`others` are the messages that stay, in order of time."""
    back: dict[str, Any] = {"message_count": ticket.message_count - 1}
    if changed.status:
        back |= _moved_back(ticket, changed.status[0])
        back["snoozed_until"] = changed.snoozed_until or ticket.snoozed_until
    if changed.ccs:
        back["ccs"] = changed.ccs[0]
    if changed.followers:
        back["followers"] = changed.followers[0]
    if ticket.first_reply_at and message.is_an_answer:
        back["first_reply_at"] = _first_reply(ticket, message, others)
    return preview.of_messages(ticket.changed(at=at, **back), others)


def _moved_back(ticket: Ticket, status: Status) -> dict[str, Any]:
    if (status is Status.CLOSED) == (ticket.status is Status.CLOSED):
        return {"status": status}
    turns = ticket.turns[:-1]
    closed_at = turns[-1] if status is Status.CLOSED and turns else None
    return {"status": status, "turns": turns, "closed_at": closed_at}


def _first_reply(ticket: Ticket, message: Message, others: Iterable[Message]) -> datetime | None:
    answers = [other for other in others if other.is_an_answer]
    if any(answer.version < message.version for answer in answers):
        return ticket.first_reply_at
    return min((answer.created_at for answer in answers), default=None)
