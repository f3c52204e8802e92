"""Receipts, so that no delivery is taken in twice or lost. Those that wait for a person stand in a
list of their desk."""

import heapq
from collections.abc import Iterable, Iterator
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from deskhand.domain.errors import Duplicate
from deskhand.domain.ids import base32, milliseconds
from deskhand.domain.inbound import Receipt, State
from deskhand.store import keys, table
from deskhand.store.table import Item, Table, Write


class Page(NamedTuple):
    """`position` is where the next page begins, None after the last."""

    receipts: list[Receipt]
    position: str | None


class Receipts:
    def __init__(self, table: Table) -> None:
        self.table = table

    def get(self, mail: str, desk_id: str) -> Receipt | None:
        item = self.table.get(keys.receipt(mail, desk_id))
        return to_receipt(item) if item else None

    def of_mail(self, mail: str) -> list[Receipt]:
        found = self.table.query(("pk", keys.receipts(mail)), consistent=True)
        return [to_receipt(item) for item in found]

    def page(
        self, desk_ids: Iterable[str], state: State, *, position: str | None, limit: int
    ) -> Page:
        """Those that wait, newest first; an empty desk id stands for the mail of no desk."""
        lists = (self._waiting(id, state, position, limit) for id in desk_ids)
        merged = heapq.merge(*lists, key=itemgetter("due"), reverse=True)
        found = list(islice(merged, limit + 1))
        more = len(found) > limit
        found = found[:limit]
        whole = self.table.get_all(({"pk": i["pk"], "sk": i["sk"]} for i in found), consistent=True)
        receipts = [receipt for receipt in map(to_receipt, whole) if receipt.state == state]
        return Page(receipts, found[-1]["due"] if more else None)

    def _waiting(
        self, desk_id: str, state: State, position: str | None, limit: int
    ) -> Iterator[Item]:
        return self.table.query(
            ("due_list", keys.waiting_mail(state, desk_id)),
            ("due", "<", position) if position else None,
            index="by_due",
            forward=False,
            page=limit + 1,
        )

    def keep(self, receipt: Receipt, before: Receipt | None = None) -> None:
        """Raises Duplicate when the mail was dealt with before, Conflict when by somebody else
        since."""
        self.table.commit([self.write(receipt, before)])

    def write(self, receipt: Receipt, before: Receipt | None = None) -> Write:
        if before is None:
            return table.put_new(from_receipt(receipt), Duplicate())
        return table.change(from_receipt(before), from_receipt(receipt), version=before.version)

    def remove(self, receipt: Receipt) -> None:
        """For a mail of no desk that has found one: its receipts stand there now."""
        key = keys.receipt(receipt.id, receipt.desk_id)
        self.table.commit([table.delete_version(key, receipt.version)])


def from_receipt(receipt: Receipt) -> Item:
    kept = receipt.model_dump(mode="json", exclude={"delivery"}, exclude_defaults=True)
    item = {
        **keys.receipt(receipt.id, receipt.desk_id),
        "type": "receipt",
        **kept,
        "version": receipt.version,
    }
    if not receipt.is_waiting:
        return item
    due = base32(milliseconds(receipt.received_at), 10)
    waiting: Item = {
        "due_list": keys.waiting_mail(receipt.state, receipt.desk_id),
        "due": f"{due}{receipt.id}#{receipt.desk_id}",
    }
    if receipt.delivery:
        waiting["delivery"] = receipt.delivery.model_dump(
            mode="json", exclude={"id", "received_at"}, exclude_defaults=True
        )
    return item | waiting


def to_receipt(item: Item) -> Receipt:
    kept = {name: item[name] for name in Receipt.model_fields if name in item}
    own = {"id": item["id"], "received_at": item["received_at"]}
    if delivery := kept.get("delivery"):
        kept["delivery"] = {"recipients": (), **delivery, **own}
    return Receipt(**{"desk_id": "", **kept})
