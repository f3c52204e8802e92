"""Lists of tickets: the keyed lists that a listing needs are read side by side and merged by their
sort key.

What has no key of its own is filtered while reading. A page reads a bounded number of tickets, says
when it stopped at that, and goes on from there."""

import heapq
from collections.abc import Iterator, Mapping
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from deskhand.domain.listing import Listing
from deskhand.domain.ticket import Status, Ticket
from deskhand.store import items, keys
from deskhand.store.asking import Sort
from deskhand.store.effort import Effort
from deskhand.store.order import ORDERS
from deskhand.store.sources import Reading, Source, reading
from deskhand.store.table import Item, Table

MOST_READ = 1_000  # tickets
LOADING = 2  # more for one that has to be loaded by its key
FEW = 300  # tickets that are sorted here
LARGEST_REQUEST = 500
FILTERED = 4  # times as many are looked at where some will be left out

Place = tuple[str, Ticket | None]
"""A sort key, and the ticket that stands there if it belongs to the list: without one, what it
tells is only how far has been read."""


class Earlier(NamedTuple):
    id: str
    desk_id: str
    number: str
    subject: str
    status: Status


class Page(NamedTuple):
    """`position` is where the next page begins, None after the last. `partial`: it has fewer
    tickets than it could, or another order begins behind it, as it had read enough."""

    tickets: list[Ticket]
    position: str | None
    partial: bool = False


