from collections.abc import Iterator
from typing import Generic, TypeVar

from deskhand.domain.errors import NotFound, Taken
from deskhand.domain.kept import Kept
from deskhand.store import keys, table
from deskhand.store.asking import Filter
from deskhand.store.table import Item, Table, Write

K = TypeVar("K", bound=Kept)


class Shelf(Generic[K]):
    """All that is kept of one kind, in one partition. What one only may have is claimed by an item
    of its own."""

    def __init__(self, table: Table, name: str, kind: type[K]) -> None:
        self.table, self.name, self.kind = table, name, kind

    def get(self, id: str) -> K:
        item = self.table.get(keys.kept(self.name, id))
        if item is None:
            raise NotFound
        return self._read(item)

    def of(self, operator_id: str) -> list[K]:
        """His own and the team's."""
        matching = Filter(
            "attribute_not_exists(#owner) OR #owner = :owner",
            {"#owner": "owner"},
            {":owner": operator_id},
        )
        found = self.table.query(("pk", self.name), consistent=True, matching=matching)
        return [self._read(item) for item in found]

    def add(self, kept: K) -> None:
        """Raises Taken when another has its name."""
        new = table.put_new(self._item(kept), Taken("id"))
        self.table.commit([new, *self._claimed(kept)])

    def save(self, before: K, after: K) -> None:
        """Raises Taken, or Conflict when it was changed meanwhile."""
        change = table.change(self._item(before), self._item(after), version=before.version)
        renamed = before.claim != after.claim
        moved = [*self._claimed(after), *self._given_up(before)] if renamed else []
        self.table.commit([change, *moved])

    def remove(self, kept: K) -> None:
        """Raises Conflict when it was changed meanwhile."""
        gone = table.delete_version(keys.kept(self.name, kept.id), kept.version)
        self.table.commit([gone, *self._given_up(kept)])

    def _claimed(self, kept: K) -> Iterator[Write]:
        if kept.claim:
            claim = {**keys.claim(self.name, kept.claim), "kept_id": kept.id}
            yield table.put_new(claim, Taken(kept.name))

    def _given_up(self, kept: K) -> Iterator[Write]:
        if kept.claim:
            yield table.delete(keys.claim(self.name, kept.claim))

    def _item(self, kept: K) -> Item:
        return {**keys.kept(self.name, kept.id), **kept.model_dump(mode="json", exclude_none=True)}

    def _read(self, item: Item) -> K:
        return self.kind(**{name: item[name] for name in self.kind.model_fields if name in item})
