"""A message that is a matter of its own goes to a ticket of its own."""

from collections.abc import Iterable
from datetime import datetime

from deskhand.domain import preview
from deskhand.domain.errors import Invalid
from deskhand.domain.message import Message
from deskhand.domain.people import OF_TOKEN, Requester, plausible_address, split_name
from deskhand.domain.ticket import Ticket


def require_splittable(ticket: Ticket, message: Message) -> None:
    if not message.is_from_customer:
        raise Invalid("message", "only what a customer wrote can be split off")
    if ticket.message_count <= 1:
        raise Invalid("message", f"it is all that {ticket.number} holds")


def split_off(
    ticket: Ticket,
    message: Message,
    others: Iterable[Message],
    *,
    id: str,
    number: str,
    subject: str,
    at: datetime,
) -> tuple[Ticket, Ticket, Message]:
    """The ticket with the others alone, the new one, and the message on it. Nobody is in copy
    there: who took part in the one matter does not by that take part in the other."""
    requester = _requester(ticket, message)
    same = requester.email == ticket.requester.email
    left = ticket.changed(message_count=ticket.message_count - 1, at=at)
    opened = Ticket(
        id=id,
        desk_id=ticket.desk_id,
        number=number,
        subject=subject,
        requester=requester,
        customer_id=ticket.customer_id if same else None,
        linked_by=ticket.linked_by if same else None,
        channel=message.channel,
        continues=ticket.id,
        created_at=at,
        updated_at=at,
        message_count=1,
    )
    update = {"ticket_id": id, "version": opened.version, "split_from": ticket.id}
    return (
        preview.of_messages(left, others),
        preview.of_messages(opened, [message]),
        message.model_copy(update=update),
    )


def _requester(ticket: Ticket, message: Message) -> Requester:
    """Who wrote it, as far as it is proven by this message; else whose ticket it is."""
    author = message.author
    if not _is_plausible(author.email):
        return ticket.requester
    if author.email == ticket.requester.email:
        # A mail does not prove that its sender is who is signed in with his address.
        id = ticket.requester.external_id if message.trust in OF_TOKEN else None
        proven = {"proven": message.trust, "external_id": id}
        return ticket.requester.model_copy(update=proven)
    first, last = split_name(author.name)
    return Requester(email=author.email, first_name=first, last_name=last, proven=message.trust)


def _is_plausible(email: str) -> bool:
    try:
        return plausible_address(email) == email
    except ValueError:
        return False
