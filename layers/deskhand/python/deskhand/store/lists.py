"""Lists of tickets: the keyed lists that a listing needs are read side by side and merged by their
sort key.

What has no key of its own is filtered while reading; a page looks at a bounded number of tickets
and goes on from where it stopped."""

import heapq
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, product
from operator import itemgetter
from typing import NamedTuple

from deskhand.domain.listing import Listing
from deskhand.domain.ticket import Status, Ticket
from deskhand.store import items, keys
from deskhand.store.table import Item, Table

MOST_LOOKED_AT = 1_000
SORT_KEYS = {"updated_at": "updated", "created_at": "created", "priority": "urgency"}
INDEXES = {"updated": "by_status", "created": "by_creation", "urgency": "by_urgency"}


class Source(NamedTuple):
    index_name: str
    name: str
    value: str
    sort: str
    holds_all: bool  # whether the index holds what a list shows, or only keys


class Earlier(NamedTuple):
    id: str
    desk_id: str
    number: str
    subject: str
    status: Status


class Page(NamedTuple):
    """`position` is where the next page begins, None after the last."""

    tickets: list[Ticket]
    position: str | None


class TicketLists:
    def __init__(self, table: Table) -> None:
        self.table = table

    def page(
        self, listing: Listing, shards: Mapping[str, int], *, position: str | None, limit: int
    ) -> Page:
        """`shards` is the number of list shards of each desk."""
        forward = not listing.sort.startswith("-")
        sort = SORT_KEYS[listing.sort.lstrip("-")]
        if listing.customer:
            found = self._sorted_customer(listing.customer, sort, position, forward)
        else:
            sources = list(_sources(listing, sort, shards))
            streams = (self._read(source, position, forward, limit) for source in sources)
            found = heapq.merge(*streams, key=itemgetter(sort), reverse=not forward)
        return _cut(found, sort, listing, limit)

    def _sorted_customer(
        self, customer_id: str, sort: str, position: str | None, forward: bool
    ) -> Iterator[Item]:
        """One person's tickets are few: the newest are read whole and sorted here."""
        ids = islice(self._of_customer(customer_id, forward=False), MOST_LOOKED_AT)
        found = self.table.get_all(keys.ticket(id) for id in ids)
        for item in sorted(found, key=itemgetter(sort), reverse=not forward):
            if position is None or (item[sort] > position if forward else item[sort] < position):
                yield item

    def _read(
        self, source: Source, position: str | None, forward: bool, limit: int
    ) -> Iterator[Item]:
        relation = ">" if forward else "<"
        found = self.table.query(
            (source.name, source.value),
            (source.sort, relation, position) if position else None,
            index=source.index_name,
            forward=forward,
            page=limit + 1,
        )
        return found if source.holds_all else self._completed(found, limit + 1)

    def _completed(self, found: Iterator[Item], page: int) -> Iterator[Item]:
        while chunk := list(islice(found, page)):
            yield from self.table.get_all({"pk": i["pk"], "sk": i["sk"]} for i in chunk)

    def earlier(self, ticket: Ticket, *, most: int = 20) -> list[Earlier]:
        """Other tickets of the requester, newest first: his who is linked, else his address's."""
        owner = keys.owner_list(ticket.customer_id, ticket.requester.email)
        if owner is None:
            return []
        found = self.table.query(
            ("owner_list", owner), index="by_owner", forward=False, page=most + 1
        )
        others = (item for item in found if item["pk"] != keys.conversation(ticket.id))
        return [_earlier(item) for item in islice(others, most)]

    def of_requester(
        self, *, email: str | None = None, external_id: str | None = None
    ) -> Iterator[str]:
        """Ids of the tickets of an address or an external id that no customer has."""
        if email:
            found = self.table.query(("owner_list", f"E#{email}"), index="by_owner")
        else:
            name = keys.external_list(external_id or "")
            found = self.table.query(("external_list", name), index="by_external_id")
        return (item["pk"][2:] for item in found)

    def of_customer(self, customer_id: str) -> Iterator[str]:
        return self._of_customer(customer_id, forward=True)

    def _of_customer(self, customer_id: str, *, forward: bool) -> Iterator[str]:
        owner = f"C#{customer_id}"
        found = self.table.query(("owner_list", owner), index="by_owner", forward=forward)
        return (item["pk"][2:] for item in found)

    def snoozed_until(self, at_key: str) -> Iterator[str]:
        found = self.table.query(("due_list", keys.SNOOZED), ("due", "<=", at_key), index="by_due")
        return (item["pk"][2:] for item in found)


def _earlier(item: Item) -> Earlier:
    desk_id, status, _ = item["status_list"].split("#")
    subject = item.get("subject", "")
    return Earlier(item["pk"][2:], desk_id, item["number"], subject, keys.STATUSES[status])


def _sources(listing: Listing, sort: str, shards: Mapping[str, int]) -> Iterable[Source]:
    if listing.assignee and sort == "updated":
        operator = listing.assignee if listing.assignee != "none" else None
        desks = listing.desks if operator is None else listing.desks[:1]
        for desk, status in product(desks, listing.statuses):
            name = keys.assignee_list(operator, desk, status)
            yield Source("by_assignee", "assignee_list", name, "updated", holds_all=True)
        return
    for desk, status in product(listing.desks, listing.statuses):
        for shard in range(shards[desk]):
            name = keys.status_list(desk, status, shard)
            yield Source(INDEXES[sort], "status_list", name, sort, holds_all=sort == "updated")


def _cut(merged: Iterable[Item], sort: str, listing: Listing, limit: int) -> Page:
    found: list[Ticket] = []
    position: str | None = None
    seen: set[str] = set()  # a ticket that moves while we read may stand in two lists
    for looked_at, item in enumerate(merged):
        if len(found) == limit or looked_at == MOST_LOOKED_AT:
            return Page(found, position)
        position = item[sort]
        ticket = items.to_ticket(item)
        if ticket.id not in seen and listing.holds(ticket):
            seen.add(ticket.id)
            found.append(ticket)
    return Page(found, None)
