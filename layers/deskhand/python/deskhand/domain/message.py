from typing import Literal

from deskhand.domain.people import Proof
from deskhand.domain.ticket import Channel
from deskhand.domain.value import Instant, Value

Kind = Literal["public", "note"]
Flag = Literal[
    "new_sender",  # is no participant of the ticket
    "operator_address",  # an operator's, but not his answer: anybody could have written it
    "several_senders",
    "address_in_name",  # another one than that it came from
    "other_reply_to",
    "undeliverable",  # our mail to it bounced before
    "files_left_out",  # too many, or with a virus: they are in the original
]
Delivery = Literal["none", "queued", "sent", "delivered", "complained", "bounced"]

DELIVERY_ORDER: tuple[Delivery, ...] = (
    "none",
    "queued",
    "sent",
    "delivered",
    "complained",
    "bounced",
)
"""A delivery only moves forward in this order, so that SES events may come twice and in any
order."""


class Author(Value):
    """`id` is the operator's, also of one who wrote down what a customer said. What is empty is
    not known."""

    kind: Literal["customer", "operator", "system"]
    name: str = ""
    email: str = ""
    id: str = ""


SYSTEM = Author(kind="system")


class Attachment(Value):
    """`key` is where the bytes lie in the files bucket; `content_id` ties an inline image to its
    HTML."""

    id: str
    filename: str
    content_type: str
    size: int
    key: str
    content_id: str = ""
    inline: bool = False


class Message(Value):
    """`text` is what the person newly wrote; `html` the sanitised whole. `version` is the ticket's
    that it made.

    `automatic` is what no person wrote; `unanswerable` what nothing automatic may answer.
    `reply_to` is shown and never believed. `also_desks` are other desks that have the same mail.
    `mentions` are operators whom a note names.
    `delivery_detail` is what the other side said about a mail that did not arrive. `split_from` is
    the ticket that it was said on. `cut`: only the beginning of its text was read."""

    id: str
    ticket_id: str
    kind: Kind
    author: Author
    channel: Channel
    text: str
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    created_at: Instant
    delivery: Delivery = "none"
    trust: Proof = "none"
    automatic: bool = False
    unanswerable: bool = False
    delivery_detail: str = ""
    flags: tuple[Flag, ...] = ()
    reply_to: tuple[str, ...] = ()
    also_desks: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    mail_id: str = ""
    receipt_id: str = ""
    split_from: str = ""
    cut: bool = False
    version: int

    @property
    def is_from_customer(self) -> bool:
        return self.kind == "public" and self.author.kind == "customer"

    @property
    def is_an_answer(self) -> bool:
        return self.kind == "public" and self.author.kind == "operator"
