"""A person's tickets as he himself may ask for them: every list that can hold one of them, side by
side."""

import heapq
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from deskhand.store import keys
from deskhand.store.table import Table


class Person(NamedTuple):
    """`email` and `customer_id` where the address is proven to be his."""

    external_id: str
    email: str | None = None
    customer_id: str | None = None


class OwnTickets:
    def __init__(self, table: Table) -> None:
        self.table = table

    def ids(self, person: Person, *, before: str | None, many: int) -> list[str]:
        """Newest first, the id standing for the time; of other desks too, and of others who are the
        same customer: whether a ticket is his, it tells itself."""
        streams = (self._ids(*each, before, many) for each in _lists(person))
        merged = heapq.merge(*streams, reverse=True)
        return list(islice(_each_once(merged), many))

    def _ids(
        self, index: str, name: str, sort: str, value: str, before: str | None, many: int
    ) -> Iterator[str]:
        below = (sort, "<", before) if before else None
        found = self.table.query((name, value), below, index=index, forward=False, page=many)
        return (item["pk"][2:] for item in found)


def _lists(person: Person) -> Iterator[tuple[str, str, str, str]]:
    for free in (True, False):
        value = keys.external_list(person.external_id, free=free) or ""
        yield "by_external_id", "external_list", "created", value
    if person.email:
        owners = (keys.owner_list(None, person.email), keys.owner_list(person.customer_id, None))
        for owner in filter(None, owners):
            yield "by_owner", "owner_list", "owner_sort", owner


def _each_once(ids: Iterator[str]) -> Iterator[str]:
    last = ""
    for id in ids:
        if id != last:
            yield id
        last = id
