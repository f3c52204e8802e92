"""What visitors do in a desk's widget: anybody may fill the form, who is proven also has his
tickets there."""

from typing import NamedTuple

from deskhand.actions import page
from deskhand.actions.bodies import Body, of_widget, upload_form
from deskhand.actions.changes import commit, decided_again
from deskhand.actions.comments import require_files_taken, said
from deskhand.actions.page import SeenPage
from deskhand.actions.tickets import next_number, written
from deskhand.actions.visits import Visit
from deskhand.domain import form as forms
from deskhand.domain.desk import Desk, WidgetField
from deskhand.domain.errors import Invalid, NotFound
from deskhand.domain.identity import Identity
from deskhand.domain.message import Author, Message
from deskhand.domain.people import Requester, split_name
from deskhand.domain.suspicion import flags
from deskhand.domain.ticket import Priority, Ticket
from deskhand.domain.value import Value
from deskhand.store.own_tickets import Person
from deskhand.store.tickets import Conversation
from deskhand.wiring import Helpdesk

# An hour. The desk's are for floods from everywhere: whoever is kept out may still write a mail.
OF_ADDRESS, OF_PLACE, OF_DESK, OF_KNOWN = 5, 20, 1_000, 60
FILES_OF_PLACE, FILES_OF_DESK, FILES_OF_KNOWN = 60, 3_000, 120


class Form(Value):
    """`start` is what came with the desk, `trap` a field that no person sees. Both are for the
    anonymous only."""

    name: str = ""
    email: str | None = None
    phone: str | None = None
    subject: str
    message: str
    category: str | None = None
    priority: Priority | None = None
    uploads: tuple[str, ...] = ()
    start: str = ""
    trap: str = ""


class OwnPage(NamedTuple):
    tickets: list[Ticket]
    position: str | None


def started(helpdesk: Helpdesk, visit: Visit) -> str:
    return forms.started(visit.desk.id, helpdesk.keyring, at=helpdesk.now())


def open(helpdesk: Helpdesk, visit: Visit, form: Form) -> Ticket:
    body = Body(text=form.message, uploads=form.uploads).cleaned()
    _check(visit.desk, form)
    if visit.identity is None:
        _require_person(helpdesk, visit, form)
    _count_ticket(helpdesk, visit, form)
    return decided_again(lambda: _open(helpdesk, visit, form, body))


def _check(desk: Desk, form: Form) -> None:
    asked: tuple[tuple[WidgetField, object], ...] = (
        ("phone", form.phone),
        ("category", form.category),
        ("priority", form.priority),
    )
    for field, value in asked:
        if value and field not in desk.widget_fields:
            raise Invalid(field, "is not asked for by this desk")
    if form.category and desk.category(form.category) is None:
        raise Invalid("category", "is not a category of this desk")
    if form.uploads:
        require_files_taken(desk)


def _require_person(helpdesk: Helpdesk, visit: Visit, form: Form) -> None:
    if form.trap:
        raise Invalid("website", "must stay empty")
    if not form.email:
        raise Invalid("email", "must be there: the answer goes to it")
    forms.require_time_taken(form.start, visit.desk.id, helpdesk.keyring, at=helpdesk.now())


def _count_ticket(helpdesk: Helpdesk, visit: Visit, form: Form) -> None:
    """One by one, so that what one place sends too often does not use up what all may."""
    if visit.identity:
        _count(helpdesk, visit, "said", (f"id#{visit.identity.id}", OF_KNOWN))
    else:
        place, address = (f"ip#{visit.whence}", OF_PLACE), (form.email or "", OF_ADDRESS)
        _count(helpdesk, visit, "form", place, address, ("all", OF_DESK))


def _count(helpdesk: Helpdesk, visit: Visit, kind: str, *limits: tuple[str, int]) -> None:
    for who, most in limits:
        helpdesk.quotas.count(visit.desk.id, who, kind, at=helpdesk.now(), most=most)


def _open(helpdesk: Helpdesk, visit: Visit, form: Form, body: Body) -> Ticket:
    desk, at, known = visit.desk, helpdesk.now(), visit.identity
    opened = Ticket(
        id=helpdesk.new_id(),
        desk_id=desk.id,
        number=next_number(helpdesk, desk, at),
        subject=form.subject,
        priority=form.priority or Priority.NORMAL,
        category=form.category,
        assignee=_assignee(helpdesk, desk, form.category),
        requester=_requester(known, form),
        channel="widget",
        site=known.site if known else None,
        created_at=at,
        updated_at=at,
        message_count=1,
    )
    by = Author(kind="customer", name=opened.requester.name, email=opened.requester.email or "")
    message = written(
        helpdesk, opened, body, by=by, channel="widget", uploads_of=of_widget(desk.id)
    )
    doubts = {"flags": _doubts(helpdesk, by), "trust": opened.requester.proven}
    return commit(helpdesk, None, opened, by=by, message=message.model_copy(update=doubts))


