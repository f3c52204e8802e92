"""What an operator has read, on whichever of his devices."""

from datetime import datetime

from deskhand.actions.changes import visible
from deskhand.domain.marks import NEVER, Mark
from deskhand.domain.people import Operator
from deskhand.store.marks import Page
from deskhand.wiring import Helpdesk


def read(helpdesk: Helpdesk, operator: Operator, ticket_id: str, *, until: datetime) -> None:
    """`until` is the ticket's last update that he saw; nobody has seen what is to come."""
    ticket = visible(helpdesk, operator, ticket_id)
    mark = Mark(ticket_id=ticket.id, at=min(until, ticket.updated_at))
    helpdesk.marks.advance(operator.id, mark, at=helpdesk.now())


def unread(helpdesk: Helpdesk, operator: Operator, ticket_id: str) -> None:
    """A mark that says so, since a ticket without one may be too old to be unread."""
    ticket = visible(helpdesk, operator, ticket_id)
    helpdesk.marks.put(operator.id, Mark(ticket_id=ticket.id, at=NEVER), at=helpdesk.now())


def page(helpdesk: Helpdesk, operator: Operator, position: str | None) -> Page:
    return helpdesk.marks.page(operator.id, position, at=helpdesk.now())
