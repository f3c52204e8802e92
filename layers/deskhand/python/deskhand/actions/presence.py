"""Who else is at a ticket."""

from typing import NamedTuple

from deskhand.domain import access, presence
from deskhand.domain.people import Operator
from deskhand.domain.presence import Presence
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk


class Around(NamedTuple):
    """`others` are in the order in which they came."""

    ticket: Ticket
    others: list[Presence]


def tell(helpdesk: Helpdesk, operator: Operator, ticket_id: str, *, writing: bool) -> Around:
    ticket, presences = helpdesk.presences.at(ticket_id)
    access.visible(helpdesk.team.desk(ticket.desk_id), operator)
    at = helpdesk.now()
    present = {each.operator_id: each for each in presences if each.lasts(at)}
    mine = presence.seen(present.pop(operator.id, None), operator, writing=writing, at=at)
    helpdesk.presences.put(ticket_id, mine)
    return Around(ticket, sorted(present.values(), key=lambda other: other.since))


def leave(helpdesk: Helpdesk, operator: Operator, ticket_id: str) -> None:
    helpdesk.presences.remove(ticket_id, operator.id)
