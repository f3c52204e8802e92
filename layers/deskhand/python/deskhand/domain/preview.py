"""What a list shows of a ticket's conversation."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from deskhand.domain.message import Message
from deskhand.domain.ticket import Ticket

LONGEST = 60  # characters: with more, a list of 50 tickets would cost more than two read units


def with_message(ticket: Ticket, message: Message) -> Ticket:
    """`ticket` as the message that updates it makes it otherwise. Neither a note nor a machine's
    mail hides what a person said; of a ticket that a machine opened there is nothing else."""
    return _showing(ticket, message, at=max(ticket.updated_at, message.created_at))


def of_messages(ticket: Ticket, messages: Iterable[Message]) -> Ticket:
    """`ticket` as if these, in order of time, were all that it holds."""
    nothing = {"preview": "", "preview_by": None, "files": False, "heard_at": None}
    shown = ticket.model_copy(update=nothing)
    for message in messages:
        shown = _showing(shown, message, at=message.created_at)
    return shown


def _showing(ticket: Ticket, message: Message, *, at: datetime) -> Ticket:
    shown: dict[str, Any] = {}
    if any(not file.inline for file in message.attachments):
        shown["files"] = True
    said = message.is_from_customer or message.is_an_answer
    if said and not (message.automatic and ticket.preview_by):
        shown |= {"preview": line(message.text), "preview_by": message.author.kind}
    if message.is_from_customer and not message.automatic:
        # Whoever has seen the ticket's last update has seen all that was heard.
        shown |= {"heard_at": at, "updated_at": max(ticket.updated_at, at)}
    return ticket.model_copy(update=shown)


def line(text: str) -> str:
    folded = " ".join(text.split(None, LONGEST)[:LONGEST])
    return folded if len(folded) <= LONGEST else folded[: LONGEST - 1].rstrip() + "…"
