"""Which message an answer quotes: never one that its reader may not see, and never what a
stranger typed, else a desk could be made to send his text to whomever he names as sender."""

from itertools import takewhile

from deskhand.domain.history import ccs_at
from deskhand.domain.message import Message
from deskhand.domain.ticket import Ticket
from deskhand.store.tickets import Conversation


def last_said(conversation: Conversation, answer: Message, reader: str) -> Message | None:
    """The last public message before the answer, or none: an older one would be another talk."""
    before = takewhile(lambda message: message.id != answer.id, conversation.messages)
    last = next(iter(reversed([message for message in before if _is_said(message)])), None)
    if last is None or not _may_be_passed_on(last, conversation.ticket):
        return None
    return last if _is_seen_by(reader, last, conversation) else None


def _is_said(message: Message) -> bool:
    return message.kind == "public" and not message.automatic and message.author.kind != "system"


def _may_be_passed_on(message: Message, ticket: Ticket) -> bool:
    """An operator wrote it, or somebody of whom we know that he takes part."""
    if message.is_an_answer or message.channel == "panel" or proves_address(message, ticket):
        return True
    if not ticket.requester.has_proven_address and ticket.channel != "panel":
        return False
    takes_part = message.channel != "email" or message.author.email in ticket.participants
    return message.trust != "none" and takes_part


def proves_address(message: Message, ticket: Ticket) -> bool:
    """A mail from the requester's address, of which we know by that that it is his. It proves no
    other message of the ticket."""
    by_mail = message.trust == "dmarc" and message.author.email == ticket.requester.email
    return by_mail and not message.automatic


def _is_seen_by(reader: str, message: Message, conversation: Conversation) -> bool:
    """Who came later, be it in copy or as requester, does not see what was said before."""
    ticket, events = conversation.ticket, conversation.events
    if reader != ticket.requester.email:
        return reader in ccs_at(message.version, ticket, events)
    return not any(
        event.kind == "requester_changed" and event.version > message.version for event in events
    )
