"""What a customer says on a ticket of his, wherever he reads it."""

from deskhand.actions.bodies import Body
from deskhand.actions.changes import commit
from deskhand.actions.merged import target_of
from deskhand.actions.sending import Sending
from deskhand.actions.tickets import written
from deskhand.domain import ticket
from deskhand.domain.desk import Desk
from deskhand.domain.errors import Forbidden, Invalid
from deskhand.domain.merging import reads_on
from deskhand.domain.message import Author, Message
from deskhand.domain.people import Proof
from deskhand.domain.ticket import Channel, Ticket
from deskhand.wiring import Helpdesk

LENGTH_OF_ONE = 5_000  # bytes


def said(
    helpdesk: Helpdesk,
    opened: Ticket,
    desk: Desk,
    body: Body,
    *,
    by: Author,
    channel: Channel,
    trust: Proof,
    uploads_of: str,
    this: Sending,
) -> Message:
    """Raises Forbidden on a ticket that has been closed for too long, and where he does not read
    on."""
    found = target_of(helpdesk, opened)
    if not reads_on(opened, found):
        raise Forbidden
    if body.uploads:
        require_files_taken(desk)
    if not ticket.takes_more(found, reopen_days=desk.reopen_days, at=helpdesk.now()):
        raise Forbidden
    commented = ticket.after_customer_wrote(found, at=helpdesk.now())
    message = written(
        helpdesk, commented, body, by=by, channel=channel, uploads_of=uploads_of
    ).model_copy(update={"trust": trust})
    commit(helpdesk, found, commented, by=by, message=message, also=this.used_up(helpdesk, message))
    return message


def weight(body: Body) -> int:
    """How many comments it counts for: what was said fills a ticket by its length."""
    return 1 + len(body.text.encode()) // LENGTH_OF_ONE


def require_files_taken(desk: Desk) -> None:
    if not desk.attachments:
        raise Invalid("attachments", "this desk takes no files")
