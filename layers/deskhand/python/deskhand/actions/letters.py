"""What a notice says, and how it is threaded."""

from markupsafe import Markup

from deskhand.actions.changes import desk_of
from deskhand.actions.enclosed import Enclosed, enclosed, named
from deskhand.actions.quoted import last_said
from deskhand.actions.variables import variables
from deskhand.domain import domains
from deskhand.domain.desk import Desk
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
MOST_HTML = 100_000  # bytes; Gmail cuts a mail off at 102 kB


def letter(helpdesk: Helpdesk, notice: Notice, conversation: Conversation) -> Outgoing:
    """Raises NotFound when what the notice tells of is gone."""
    desk = desk_of(helpdesk, conversation.ticket)
    message = next((m for m in conversation.messages if m.id == notice.cause), None)
    if message is None and notice.reason != "closed":
        raise NotFound
    if notice.reason == "customer_wrote":
        return _to_team(helpdesk, notice, conversation, desk, message)
    return to_customer(helpdesk, notice, conversation, desk, message)


def to_customer(
    helpdesk: Helpdesk,
    notice: Notice,
    conversation: Conversation,
    desk: Desk,
    message: Message | None,
) -> Outgoing:
    """`message` is what the notice tells of, None if the ticket was closed without one."""
    ticket = conversation.ticket
    assert notice.reason != "customer_wrote"  # noqa: S101 - tells mypy which reasons are left
    template = render.template(desk, notice.reason)
    answer = message if message and notice.reason == "replied" else None
    # Nothing that an unproven stranger typed leaves by mail: else a desk could be made to send
    # his text to whomever he names as sender.
    known = answer is not None or ticket.requester.proven != "none" or ticket.channel == "panel"
    values = _values(helpdesk, conversation, desk, answer, notice.to, known=known)
    subject = render.line(template.subject, values) or render.words(desk.language)["no_subject"]
    along = enclosed(helpdesk, answer) if answer else Enclosed()
    below = _quote(conversation, answer, notice.to, desk)
    text, html = _written(desk, subject, template.body, values, along, below)
    return Outgoing(
        sender=_address(desk),
        sender_name=desk.name,
        to=notice.to,
        to_name=_name(ticket, notice.to) if known else "",
        reply_to=reply_address(_address(desk), ticket, helpdesk.keyring),
        subject=subject,
        text=text,
        html=html,
        topic=values["ticket_title"],
        references=_references(helpdesk, conversation, desk, message),
        cc=_copies(notice, ticket),
        parts=along.parts,
        automatic=answer is None,
        replies=notice.reason == "created",
    )


def _to_team(
    helpdesk: Helpdesk,
    notice: Notice,
    conversation: Conversation,
    desk: Desk,
    message: Message | None,
) -> Outgoing:
    ticket, words = conversation.ticket, render.words(desk.language)
    who = message.author.name or message.author.email if message else ""
    said = message.text if message else ""
    url = f"{helpdesk.settings.site_url}/admin/tickets/{ticket.id}"
    title = f"[{ticket.number}] {ticket.subject or words['no_subject']}"
    head = words["customer_wrote"].format(name=who, desk=desk.name)
    reply_to = _operators_address(helpdesk, notice, ticket, desk)
    here = words["answer_here"] if reply_to != _address(desk) else ""
    lines = (head, said, here, f"{words['open_ticket']}: {url}")
    text = "\n\n".join(filter(None, lines))
    return Outgoing(
        sender=_address(desk),
        sender_name=f"{who} ({desk.name})" if who else desk.name,
        to=notice.to,
        to_name="",
        reply_to=reply_to,
        subject=title,
        text=text,
        html=_page(desk, title, paragraphs(text)),
        topic=title,
        references=[_team_root(ticket, desk)],
        automatic=True,
    )


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
    return "\n\n".join(filter(None, text)), _page(desk, title, content, signature, below.html)


def _left(along: Enclosed, url: str, desk: Desk) -> str:
    if not along.left:
        return ""
    words = render.words(desk.language)["not_attached"]
    return f"{words}\n{named(along.left)}\n{url}"


def _name(ticket: Ticket, address: str) -> str:
    return ticket.requester.name if address == ticket.requester.email else ""


def _page(desk: Desk, title: str, content: str, signature: str = "", quote: str = "") -> str:
    """All of the answer comes before any of the quote: Gmail hides what is too much."""
    values = {
        "language": desk.language,
        "direction": render.direction(desk.language),
        "title": title,
        "content": Markup(content),  # noqa: S704 - sanitised, or escaped in its making
        "signature": Markup(paragraphs(signature)),  # noqa: S704 - escaped there
    }
    page = render.page("mail.html.j2", {**values, "quote": Markup(quote)})  # noqa: S704 - likewise
    if not quote or len(page.encode("utf-8", "replace")) <= MOST_HTML:
        return page
    return render.page("mail.html.j2", values)


def _references(
    helpdesk: Helpdesk, conversation: Conversation, desk: Desk, cause: Message | None
) -> list[str]:
    """Ours first, the same in each mail: mail programs keep together what refers to it. Nothing
    that came since: the last one is what the mail answers."""
    root = thread_id(_domain(desk), conversation.ticket, helpdesk.keyring)
    until = cause.version if cause else conversation.ticket.version
    received = (m for m in conversation.messages if m.is_from_customer and m.version <= until)
    return [root, *(m.mail_id for m in received if 0 < len(m.mail_id) <= LONGEST_MAIL_ID)]


def _team_root(ticket: Ticket, desk: Desk) -> str:
    """Another one for the team: what an operator answers is no customer's message."""
    return f"<{ticket.id}.team@{_domain(desk)}>"


def _copies(notice: Notice, ticket: Ticket) -> list[str]:
    if notice.reason != "replied":
        return []
    everybody = dict.fromkeys(filter(None, (ticket.requester.email, *ticket.ccs)))
    return [address for address in everybody if address != notice.to]


def _domain(desk: Desk) -> str:
    return _address(desk).rpartition("@")[2]


def _address(desk: Desk) -> str:
    """As SES knows it."""
    if desk.address is None:
        raise NotFound
    local, _, domain = desk.address.rpartition("@")
    return f"{local}@{domains.to_ascii(domain)}"


def _operators_address(helpdesk: Helpdesk, notice: Notice, ticket: Ticket, desk: Desk) -> str:
    """He can answer the customer by answering the notice; whoever he forwards it to can't."""
    operator = helpdesk.team.operator_with(notice.to)
    if operator is None:
        return _address(desk)
    return reply_address(_address(desk), ticket, helpdesk.keyring, operator_id=operator.id)
