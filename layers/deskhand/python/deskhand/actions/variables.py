from deskhand.actions.tickets import link_url
from deskhand.domain.desk import Desk
from deskhand.domain.ticket import Ticket
from deskhand.mail import render
from deskhand.wiring import Helpdesk


def variables(
    helpdesk: Helpdesk,
    ticket: Ticket,
    desk: Desk,
    *,
    comment: str = "",
    operator_name: str = "",
    since: int = 0,
    known: bool = True,
) -> dict[str, str]:
    """What stands in a template for its variables. `since` as in link_url; not `known`, nothing
    that the requester typed."""
    return {
        "ticket_title": (ticket.subject if known else "") or ticket.number,
        "ticket_number": ticket.number,
        "ticket_url": link_url(helpdesk, ticket, since=since),
        "desk_name": desk.name,
        "comment_content": comment,
        "customer_first_name": (ticket.requester.first_name or "") if known else "",
        "operator_name": operator_name,
        "status": render.words(desk.language)[ticket.status],
    }
