"""Who is at a ticket: items that go by themselves. DynamoDB removes them hours late, so whoever
reads them looks at the time."""

from datetime import timedelta
from typing import NamedTuple

from deskhand.domain.errors import NotFound
from deskhand.domain.presence import THERE, Presence
from deskhand.domain.ticket import Ticket
from deskhand.store import items, keys, table
from deskhand.store.table import Item, Table


class Present(NamedTuple):
    """`presences` are also those that last no more."""

    ticket: Ticket
    presences: list[Presence]


class Presences:
    def __init__(self, table: Table) -> None:
        self.table = table

    def at(self, ticket_id: str) -> Present:
        """In one request, with the ticket as it is now."""
        first, last = keys.presence(ticket_id, "")["sk"], keys.ticket(ticket_id)["sk"]
        found = list(
            self.table.query(
                ("pk", keys.conversation(ticket_id)),
                ("sk", "between", (first, last)),
                consistent=True,
            )
        )
        if not found or found[-1]["type"] != "ticket":
            raise NotFound
        *present, ticket = found
        return Present(items.to_ticket(ticket), [_presence(item) for item in present])

    def put(self, ticket_id: str, presence: Presence) -> None:
        item = {
            **keys.presence(ticket_id, presence.operator_id),
            "type": "presence",
            **presence.model_dump(mode="json", exclude={"operator_id"}),
            "expires": int((presence.seen_at + THERE + timedelta(seconds=1)).timestamp()),
        }
        self.table.commit([table.put(item)])

    def remove(self, ticket_id: str, operator_id: str) -> None:
        self.table.commit([table.delete(keys.presence(ticket_id, operator_id))])


def _presence(item: Item) -> Presence:
    kept = {name: item[name] for name in Presence.model_fields if name in item}
    return Presence(**kept, operator_id=item["sk"].removeprefix("P#"))
