"""What is derived from a change: CRM links, search postings, counters. Each may be done again at
any time."""

from functools import partial

from deskhand.actions import crm
from deskhand.actions.changes import decided_again
from deskhand.domain.errors import NotFound
from deskhand.domain.inbound import Receipt
from deskhand.domain.message import Message
from deskhand.domain.people import Customer
from deskhand.domain.ticket import Ticket
from deskhand.domain.words import words_of
from deskhand.wiring import Helpdesk


def ticket_changed(helpdesk: Helpdesk, before: Ticket | None, after: Ticket) -> None:
    decided_again(partial(helpdesk.counters.count_ticket, after))
    if before is None or before.requester != after.requester or before.subject != after.subject:
        helpdesk.search.add(after.desk_id, after.id, _words(after))
    # Also when only something else changed: a customer added in the same moment may have missed it,
    # since the index that he looks in follows later.
    if after.may_link_by_itself:
        try:
            crm.find_customer(helpdesk, after.id)
        except NotFound:  # deleted meanwhile
            return


def mail_settled(helpdesk: Helpdesk, before: Receipt | None, after: Receipt | None) -> None:
    if after:
        decided_again(partial(helpdesk.counters.count_mail, after))
    elif before:
        decided_again(partial(helpdesk.counters.forget_mail, before))


def message_added(helpdesk: Helpdesk, message: Message) -> None:
    try:
        ticket = helpdesk.tickets.get(message.ticket_id)
        whole = helpdesk.tickets.message(message.ticket_id, message.id)
    except NotFound:
        return
    files = (file.filename for file in whole.attachments)
    author = (whole.author.name, whole.author.email)
    helpdesk.search.add(ticket.desk_id, ticket.id, words_of(*author, *files, whole.text))


def customer_changed(helpdesk: Helpdesk, before: Customer | None, after: Customer | None) -> None:
    if after and (before is None or _names(before) != _names(after)):
        crm.find_tickets(helpdesk, after.id)
    if before and after is None:
        crm.release_tickets(helpdesk, before.id)


def _names(customer: Customer) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return customer.emails, customer.external_ids


def _words(ticket: Ticket) -> set[str]:
    requester = ticket.requester
    people = (requester.email, requester.name, requester.phone, requester.external_id)
    return words_of(ticket.subject, ticket.number, *people)
