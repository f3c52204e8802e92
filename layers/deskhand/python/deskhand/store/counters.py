"""Counters that stay exact: what was counted for a ticket is remembered beside it, and memory
and counters change in one transaction, so that a record that comes twice or late counts once."""

from collections import Counter
from collections.abc import Iterable, Iterator

from deskhand.domain.errors import Conflict
from deskhand.domain.inbound import NO_DESK, Receipt
from deskhand.domain.ticket import OPEN, Ticket
from deskhand.store import keys
from deskhand.store.table import Table, Write


class Counters:
    def __init__(self, table: Table) -> None:
        self.table = table

    def all(self) -> dict[str, dict[str, int]]:
        """By desk id and operator id; what was never counted is missing."""
        found = self.table.query(("pk", keys.COUNTERS))
        return {
            item["sk"]: {k: int(v) for k, v in item.items() if k not in ("pk", "sk")}
            for item in found
        }

    def count_ticket(self, ticket: Ticket) -> None:
        self._count(ticket.id, ticket.version, _places_of_ticket(ticket))

    def forget_ticket(self, ticket: Ticket) -> None:
        self._count(ticket.id, ticket.version + 1, ())

    def count_mail(self, receipt: Receipt) -> None:
        """Each received mail counts as received and as what came of it: the sums are equal at any
        time."""
        whose = receipt.desk_id or NO_DESK
        places = (f"{whose}.mail_received", f"{whose}.mail_{receipt.outcome}")
        self._count(_receipt(receipt), receipt.version, places)

    def forget_mail(self, receipt: Receipt) -> None:
        self._count(_receipt(receipt), receipt.version + 1, ())

    def _count(self, what: str, version: int, places: Iterable[str]) -> None:
        """Raises Conflict when another record of the same thing is counted at the same time."""
        memory = self.table.get(keys.counted(what)) or {"seen": 0, "counts": []}
        if memory["seen"] >= version:
            return
        counts = sorted(places)
        moved = Counter(counts)
        moved.subtract(memory["counts"])
        remembered = {**keys.counted(what), "seen": version, "counts": counts}
        self.table.commit([_remember(remembered, int(memory["seen"])), *_moves(moved)])


def _receipt(receipt: Receipt) -> str:
    return f"{receipt.id}#{receipt.desk_id or NO_DESK}"


def _places_of_ticket(ticket: Ticket) -> Iterator[str]:
    """`<desk or operator>.<counter>` for everything that the ticket counts in."""
    yield f"{ticket.desk_id}.all"
    yield f"{ticket.desk_id}.{ticket.status.value}"
    if ticket.status in OPEN:
        yield f"{ticket.assignee}.open" if ticket.assignee else f"{ticket.desk_id}.unassigned"


def _remember(memory: dict[str, object], seen: int) -> Write:
    request = {
        "Item": memory,
        "ConditionExpression": "attribute_not_exists(pk) OR seen = :seen",
        "ExpressionAttributeValues": {":seen": seen},
    }
    return Write("Put", request, Conflict())


def _moves(moved: Counter[str]) -> Iterator[Write]:
    whose: dict[str, dict[str, int]] = {}
    for place, by in moved.items():
        if by:
            owner, _, counter = place.partition(".")
            whose.setdefault(owner, {})[counter] = by
    for owner, changes in whose.items():
        names = {f"#{i}": counter for i, counter in enumerate(changes)}
        request = {
            "Key": keys.counters(owner),
            "UpdateExpression": "ADD " + ", ".join(f"#{i} :{i}" for i in range(len(changes))),
            "ExpressionAttributeNames": names,
            "ExpressionAttributeValues": {f":{i}": by for i, by in enumerate(changes.values())},
        }
        yield Write("Update", request, Conflict())
