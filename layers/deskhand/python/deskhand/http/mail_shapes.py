"""What the routes about received and undeliverable mail answer."""

from deskhand.domain.inbound import Quarantine, State, Verdict
from deskhand.domain.suppression import Suppression
from deskhand.domain.value import Instant
from deskhand.http.shape import Shape


class QuarantinedMail(Shape):
    """A received mail that became nothing yet. `desk_id` is null where no desk has its address."""

    id: str
    desk_id: str | None
    state: State
    reason: Quarantine | None
    detail: str
    received_at: Instant
    sender: str
    sender_name: str
    subject: str
    recipients: list[str]
    ticket_id: str | None
    handled_by: str
    handled_at: Instant | None


class QuarantineList(Shape):
    items: list[QuarantinedMail]
    cursor: str | None


class MailHeader(Shape):
    name: str
    value: str


class MailHeaderList(Shape):
    items: list[MailHeader]
    cursor: str | None


class MailPart(Shape):
    filename: str
    content_type: str
    size: int


class MailVerdicts(Shape):
    spf: Verdict
    dkim: Verdict
    dmarc: Verdict
    spam: Verdict
    virus: Verdict


class ShownMail(QuarantinedMail):
    """`html` is sanitised; `whole` is false where only the mail's beginning was read. `url` saves
    the original and is good for ten minutes."""

    text: str
    html: str
    headers: list[MailHeader]
    attachments: list[MailPart]
    verdicts: MailVerdicts
    defects: list[str]
    whole: bool
    url: str


class MailCounts(Shape):
    """received = tickets + messages + duplicates + quarantined + discarded, at any time.
    `messages` came to a ticket that was there; `duplicates` were there already."""

    desk_id: str | None
    received: int = 0
    tickets: int = 0
    messages: int = 0
    duplicates: int = 0
    quarantined: int = 0
    discarded: int = 0


class MailCountsList(Shape):
    items: list[MailCounts]
    cursor: str | None


class TakenIn(Shape):
    """What came of it, at each desk that it was for."""

    items: list[QuarantinedMail]


class SuppressionList(Shape):
    items: list[Suppression]
    cursor: str | None
