"""What operators do with tickets."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from deskhand.actions import drafts
from deskhand.actions.bodies import Body, attached, of_operator
from deskhand.actions.changes import (
    author,
    commit,
    decided_again,
    desk_of,
    require_current,
    writable,
)
from deskhand.domain import access, notices, ticket
from deskhand.domain.desk import Desk
from deskhand.domain.errors import Invalid
from deskhand.domain.message import Author, Kind, Message
from deskhand.domain.numbers import number
from deskhand.domain.people import Contact, Operator, Requester
from deskhand.domain.ticket import Channel, Priority, Status, Ticket
from deskhand.domain.tokens import link_token
from deskhand.domain.value import Value
from deskhand.store.table import Write
from deskhand.wiring import Helpdesk


class Opening(Value):
    """A ticket that an operator opens. Not sent, its text is what the customer said, as on the
    phone."""

    desk_id: str
    subject: str
    requester: Contact = Contact()
    customer_id: str | None = None
    priority: Priority = Priority.NORMAL
    category: str | None = None
    tags: tuple[str, ...] = ()
    assignee: str | None = None
    status: Status = Status.NEW
    ccs: tuple[str, ...] = ()
    send: bool = True


def desks(helpdesk: Helpdesk, operator: Operator) -> list[Desk]:
    return [desk for desk in helpdesk.team.desks() if desk.is_seen_by(operator)]


def open(helpdesk: Helpdesk, opening: Opening, body: Body, *, operator: Operator) -> Ticket:
    desk = access.visible(helpdesk.team.desk(opening.desk_id), operator)
    body = body.cleaned()
    return decided_again(lambda: _open(helpdesk, desk, opening, body, operator))


def _open(
    helpdesk: Helpdesk, desk: Desk, opening: Opening, body: Body, operator: Operator
) -> Ticket:
    at, id = helpdesk.now(), helpdesk.new_id()
    category = desk.category(opening.category)
    opened = Ticket(
        id=id,
        desk_id=desk.id,
        number=next_number(helpdesk, desk, at),
        subject=opening.subject,
        status=opening.status,
        priority=opening.priority,
        category=opening.category,
        tags=opening.tags,
        assignee=opening.assignee or (category.default_assignee if category else None),
        requester=_requester(helpdesk, opening),
        customer_id=opening.customer_id,
        linked_by="hand" if opening.customer_id else None,
        ccs=opening.ccs,
        channel="panel",
        created_at=at,
        updated_at=at,
        closed_at=at if opening.status is Status.CLOSED else None,
        turns=(at,) if opening.status is Status.CLOSED else (),
        message_count=1,
    )
    check(helpdesk, desk, opened)
    message = written(
        helpdesk,
        opened,
        body,
        by=author(operator),
        channel="panel",
        uploads_of=of_operator(operator),
    )
    if opening.send:
        message = queued(message, opened, desk)
    else:
        said = Author(kind="customer", name=opened.requester.name, id=operator.id)
        message = message.model_copy(update={"author": said})
    return commit(helpdesk, None, opened, by=author(operator), message=message)


def next_number(helpdesk: Helpdesk, desk: Desk, at: datetime) -> str:
    return number(desk.number_pattern, helpdesk.tickets.next_number(desk.id), at=at)


def reply(
    helpdesk: Helpdesk,
    operator: Operator,
    ticket_id: str,
    body: Body,
    *,
    ccs: tuple[str, ...] | None = None,
    status: Status | None = None,
    seen: int | None = None,
    draft_version: int = 0,
) -> Message:
    body = body.cleaned()

    def attempt(also: list[Write]) -> Message:
        found = writable(helpdesk, operator, ticket_id)
        require_current(helpdesk, found, seen)
        replied = ticket.after_operator_replied(found, status=status, at=helpdesk.now())
        if ccs is not None:
            replied = replied.model_copy(update={"ccs": ccs})
        by = author(operator)
        message = written(
            helpdesk, replied, body, by=by, channel="panel", uploads_of=of_operator(operator)
        )
        message = queued(message, replied, desk_of(helpdesk, found))
        commit(helpdesk, found, replied, by=by, message=message, also=also)
        return message

    with drafts.sent(helpdesk, operator, ticket_id, "reply", draft_version) as also:
        return decided_again(lambda: attempt(also))


def note(
    helpdesk: Helpdesk,
    operator: Operator,
    ticket_id: str,
    body: Body,
    *,
    mentions: tuple[str, ...] = (),
    draft_version: int = 0,
) -> Message:
    body = body.cleaned()

    def attempt(also: list[Write]) -> Message:
        found = writable(helpdesk, operator, ticket_id)
        noted = ticket.after_note(found, mentions=mentions, at=helpdesk.now())
        require_members(helpdesk, desk_of(helpdesk, found), "mentions", mentions)
        if len(noted.followers) > ticket.MOST_FOLLOWERS:
            raise Invalid("mentions", f"at most {ticket.MOST_FOLLOWERS} may follow a ticket")
        by = author(operator)
        message = written(
            helpdesk,
            noted,
            body,
            by=by,
            channel="panel",
            uploads_of=of_operator(operator),
            kind="note",
        ).model_copy(update={"mentions": mentions})
        commit(helpdesk, found, noted, by=by, message=message, also=also)
        return message

    with drafts.sent(helpdesk, operator, ticket_id, "note", draft_version) as also:
        return decided_again(lambda: attempt(also))


def link_url(helpdesk: Helpdesk, ticket: Ticket, *, since: int = 0) -> str:
    """In the fragment, so that no server, proxy or Referer ever sees the token. `since`: for
    somebody in copy, who must not read what was said before he came."""
    token = link_token(ticket, helpdesk.keyring, since=since)
    return f"{helpdesk.settings.site_url}/t/#{token}"


def written(
    helpdesk: Helpdesk,
    ticket: Ticket,
    body: Body,
    *,
    by: Author,
    channel: Channel,
    uploads_of: str,
    kind: Kind = "public",
) -> Message:
    return Message(
        id=helpdesk.new_id(),
        ticket_id=ticket.id,
        kind=kind,
        author=by,
        channel=channel,
        text=body.text,
        html=body.html,
        attachments=attached(helpdesk, uploads_of, body.uploads, ticket_id=ticket.id),
        created_at=helpdesk.now(),
        version=ticket.version,
    )


def queued(message: Message, ticket: Ticket, desk: Desk) -> Message:
    delivery = "queued" if notices.will_be_mailed(ticket, desk) else "none"
    return message.model_copy(update={"delivery": delivery})


def _requester(helpdesk: Helpdesk, opening: Opening) -> Requester:
    """An operator who picks a customer need not copy his data."""
    if opening.customer_id is None or opening.requester != Contact():
        return Requester().told(opening.requester)
    customer = helpdesk.customers.get(opening.customer_id)
    return Requester(
        email=next(iter(customer.emails), None),
        phone=next(iter(customer.phones), None),
        first_name=customer.first_name,
        last_name=customer.last_name,
        external_id=next(iter(customer.external_ids), None),
    )


def check(helpdesk: Helpdesk, desk: Desk, ticket: Ticket, *, before: Ticket | None = None) -> None:
    """Raises Invalid for what the desk does not know. What is as it was before may stay: also an
    assignee who left, a category that is no more."""

    def changed(field: str) -> Any:
        value = getattr(ticket, field)
        return value if before is None or value != getattr(before, field) else None

    if (category := changed("category")) and desk.category(category) is None:
        raise Invalid("category", "is not a category of this desk")
    if assignee := changed("assignee"):
        require_members(helpdesk, desk, "assignee", [assignee])
    if (customer_id := changed("customer_id")) and ticket.linked_by == "hand":
        helpdesk.customers.get(customer_id)
    if ticket.snoozed_until and ticket.status is Status.CLOSED:
        raise Invalid("snoozed_until", "a closed ticket can't be snoozed")


def require_members(helpdesk: Helpdesk, desk: Desk, field: str, ids: Iterable[str]) -> None:
    for id in ids:
        operator = helpdesk.team.operator(id)
        if operator is None or not desk.is_worked_by(operator):
            raise Invalid(field, f"{id} is not an active member of this desk")
