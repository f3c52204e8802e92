"""Lists of tickets as an operator asks for them."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from deskhand.actions.tickets import desks
from deskhand.domain import access
from deskhand.domain.errors import Invalid
from deskhand.domain.listing import Listing
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk


class Found(NamedTuple):
    """`position` is where the next page begins, None after the last."""

    tickets: list[Ticket]
    position: str | None
    partial: bool = False


def page(
    helpdesk: Helpdesk,
    operator: Operator,
    listing: Listing,
    *,
    query: str = "",
    position: str | None,
    limit: int,
) -> Found:
    """No desk asked for means all that the operator sees."""
    if listing.desks:
        seen = [access.visible(helpdesk.team.desk(asked), operator) for asked in listing.desks]
    else:
        seen = desks(helpdesk, operator)
    shards = {desk.id: desk.list_shards for desk in seen}
    listing = listing.model_copy(update={"desks": tuple(shards)})
    if not listing.desks:
        return Found([], None)
    if listing.snoozed is False and listing.only_snoozed:
        raise Invalid("snoozed", "what is not snoozed is never due")
    if query.strip():
        return _searched(helpdesk, listing, query, position, limit)
    found = helpdesk.lists.page(listing, shards, position=position, limit=limit)
    return Found(found.tickets, found.position, found.partial)


def _searched(
    helpdesk: Helpdesk, listing: Listing, query: str, position: str | None, limit: int
) -> Found:
    """Newest first; the listing's order does not apply. A page looks at a bounded number of
    tickets."""
    ids = helpdesk.search.tickets(listing.desks, query, before=position)
    found: list[Ticket] = []
    for looked_at, ticket in enumerate(_loaded(helpdesk, ids, limit + 1)):
        if len(found) == limit or looked_at == 1000:
            return Found(found, position)
        position = ticket.id
        if listing.holds(ticket):
            found.append(ticket)
    return Found(found, None)


def _loaded(helpdesk: Helpdesk, ids: Iterator[str], chunk: int) -> Iterator[Ticket]:
    while some := list(islice(ids, chunk)):
        yield from helpdesk.tickets.get_all(some)
