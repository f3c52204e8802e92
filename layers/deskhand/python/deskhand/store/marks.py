"""What operators have read. A mark goes by itself; DynamoDB removes it days late, so whoever reads
it looks at the time."""

import contextlib
from datetime import datetime
from typing import NamedTuple

from deskhand.domain.errors import Duplicate
from deskhand.domain.ids import from_base32, instant
from deskhand.domain.marks import KEPT, Mark
from deskhand.store import keys, order, table
from deskhand.store.table import Item, Table, Write

PAGE = 5_000  # marks: a third of a megabyte


class Page(NamedTuple):
    marks: list[Mark]
    position: str | None


class Marks:
    def __init__(self, table: Table) -> None:
        self.table = table

    def advance(self, operator_id: str, mark: Mark, *, at: datetime) -> None:
        """Never back: a device that comes late has seen less."""
        request = {
            "Item": _item(operator_id, mark, at),
            "ConditionExpression": "attribute_not_exists(pk) OR #at < :at",
            "ExpressionAttributeNames": {"#at": "at"},
            "ExpressionAttributeValues": {":at": order.time_key(mark.at)},
        }
        with contextlib.suppress(Duplicate):
            self.table.commit([Write("Put", request, Duplicate())])

    def put(self, operator_id: str, mark: Mark, *, at: datetime) -> None:
        self.table.commit([table.put(_item(operator_id, mark, at))])

    def page(self, operator_id: str, position: str | None, *, at: datetime) -> Page:
        found = next(
            self.table.pages(
                ("pk", keys.mark(operator_id, "")["pk"]),
                ("sk", ">", position) if position else None,
                sizes=[PAGE],
                consistent=True,
            )
        )
        marks = [_mark(item) for item in found.items if item["expires"] > at.timestamp()]
        return Page(marks, found.last["sk"] if found.last else None)


def _item(operator_id: str, mark: Mark, at: datetime) -> Item:
    return {
        **keys.mark(operator_id, mark.ticket_id),
        "at": order.time_key(mark.at),
        "expires": int((at + KEPT).timestamp()),
    }


def _mark(item: Item) -> Mark:
    return Mark(ticket_id=item["sk"], at=instant(from_base32(item["at"])))
