"""Which mails a change causes, and to whom. One notice is one mail to one address for one
reason."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Literal, get_args

from deskhand.domain.desk import Desk, TemplateName, without_detail
from deskhand.domain.history import Event
from deskhand.domain.message import Author, Message
from deskhand.domain.people import Operator, TeamReason
from deskhand.domain.ticket import Status, Ticket
from deskhand.domain.value import Value

Reason = TemplateName | TeamReason
Reasons = dict[TeamReason, set[str]]
"""Ids of operators, the strongest reason first."""
NoticeState = Literal["pending", "sending", "sent", "dropped"]


class NoticeRef(Value):
    """All that travels in the queue: ids, no address and no text."""

    cause: str
    id: str


class Notice(Value):
    """`cause` is the message or event that it tells of. `id` is the same however often it is
    worked out. `counted`: SES refused it for now, and what is allowed of automatic mail had room
    for it."""

    cause: str
    id: str
    reason: Reason
    to: str
    ticket_id: str
    desk_id: str
    state: NoticeState = "pending"
    mail_id: str = ""
    counted: bool = False

    @property
    def is_for_team(self) -> bool:
        return self.reason in get_args(TeamReason)

    @property
    def ref(self) -> NoticeRef:
        return NoticeRef(cause=self.cause, id=self.id)


def caused_by_message(
    message: Message, ticket: Ticket, desk: Desk, team: Iterable[Operator]
) -> tuple[Notice, ...]:
    if message.automatic or not desk.address:
        return ()
    if message.split_from:  # who was to hear of it has heard
        return ()
    return (
        *_to_whom_it_is_for(message, ticket, desk),
        *_to_team(message, ticket, desk, team),
    )


def caused_by_event(
    event: Event, ticket: Ticket, desk: Desk, team: Iterable[Operator]
) -> tuple[Notice, ...]:
    """Of what happened without a message: a ticket closed together with an answer needs no second
    mail that says so."""
    if event.author.kind != "operator" or not desk.address:
        return ()
    if event.kind == "status_changed" and event.after == Status.CLOSED:
        return tuple(_to_customer("closed", event.id, ticket, desk))
    if event.kind == "assigned" and event.after == ticket.assignee:
        told: Reasons = {"assigned": {event.after}}
        return tuple(_to_operators(told, event.id, event.author, ticket, desk, team))
    return ()


def will_be_mailed(ticket: Ticket, desk: Desk) -> bool:
    """Whether an answer of an operator reaches anybody by mail."""
    return any(_to_customer("replied", "", ticket, desk))


def is_to_a_stranger(notice: Notice, ticket: Ticket) -> bool:
    """Anybody may have typed the address into a form, be it the site's own where one registers, to
    have us fill the mailbox of another."""
    unproven = ticket.channel == "widget" and not ticket.requester.has_proven_address
    return unproven and notice.reason == "created"


def _to_customer(reason: TemplateName, cause: str, ticket: Ticket, desk: Desk) -> Iterator[Notice]:
    template = desk.templates.get(reason)
    if not desk.address or (template and not template.body.strip()):
        return
    copies = ticket.ccs if reason == "replied" else ()
    for address in dict.fromkeys(filter(None, (ticket.requester.email, *copies))):
        # A desk that answers itself would never stop.
        if without_detail(address) not in desk.addresses:
            yield _notice(reason, cause, address, ticket)


def _to_whom_it_is_for(message: Message, ticket: Ticket, desk: Desk) -> Iterator[Notice]:
    if message.is_an_answer:
        yield from _to_customer("replied", message.id, ticket, desk)
    elif _came_in(message) and message.version == 1 and not message.unanswerable:
        yield from _to_customer("created", message.id, ticket, desk)


def _to_team(
    message: Message, ticket: Ticket, desk: Desk, team: Iterable[Operator]
) -> Iterator[Notice]:
    team = list(team)
    told: Reasons = {
        "assigned": _given(message, ticket),
        "mentioned": set(message.mentions),
        "customer_wrote": _keepers(ticket, desk, team) if _came_in(message) else set(),
        "followed": set(ticket.followers),
    }
    yield from _to_operators(told, message.id, message.author, ticket, desk, team)


def _came_in(message: Message) -> bool:
    """An operator may also write down what the customer said."""
    return message.is_from_customer and message.channel != "panel"


def _given(message: Message, ticket: Ticket) -> set[str]:
    """Whom a ticket was assigned to by the operator who opened it."""
    opened = message.version == 1 and message.channel == "panel"
    return {ticket.assignee} if opened and ticket.assignee else set()


def _keepers(ticket: Ticket, desk: Desk, team: Iterable[Operator]) -> set[str]:
    """Whoever holds the ticket, else all members: also when the holder left the team or the
    desk."""
    at_work = {operator.id for operator in team if desk.is_worked_by(operator)}
    return at_work & {ticket.assignee or ""} or at_work.intersection(desk.members)


def _to_operators(
    told: Reasons, cause: str, by: Author, ticket: Ticket, desk: Desk, team: Iterable[Operator]
) -> Iterator[Notice]:
    """One mail to each, for the strongest of his reasons, and none for what he did himself."""
    for operator in team:
        if not desk.is_worked_by(operator) or by.id == operator.id or by.email == operator.email:
            continue
        reasons = (r for r in told if operator.id in told[r] and r not in operator.muted)
        if reason := next(reasons, None):
            yield _notice(reason, cause, operator.email, ticket)


def _notice(reason: Reason, cause: str, to: str, ticket: Ticket) -> Notice:
    # Worked out again, an operator may have another reason; he gets no other mail for that.
    why = reason if reason in get_args(TemplateName) else "team"
    id = hashlib.sha256(f"{why}\0{cause}\0{to}".encode()).hexdigest()[:24]
    return Notice(
        cause=cause, id=id, reason=reason, to=to, ticket_id=ticket.id, desk_id=ticket.desk_id
    )
