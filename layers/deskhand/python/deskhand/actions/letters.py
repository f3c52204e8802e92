"""What a notice says, and how it is threaded."""

from deskhand.actions.changes import desk_of
from deskhand.actions.enclosed import Enclosed, enclosed, named
from deskhand.actions.letterhead import address, domain, page
from deskhand.actions.quoted import last_said, proves_address
from deskhand.actions.team_letters import to_operator
from deskhand.actions.variables import variables
from deskhand.domain.desk import Desk, TemplateName
from deskhand.domain.errors import NotFound
from deskhand.domain.history import in_copy_since
from deskhand.domain.message import Message
from deskhand.domain.notices import Notice
from deskhand.domain.ticket import Ticket
from deskhand.domain.tokens import reply_address, thread_id
from deskhand.mail import render
from deskhand.mail.compose import Outgoing
from deskhand.mail.paragraphs import paragraphs
from deskhand.mail.quoting import Quote, quote
from deskhand.store.tickets import Conversation
from deskhand.wiring import Helpdesk

LONGEST_MAIL_ID = 250  # a longer one is no id but somebody's text


def letter(helpdesk: Helpdesk, notice: Notice, conversation: Conversation) -> Outgoing:
    """Raises NotFound when what the notice tells of is gone."""
    desk = desk_of(helpdesk, conversation.ticket)
    reason = notice.reason
    if reason not in ("created", "replied", "closed"):
        return to_operator(helpdesk, notice, conversation, desk)
    message = next((m for m in conversation.messages if m.id == notice.cause), None)
    if message is None and reason != "closed":
        raise NotFound
    return to_customer(helpdesk, notice, reason, conversation, desk, message)


def to_customer(
    helpdesk: Helpdesk,
    notice: Notice,
    reason: TemplateName,
    conversation: Conversation,
    desk: Desk,
    message: Message | None,
) -> Outgoing:
    """`message` is what the notice tells of, None if the ticket was closed without one."""
    ticket = conversation.ticket
    template = render.template(desk, reason)
    answer = message if message and reason == "replied" else None
    # Nothing that an unproven stranger typed leaves by mail unasked: else a desk could be made to
    # send his text to whomever he names as sender.
    known = answer is not None or ticket.channel == "panel" or _has_proven_address(conversation)
    values = _values(helpdesk, conversation, desk, answer, notice.to, known=known)
    subject = render.line(template.subject, values) or render.words(desk.language)["no_subject"]
    along = enclosed(helpdesk, answer) if answer else Enclosed()
    below = _quote(conversation, answer, notice.to, desk)
    text, html = _written(desk, subject, template.body, values, along, below)
    return Outgoing(
        sender=address(desk),
        sender_name=desk.name,
        to=notice.to,
        to_name=_name(ticket, notice.to) if known else "",
        reply_to=reply_address(address(desk), ticket, helpdesk.keyring),
        subject=subject,
        text=text,
        html=html,
        topic=values["ticket_title"],
        references=_references(helpdesk, conversation, desk, message),
        cc=_copies(notice, ticket),
        parts=along.parts,
        automatic=answer is None,
        replies=reason == "created",
    )


def _has_proven_address(conversation: Conversation) -> bool:
    """The requester, if by nothing else by a mail that came from it since."""
    ticket, messages = conversation.ticket, conversation.messages
    return ticket.requester.has_proven_address or any(proves_address(m, ticket) for m in messages)


def _values(
    helpdesk: Helpdesk,
    conversation: Conversation,
    desk: Desk,
    answer: Message | None,
    reader: str,
    *,
    known: bool,
) -> dict[str, str]:
    ticket = conversation.ticket
    is_copy = reader != ticket.requester.email
    return variables(
        helpdesk,
        ticket,
        desk,
        comment=answer.text if answer else "",
        operator_name=answer.author.name if answer else "",
        since=in_copy_since(reader, conversation.events) if is_copy else 0,
        known=known,
    )


def _quote(conversation: Conversation, answer: Message | None, reader: str, desk: Desk) -> Quote:
    said = last_said(conversation, answer, reader) if answer else None
    if said is None:
        return Quote()
    requester = conversation.ticket.requester
    name = said.author.name or said.author.email or requester.name or requester.email or desk.name
    return quote(said, name, desk.language, older=reader == requester.email)


def _written(
    desk: Desk, title: str, body: str, values: dict[str, str], along: Enclosed, below: Quote
) -> tuple[str, str]:
    """The same as text and as HTML."""
    ready = {"comment_content": along.html} if along.html else {}
    left = _left(along, values["ticket_url"], desk)
    signature = desk.signature.strip()
    signed = f"-- \n{signature}" if signature else ""
    text = [render.text(body, values), left, signed, below.text]
    content = f"{render.markup(body, values, **ready)}\n{paragraphs(left)}".strip()
    return "\n\n".join(filter(None, text)), page(desk, title, content, signature, below.html)


def _left(along: Enclosed, url: str, desk: Desk) -> str:
    if not along.left:
        return ""
    words = render.words(desk.language)["not_attached"]
    return f"{words}\n{named(along.left)}\n{url}"


def _name(ticket: Ticket, address: str) -> str:
    return ticket.requester.name if address == ticket.requester.email else ""


def _references(
    helpdesk: Helpdesk, conversation: Conversation, desk: Desk, cause: Message | None
) -> list[str]:
    """Ours first, the same in each mail: mail programs keep together what refers to it. Nothing
    that came since: the last one is what the mail answers."""
    root = thread_id(domain(desk), conversation.ticket, helpdesk.keyring)
    until = cause.version if cause else conversation.ticket.version
    received = (m for m in conversation.messages if m.is_from_customer and m.version <= until)
    return [root, *(m.mail_id for m in received if 0 < len(m.mail_id) <= LONGEST_MAIL_ID)]


def _copies(notice: Notice, ticket: Ticket) -> list[str]:
    if notice.reason != "replied":
        return []
    everybody = dict.fromkeys(filter(None, (ticket.requester.email, *ticket.ccs)))
    return [address for address in everybody if address != notice.to]
