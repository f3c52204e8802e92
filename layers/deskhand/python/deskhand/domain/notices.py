"""Which mails a change causes, and to whom. One notice is one mail to one address for one
reason."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Literal

from deskhand.domain.desk import Desk, TemplateName, without_detail
from deskhand.domain.history import Event
from deskhand.domain.message import Message
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Status, Ticket
from deskhand.domain.value import Value

Reason = Literal["created", "replied", "closed", "customer_wrote"]
NoticeState = Literal["pending", "sending", "sent", "dropped"]


class NoticeRef(Value):
    """All that travels in the queue: ids, no address and no text."""

    cause: str
    id: str


class Notice(Value):
    """`cause` is the message or event that it tells of. `id` is the same however often it is
    worked out."""

    cause: str
    id: str
    reason: Reason
    to: str
    ticket_id: str
    desk_id: str
    state: NoticeState = "pending"
    mail_id: str = ""

    @property
    def ref(self) -> NoticeRef:
        return NoticeRef(cause=self.cause, id=self.id)


def caused_by_message(
    message: Message, ticket: Ticket, desk: Desk, team: Iterable[Operator]
) -> tuple[Notice, ...]:
    if message.automatic or message.kind == "note" or not desk.address:
        return ()
    if message.split_from:  # who was to hear of it has heard
        return ()
    if message.is_an_answer:
        return tuple(_to_customer("replied", message.id, ticket, desk))
    if message.channel == "panel":  # an operator wrote down what the customer said
        return ()
    greeted = message.version == 1 and not message.unanswerable
    return (
        *(_to_customer("created", message.id, ticket, desk) if greeted else ()),
        *_to_team(message, ticket, desk, team),
    )


def caused_by_event(event: Event, ticket: Ticket, desk: Desk) -> tuple[Notice, ...]:
    """Of what happened without a message: a ticket closed together with an answer needs no second
    mail that says so."""
    closed = event.kind == "status_changed" and event.after == Status.CLOSED
    if not closed or event.author.kind != "operator" or not desk.address:
        return ()
    return tuple(_to_customer("closed", event.id, ticket, desk))


def will_be_mailed(ticket: Ticket, desk: Desk) -> bool:
    """Whether an answer of an operator reaches anybody by mail."""
    return any(_to_customer("replied", "", ticket, desk))


def _to_customer(reason: TemplateName, cause: str, ticket: Ticket, desk: Desk) -> Iterator[Notice]:
    template = desk.templates.get(reason)
    if not desk.address or (template and not template.body.strip()):
        return
    copies = ticket.ccs if reason == "replied" else ()
    for address in dict.fromkeys(filter(None, (ticket.requester.email, *copies))):
        # A desk that answers itself would never stop.
        if without_detail(address) not in desk.addresses:
            yield _notice(reason, cause, address, ticket)


def _to_team(
    message: Message, ticket: Ticket, desk: Desk, team: Iterable[Operator]
) -> Iterator[Notice]:
    """Whoever holds the ticket, else all members: also when the holder left the team or the
    desk."""
    active = [operator for operator in team if operator.active and desk.is_seen_by(operator)]
    holder = [operator for operator in active if operator.id == ticket.assignee]
    for operator in holder or [member for member in active if member.id in desk.members]:
        if operator.email != message.author.email:
            yield _notice("customer_wrote", message.id, operator.email, ticket)


def _notice(reason: Reason, cause: str, to: str, ticket: Ticket) -> Notice:
    id = hashlib.sha256(f"{reason}\0{cause}\0{to}".encode()).hexdigest()[:24]
    return Notice(
        cause=cause, id=id, reason=reason, to=to, ticket_id=ticket.id, desk_id=ticket.desk_id
    )
