"""The form of a desk's widget, which anybody may fill."""

from deskhand.actions.bodies import Body, of_widget, upload_form
from deskhand.actions.changes import commit, decided_again
from deskhand.actions.comments import require_files_taken, weight
from deskhand.actions.sending import Sending, sending, sent_once
from deskhand.actions.tickets import next_number, written
from deskhand.actions.visits import OF_KNOWN, Visit, count
from deskhand.domain import form as forms
from deskhand.domain.desk import Desk, WidgetField, without_detail
from deskhand.domain.errors import Invalid, Renewed
from deskhand.domain.identity import Identity
from deskhand.domain.message import Author
from deskhand.domain.people import Requester, split_name
from deskhand.domain.suspicion import flags
from deskhand.domain.ticket import Priority, Ticket
from deskhand.domain.value import Value
from deskhand.store.quotas import Use
from deskhand.wiring import Helpdesk

# An hour. The desk's are for floods from everywhere: whoever is kept out may still write a mail.
# Of places the second is what the networks of one IPv6 customer may do together.
OF_ADDRESS, OF_PLACES, OF_DESK = 5, (20, 100), 1_000
FILES_OF_PLACES, FILES_OF_DESK, FILES_OF_KNOWN = (60, 300), 3_000, 120


class Form(Value):
    """`start` is what came with the desk, `proof` solves its challenge, `trap` is a field that no
    person sees. All three are for the anonymous only. `once` names this form: by it, it is known
    again."""

    name: str = ""
    email: str | None = None
    phone: str | None = None
    subject: str
    message: str
    category: str | None = None
    priority: Priority | None = None
    uploads: tuple[str, ...] = ()
    start: str = ""
    proof: str = ""
    trap: str = ""
    once: str | None = None


def started(helpdesk: Helpdesk, visit: Visit) -> str:
    return forms.started(visit.desk.id, helpdesk.keyring, at=helpdesk.now())


def open(helpdesk: Helpdesk, visit: Visit, form: Form) -> Ticket:
    body = Body(text=form.message, uploads=form.uploads).cleaned("message")
    _check(visit.desk, form)
    this = _sending(visit, form)

    def send() -> Ticket:
        if visit.identity is None:
            _require_person(helpdesk, visit, form)
        _count_ticket(helpdesk, visit, form, body)
        return decided_again(lambda: _open(helpdesk, visit, form, body, this))

    return sent_once(helpdesk, this, send, lambda use: _answered_again(helpdesk, use))


def _sending(visit: Visit, form: Form) -> Sending:
    """With a challenge its start names it too: else the work that was done for one form would do
    for many."""
    said = form.model_copy(update=dict.fromkeys(("start", "proof", "trap", "once"), ""))
    this = sending(visit.desk.id, visit.who, form.once, said)
    if visit.challenge:
        this.names["start"] = f"start#{form.start}"
    return this


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
    if visit.challenge:
        visit.challenge.require(form.start, form.proof)


def _count_ticket(helpdesk: Helpdesk, visit: Visit, form: Form, body: Body) -> None:
    """One by one, so that what one place sends too often does not use up what all may."""
    if visit.identity:
        count(helpdesk, visit, "said", (visit.who, OF_KNOWN), weight=weight(body))
    else:
        mailbox = without_detail(form.email or "")
        places = visit.places_at_most(OF_PLACES)
        count(helpdesk, visit, "form", *places, (mailbox, OF_ADDRESS), ("all", OF_DESK))


def _open(helpdesk: Helpdesk, visit: Visit, form: Form, body: Body, this: Sending) -> Ticket:
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
    message = message.model_copy(update=doubts)
    also = this.used_up(helpdesk, message)
    return commit(helpdesk, None, opened, by=by, message=message, also=also)


def _assignee(helpdesk: Helpdesk, desk: Desk, code: str | None) -> str | None:
    """Whoever the category is given to, if he still works here."""
    category = desk.category(code)
    id = category.default_assignee if category else None
    operator = helpdesk.team.operator(id) if id else None
    return id if operator and desk.is_worked_by(operator) else None


def _requester(known: Identity | None, form: Form) -> Requester:
    """Of who is signed in the address is what the site says, or none: what he types stands beside
    an id that is proven, and would be taken for proven too."""
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


def _answered_again(helpdesk: Helpdesk, use: Use) -> Ticket:
    """Raises Renewed where whoever was answered first is to have the link no more."""
    opened = helpdesk.tickets.get(use.ticket_id)
    if opened.link_generation:
        raise Renewed
    return opened


def upload(
    helpdesk: Helpdesk, visit: Visit, *, filename: str, content_type: str, size: int
) -> dict[str, object]:
    require_files_taken(visit.desk)
    if visit.identity:
        count(helpdesk, visit, "file", (f"id#{visit.identity.id}", FILES_OF_KNOWN))
    else:
        places = visit.places_at_most(FILES_OF_PLACES)
        count(helpdesk, visit, "file", *places, ("all", FILES_OF_DESK))
    place = of_widget(visit.desk.id)
    return upload_form(helpdesk, place, filename=filename, content_type=content_type, size=size)
