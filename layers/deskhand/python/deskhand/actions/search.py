"""Tickets as an operator looks for them by what they say."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from deskhand.actions.browse import Found, seen_desks
from deskhand.domain import numbers
from deskhand.domain.desk import Desk
from deskhand.domain.errors import Unreadable
from deskhand.domain.indexed import Posting, spelled
from deskhand.domain.listing import Listing
from deskhand.domain.people import Operator
from deskhand.domain.query import MOST_WORDS, Query, parse
from deskhand.domain.ticket import Status, Ticket
from deskhand.domain.words import folded
from deskhand.store.effort import Effort
from deskhand.store.lists import LOADING
from deskhand.store.search import MOST_READ, NEWEST, Hit
from deskhand.wiring import Helpdesk


class Some(NamedTuple):
    """The next few that were found, and the id down to which was read for them; `ended`: there are
    no more, or enough was read."""

    found: list[tuple[str, Posting | None]]
    down_to: str | None
    ended: bool


class Holding(NamedTuple):
    """Tickets that hold all that was asked for, where they say it, and how far was read."""

    tickets: list[Ticket]
    postings: dict[str, Posting]
    down_to: str | None


def page(
    helpdesk: Helpdesk,
    operator: Operator,
    listing: Listing,
    asked: str,
    *,
    position: str | None,
    limit: int,
) -> Found:
    """Newest first; the order of the listing does not apply. A page reads a bounded amount."""
    query = _joined(parse(asked), listing)
    seen = _named(query, seen_desks(helpdesk, operator, listing))
    shards = {desk.id: desk.list_shards for desk in seen}
    if query.says_nothing or not shards:
        return Found([], None)
    listing = listing.model_copy(update={"desks": tuple(shards)})
    numbered = _numbered(helpdesk, listing, asked.strip())[:limit]
    shown = numbered if position is None else []
    effort = Effort(MOST_READ)
    hits = helpdesk.search.tickets(shards, query, before=position, effort=effort)
    without = {ticket.id for ticket in numbered}
    room = limit - len(shown)
    found = _holding(
        helpdesk, listing, query, (h for h in hits if h[0] not in without), effort, room
    )
    tickets, note = [*shown, *found.tickets[:room]], _note(query, effort)
    if len(found.tickets) > room:
        end = found.tickets[room - 1].id if room else NEWEST
        return Found(tickets, end, False, found.postings, note)
    return Found(tickets, found.down_to, found.down_to is not None, found.postings, note)


def _holding(
    helpdesk: Helpdesk,
    listing: Listing,
    query: Query,
    hits: Iterator[Hit],
    effort: Effort,
    room: int,
) -> Holding:
    """One more than there is room for, if there is one."""
    tickets, postings = list[Ticket](), dict[str, Posting]()
    some = Some([], None, ended=False)
    while len(tickets) <= room and not some.ended:
        some = _some(hits, max(10, room + 1 - len(tickets)), effort)
        postings |= {id: posting for id, posting in some.found if posting}
        loaded = helpdesk.tickets.get_all((id for id, _ in some.found), consistent=False)
        effort.read += LOADING * len(loaded)
        tickets += [each for each in loaded if listing.holds(each) and query.holds(each)]
    return Holding(tickets, postings, some.down_to)


def _numbered(helpdesk: Helpdesk, listing: Listing, asked: str) -> list[Ticket]:
    """Whoever asks for a ticket by its number gets it first, whatever else begins alike."""
    if len(asked) > numbers.LONGEST or " " in asked or not any(map(str.isdigit, asked)):
        return []
    ids = helpdesk.tickets.numbered(listing.desks, dict.fromkeys((asked, asked.upper())))
    return [ticket for ticket in helpdesk.tickets.get_all(ids) if listing.holds(ticket)]


def _joined(query: Query, listing: Listing) -> Query:
    """With the filters of the listing that the search had better know."""
    others = query.not_statuses | (set(Status) - set(listing.statuses))
    tags = [*query.tags, *([spelled(listing.tag)] if listing.tag else [])]
    return replace(query, not_statuses=others, tags=tags)


def _named(query: Query, seen: list[Desk]) -> list[Desk]:
    """Those that the query names by id or name, else all; raises Unreadable for one that is not
    there, or not for this operator."""
    named: list[Desk] = []
    for term in query.desks:
        wanted = folded(term.value.strip())
        desk = next((d for d in seen if wanted in (d.id, folded(d.name))), None)
        if desk is None:
            raise Unreadable(
                term.at,
                'desk: there is no desk of that name; one of several words goes in "quotes"',
            )
        named.append(desk)
    return named or seen


def _some(hits: Iterator[Hit], many: int, effort: Effort) -> Some:
    found: list[tuple[str, Posting | None]] = []
    for id, posting, is_found in hits:
        if is_found:
            found.append((id, posting))
            if len(found) == many:
                return Some(found, id, ended=False)
        elif not effort.left:
            return Some(found, id, ended=True)
    return Some(found, None, ended=True)


def _note(query: Query, effort: Effort) -> str:
    if query.cut:
        return f"Only the first {MOST_WORDS} words were looked for."
    if effort.words_left:
        if len(query.beginning) == 1:
            return f"“{query.beginning}” was looked for as a word: type a second letter for more."
        return f"Too many words begin with “{query.beginning}”: some were left out."
    return ""
