"""How much automatic mail an address gets from a desk: whatever answers us by itself, and
however well it hides that it does, the two of us stop."""

from datetime import datetime, timedelta

from deskhand.domain.errors import Conflict
from deskhand.store import keys
from deskhand.store.table import Table, Write

AN_HOUR = 10
IN_A_ROW = 2  # of the same kind


class Quotas:
    def __init__(self, table: Table) -> None:
        self.table = table

    def take(self, desk_id: str, address: str, kind: str, *, at: datetime) -> bool:
        """Whether one more automatic mail of this kind may go out now; counts it if so.

        Raises Conflict when another one is counted at the same time."""
        key = keys.quota(desk_id, address, f"{at:%Y%m%d%H}")
        counted = self.table.get(key) or {"total": 0, "kind": "", "row": 0}
        row = int(counted["row"]) + 1 if counted["kind"] == kind else 1
        if counted["total"] >= AN_HOUR or row > IN_A_ROW:
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
