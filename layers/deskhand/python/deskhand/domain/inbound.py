"""What is known about a received mail beside its content, and what became of it."""

from typing import Literal

from deskhand.domain.people import Proof
from deskhand.domain.value import Instant, Value

Verdict = Literal["PASS", "FAIL", "GRAY", "PROCESSING_FAILED", "DISABLED"]
Quarantine = Literal["spam", "virus", "unknown_address", "no_sender"]


class Delivery(Value):
    """SES's receipt:
    docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html."""

    id: str
    recipients: tuple[str, ...]
    received_at: Instant
    spf: Verdict = "GRAY"
    dkim: Verdict = "GRAY"
    dmarc: Verdict = "GRAY"
    spam: Verdict = "GRAY"
    virus: Verdict = "GRAY"

    @property
    def threat(self) -> Quarantine | None:
        if self.virus == "FAIL":
            return "virus"
        return "spam" if self.spam == "FAIL" else None


class Receipt(Value):
    """One per received mail and desk; `desk_id` is empty where no desk wanted it."""

    id: str
    desk_id: str
    state: Literal["processed", "duplicate", "quarantined"]
    reason: Quarantine | None = None
    ticket_id: str = ""
    received_at: Instant


def trust(delivery: Delivery, *, senders: int) -> Proof:
    """Only one From address that passed DMARC proves who wrote; SPF or DKIM alone prove some
    other domain."""
    return "dmarc" if senders == 1 and delivery.dmarc == "PASS" else "none"
