"""The numbers of the side bar, which other answers bring along so that a tab asks once."""

from deskhand.actions import figures, tickets
from deskhand.domain.people import Operator
from deskhand.http import shapes
from deskhand.wiring import Helpdesk


def counters(helpdesk: Helpdesk, me: Operator) -> shapes.Counters:
    desks = tickets.desks(helpdesk, me)
    counted, mine = figures.now(helpdesk, me, desks)
    of_desks = [
        shapes.CountersOfDesk(desk_id=desk.id, mine=mine.get(desk.id, 0), **counted[desk.id])
        for desk in desks
    ]
    return shapes.Counters(items=of_desks, mine=sum(each.mine for each in of_desks))
