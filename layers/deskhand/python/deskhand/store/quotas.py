"""How much automatic mail an address gets from a desk: whatever answers us by itself, and
however well it hides that it does, the two of us stop."""

from datetime import datetime, timedelta
from typing import NamedTuple

from deskhand.domain.errors import Conflict
from deskhand.store import keys
from deskhand.store.table import Table, Write


class Limit(NamedTuple):
    an_hour: int
    in_a_row: int  # of the same kind


CUSTOMER = Limit(an_hour=10, in_a_row=2)
OPERATORS_ANSWERS = Limit(an_hour=10, in_a_row=10)  # that he mails for one ticket
ASSIGNED = Limit(an_hour=60, in_a_row=10)  # of more at once his list tells
TEAM = Limit(an_hour=60, in_a_row=60)  # what customers write goes on standing in the panel


class Quotas:
    def __init__(self, table: Table) -> None:
        self.table = table

    def take(
        self, desk_id: str, address: str, kind: str, *, at: datetime, limit: Limit = CUSTOMER
    ) -> bool:
        """Whether one more automatic mail of this kind may go out now; counts it if so.

        Raises Conflict when another one is counted at the same time."""
        key = keys.quota(desk_id, address, f"{at:%Y%m%d%H}")
        counted = self.table.get(key) or {"total": 0, "kind": "", "row": 0}
        row = int(counted["row"]) + 1 if counted["kind"] == kind else 1
        if counted["total"] >= limit.an_hour or row > limit.in_a_row:
            return False
        item = {
            **key,
            "total": int(counted["total"]) + 1,
            "kind": kind,
            "row": row,
            "expires": int((at + timedelta(hours=2)).timestamp()),
        }
        self.table.commit([_counted(item, int(counted["total"]))])
        return True


def _counted(item: dict[str, object], before: int) -> Write:
    request = {
        "Item": item,
        "ConditionExpression": "attribute_not_exists(pk) OR #total = :before",
        "ExpressionAttributeNames": {"#total": "total"},
        "ExpressionAttributeValues": {":before": before},
    }
    return Write("Put", request, Conflict())
