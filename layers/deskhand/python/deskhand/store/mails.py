"""Mail ids, for threading: which ticket a mail belongs to, and for ours, which notice it was."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from deskhand.domain.errors import Conflict
from deskhand.store import keys, table
from deskhand.store.table import Item, Table, Write


class KnownMail(NamedTuple):
    """`digest` of the content of a received mail; `cause` and `notice` of one that we sent."""

    ticket_id: str
    digest: str = ""
    cause: str = ""
    notice: str = ""

    @property
    def is_ours(self) -> bool:
        return bool(self.notice)


class Mails:
    def __init__(self, table: Table) -> None:
        self.table = table

    def tickets_of(self, desk_id: str, mail_ids: Iterable[str]) -> list[str]:
        """Ids of the tickets that these mails belong to, in the order of the mails."""
        found = self.table.get_all(
            (keys.mail(desk_id, mail_id) for mail_id in mail_ids), consistent=True
        )
        return list(dict.fromkeys(item["ticket_id"] for item in found))

    def known(self, desk_id: str, mail_id: str) -> KnownMail | None:
        item = self.table.get(keys.mail(desk_id, mail_id)) if mail_id else None
        return _known(item) if item else None

    def on_other_desks(self, copies: Iterable[tuple[str, str]]) -> list[str]:
        """Ids of the tickets that the same mails are on at other desks: by desk and mail id."""
        found = self.table.get_all(keys.mail(desk_id, mail_id) for desk_id, mail_id in copies)
        return list(dict.fromkeys(item["ticket_id"] for item in found))

    def received(
        self, desk_id: str, mail_id: str, ticket_id: str, digest: str = ""
    ) -> Iterator[Write]:
        if mail_id:
            item = {**keys.mail(desk_id, mail_id), "ticket_id": ticket_id, "digest": digest}
            yield table.put_new(item, Conflict())

    def moved(self, desk_id: str, mail_id: str, before: str, after: str) -> Iterator[Write]:
        """The mail leads to another ticket, if it led to the one before: others have theirs."""
        known = self.known(desk_id, mail_id)
        if known and known.ticket_id == before:
            request = {
                "Key": keys.mail(desk_id, mail_id),
                "UpdateExpression": "SET ticket_id = :after",
                "ConditionExpression": "ticket_id = :before",
                "ExpressionAttributeValues": {":before": before, ":after": after},
            }
            yield Write("Update", request, Conflict())

    def sent(self, desk_id: str, mail_id: str, sent: KnownMail) -> Iterator[Write]:
        """SES makes its ids unique: no condition, so that a second record of the same mail is no
        conflict."""
        if mail_id:
            yield table.put({**keys.mail(desk_id, mail_id), **sent._asdict()})


def _known(item: Item) -> KnownMail:
    return KnownMail(**{name: item[name] for name in KnownMail._fields if name in item})
