"""Merging one ticket into another, and taking it out again: both change in one transaction."""

from itertools import chain

from deskhand.actions.changes import (
    author,
    commit_together,
    decided_again,
    require_current,
    visible,
)
from deskhand.domain import access, merging
from deskhand.domain.change import Change
from deskhand.domain.history import EventKind, event, events_between
from deskhand.domain.message import Author
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.store.tickets import Conversation
from deskhand.wiring import Helpdesk

Line = tuple[EventKind, str, str]
_BY_MERGE: tuple[EventKind, ...] = ("ccs_changed", "followers_changed", "link_renewed")


def merge(
    helpdesk: Helpdesk, operator: Operator, ticket_id: str, into: str, *, seen: int | None = None
) -> Ticket:
    def attempt() -> Ticket:
        source = _outline(helpdesk, operator, ticket_id)
        there = source.ticket.merged_into
        if there and there.id == into:  # the answer to a first try was lost
            return source.ticket
        require_current(helpdesk, source.ticket, seen)
        target = _outline(helpdesk, operator, into)
        merging.require_mergeable(source.ticket, target.ticket)
        gone, taken = merging.merged(
            source.ticket, target.ticket, lasting=_is_lasting(source, target), at=helpdesk.now()
        )
        by = author(operator)
        commit_together(
            helpdesk,
            _change(helpdesk, source.ticket, gone, ("merged", "", taken.number), by),
            _change(helpdesk, target.ticket, taken, ("merged_in", "", gone.number), by),
        )
        return gone

    return decided_again(attempt)


def unmerge(
    helpdesk: Helpdesk, operator: Operator, ticket_id: str, *, seen: int | None = None
) -> Ticket:
    """One that is not merged stays as it is."""

    def attempt() -> Ticket:
        source = visible(helpdesk, operator, ticket_id)
        if source.merged_into is None:
            return source
        require_current(helpdesk, source, seen)
        target = helpdesk.tickets.get(source.merged_into.id)
        back, left = merging.unmerged(source, target, at=helpdesk.now())
        by = author(operator)
        commit_together(
            helpdesk,
            _change(helpdesk, source, back, ("unmerged", left.number, ""), by),
            _change(helpdesk, target, left, ("taken_out", back.number, ""), by),
        )
        return back

    return decided_again(attempt)


def _outline(helpdesk: Helpdesk, operator: Operator, ticket_id: str) -> Conversation:
    found = helpdesk.tickets.outline(ticket_id)
    access.visible(helpdesk.team.desk(found.ticket.desk_id), operator)
    return found


def _is_lasting(source: Conversation, target: Conversation) -> bool:
    """Whoever was the requester before would still have the link."""
    events = chain(source.events, target.events)
    return not any(event.kind == "requester_changed" for event in events)


def _change(helpdesk: Helpdesk, before: Ticket, after: Ticket, line: Line, by: Author) -> Change:
    """That the source is closed by it is no line of its own: it would be mailed to the customer,
    for whom nothing is closed."""
    at, new_id = helpdesk.now(), helpdesk.new_id
    lines = events_between(before, after, by=by, at=at, new_id=new_id)
    joined = [each for each in lines if each.kind in _BY_MERGE]
    told = event(after, *line, by=by, at=at, id=new_id())
    return Change(before=before, after=after, events=(told, *joined))
