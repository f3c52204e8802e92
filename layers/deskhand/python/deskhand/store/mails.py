"""Mail ids, for threading, and receipts, so that no delivery is taken in twice or lost."""

from collections.abc import Iterable, Iterator

from deskhand.domain.errors import Conflict, Duplicate
from deskhand.domain.inbound import Receipt
from deskhand.store import keys, table
from deskhand.store.table import Table, Write


class Mails:
    def __init__(self, table: Table) -> None:
        self.table = table

    def tickets_of(self, desk_id: str, mail_ids: Iterable[str]) -> list[str]:
        """Ids of the tickets that these mails belong to, in the order of the mails."""
        found = self.table.get_all(
            (keys.mail(desk_id, mail_id) for mail_id in mail_ids), consistent=True
        )
        return list(dict.fromkeys(item["ticket_id"] for item in found))

    def digest_of(self, desk_id: str, mail_id: str) -> tuple[str, str] | None:
        """Ticket and content digest of a mail that the desk has."""
        item = self.table.get(keys.mail(desk_id, mail_id))
        return (item["ticket_id"], item.get("digest", "")) if item else None

    def receipt(self, mail: str, desk_id: str) -> Receipt | None:
        item = self.table.get(keys.receipt(mail, desk_id))
        if item is None:
            return None
        kept = {name: item[name] for name in Receipt.model_fields if name in item}
        return Receipt(**{**kept, "desk_id": desk_id})

    def keep(self, receipt: Receipt) -> None:
        """Raises Duplicate when the mail was dealt with before."""
        self.table.commit([self.receipt_write(receipt)])

    def receipt_write(self, receipt: Receipt) -> Write:
        item = {
            **keys.receipt(receipt.id, receipt.desk_id),
            "type": "receipt",
            **receipt.model_dump(mode="json"),
        }
        return table.put_new(item, Duplicate())

    def mail_id_writes(
        self, desk_id: str, mail_id: str, ticket_id: str, digest: str = ""
    ) -> Iterator[Write]:
        if mail_id:
            item = {**keys.mail(desk_id, mail_id), "ticket_id": ticket_id, "digest": digest}
            yield table.put_new(item, Conflict())

    def sent_id_writes(self, desk_id: str, mail_id: str, ticket_id: str) -> Iterator[Write]:
        """SES makes its ids unique: no condition, so that a second record of the same mail is no
        conflict."""
        if mail_id:
            yield table.put({**keys.mail(desk_id, mail_id), "ticket_id": ticket_id})
