"""Lists of tickets as an operator asks for them."""

from collections.abc import Mapping
from typing import NamedTuple

from deskhand.actions.tickets import desks
from deskhand.domain import access
from deskhand.domain.desk import Desk
from deskhand.domain.errors import Invalid
from deskhand.domain.indexed import Posting
from deskhand.domain.listing import Listing
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk


class Found(NamedTuple):
    """`position` is where the next page begins, None after the last. `postings` tell, by ticket,
    where it says what was asked for; `note` what was left out of the question."""

    tickets: list[Ticket]
    position: str | None
    partial: bool = False
    postings: Mapping[str, Posting] = {}
    note: str = ""


def page(
    helpdesk: Helpdesk, operator: Operator, listing: Listing, *, position: str | None, limit: int
) -> Found:
    """No desk asked for means all that the operator sees."""
    if listing.snoozed is False and listing.only_snoozed:
        raise Invalid("snoozed", "what is not snoozed is never due")
    seen = seen_desks(helpdesk, operator, listing)
    listing = listing.model_copy(update={"desks": tuple(desk.id for desk in seen)})
    shards = {desk.id: desk.list_shards for desk in seen}
    found = helpdesk.lists.page(listing, shards, position=position, limit=limit)
    return Found(found.tickets, found.position, found.partial)


def seen_desks(helpdesk: Helpdesk, operator: Operator, listing: Listing) -> list[Desk]:
    if not listing.desks:
        return desks(helpdesk, operator)
    asked = dict.fromkeys(listing.desks)
    return [access.visible(helpdesk.team.desk(id), operator) for id in asked]
