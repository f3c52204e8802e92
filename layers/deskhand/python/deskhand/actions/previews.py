"""What a desk's settings will do, shown on a ticket that there never was; nothing is sent."""

from typing import NamedTuple, get_args

from deskhand.actions.changes import author
from deskhand.actions.letters import to_customer
from deskhand.actions.team import checked, validated
from deskhand.actions.variables import variables
from deskhand.domain import access, numbers
from deskhand.domain.desk import Desk, Template, TemplateName
from deskhand.domain.errors import Invalid
from deskhand.domain.message import Author, Message
from deskhand.domain.notices import Notice
from deskhand.domain.people import Operator, Requester
from deskhand.domain.ticket import Status, Ticket
from deskhand.domain.value import Value
from deskhand.mail import render
from deskhand.store.tickets import Conversation
from deskhand.wiring import Helpdesk

ADA = Requester(email="ada@byron.example", first_name="Ada", last_name="Byron", proven="dmarc")
ASKED = "I ordered a lamp two weeks ago. Where is it?"
ANSWERED = "Your lamp has left our house today.\n\nIt should be with you tomorrow."
EXAMPLES = 3
DESCRIPTIONS = {
    "ticket_title": "The ticket's subject, or its number where it has none.",
    "ticket_number": "The ticket's number.",
    "ticket_url": "The link to the ticket's public page.",
    "desk_name": "The desk's name.",
    "comment_content": "The answer itself, with its pictures and files.",
    "customer_first_name": "The customer's first name; empty where it is not known.",
    "operator_name": "The name of whoever answers.",
    "status": "The ticket's status, in the desk's language.",
}


class PreviewedDesk(Value):
    """As much of a desk as a mail shows."""

    name: str = "Support"
    language: str = "en"
    signature: str = ""
    number_pattern: str = "#{nr}"


class Letter(NamedTuple):
    subject: str = ""
    text: str = ""
    html: str = ""


class BuiltIn(NamedTuple):
    """`language` is that of the templates, `languages` are all that there are templates in."""

    language: str
    languages: list[str]
    templates: dict[TemplateName, Template]


class Variable(NamedTuple):
    name: str
    description: str
    sample: str
    in_canned_replies: bool


def template(
    helpdesk: Helpdesk,
    operator: Operator,
    name: TemplateName,
    template: Template,
    previewed: PreviewedDesk,
) -> Letter:
    """The whole mail as Ada would get it; none if the body is empty."""
    access.require_admin(operator)
    checked(template)
    desk = _desk(helpdesk, previewed, {name: template})
    if not template.body.strip():
        return Letter()
    conversation = _conversation(helpdesk, desk, operator, name)
    asked, answered = conversation.messages
    about = {"created": asked, "replied": answered, "closed": None}[name]
    notice = Notice(
        cause=about.id if about else "",
        id="",
        reason=name,
        to=asked.author.email,
        ticket_id=conversation.ticket.id,
        desk_id=desk.id,
    )
    mail = to_customer(helpdesk, notice, conversation, desk, about)
    return Letter(mail.subject, mail.text, mail.html)


def _desk(
    helpdesk: Helpdesk, previewed: PreviewedDesk, templates: dict[TemplateName, Template]
) -> Desk:
    own = {
        "id": "",
        "addresses": ["desk@desk.example"],
        "templates": templates,
        "created_at": helpdesk.now(),
    }
    return validated(Desk, {**previewed.model_dump(), **own})


def _conversation(
    helpdesk: Helpdesk, desk: Desk, operator: Operator, name: TemplateName
) -> Conversation:
    """As it is when the mail goes out."""
    ticket, at = _ticket(helpdesk, desk), helpdesk.now()
    if name == "closed":
        ticket = ticket.moved_to(Status.CLOSED, at=at)
    asked = Message(
        id=helpdesk.new_id(),
        ticket_id=ticket.id,
        kind="public",
        author=Author(kind="customer", name=ADA.name, email=ADA.email or ""),
        channel="email",
        text=ASKED,
        created_at=at,
        trust="dmarc",
        version=1,
    )
    answered = Message(
        id=helpdesk.new_id(),
        ticket_id=ticket.id,
        kind="public",
        author=author(operator),
        channel="panel",
        text=ANSWERED,
        created_at=at,
        version=2,
    )
    return Conversation(ticket, [asked, answered], [])


def _ticket(helpdesk: Helpdesk, desk: Desk) -> Ticket:
    at = helpdesk.now()
    return Ticket(
        id=helpdesk.new_id(),
        desk_id=desk.id,
        number=numbers.number(desk.number_pattern, 1042, at=at),
        subject="Where is my lamp?",
        status=Status.IN_PROGRESS,
        requester=ADA,
        channel="email",
        created_at=at,
        updated_at=at,
        message_count=2,
        version=2,
    )


def built_in(language: str) -> BuiltIn:
    names: tuple[TemplateName, ...] = get_args(TemplateName)
    templates = {name: render.usual(language, name) for name in names}
    return BuiltIn(render.spoken(language), render.languages(), templates)


def number(helpdesk: Helpdesk, operator: Operator, pattern: str) -> list[str]:
    """The first numbers that a desk with this pattern would give today."""
    access.require_admin(operator)
    try:
        pattern = numbers.checked(pattern)
    except ValueError as error:
        raise Invalid("pattern", str(error)) from error
    at = helpdesk.now()
    return [numbers.number(pattern, nr, at=at) for nr in range(1, EXAMPLES + 1)]


def known_variables(helpdesk: Helpdesk, operator: Operator) -> list[Variable]:
    desk = _desk(helpdesk, PreviewedDesk(), {})
    ticket = _ticket(helpdesk, desk)
    samples = variables(helpdesk, ticket, desk, comment=ANSWERED, operator_name=operator.name)
    return [
        Variable(name, DESCRIPTIONS[name], samples[name], name in render.IN_REPLIES)
        for name in render.VARIABLES
    ]
