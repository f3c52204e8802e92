from typing import Literal

from deskhand.domain.value import Instant, Value

Reason = Literal["bounced", "complained"]


class Suppression(Value):
    """An address that mail came back from for good, or whose owner called it spam. Writing to it on
    would cost the desk its standing with all mail providers: no mail goes there until an operator
    lifts it."""

    address: str
    reason: Reason
    since: Instant
    ticket_id: str
