"""What operators are told of a ticket, in a thread of its own."""

from collections.abc import Iterator
from typing import NamedTuple

from deskhand.actions.letterhead import address, domain, page
from deskhand.domain.desk import Desk
from deskhand.domain.errors import NotFound
from deskhand.domain.message import Message
from deskhand.domain.notices import Notice
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.domain.tokens import reply_address
from deskhand.mail import render
from deskhand.mail.compose import Outgoing
from deskhand.mail.paragraphs import paragraphs
from deskhand.store.tickets import Conversation
from deskhand.wiring import Helpdesk


class Told(NamedTuple):
    """`private`: the text is a note, and so will be what he answers."""

    who: str
    head: str
    text: str
    private: bool = False


def to_operator(
    helpdesk: Helpdesk, notice: Notice, conversation: Conversation, desk: Desk
) -> Outgoing:
    """Raises NotFound when what the notice tells of is gone, or whoever it is for may see it no
    more."""
    operator = helpdesk.team.operator_with(notice.to)
    if operator is None or not desk.is_worked_by(operator):
        raise NotFound
    ticket, words = conversation.ticket, render.words(desk.language)
    told = _told(notice, conversation, desk, words)
    reply_to = _reply_to(helpdesk, ticket, desk, operator, private=told.private)
    title = f"[{ticket.number}] {ticket.subject or words['no_subject']}"
    url = f"{helpdesk.settings.site_url}/admin/tickets/{ticket.id}"
    lines = (told.head, told.text, *_below(notice, told, reply_to, desk, words))
    text = "\n\n".join(filter(None, (*lines, f"{words['open_ticket']}: {url}")))
    return Outgoing(
        sender=address(desk),
        sender_name=f"{told.who} ({desk.name})" if told.who else desk.name,
        to=notice.to,
        to_name="",
        reply_to=reply_to,
        subject=title,
        text=text,
        html=page(desk, title, paragraphs(text)),
        topic=title,
        references=[_root(ticket, desk)],
        automatic=True,
    )


def _told(notice: Notice, conversation: Conversation, desk: Desk, words: dict[str, str]) -> Told:
    message = next((m for m in conversation.messages if m.id == notice.cause), None)
    if notice.reason == "assigned":
        who = _who_assigned(notice, conversation, message)
        return Told(who, words["assigned"].format(name=who), _last_said(conversation))
    if message is None:
        raise NotFound
    who = message.author.name or message.author.email
    if notice.reason == "mentioned":
        return Told(who, words["mentioned"].format(name=who), message.text, private=True)
    if message.kind == "note":
        return Told(who, words["noted"].format(name=who), message.text, private=True)
    said = "answered" if message.is_an_answer else "customer_wrote"
    return Told(who, words[said].format(name=who, desk=desk.name), message.text)


def _who_assigned(notice: Notice, conversation: Conversation, opening: Message | None) -> str:
    """By an event of its own, or by opening the ticket."""
    for event in conversation.events:
        if event.id == notice.cause or (opening and event.version == opening.version):
            return event.author.name
    raise NotFound


def _last_said(conversation: Conversation) -> str:
    said = (m.text for m in reversed(conversation.messages) if m.kind == "public")
    return next(said, "")


def _below(
    notice: Notice, told: Told, reply_to: str, desk: Desk, words: dict[str, str]
) -> Iterator[str]:
    if reply_to != address(desk):
        yield words["note_here" if told.private else "answer_here"]
    if notice.reason == "followed":
        yield words["you_follow"]


def _reply_to(
    helpdesk: Helpdesk, ticket: Ticket, desk: Desk, operator: Operator, *, private: bool
) -> str:
    """He can answer the customer by answering the notice, or write a note by answering a note;
    whoever he forwards it to can't."""
    return reply_address(
        address(desk), ticket, helpdesk.keyring, operator_id=operator.id, private=private
    )


def _root(ticket: Ticket, desk: Desk) -> str:
    """Another one for the team: what an operator answers is no customer's message."""
    return f"<{ticket.id}.team@{domain(desk)}>"
