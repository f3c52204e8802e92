"""One posting per desk, word and ticket, sorted by ticket id: newest first, and never moved."""

from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import groupby, islice

from deskhand.domain.words import asked
from deskhand.store import keys
from deskhand.store.table import Table

MOST_OF_A_PREFIX = 1_000


class Search:
    def __init__(self, table: Table) -> None:
        self.table = table

    def add(self, desk_id: str, ticket_id: str, words: Iterable[str]) -> None:
        """Adding again changes nothing."""
        self.table.put_all(keys.posting(desk_id, word, ticket_id) for word in sorted(words))

    def tickets(self, desk_ids: Iterable[str], query: str, *, before: str | None) -> Iterator[str]:
        """Ids of the tickets that hold all words of the query, newest first, lazily."""
        words, last = asked(query)
        if not last:
            return iter(())
        found = (self._of_desk(desk, words, last, before) for desk in desk_ids)
        return merge(*found, reverse=True)

    def _of_desk(
        self, desk_id: str, words: list[str], last: str, before: str | None
    ) -> Iterator[str]:
        postings = [self._exactly(desk_id, word, before) for word in words]
        return _in_all([*postings, self._beginning(desk_id, last, before)])

    def _exactly(self, desk_id: str, word: str, before: str | None) -> Iterator[str]:
        start = keys.posting(desk_id, word, "")
        found = self.table.query(
            ("pk", start["pk"]), ("sk", "begins_with", start["sk"]), forward=False, page=200
        )
        ids = (item["sk"].rpartition("#")[2] for item in found)
        return (id for id in ids if before is None or id < before)

    def _beginning(self, desk_id: str, word: str, before: str | None) -> Iterator[str]:
        start = keys.posting(desk_id, word, "")
        found = self.table.query(
            ("pk", start["pk"]), ("sk", "begins_with", word), forward=False, page=200
        )
        ids = {item["sk"].rpartition("#")[2] for item in islice(found, MOST_OF_A_PREFIX)}
        begun = sorted((id for id in ids if before is None or id < before), reverse=True)
        # The word itself apart: many longer ones must not hide it.
        both = merge(self._exactly(desk_id, word, before), begun, reverse=True)
        return (id for id, _ in groupby(both))


def _in_all(postings: list[Iterator[str]]) -> Iterator[str]:
    """Ids that stand in each of several descending lists."""
    heads = [next(posting, None) for posting in postings]
    while all(heads):
        lowest = min(head for head in heads if head)
        if all(head == lowest for head in heads):
            yield lowest
            heads = [next(posting, None) for posting in postings]
            continue
        for place, posting in enumerate(postings):
            while (head := heads[place]) and head > lowest:
                heads[place] = next(posting, None)
