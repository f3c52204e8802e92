"""Deleting a ticket. It goes in one transaction, and is gone for everybody from then on; what lies
about it goes in batches after that. Until nothing is left, a mark tells that something may be."""

from collections.abc import Iterable, Iterator
from itertools import repeat

from deskhand.domain.ticket import Ticket
from deskhand.store import keys, table
from deskhand.store.files import Files
from deskhand.store.keys import Key
from deskhand.store.table import Item, Table

AT_ONCE = 25  # entries


class Deletions:
    def __init__(self, table: Table, files: Files) -> None:
        self.table, self.files = table, files

    def begin(self, ticket: Ticket) -> None:
        """Raises Conflict when it was changed meanwhile."""
        mark = {**keys.kept(keys.DELETIONS, ticket.id), "desk_id": ticket.desk_id}
        self.table.commit(
            [
                table.delete_version(keys.ticket(ticket.id), ticket.version),
                table.delete(keys.number(ticket.desk_id, ticket.number)),
                table.put(mark),
            ]
        )

    def begun(self) -> list[str]:
        """Ids of the tickets of which something may be left."""
        return [item["sk"] for item in self.table.query(("pk", keys.DELETIONS), consistent=True)]

    def has_begun(self, ticket_id: str) -> bool:
        return self.table.get(keys.kept(keys.DELETIONS, ticket_id)) is not None

    def remove_entries(self, ticket_id: str) -> Iterator[int]:
        """Batch by batch, how many of them; whoever stops on the way can begin anew."""
        mark = self.table.get(keys.kept(keys.DELETIONS, ticket_id))
        if mark is None:
            return
        entries = ("pk", keys.conversation(ticket_id))
        for page in self.table.pages(entries, sizes=repeat(AT_ONCE), consistent=True):
            self._remove(ticket_id, mark["desk_id"], page.items)
            yield len(page.items)

    def end(self, ticket_id: str, operators: Iterable[str]) -> None:
        """With what they were writing on it, and that they read it."""
        theirs = [
            key
            for operator in operators
            for key in (
                keys.draft(operator, ticket_id, "reply"),
                keys.draft(operator, ticket_id, "note"),
                keys.mark(operator, ticket_id),
            )
        ]
        self.table.delete_all([*theirs, keys.kept(keys.DELETIONS, ticket_id)])

    def _remove(self, ticket_id: str, desk_id: str, entries: list[Item]) -> None:
        """An entry goes last: without it nobody would find the rest."""
        self.files.delete_all(key for entry in entries for key in _files_of(entry))
        received = [keys.mail(desk_id, e["mail_id"]) for e in entries if e.get("mail_id")]
        known = self.table.get_all(received, consistent=True)
        own = [item for item in known if item["ticket_id"] == ticket_id]
        notices = [item for entry in entries for item in self._notices_of(entry)]
        sent = [keys.mail(desk_id, n["mail_id"]) for n in notices if n.get("mail_id")]
        self.table.delete_all([*map(_key, own), *sent, *map(_key, notices), *map(_key, entries)])

    def _notices_of(self, entry: Item) -> Iterator[Item]:
        cause = entry["sk"].removeprefix("E#")
        if entry["type"] in ("message", "event"):
            yield from self.table.query(("pk", keys.notice(cause, "")["pk"]), consistent=True)


def _files_of(entry: Item) -> Iterator[str]:
    yield from (file["key"] for file in entry.get("attachments", ()))
    if "body" in entry:
        yield entry["body"]


def _key(item: Item) -> Key:
    return {"pk": item["pk"], "sk": item["sk"]}
