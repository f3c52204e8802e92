"""Giving a message a ticket of its own."""

from deskhand.actions.changes import (
    author,
    commit_together,
    decided_again,
    desk_of,
    require_current,
    writable,
)
from deskhand.actions.tickets import next_number
from deskhand.domain import splitting
from deskhand.domain.change import Change
from deskhand.domain.errors import NotFound
from deskhand.domain.history import event
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.store import moving
from deskhand.wiring import Helpdesk


def split(
    helpdesk: Helpdesk,
    operator: Operator,
    ticket_id: str,
    message_id: str,
    subject: str,
    *,
    seen: int | None = None,
) -> Ticket:
    """The new ticket; the one that there is already, if the message was split off before."""

    def attempt() -> Ticket:
        found = writable(helpdesk, operator, ticket_id)
        try:
            lying = moving.find(helpdesk.table, helpdesk.bodies, ticket_id, message_id)
        except NotFound:
            return _split_before(helpdesk, found, message_id)
        require_current(helpdesk, found, seen)
        splitting.require_splittable(found, lying.message)
        return _split(helpdesk, operator, found, lying, subject)

    return decided_again(attempt)


def _split_before(helpdesk: Helpdesk, ticket: Ticket, message_id: str) -> Ticket:
    for each in helpdesk.tickets.outline(ticket.id).events:
        if each.kind == "split_off" and each.before == message_id:
            opened = helpdesk.tickets.with_number(ticket.desk_id, each.after)
            if opened:
                return opened
    raise NotFound


def _split(
    helpdesk: Helpdesk, operator: Operator, found: Ticket, lying: moving.Lying, subject: str
) -> Ticket:
    desk, at = desk_of(helpdesk, found), helpdesk.now()
    messages = helpdesk.tickets.outline(found.id).messages
    left, opened, message = splitting.split_off(
        found,
        lying.message,
        [other for other in messages if other.id != lying.message.id],
        id=helpdesk.new_id(),
        number=next_number(helpdesk, desk, at),
        subject=subject,
        at=at,
    )
    by = author(operator)
    gone = event(left, "split_off", message.id, opened.number, by=by, at=at, id=helpdesk.new_id())
    begun = event(opened, "opened", found.number, opened.status, by=by, at=at, id=helpdesk.new_id())
    commit_together(
        helpdesk,
        Change(before=found, after=left, events=(gone,)),
        Change(before=None, after=opened),
        also=[
            *moving.moved(lying, message, [begun]),
            *helpdesk.mails.moved(desk.id, message.mail_id, found.id, opened.id),
        ],
    )
    return opened
