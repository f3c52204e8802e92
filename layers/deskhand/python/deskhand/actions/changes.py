"""How every action begins, with a ticket that the operator sees, and how it ends: what changed
becomes history, and all of it one transaction."""

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Protocol, TypeVar

from deskhand.domain import access, preview
from deskhand.domain.change import Change
from deskhand.domain.desk import Desk
from deskhand.domain.errors import Conflict, Invalid, NotFound, Stale
from deskhand.domain.history import Event, events_between
from deskhand.domain.message import Author, Message
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.store.table import Write
from deskhand.wiring import Helpdesk

T = TypeVar("T")
TRIES = 6


def visible(helpdesk: Helpdesk, operator: Operator, ticket_id: str) -> Ticket:
    found = helpdesk.tickets.get(ticket_id)
    access.visible(helpdesk.team.desk(found.desk_id), operator)
    return found


def writable(helpdesk: Helpdesk, operator: Operator, ticket_id: str) -> Ticket:
    found = visible(helpdesk, operator, ticket_id)
    require_unmerged(found)
    return found


def require_unmerged(ticket: Ticket) -> None:
    """What is to be said and done is to be so at its target."""
    if ticket.merged_into:
        there = ticket.merged_into.number
        raise Invalid("merged_into", f"{ticket.number} was merged into {there}: work on that one")


def commit(
    helpdesk: Helpdesk,
    before: Ticket | None,
    after: Ticket,
    *,
    by: Author,
    message: Message | None = None,
    also: Iterable[Write] = (),
) -> Ticket:
    at = helpdesk.now()
    if message:
        after = preview.with_message(after, message)
    events = events_between(before, after, by=by, at=at, new_id=helpdesk.new_id)
    change = Change(before=before, after=after, message=message, events=events)
    shards = desk_of(helpdesk, after).shards_written(at)
    helpdesk.tickets.commit(change, shards=shards, also=also)
    return after


def commit_together(helpdesk: Helpdesk, *changes: Change, also: Iterable[Write] = ()) -> None:
    """Of tickets of one desk; what their histories tell is in the changes."""
    shards = desk_of(helpdesk, changes[0].after).shards_written(helpdesk.now())
    writes = (helpdesk.tickets.writes(change, shards=shards) for change in changes)
    helpdesk.table.commit([*chain.from_iterable(writes), *also])


def desk_of(helpdesk: Helpdesk, ticket: Ticket) -> Desk:
    desk = helpdesk.team.desk(ticket.desk_id)
    if desk is None:
        raise NotFound
    return desk


def decided_again(attempt: Callable[[], T]) -> T:
    """For changes that are right on any version: when somebody else was quicker, load and decide
    once more."""
    for _ in range(TRIES - 1):
        try:
            return attempt()
        except Conflict:
            continue
    return attempt()


def require_current(helpdesk: Helpdesk, ticket: Ticket, seen: int | None) -> None:
    """Raises Stale with what came in since the version that the writer saw, without the ends of
    long messages."""
    if seen is None or seen == ticket.version:
        return
    conversation = helpdesk.tickets.outline(ticket.id)
    entries: list[Message | Event] = [*conversation.messages, *conversation.events]
    unseen = sorted((e for e in entries if e.version > seen), key=lambda entry: entry.id)
    raise Stale("ticket", ticket.version, unseen)


class Versioned(Protocol):
    @property
    def version(self) -> int: ...


def require_seen(what: str, there: Versioned, seen: int | None) -> None:
    """Raises Stale, of what has no history, with what is there by now."""
    if seen not in (None, there.version):
        raise Stale(what, there.version, [there])


def author(operator: Operator) -> Author:
    return Author(kind="operator", name=operator.name, email=operator.email, id=operator.id)
