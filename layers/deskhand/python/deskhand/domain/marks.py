"""How far an operator has read a ticket: it is unread when the customer was heard since."""

from datetime import UTC, datetime, timedelta

from deskhand.domain.people import Operator
from deskhand.domain.value import Instant, Value

KEPT = timedelta(days=60)
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # of a ticket that was marked unread


class Mark(Value):
    """`at` is the ticket's last update that he saw."""

    ticket_id: str
    at: Instant


def all_read_until(operator: Operator, *, at: datetime) -> datetime:
    """What no mark tells of is read if it is older: nobody finds hundreds of unread tickets on his
    first day, nor what he read before his marks went."""
    return max(at - KEPT, operator.created_at)
