"""Tickets that hold all that a query asks for, newest first.

The list that reaches farthest back with one request is the rarest: its tickets are looked for in
the others. So a common word costs no more than a rare one, and two that never meet only the bound
of a page."""

from collections.abc import Iterator, Mapping
from heapq import merge
from operator import itemgetter
from typing import NamedTuple

from deskhand.domain.indexed import Posting, says, words_said
from deskhand.domain.query import Query
from deskhand.domain.ticket import Status
from deskhand.store.effort import Effort
from deskhand.store.found import Beginning, Bounds, Listed, Part, Phases, Word
from deskhand.store.order import time_key
from deskhand.store.postings import Postings
from deskhand.store.table import Table

MOST_READ = 3_000  # entries, by one page of what was found
READING = 25  # entries' worth that it costs to read what a ticket says
SMALLEST_PART, LARGEST_PART = 64, 256
NEWEST, OLDEST = "~", ""  # beside the digits of an id

Hit = tuple[str, Posting | None, bool]
"""Id of a ticket, where it says what was asked for if that is known, and whether it was found:
if not, what it tells is only how far has been read."""


class _Wanted(NamedTuple):
    """`lists` hold the ticket, `never` must not; `query` has the phrases."""

    query: Query
    lists: list[Listed]
    never: list[Word]


class Search:
    def __init__(self, table: Table) -> None:
        self.table, self.postings = table, Postings(table)

    def tickets(
        self, shards: Mapping[str, int], query: Query, *, before: str | None, effort: Effort
    ) -> Iterator[Hit]:
        """Lazily, of the desks whose numbers of list shards these are."""
        if not query.wanted_statuses:
            return iter(())
        bounds = _bounds(query, before)
        desks = (
            self._of_desk(self._wanted(desk, number, query), bounds, effort)
            for desk, number in shards.items()
        )
        return merge(*desks, key=itemgetter(0), reverse=True)

    def _wanted(self, desk_id: str, shards: int, query: Query) -> _Wanted:
        lists: list[Listed] = [Word(self.table, desk_id, word) for word in query.exact_words]
        if query.beginning:
            lists.append(Beginning(self.table, desk_id, query.beginning))
        phases = {status is Status.CLOSED for status in query.wanted_statuses}
        if len(phases) == 1 or not lists:
            lists.append(Phases(self.table, desk_id, shards, phases))
        never = [Word(self.table, desk_id, word) for word in query.without]
        return _Wanted(query, lists, never)

    def _of_desk(self, wanted: _Wanted, bounds: Bounds, effort: Effort) -> Iterator[Hit]:
        size = SMALLEST_PART
        parts = [_counted(each.part(bounds, size), effort) for each in wanted.lists]
        rarest = min(range(len(parts)), key=lambda place: _reach(parts[place]))
        while True:
            yield from self._holding(wanted, parts, rarest, effort)
            end = parts[rarest].down_to
            if not end:
                return
            yield end, None, False
            bounds = bounds._replace(upper=end)
            size = min(2 * size, LARGEST_PART)
            worth = [_reaches(part, parts[rarest]) for part in parts]
            parts = [
                _counted(each.part(bounds, size), effort) if reaches else UNREAD
                for each, reaches in zip(wanted.lists, worth, strict=True)
            ]

    def _holding(
        self, wanted: _Wanted, parts: list[Part], rarest: int, effort: Effort
    ) -> Iterator[Hit]:
        """Those of the rarest list's part that stand in all others, in chunks: whoever has enough
        asks for no more."""
        ids = [id for id in parts[rarest].found if all(part.may_hold(id) for part in parts)]
        for start in range(0, len(ids), SMALLEST_PART):
            chunk = ids[start : start + SMALLEST_PART]
            for id in self._confirmed(wanted, parts, chunk, effort):
                postings = (part.found.get(id) for part in parts)
                yield id, next(filter(None, postings), None), True
            if chunk[-1] != ids[-1]:
                yield chunk[-1], None, False

    def _confirmed(
        self, wanted: _Wanted, parts: list[Part], ids: list[str], effort: Effort
    ) -> list[str]:
        unsure = {
            id: [e for e, part in zip(wanted.lists, parts, strict=True) if part.is_unsure_of(id)]
            for id in ids
        }
        places = [
            key
            for id, lists in unsure.items()
            for each in (*lists, *wanted.never)
            for key in each.keys_of(id) or ()
        ]
        effort.read += len(places)
        held = self.table.get_all(places) if places else []
        there = {(item["pk"], item["sk"]) for item in held}

        def holds(each: Listed, id: str) -> bool:
            at = each.keys_of(id)
            return not at or any((key["pk"], key["sk"]) in there for key in at)

        return [
            id
            for id, lists in unsure.items()
            if all(holds(each, id) for each in lists)
            and not any(holds(each, id) for each in wanted.never)
            and self._says(wanted.query, id, lists, effort)
        ]

    def _says(self, query: Query, id: str, unsure: list[Listed], effort: Effort) -> bool:
        """What postings can't tell: phrases, and words of which too many begin alike."""
        begins = any(each.keys_of(id) is None for each in unsure)
        phrases = [phrase for phrase in query.phrases if " " in phrase]
        if not (begins or phrases or query.without_phrases):
            return True
        effort.read += READING
        said = [each.text for each in self.postings.said(id).values()]
        return (
            all(any(says(text, phrase) for text in said) for phrase in phrases)
            and not any(says(text, p) for text in said for p in query.without_phrases)
            and (not begins or any(_begins(text, query.beginning) for text in said))
        )


UNREAD = Part({}, NEWEST, 0)


def _reaches(part: Part, rarest: Part) -> bool:
    """Whether reading on in a list is worth it: of one with many more tickets a part tells little,
    and those that matter are looked up."""
    known = sum(id >= part.down_to for id in rarest.found)
    return 2 * known >= len(rarest.found)


def _bounds(query: Query, before: str | None) -> Bounds:
    upper = time_key(query.until) if query.until else NEWEST
    lower = time_key(query.since) if query.since else OLDEST
    upper = min(upper, before or NEWEST)
    return Bounds(max(upper, lower), lower)


def _counted(part: Part, effort: Effort) -> Part:
    effort.read += part.read
    effort.words_left = effort.words_left or not part.whole
    return part


def _reach(part: Part) -> tuple[bool, str, int]:
    """The least reaches farthest."""
    return not part.whole, part.down_to, len(part.found)


def _begins(text: str, beginning: str) -> bool:
    return any(word.startswith(beginning) for word in words_said(text))
