"""One received mail, as one desk has to decide about it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from deskhand.domain import inbound
from deskhand.domain.desk import Desk, without_detail
from deskhand.domain.inbound import Delivery, Quarantine
from deskhand.domain.people import Proof, plausible_address
from deskhand.mail.model import InboundMail


class ByHand(NamedTuple):
    name: str
    at: datetime


@dataclass(frozen=True)
class Incoming:
    """`by_hand`: an operator has looked at it in quarantine and lets it in."""

    desk: Desk
    delivery: Delivery
    mail: InboundMail
    by_hand: ByHand | None = None

    @property
    def proof(self) -> Proof:
        return inbound.trust(self.delivery, senders=self.mail.from_count)

    @property
    def is_automatic(self) -> bool:
        return self.mail.is_auto_reply or self.mail.is_bounce or self.mail.is_feedback_report

    @property
    def sender(self) -> str:
        """Empty when mail could not be sent to it."""
        return self.mail.from_email if is_plausible(self.mail.from_email) else ""

    @property
    def recipients(self) -> tuple[str, ...]:
        return (*self.delivery.recipients, *self.mail.to, *self.mail.cc)

    @property
    def threat(self) -> Quarantine | None:
        """Why it is not even looked at."""
        if self.by_hand:
            return None
        if self.delivery.threat:
            return self.delivery.threat
        mail = self.mail
        if not (mail.from_email or mail.subject or mail.text or mail.html or mail.attachments):
            return "unreadable"
        return None if self.sender or self.is_automatic else "no_sender"

    @cached_property
    def digest(self) -> str:
        """The same Message-ID with other content is another message: the sender chooses the id."""
        mail = self.mail
        said = "\0".join((mail.from_email, mail.subject, mail.text, mail.html))
        files = "\0".join(f"{part.filename} {part.size}" for part in mail.attachments)
        whole = f"{said}\0{files}".encode("utf-8", "replace")
        return hashlib.sha256(whole).hexdigest()[:32]

    def is_for(self, desk: Desk) -> bool:
        return any(without_detail(address) in desk.addresses for address in self.recipients)


def is_plausible(address: str) -> bool:
    try:
        return plausible_address(address) == address
    except ValueError:
        return False
