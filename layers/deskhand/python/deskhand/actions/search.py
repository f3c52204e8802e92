"""Tickets as an operator looks for them by what they say."""

from collections.abc import Iterator
from typing import NamedTuple

from deskhand.actions.browse import Found, seen_desks
from deskhand.domain.desk import Desk
from deskhand.domain.errors import Unreadable
from deskhand.domain.indexed import Posting, tag_word
from deskhand.domain.listing import Listing
from deskhand.domain.people import Operator
from deskhand.domain.query import MOST_WORDS, Query, parse
from deskhand.domain.ticket import Status, Ticket
from deskhand.domain.words import folded
from deskhand.store.lists import LOADING
from deskhand.store.search import Effort, Place
from deskhand.wiring import Helpdesk


class Some(NamedTuple):
    """The next few that were found, and the id down to which was read for them; `ended`: there are
    no more, or enough was read."""

    found: list[tuple[str, Posting | None]]
    down_to: str | None
    ended: bool


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
    query = parse(asked)
    listing, query = _joined(listing, query)
    shards = {
        desk.id: desk.list_shards for desk in _named(query, seen_desks(helpdesk, operator, listing))
    }
    if query.says_nothing or not shards:
        return Found([], None)
    listing = listing.model_copy(update={"desks": tuple(shards)})
    effort, found, postings = Effort(), list[Ticket](), dict[str, Posting]()
    places = helpdesk.search.tickets(shards, query, before=position, effort=effort)
    some = Some([], None, ended=False)
    while len(found) <= limit and not some.ended:
        some = _some(places, max(10, limit + 1 - len(found)), effort)
        postings |= {id: posting for id, posting in some.found if posting}
        loaded = helpdesk.tickets.get_all((id for id, _ in some.found), consistent=False)
        effort.read += LOADING * len(loaded)
        found += [t for t in loaded if listing.holds(t) and query.holds(t)]
    note = _note(query, effort)
    if len(found) > limit:
        return Found(found[:limit], found[limit - 1].id, False, postings, note)
    return Found(found, some.down_to, some.down_to is not None, postings, note)


def _joined(listing: Listing, query: Query) -> tuple[Listing, Query]:
    """What the listing filters by the search had better know."""
    query.not_statuses |= set(Status) - set(listing.statuses)
    if listing.tag:
        query.tags.append(tag_word(listing.tag))
    return listing, query


def _named(query: Query, seen: list[Desk]) -> list[Desk]:
    """Those that the query names by id or name, else all; raises Unreadable for one that is not
    there, or not for this operator."""
    named: list[Desk] = []
    for term in query.desks:
        wanted = folded(term.value.strip())
        desk = next((d for d in seen if wanted in (d.id, folded(d.name))), None)
        if desk is None:
            raise Unreadable(term.at, "desk: there is no desk of that name")
        named.append(desk)
    return named or seen


def _some(places: Iterator[Place], many: int, effort: Effort) -> Some:
    found: list[tuple[str, Posting | None]] = []
    for id, posting, is_found in places:
        if is_found:
            found.append((id, posting))
            if len(found) == many:
                return Some(found, id, ended=False)
        elif effort.enough:
            return Some(found, id, ended=True)
    return Some(found, None, ended=True)


def _note(query: Query, effort: Effort) -> str:
    if query.cut:
        return f"Only the first {MOST_WORDS} words were looked for."
    if effort.words_left:
        return f"Too many words begin with “{query.beginning}”: some were left out."
    return ""