def _assignee(helpdesk: Helpdesk, desk: Desk, code: str | None) -> str | None:
    """Whoever the category is given to, if he still works here."""
    category = desk.category(code)
    id = category.default_assignee if category else None
    operator = helpdesk.team.operator(id) if id else None
    return id if operator and desk.is_worked_by(operator) else None


def _requester(known: Identity | None, form: Form) -> Requester:
    """Of whom is proven the address is what the site says, or none: what he types was never
    proven, and a proven requester gets more than a fixed text."""
    first, last = split_name(form.name)
    if known is None:
        return Requester(email=form.email, phone=form.phone, first_name=first, last_name=last)
    proven = known.requester
    name = {} if proven.name else {"first_name": first, "last_name": last}
    return proven.model_copy(update={"phone": proven.phone or form.phone, **name})


def _doubts(helpdesk: Helpdesk, by: Author) -> tuple[str, ...]:
    team = {operator.email for operator in helpdesk.team.operators()}
    found = flags(
        sender=by.email,
        name=by.name,
        senders=1,
        reply_to=(),
        participants=None,
        team=team,
        undeliverable=False,
    )
    return tuple(found)


def upload(
    helpdesk: Helpdesk, visit: Visit, *, filename: str, content_type: str, size: int
) -> dict[str, object]:
    require_files_taken(visit.desk)
    if visit.identity:
        _count(helpdesk, visit, "file", (f"id#{visit.identity.id}", FILES_OF_KNOWN))
    else:
        whence = (f"ip#{visit.whence}", FILES_OF_PLACE)
        _count(helpdesk, visit, "file", whence, ("all", FILES_OF_DESK))
    place = of_widget(visit.desk.id)
    return upload_form(helpdesk, place, filename=filename, content_type=content_type, size=size)


# --- of whom is proven --------------------------------------------------------------------------


def own(helpdesk: Helpdesk, visit: Visit, *, position: str | None, limit: int) -> OwnPage:
    """A page may have fewer tickets than wanted: in the lists stand also others, as of other
    desks."""
    known = visit.known
    ids = helpdesk.own_tickets.ids(_person(helpdesk, known), before=position, many=limit)
    found = helpdesk.tickets.get_all(ids, consistent=False)
    own = [each for each in found if each.desk_id == visit.desk.id and known.owns(each)]
    return OwnPage(own, ids[-1] if len(ids) == limit else None)


def _person(helpdesk: Helpdesk, known: Identity) -> Person:
    if not (known.email and known.proven_email):
        return Person(known.id)
    customer = helpdesk.customers.with_email(known.email)
    return Person(known.id, known.email, customer.id if customer else None)


def view(helpdesk: Helpdesk, visit: Visit, number: str) -> SeenPage:
    return page.seen(helpdesk, _own(helpdesk, visit, number))


def _own(helpdesk: Helpdesk, visit: Visit, number: str) -> Conversation:
    """Raises NotFound alike for a number that is nobody's and for one that is another's."""
    known = visit.known
    for id in helpdesk.tickets.numbered([visit.desk.id], [number]):
        conversation = helpdesk.tickets.conversation(id)
        if known.owns(conversation.ticket):
            return conversation
    raise NotFound


def comment(helpdesk: Helpdesk, visit: Visit, number: str, body: Body) -> Message:
    known, body = visit.known, body.cleaned()
    _count(helpdesk, visit, "said", (f"id#{known.id}", OF_KNOWN))

    def attempt() -> Message:
        found = _own_ticket(helpdesk, visit, number)
        by = Author(
            kind="customer", name=known.name or found.requester.name, email=known.email or ""
        )
        return said(
            helpdesk,
            found,
            visit.desk,
            body,
            by=by,
            channel="widget",
            trust="identity",
            uploads_of=of_widget(visit.desk.id),
        )

    return decided_again(attempt)


def _own_ticket(helpdesk: Helpdesk, visit: Visit, number: str) -> Ticket:
    found = helpdesk.tickets.with_number(visit.desk.id, number)
    if found is None or not visit.known.owns(found):
        raise NotFound
    return found
