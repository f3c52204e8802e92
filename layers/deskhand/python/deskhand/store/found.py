"""The lists that a search brings together, each of them tickets of one desk, newest first."""

from collections import Counter
from collections.abc import Iterable
from heapq import merge
from itertools import product
from typing import NamedTuple, Protocol

from deskhand.domain.indexed import Posting
from deskhand.domain.words import bucket
from deskhand.store import keys
from deskhand.store.keys import Key
from deskhand.store.postings import posting
from deskhand.store.table import Item, Table

MOST_REQUESTS = 12  # for the words that begin as the last one of a query
MOST_CHECKED = 8  # of these words, where a ticket is looked up under each
FEW = 16  # postings more than a part shows, that one of these reads: most words are rare
_LAST = "\U0010ffff"


class Bounds(NamedTuple):
    """Ids of tickets: below `upper`, and not below `lower`."""

    upper: str
    lower: str

    def hold(self, id: str) -> bool:
        return self.lower <= id < self.upper


class Part(NamedTuple):
    """Of a list: all of it that is not below `down_to`, which is empty where the list ends; not
    `whole` if some of it is missing all the same. `read` is how many entries were read for it."""

    found: dict[str, Posting | None]
    down_to: str
    read: int
    whole: bool = True

    def may_hold(self, id: str) -> bool:
        return id in self.found or self.is_unsure_of(id)

    def is_unsure_of(self, id: str) -> bool:
        return id not in self.found and (id < self.down_to or not self.whole)


class Listed(Protocol):
    def part(self, bounds: Bounds, size: int) -> Part: ...

    def keys_of(self, ticket_id: str, /) -> list[Key] | None:
        """Where a ticket stands if it is in the list; None if that can't be looked up."""


class Word:
    def __init__(self, table: Table, desk_id: str, word: str) -> None:
        self.table, self.desk_id, self.word = table, desk_id, word

    def part(self, bounds: Bounds, size: int) -> Part:
        ends = f"{self.word}#{bounds.lower}", f"{self.word}#{bounds.upper}"
        pages = self.table.pages(
            ("pk", keys.postings(self.desk_id, self.word)),
            ("sk", "between", ends),
            forward=False,
            sizes=[size],
        )
        page = next(pages)
        found: dict[str, Posting | None] = {_id(i["sk"]): posting(i) for i in page.items}
        found.pop(bounds.upper, None)
        return Part(found, _id(page.last["sk"]) if page.last else "", page.looked_at)

    def keys_of(self, ticket_id: str) -> list[Key] | None:
        return [keys.posting(self.desk_id, self.word, ticket_id)]


class Beginning:
    """All words that begin with one. They are met in falling order, each with its newest tickets
    first: of a word that many tickets have, only those that the part shows are read. What begins
    with a single letter stands in too many places to be met."""

    def __init__(self, table: Table, desk_id: str, beginning: str) -> None:
        self.table, self.desk_id, self.beginning = table, desk_id, beginning
        self.words = {beginning}
        self.all_seen = False

    def part(self, bounds: Bounds, size: int) -> Part:
        found: dict[str, Posting | None] = {}
        top: str | None = self.beginning + _LAST
        down_to, read, taken = "", 0, Counter[str]()
        requests = MOST_REQUESTS if bucket(self.beginning) == bucket(self.beginning + _LAST) else 0
        while top and requests:
            requests -= 1
            items, last = self._below(top, bounds.lower, size)
            read += len(items)
            for item in items:
                word, _, id = item["sk"].rpartition("#")
                self.words.add(word)
                if bounds.hold(id):
                    found.setdefault(id, posting(item))
                    taken[word] += 1
            top, reached = self._next(last, taken, bounds, size) if last else (None, "")
            down_to = max(down_to, reached)
        if top:
            itself = Word(self.table, self.desk_id, self.beginning).part(bounds, size)
            found, down_to = itself.found | found, max(down_to, itself.down_to)
        self.all_seen = self.all_seen or not top
        newest_first = sorted((id for id in found if id >= down_to), reverse=True)
        return Part({id: found[id] for id in newest_first}, down_to, read, whole=not top)

    def _next(
        self, last: str, taken: Counter[str], bounds: Bounds, size: int
    ) -> tuple[str | None, str]:
        """From where to go on behind the last that was read, and down to where all is known of its
        word, if that has been enough."""
        word, _, id = last.rpartition("#")
        if id < bounds.lower:
            return f"{word}#", ""
        if taken[word] < size:
            return min(last, f"{word}#{bounds.upper}"), ""
        return None if word == self.beginning else f"{word}#", id

    def _below(self, top: str, lower: str, size: int) -> tuple[list[Item], str | None]:
        """One request; the sort key from which the next goes on. The word itself comes last: "#"
        stands before all that words are made of."""
        pages = self.table.pages(
            ("pk", keys.postings(self.desk_id, self.beginning)),
            ("sk", "between", (f"{self.beginning}#{lower}", top)),
            forward=False,
            sizes=[size + FEW],
        )
        page = next(pages)
        return page.items, page.last["sk"] if page.last else None

    def keys_of(self, ticket_id: str) -> list[Key] | None:
        if not self.all_seen or len(self.words) > MOST_CHECKED:
            return None
        return [keys.posting(self.desk_id, word, ticket_id) for word in sorted(self.words)]


class Phases:
    """The open tickets of a desk, the closed ones, or both. Whether a ticket is one of them it
    tells itself: nothing is looked up."""

    def __init__(self, table: Table, desk_id: str, shards: int, closed: Iterable[bool]) -> None:
        self.table = table
        pairs = product(closed, range(shards))
        self.lists = [keys.phase_list(desk_id, phase, shard) for phase, shard in pairs]

    def part(self, bounds: Bounds, size: int) -> Part:
        parts = [self._of_shard(name, bounds, size) for name in self.lists]
        down_to = max(end for _, end in parts)
        newest_first = merge(*(ids for ids, _ in parts), reverse=True)
        found = dict.fromkeys(id for id in newest_first if id >= down_to)
        return Part(found, down_to, sum(len(ids) for ids, _ in parts))

    def _of_shard(self, name: str, bounds: Bounds, size: int) -> tuple[list[str], str]:
        pages = self.table.pages(
            ("phase_list", name),
            ("created", "between", (bounds.lower or " ", bounds.upper)),
            index="by_creation",
            forward=False,
            sizes=[size],
        )
        page = next(pages)
        ids = [item["created"] for item in page.items if item["created"] < bounds.upper]
        return ids, page.last["created"] if page.last else ""

    def keys_of(self, _: str) -> list[Key] | None:
        return []


def _id(sort_key: str) -> str:
    return sort_key.rpartition("#")[2]
