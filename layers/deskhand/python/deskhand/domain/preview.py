"""What a list shows of a ticket's conversation."""

from typing import Any

from deskhand.domain.message import Message
from deskhand.domain.ticket import Ticket

LONGEST = 60  # characters: with more, a list of 50 tickets would cost more than two read units


def with_message(ticket: Ticket, message: Message) -> Ticket:
    """`ticket` as the message makes it otherwise. Neither a note nor a machine's mail hides what a
    person said; of a ticket that a machine opened there is nothing else."""
    shown: dict[str, Any] = {}
    if any(not file.inline for file in message.attachments):
        shown["files"] = True
    said = message.is_from_customer or message.is_an_answer
    if said and not (message.automatic and ticket.preview_by):
        shown |= {"preview": line(message.text), "preview_by": message.author.kind}
    if message.is_from_customer and not message.automatic:
        shown["heard_at"] = ticket.updated_at  # so that it compares with an update that was seen
    return ticket.model_copy(update=shown)


def line(text: str) -> str:
    folded = " ".join(text.split(None, LONGEST)[:LONGEST])
    return folded if len(folded) <= LONGEST else folded[: LONGEST - 1].rstrip() + "…"
