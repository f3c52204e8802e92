"""What an operator sees of a ticket."""

from typing import NamedTuple

from deskhand.actions.changes import visible
from deskhand.actions.merged import sources_of, target_of, together
from deskhand.actions.tickets import desks
from deskhand.domain import access
from deskhand.domain.errors import NotFound
from deskhand.domain.message import Message
from deskhand.domain.people import Operator
from deskhand.domain.suppression import Suppression
from deskhand.domain.ticket import Ticket
from deskhand.mail.source import LONGEST, readable_fields
from deskhand.store.lists import Earlier
from deskhand.store.tickets import Conversation
from deskhand.wiring import Helpdesk


class Seen(NamedTuple):
    """`earlier` are the requester's other tickets, newest first; `also` those at other desks that
    have a mail of this one; `suppressed` the participants whom no mail reaches; `merged` the
    tickets that were merged into it, whose messages stand among its own; `target` itself, or what
    it was merged into."""

    conversation: Conversation
    earlier: list[Earlier]
    also: list[Ticket]
    suppressed: list[Suppression]
    merged: list[Ticket]
    target: Ticket


def view(helpdesk: Helpdesk, operator: Operator, ticket_id: str) -> Seen:
    """Earlier tickets of desks that the operator does not see stay hidden."""
    outline = helpdesk.tickets.outline(ticket_id)
    access.visible(helpdesk.team.desk(outline.ticket.desk_id), operator)
    sources = sources_of(helpdesk, outline.ticket)
    conversation = helpdesk.tickets.shown(together(outline, sources))
    seen = {desk.id for desk in desks(helpdesk, operator)}
    earlier = helpdesk.lists.earlier(conversation.ticket)
    also = [other for other in _also(helpdesk, conversation.messages) if other.desk_id in seen]
    return Seen(
        conversation,
        [other for other in earlier if other.desk_id in seen],
        also,
        _suppressed(helpdesk, conversation),
        [source.ticket for source in sources],
        target_of(helpdesk, conversation.ticket),
    )


def _also(helpdesk: Helpdesk, messages: list[Message]) -> list[Ticket]:
    copies = [(desk, m.mail_id) for m in messages for desk in m.also_desks if m.mail_id]
    return helpdesk.tickets.get_all(helpdesk.mails.on_other_desks(copies)) if copies else []


def _suppressed(helpdesk: Helpdesk, conversation: Conversation) -> list[Suppression]:
    """Asked for only where a message tells that there is something to find: a usual conversation
    must not pay for it."""
    messages = conversation.messages
    trouble = any(
        m.delivery in ("bounced", "complained") or "undeliverable" in m.flags for m in messages
    )
    return helpdesk.suppressions.of(conversation.ticket.participants) if trouble else []


def message(helpdesk: Helpdesk, operator: Operator, ticket_id: str, message_id: str) -> Message:
    visible(helpdesk, operator, ticket_id)
    return helpdesk.tickets.message(ticket_id, message_id)


def original_url(helpdesk: Helpdesk, operator: Operator, ticket_id: str, message_id: str) -> str:
    """Where the mail as it came in can be saved from, for ten minutes."""
    return helpdesk.mail.raw_url(_mail_of(helpdesk, operator, ticket_id, message_id))


def original_headers(
    helpdesk: Helpdesk, operator: Operator, ticket_id: str, message_id: str
) -> list[tuple[str, str]]:
    mail_id = _mail_of(helpdesk, operator, ticket_id, message_id)
    return readable_fields(helpdesk.mail.beginning(mail_id, LONGEST))


def _mail_of(helpdesk: Helpdesk, operator: Operator, ticket_id: str, message_id: str) -> str:
    receipt_id = message(helpdesk, operator, ticket_id, message_id).receipt_id
    if not receipt_id:
        raise NotFound
    return receipt_id
