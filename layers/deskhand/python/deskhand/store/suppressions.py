from collections.abc import Iterable

from deskhand.domain.errors import Duplicate
from deskhand.domain.suppression import Suppression
from deskhand.store import keys, table
from deskhand.store.table import Item, Table


class Suppressions:
    def __init__(self, table: Table) -> None:
        self.table = table

    def get(self, address: str) -> Suppression | None:
        item = self.table.get(keys.suppression(address), consistent=False)
        return _suppression(item) if item else None

    def of(self, addresses: Iterable[str]) -> list[Suppression]:
        found = self.table.get_all(keys.suppression(address) for address in sorted(addresses))
        return [_suppression(item) for item in found]

    def add(self, suppression: Suppression) -> None:
        """Raises Duplicate when the address is suppressed already: the first reason stays."""
        item = {**keys.suppression(suppression.address), **suppression.model_dump(mode="json")}
        self.table.commit([table.put_new(item, Duplicate())])

    def lift(self, address: str) -> None:
        self.table.commit([table.delete(keys.suppression(address))])


def _suppression(item: Item) -> Suppression:
    return Suppression(**{name: item[name] for name in Suppression.model_fields})
