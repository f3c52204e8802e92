"""How much automatic mail an address gets from a desk: whatever answers us by itself, and
however well it hides that it does, the two of us stop. And how much strangers ask of its widget."""

from datetime import datetime, timedelta
from typing import NamedTuple

from deskhand.domain.errors import Conflict, Duplicate, TooMany
from deskhand.store import keys
from deskhand.store.table import Table, Write


class Limit(NamedTuple):
    an_hour: int
    in_a_row: int  # of the same kind


CUSTOMER = Limit(an_hour=10, in_a_row=2)
OPERATORS_ANSWERS = Limit(an_hour=10, in_a_row=10)  # that he mails for one ticket
ASSIGNED = Limit(an_hour=60, in_a_row=10)  # of more at once his list tells
TEAM = Limit(an_hour=60, in_a_row=60)  # what customers write goes on standing in the panel


class Use(NamedTuple):
    """What was sent by a name that serves once; `of` tells it from anything else."""

    of: str
    ticket_id: str
    message_id: str


class Quotas:
    """DynamoDB may take days to forget what has expired."""

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

    def take_once(
        self, desk_id: str, address: str, kind: str, *, of: str, at: datetime, rest: timedelta
    ) -> bool:
        """Whether this may be done now, as it was not within `rest`; `of` is what it is done for,
        which may try again."""
        expires = int((at + rest).timestamp())
        request = {
            "Item": {**keys.quota(desk_id, address, kind), "of": of, "expires": expires},
            "ConditionExpression": "attribute_not_exists(pk) OR expires <= :now OR #of = :of",
            "ExpressionAttributeNames": {"#of": "of"},
            "ExpressionAttributeValues": {":now": int(at.timestamp()), ":of": of},
        }
        try:
            self.table.commit([Write("Put", request, Duplicate())])
        except Duplicate:
            return False
        return True

    def count(
        self, desk_id: str, who: str, kind: str, *, at: datetime, most: int, weight: int = 1
    ) -> None:
        """Raises TooMany for more than `most` within the hour. `weight` is how many this is."""
        begun = at.replace(minute=0, second=0, microsecond=0)
        ends = begun + timedelta(hours=1)
        request = {
            "Key": keys.quota(desk_id, who, f"{kind}#{at:%Y%m%d%H}"),
            "UpdateExpression": "ADD #total :weight SET expires = :expires",
            "ConditionExpression": "attribute_not_exists(pk) OR #total <= :left",
            "ExpressionAttributeNames": {"#total": "total"},
            "ExpressionAttributeValues": {
                ":weight": weight,
                ":left": most - weight,
                ":expires": int((ends + timedelta(hours=1)).timestamp()),
            },
        }
        try:
            self.table.commit([Write("Update", request, Conflict())])
        except Conflict:
            raise TooMany(int((ends - at).total_seconds()) + 1) from None

    def used_up(self, desk_id: str, name: str, use: Use, *, at: datetime) -> Write:
        """For the transaction of what is sent by this name. Refused as Duplicate."""
        expires = int((at + timedelta(days=2)).timestamp())  # later than a form's start
        request = {
            "Item": {**keys.quota(desk_id, name, "once"), **use._asdict(), "expires": expires},
            "ConditionExpression": "attribute_not_exists(pk) OR expires <= :now",
            "ExpressionAttributeValues": {":now": int(at.timestamp())},
        }
        return Write("Put", request, Duplicate())

    def use(self, desk_id: str, name: str, *, at: datetime) -> Use | None:
        item = self.table.get(keys.quota(desk_id, name, "once"))
        if item is None or item["expires"] <= at.timestamp():
            return None
        return Use(item["of"], item["ticket_id"], item["message_id"])


def _counted(item: dict[str, object], before: int) -> Write:
    request = {
        "Item": item,
        "ConditionExpression": "attribute_not_exists(pk) OR #total = :before",
        "ExpressionAttributeNames": {"#total": "total"},
        "ExpressionAttributeValues": {":before": before},
    }
    return Write("Put", request, Conflict())
