"""What search reads: one posting per desk, word and ticket, sorted by ticket id, so newest first
and never moved; and what each part of a ticket says, from which its postings were made."""

import contextlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from deskhand.domain.errors import Duplicate
from deskhand.domain.indexed import Posting
from deskhand.store import keys, table
from deskhand.store.table import Item, Table, Write


class Said(NamedTuple):
    """`left` is what it said before, while postings may still stand of that."""

    desk_id: str
    text: str
    left: str = ""


class Postings:
    def __init__(self, table: Table) -> None:
        self.table = table

    def put(self, desk_id: str, ticket_id: str, source: str, excerpts: Mapping[str, str]) -> None:
        """For these words; in place of what they had."""
        self.table.put_all(
            {**keys.posting(desk_id, word, ticket_id), "source": source, "text": excerpt}
            for word, excerpt in sorted(excerpts.items())
        )

    def remove(self, desk_id: str, ticket_id: str, source: str, words: Iterable[str]) -> None:
        """Those that were made of this source; others stay."""
        for word in sorted(words):
            request = {
                "Key": keys.posting(desk_id, word, ticket_id),
                "ConditionExpression": "#source = :source",
                "ExpressionAttributeNames": {"#source": "source"},
                "ExpressionAttributeValues": {":source": source},
            }
            with contextlib.suppress(Duplicate):
                self.table.commit([Write("Delete", request, Duplicate())])

    def of_ticket(self, desk_id: str, ticket_id: str, words: Iterable[str]) -> dict[str, Posting]:
        wanted = (keys.posting(desk_id, word, ticket_id) for word in words)
        found = self.table.get_all(wanted, consistent=True)
        return {item["sk"].rpartition("#")[0]: posting(item) for item in found}

    def said(self, ticket_id: str) -> dict[str, Said]:
        """By source."""
        found = self.table.query(("pk", keys.said(ticket_id)["pk"]), consistent=True)
        return {i["sk"]: Said(i["desk"], i["said"], i.get("left", "")) for i in found}

    def keep(self, ticket_id: str, source: str, said: Said) -> None:
        left = {"left": said.left} if said.left else {}
        item = {**keys.said(ticket_id, source), "desk": said.desk_id, "said": said.text, **left}
        self.table.put_all([item])

    def forget(self, ticket_id: str, source: str) -> None:
        self.table.commit([table.delete(keys.said(ticket_id, source))])


def posting(item: Item) -> Posting:
    return Posting(item.get("source", ""), item.get("text", ""))
