"""What is known about a received mail beside its content, and what became of it."""

from datetime import datetime
from typing import Literal, Self

from deskhand.domain.people import Proof
from deskhand.domain.value import Instant, Value

Verdict = Literal["PASS", "FAIL", "GRAY", "PROCESSING_FAILED", "DISABLED"]
Quarantine = Literal[
    "spam",
    "virus",
    "loop",  # our own mail came back
    "automatic",  # no person wrote it, and it belongs to no ticket
    "too_large",
    "unreadable",
    "unknown_address",
    "no_sender",
]
NO_DESK = "-"
"""Stands for the desk of mail that none wanted, wherever an id of one must stand."""
State = Literal["processed", "duplicate", "quarantined", "discarded"]
Outcome = Literal["tickets", "messages", "duplicates", "quarantined", "discarded"]


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
    """One per received mail and desk; `desk_id` is empty where no desk wanted it.

    What a quarantined mail needs to be shown and decided again stands in it; that of a processed
    one stands in its message. `opened`: its ticket began with it. `detail` says more of the reason,
    and nothing of the content."""

    id: str
    desk_id: str
    state: State
    reason: Quarantine | None = None
    detail: str = ""
    ticket_id: str = ""
    opened: bool = False
    received_at: Instant
    delivery: Delivery | None = None
    sender: str = ""
    sender_name: str = ""
    subject: str = ""
    handled_by: str = ""
    handled_at: Instant | None = None
    version: int = 1

    @property
    def is_waiting(self) -> bool:
        """Nothing has come of it yet, but something may."""
        return self.state in ("quarantined", "discarded")

    @property
    def outcome(self) -> Outcome:
        match self.state:
            case "processed":
                return "tickets" if self.opened else "messages"
            case "duplicate":
                return "duplicates"
            case "quarantined" | "discarded" as still:
                return still

    def discarded(self, *, by: str, at: datetime) -> Self:
        return self._handled("discarded", by=by, at=at)

    def _handled(self, state: State, *, by: str, at: datetime) -> Self:
        update = {"state": state, "handled_by": by, "handled_at": at, "version": self.version + 1}
        return self.model_copy(update=update)


def trust(delivery: Delivery, *, senders: int) -> Proof:
    """Only one From address that passed DMARC proves who wrote; SPF or DKIM alone prove some
    other domain."""
    return "dmarc" if senders == 1 and delivery.dmarc == "PASS" else "none"