class TicketLists:
    def __init__(self, table: Table) -> None:
        self.table = table

    def page(
        self, listing: Listing, shards: Mapping[str, int], *, position: str | None, limit: int
    ) -> Page:
        """`shards` is the number of list shards of each desk."""
        lists = reading(listing, shards)
        if lists.order != listing.sort.lstrip("-"):
            return self._sorted_here(listing, lists, position or "|", limit)
        lists = lists._replace(forward=not listing.sort.startswith("-"))
        effort, found = Effort(MOST_READ), list[Ticket]()
        for place, ticket in self._merged(listing, lists, position, limit, effort):
            if ticket and len(found) == limit:
                return Page(found, position)
            position = place
            if ticket:
                found.append(ticket)
            elif not effort.left:
                return Page(found, position, partial=len(found) < limit)
        return Page(found, None)

    def _sorted_here(self, listing: Listing, lists: Reading, position: str, limit: int) -> Page:
        """One person's tickets are few: they are read whole and sorted. Of more than a few, as many
        at a time: `position` is where those begin, and what was shown of them."""
        begin, _, shown = position.partition("|")
        few, end = self._few(listing, lists, begin or None)
        key, falling = ORDERS[listing.sort.lstrip("-")], listing.sort.startswith("-")
        few.sort(key=key, reverse=falling)
        rest = [t for t in few if not shown or (key(t) < shown if falling else key(t) > shown)]
        if len(rest) > limit:
            return Page(rest[:limit], f"{begin}|{key(rest[limit - 1])}")
        return Page(rest, f"{end}|" if end else None, partial=end is not None)

    def _few(
        self, listing: Listing, lists: Reading, begin: str | None
    ) -> tuple[list[Ticket], str | None]:
        """And where the next ones begin."""
        effort, found, end = Effort(MOST_READ), list[Ticket](), begin
        for place, ticket in self._merged(listing, lists, begin, FEW, effort):
            if ticket and len(found) == FEW:
                return found, end
            end = place
            if ticket:
                found.append(ticket)
            elif not effort.left:
                return found, end
        return found, None

    def _merged(
        self, listing: Listing, lists: Reading, position: str | None, limit: int, effort: Effort
    ) -> Iterator[Place]:
        sources = lists.sources
        lists_read = max(1, len(sources))
        wanted = limit + 1 if lists_read == 1 else 10 + limit // lists_read
        most = max(1, MOST_READ // lists_read)  # each must come far enough to tell something
        streams = (
            self._read(each, position, lists.forward, (wanted, most), effort) for each in sources
        )
        seen: set[str] = set()  # a ticket that moves while we read may stand in two lists
        for place, item in heapq.merge(*streams, key=itemgetter(0), reverse=not lists.forward):
            ticket = items.to_ticket(item) if item else None
            if ticket and ticket.id not in seen and listing.holds(ticket):
                seen.add(ticket.id)
                yield place, ticket
            else:
                yield place, None

    def _read(
        self,
        source: Source,
        position: str | None,
        forward: bool,
        sizes: tuple[int, int],
        effort: Effort,
    ) -> Iterator[tuple[str, Item | None]]:
        """`sizes`: how many are wanted, and how many the first request may look at."""
        wanted, most = sizes
        first = min(wanted * (FILTERED if source.matching else 1), most)
        pages = self.table.pages(
            (source.name, source.value),
            _range(source, position, forward),
            index=source.index_name,
            forward=forward,
            sizes=_sizes(first, effort),
            matching=source.matching,
        )
        for page in pages:
            effort.read += page.looked_at
            for found, whole in self._whole(source, page.items, wanted, effort):
                if found[source.sort] != position:  # BETWEEN holds its ends too
                    yield found[source.sort], whole
            if page.last:
                yield page.last[source.sort], None

    def _whole(
        self, source: Source, found: list[Item], many: int, effort: Effort
    ) -> Iterator[tuple[Item, Item | None]]:
        """Each with its ticket, loaded only as far as they are wanted."""
        if source.whole:
            yield from zip(found, found, strict=True)
            return
        for start in range(0, len(found), many):
            chunk = found[start : start + many]
            effort.read += LOADING * len(chunk)
            yield from zip(chunk, self._loaded(chunk), strict=True)

    def _loaded(self, found: list[Item]) -> list[Item | None]:
        whole = self.table.get_all(keys.ticket(item["pk"][2:]) for item in found)
        by_key = {item["pk"]: item for item in whole}
        return [by_key.get(item["pk"]) for item in found]

    def in_order_of_creation(
        self, desk_id: str, shards: int, *, after: str | None, page: int
    ) -> Iterator[str]:
        """Ids of all tickets of a desk; one that is closed or reopened meanwhile keeps its
        place."""
        everything = Listing(desks=(desk_id,), sort="created_at")
        streams = (
            self.table.query(
                (source.name, source.value),
                (source.sort, ">", after) if after else None,
                index=source.index_name,
                page=page,
            )
            for source in reading(everything, {desk_id: shards}).sources
        )
        last = ""
        for item in heapq.merge(*streams, key=itemgetter("created")):
            if item["created"] != last:
                last = item["created"]
                yield last

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
            name = keys.external_list(external_id) or ""
            found = self.table.query(("external_list", name), index="by_external_id")
        return (item["pk"][2:] for item in found)

    def of_customer(self, customer_id: str) -> Iterator[str]:
        return self._of_customer(customer_id, forward=True)

    def _of_customer(self, customer_id: str, *, forward: bool) -> Iterator[str]:
        owner = f"C#{customer_id}"
        found = self.table.query(("owner_list", owner), index="by_owner", forward=forward)
        return (item["pk"][2:] for item in found)

    def snoozed_until(self, desk_id: str, at_key: str) -> Iterator[str]:
        found = self.table.query(
            ("due_list", keys.snoozed_list(desk_id)), ("due", "<=", at_key), index="by_due"
        )
        return (item["pk"][2:] for item in found)


def _earlier(item: Item) -> Earlier:
    desk_id, status, _ = item["status_list"].split("#")
    subject = item.get("s", "")
    return Earlier(item["pk"][2:], desk_id, item["n"], subject, keys.STATUSES[status])


def _sizes(size: int, effort: Effort) -> Iterator[int]:
    """Of requests to one list: most end within the first, a filter may let few through."""
    while True:
        yield max(1, min(size, effort.left))
        size = min(2 * size, LARGEST_REQUEST)


def _range(source: Source, position: str | None, forward: bool) -> Sort | None:
    if position and forward and source.below:
        return source.sort, "between", (position + " ", source.below)  # " " is below all digits
    if position and source.begins:
        ends = (source.begins, source.begins + "~")
        between = (position + " ", ends[1]) if forward else (ends[0], position)
        return source.sort, "between", between
    if position:
        return source.sort, ">" if forward else "<", position
    if source.below:
        return source.sort, "<", source.below
    return (source.sort, "begins_with", source.begins) if source.begins else None
