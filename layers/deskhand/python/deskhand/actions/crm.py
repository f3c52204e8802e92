"""Links between tickets and the CRM, found in both directions from the table's stream."""

from collections.abc import Iterator
from functools import partial
from itertools import chain

from deskhand.actions.changes import commit, decided_again
from deskhand.domain import crm
from deskhand.domain.errors import NotFound
from deskhand.domain.message import SYSTEM
from deskhand.domain.people import Customer
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk


def find_customer(helpdesk: Helpdesk, ticket_id: str) -> None:
    """For a ticket that is new or whose requester changed: by email first, then by external id."""

    def attempt() -> None:
        ticket = helpdesk.tickets.get(ticket_id)
        if not ticket.may_link_by_itself:
            return
        for customer in _matches(helpdesk, ticket):
            _link(helpdesk, ticket, customer)
            return

    decided_again(attempt)


def find_tickets(helpdesk: Helpdesk, customer_id: str) -> None:
    """For a customer who is new or changed: takes over the tickets that match and have no
    customer."""
    try:
        customer = helpdesk.customers.get(customer_id)  # as he is, however late we hear of him
    except NotFound:
        return
    lists = helpdesk.lists
    by_email = (lists.of_requester(email=email) for email in customer.emails)
    by_external_id = (lists.of_requester(external_id=id) for id in customer.external_ids)
    for ticket_id in list(chain.from_iterable(chain(by_email, by_external_id))):
        _take_over(helpdesk, ticket_id, customer)


def release_tickets(helpdesk: Helpdesk, customer_id: str) -> None:
    """For a customer who is no more: his tickets go back to nobody, and may find another."""
    for ticket_id in list(helpdesk.lists.of_customer(customer_id)):
        decided_again(partial(_release, helpdesk, ticket_id, customer_id))


def _matches(helpdesk: Helpdesk, ticket: Ticket) -> Iterator[Customer]:
    requester, customers = ticket.requester, helpdesk.customers
    if requester.email and (found := customers.with_email(requester.email)):
        yield found
    if requester.external_id and (found := customers.with_external_id(requester.external_id)):
        yield found


def _take_over(helpdesk: Helpdesk, ticket_id: str, customer: Customer) -> None:
    def attempt() -> None:
        try:
            _link(helpdesk, helpdesk.tickets.get(ticket_id), customer)
        except NotFound:  # deleted since the index was read
            return

    decided_again(attempt)


def _link(helpdesk: Helpdesk, ticket: Ticket, customer: Customer) -> None:
    linked = crm.linked(ticket, customer, at=helpdesk.now())
    if linked != ticket:
        commit(helpdesk, ticket, linked, by=SYSTEM)


def _release(helpdesk: Helpdesk, ticket_id: str, customer_id: str) -> None:
    try:
        ticket = helpdesk.tickets.get(ticket_id)
    except NotFound:  # deleted since the index was read
        return
    if ticket.customer_id == customer_id:
        released = ticket.model_copy(update={"customer_id": None, "linked_by": None})
        commit(helpdesk, ticket, released, by=SYSTEM)
