from datetime import datetime
from typing import Literal

from deskhand.domain.value import Value


class Attachment(Value):
    filename: str
    content_type: str
    size: int
    content_id: str  # without angle brackets, so that `cid:` + content_id is its address
    inline: bool  # the HTML body shows it
    content: bytes


class Bounce(Value):
    """What a mail system says about a mail that did not arrive, or not yet, or that its recipient
    complained of."""

    recipients: list[str]  # whom it is about; empty when the report does not say
    action: Literal["failed", "delayed", "complained"]
    permanent: bool  # trying again is of no use
    status: str  # RFC 3463, as in 5.1.1; empty when unknown
    diagnostic: str
    original_message_id: str  # of the mail that is reported; empty when it is not there


class InboundMail(Value):
    """A mail as far as it could be read. Every field may be empty; `defects` says what was wrong.

    Addresses are bare and lower-cased, message ids keep their angle brackets.
    """

    from_email: str
    from_name: str
    from_count: int  # addresses in all From fields; only exactly one can be an identity
    to: list[str]
    cc: list[str]
    reply_to: list[str]
    subject: str
    message_id: str
    in_reply_to: list[str]
    references: list[str]
    date: datetime | None
    text: str
    html: str  # as sent, not sanitised
    reply_text: str
    attachments: list[Attachment]
    is_auto_reply: bool
    is_bounce: bool
    is_feedback_report: bool
    no_answer_reasons: list[str]
    defects: list[str]
    bounce: Bounce | None = None  # of a bounce, or of a feedback report about one mail
    is_signed: bool = False  # says so; nothing was verified
    is_encrypted: bool = False

    @property
    def wants_no_answer(self) -> bool:
        """Answering automatically would annoy a machine, a list or a loop (RFC 3834, section 2)."""
        return bool(self.no_answer_reasons)
