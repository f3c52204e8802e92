"""What a notice says, and how it is threaded."""

from markupsafe import Markup

from deskhand.actions.changes import desk_of
from deskhand.actions.tickets import link_url
from deskhand.domain.desk import Desk
from deskhand.domain.errors import NotFound
from deskhand.domain.message import Message
from deskhand.domain.notices import Notice
from deskhand.domain.ticket import Ticket
from deskhand.domain.tokens import reply_address, thread_id
from deskhand.mail import render
from deskhand.mail.compose import Outgoing, Part
from deskhand.store.tickets import Conversation
from deskhand.wiring import Helpdesk

LONGEST_MAIL_ID = 250  # a longer one is no id but somebody's text
MOST_ATTACHED = 25_000_000  # bytes; SES takes 40 MB of base64, and many mailboxes 25


def letter(helpdesk: Helpdesk, notice: Notice, conversation: Conversation) -> Outgoing:
    """Raises NotFound when what the notice tells of is gone."""
    desk = desk_of(helpdesk, conversation.ticket)
    message = next((m for m in conversation.messages if m.id == notice.cause), None)
    if message is None and notice.reason != "closed":
        raise NotFound
    if notice.reason == "customer_wrote":
        return _to_team(helpdesk, notice, conversation, desk, message)
    return _to_customer(helpdesk, notice, conversation, desk, message)


def _to_customer(
    helpdesk: Helpdesk,
    notice: Notice,
    conversation: Conversation,
    desk: Desk,
    message: Message | None,
) -> Outgoing:
    ticket = conversation.ticket
    assert notice.reason != "customer_wrote"  # noqa: S101 - tells mypy which reasons are left
    template = render.template(desk, notice.reason)
    answer = message if message and notice.reason == "replied" else None
    # Nothing that an unproven stranger typed leaves by mail: else a desk could be made to send
    # his text to whomever he names as sender.
    known = answer is not None or ticket.requester.proven != "none" or ticket.channel == "panel"
    values = _values(helpdesk, ticket, desk, answer, known=known)
    title = render.line(template.subject, values)
    ready = {"comment_content": _html(answer)} if answer else {}
    content = render.markup(template.body, values, **ready)
    signature = desk.signature.strip()
    text = render.text(template.body, values)
    return Outgoing(
        sender=_address(desk),
        sender_name=desk.name,
        to=notice.to,
        to_name=_name(ticket, notice.to) if known else "",
        reply_to=reply_address(_address(desk), ticket, helpdesk.keyring),
        subject=title or render.words(desk.language)["no_subject"],
        text=f"{text}\n\n-- \n{signature}" if signature else text,
        html=_page(desk, title, content, signature),
        topic=values["ticket_title"],
        references=_references(helpdesk, conversation, desk),
        cc=_copies(notice, ticket),
        parts=_parts(helpdesk, answer),
        automatic=answer is None,
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
    head = f"{who} {words['customer_wrote']} {desk.name}:"
    text = f"{head}\n\n{said}\n\n{words['open_ticket']}: {url}"
    return Outgoing(
        sender=_address(desk),
        sender_name=f"{who} ({desk.name})" if who else desk.name,
        to=notice.to,
        to_name="",
        reply_to=_address(desk),
        subject=title,
        text=text,
        html=_page(desk, title, render.paragraphs(text), ""),
        topic=title,
        references=[_team_root(ticket, desk)],
        automatic=True,
    )


def _values(
    helpdesk: Helpdesk, ticket: Ticket, desk: Desk, answer: Message | None, *, known: bool
) -> dict[str, str]:
    words = render.words(desk.language)
    return {
        "ticket_title": (ticket.subject if known else "") or ticket.number,
        "ticket_number": ticket.number,
        "ticket_url": link_url(helpdesk, ticket),
        "desk_name": desk.name,
        "comment_content": answer.text if answer else "",
        "customer_first_name": (ticket.requester.first_name or "") if known else "",
        "operator_name": answer.author.name if answer else "",
        "status": words[ticket.status],
    }


def _name(ticket: Ticket, address: str) -> str:
    return ticket.requester.name if address == ticket.requester.email else ""


def _html(answer: Message) -> str:
    return answer.html or render.paragraphs(answer.text)


def _page(desk: Desk, title: str, content: str, signature: str) -> str:
    signed = Markup(render.paragraphs(signature))  # noqa: S704 - escaped there
    ready = {"content": Markup(content), "signature": signed}  # noqa: S704
    return render.page("mail.html.j2", {"language": desk.language, "title": title, **ready})


def _references(helpdesk: Helpdesk, conversation: Conversation, desk: Desk) -> list[str]:
    """Ours first, the same in each mail: mail programs keep together what refers to it."""
    root = thread_id(_domain(desk), conversation.ticket, helpdesk.keyring)
    received = (m.mail_id for m in conversation.messages if m.is_from_customer)
    return [root, *(id for id in received if 0 < len(id) <= LONGEST_MAIL_ID)]


def _team_root(ticket: Ticket, desk: Desk) -> str:
    """Another one for the team: what an operator answers is no customer's message."""
    return f"<{ticket.id}.team@{_domain(desk)}>"


def _copies(notice: Notice, ticket: Ticket) -> list[str]:
    if notice.reason != "replied":
        return []
    everybody = dict.fromkeys(filter(None, (ticket.requester.email, *ticket.ccs)))
    return [address for address in everybody if address != notice.to]


def _parts(helpdesk: Helpdesk, answer: Message | None) -> list[Part]:
    """Files beyond what mailboxes take are found on the ticket page."""
    parts: list[Part] = []
    room = MOST_ATTACHED
    for file in answer.attachments if answer else ():
        room -= file.size
        if room < 0:
            break
        content = helpdesk.files.get(file.key)
        parts.append(Part(file.filename, file.content_type, content, file.content_id, file.inline))
    return parts


def _domain(desk: Desk) -> str:
    return _address(desk).rpartition("@")[2]


def _address(desk: Desk) -> str:
    if desk.address is None:
        raise NotFound
    return desk.address
