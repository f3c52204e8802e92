"""Who has a ticket open, and writes on it."""

from datetime import datetime, timedelta

from deskhand.domain.people import Operator
from deskhand.domain.value import Instant, Value

THERE = timedelta(seconds=25)  # an open tab says so every ten


class Presence(Value):
    operator_id: str
    name: str
    writing: bool
    since: Instant
    seen_at: Instant

    def lasts(self, at: datetime) -> bool:
        return at - self.seen_at <= THERE


def seen(before: Presence | None, operator: Operator, *, writing: bool, at: datetime) -> Presence:
    """`before` only if it lasts: who was away for longer begins anew."""
    return Presence(
        operator_id=operator.id,
        name=operator.name,
        writing=writing,
        since=before.since if before else at,
        seen_at=at,
    )
