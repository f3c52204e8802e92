"""What is derived from a change: CRM links, search postings, counters. Each may be done again at
any time."""

from functools import partial

from deskhand.actions import crm, indexing
from deskhand.actions.changes import decided_again
from deskhand.domain import finding
from deskhand.domain.errors import NotFound
from deskhand.domain.inbound import Receipt
from deskhand.domain.indexed import HEAD
from deskhand.domain.people import Customer
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk


def ticket_changed(helpdesk: Helpdesk, before: Ticket | None, after: Ticket) -> None:
    desk = helpdesk.team.desk(after.desk_id)
    shards = desk.shards_written(helpdesk.now()) if desk else 1
    decided_again(partial(helpdesk.counters.count_ticket, after, shards))
    indexing.ticket_changed(helpdesk, before, after)
    # Also when only something else changed: a customer added in the same moment may have missed it,
    # since the index that he looks in follows later.
    if after.may_link_by_itself:
        try:
            crm.find_customer(helpdesk, after.id)
        except NotFound:  # deleted meanwhile
            return


def ticket_deleted(helpdesk: Helpdesk, before: Ticket) -> None:
    decided_again(partial(helpdesk.counters.forget_ticket, before))
    indexing.gone(helpdesk, before.id, HEAD)


def mail_settled(helpdesk: Helpdesk, before: Receipt | None, after: Receipt | None) -> None:
    if after:
        decided_again(partial(helpdesk.counters.count_mail, after))
    elif before:
        decided_again(partial(helpdesk.counters.forget_mail, before))


def customer_changed(helpdesk: Helpdesk, before: Customer | None, after: Customer | None) -> None:
    _follow_terms(helpdesk, before, after)
    if after and (before is None or _names(before) != _names(after)):
        crm.find_tickets(helpdesk, after.id)
    if before and after is None:
        crm.release_tickets(helpdesk, before.id)


def _follow_terms(helpdesk: Helpdesk, before: Customer | None, after: Customer | None) -> None:
    old, new = (finding.terms(each) if each else set() for each in (before, after))
    if old == new:
        return
    customer = after or before
    assert customer  # noqa: S101 - a record tells of one at least
    try:  # as he is, however late we hear of him
        now = finding.terms(helpdesk.customers.get(customer.id))
    except NotFound:
        now = set()
    helpdesk.customers.follow_terms(customer.id, put=now, take_back=(old | new) - now)


def _names(customer: Customer) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return customer.emails, customer.external_ids
