"""Who of the CRM a ticket belongs to: by email first, then by external id, and never against an
operator's choice."""

from datetime import datetime

from deskhand.domain.people import Customer
from deskhand.domain.ticket import Ticket


def linked(ticket: Ticket, customer: Customer, *, at: datetime) -> Ticket:
    """The ticket as it is when this customer is in the CRM; the same ticket when he is not its
    requester."""
    if not ticket.may_link_by_itself:
        return ticket
    if ticket.requester.email and ticket.requester.email in customer.emails:
        return ticket.linked_to(customer.id, by="email", at=at)
    if ticket.requester.external_id and ticket.requester.external_id in customer.external_ids:
        return ticket.linked_to(customer.id, by="external_id", at=at)
    return ticket
