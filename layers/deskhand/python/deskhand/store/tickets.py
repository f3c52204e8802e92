from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from types import MappingProxyType
from typing import NamedTuple

from deskhand.domain.change import Change
from deskhand.domain.errors import Conflict, Duplicate, NotFound
from deskhand.domain.history import Event
from deskhand.domain.message import DELIVERY_ORDER, Delivery, Flag, Message
from deskhand.domain.people import Requester
from deskhand.domain.ticket import Ticket
from deskhand.store import items, keys, table
from deskhand.store.bodies import Bodies, Place, begun, newest, place_of
from deskhand.store.table import Item, Table, Write

MOST_SHOWN = 4_000_000  # bytes of long bodies: Lambda answers with 6 MB at most


class Conversation(NamedTuple):
    """Messages and events in order of time; `long` is where the bodies of long messages lie."""

    ticket: Ticket
    messages: list[Message]
    events: list[Event]
    long: Mapping[str, Place] = MappingProxyType({})


class Tickets:
    def __init__(self, table: Table, bodies: Bodies) -> None:
        self.table, self.bodies = table, bodies

    def get(self, id: str) -> Ticket:
        item = self.table.get(keys.ticket(id))
        if item is None:
            raise NotFound
        return items.to_ticket(item)

    def get_all(self, ids: Iterable[str], *, consistent: bool = True) -> list[Ticket]:
        found = self.table.get_all((keys.ticket(id) for id in ids), consistent=consistent)
        return [items.to_ticket(item) for item in found]

    def with_number(self, desk_id: str, number: str) -> Ticket | None:
        item = self.table.get(keys.number(desk_id, number))
        return self.get(item["ticket_id"]) if item else None

    def numbered(self, desk_ids: Iterable[str], numbers: Iterable[str]) -> list[str]:
        """Ids of those with one of the numbers at any of the desks, in one request."""
        found = self.table.get_all(keys.number(*each) for each in product(desk_ids, numbers))
        return [item["ticket_id"] for item in found]

    def conversation(self, id: str) -> Conversation:
        return self.shown(self.outline(id))

    def whole(self, id: str) -> Conversation:
        found = self.outline(id)
        return self._with(found, found.long.values())

    def shown(self, outline: Conversation) -> Conversation:
        """With no more long bodies than an answer can hold, the newest ones."""
        long = (outline.long.get(message.id) for message in reversed(outline.messages))
        return self._with(outline, newest(filter(None, long), MOST_SHOWN))

    def _with(self, outline: Conversation, places: Iterable[Place]) -> Conversation:
        bodies, long = self.bodies.fetched(places), outline.long
        read = {id: bodies[place] for id, place in long.items() if place in bodies}
        messages = [m.model_copy(update=read.get(m.id)) for m in outline.messages]
        return outline._replace(messages=messages)

    def outline(self, id: str) -> Conversation:
        """Of long messages how they begin, also for functions that may not read the bucket."""
        found = list(self.table.query(("pk", keys.conversation(id)), consistent=True))
        ticket = next((item for item in found if item["type"] == "ticket"), None)
        if ticket is None:
            raise NotFound
        said = [item for item in found if item["type"] == "message"]
        messages = [items.to_message(begun(item)) for item in said]
        places = {message.id: place_of(item) for message, item in zip(messages, said, strict=True)}
        long = {id: place for id, place in places.items() if place}
        return Conversation(items.to_ticket(ticket), messages, _events(found), long)

    def message(self, ticket_id: str, id: str) -> Message:
        item = self.table.get(keys.entry(ticket_id, id))
        if item is None or item["type"] != "message":
            raise NotFound
        return items.to_message(self.bodies.read(item))

    def next_number(self, desk_id: str) -> int:
        """A number is given once, also when the ticket that it was for never came to be."""
        request = {
            "Key": keys.sequence(desk_id),
            "UpdateExpression": "ADD #last :one",
            "ExpressionAttributeNames": {"#last": "last"},
            "ExpressionAttributeValues": {":one": 1},
        }
        return int(self.table.update(request)["last"])

    def commit(self, change: Change, *, shards: int, also: Iterable[Write] = ()) -> None:
        """Raises Conflict when the ticket is no longer what was decided on, or its number
        belongs to another, as after a change of pattern; or the refusal of a write in `also`."""
        self.table.commit([*self.writes(change, shards=shards), *also])

    def writes(self, change: Change, *, shards: int) -> Iterator[Write]:
        """For a transaction in which another ticket changes too."""
        yield from self._ticket_writes(change, shards)
        yield from self._entries(change)

    def _ticket_writes(self, change: Change, shards: int) -> Iterable[Write]:
        after = items.from_ticket(change.after, shards)
        if change.before is None:
            yield table.put_new(after, Conflict())
            number = keys.number(change.after.desk_id, change.after.number)
            yield table.put_new({**number, "ticket_id": change.after.id}, Conflict())
        else:
            before = items.from_ticket(change.before, shards)
            # A link to a customer raises no version, but must fit the requester.
            held = "customer" if _belongs(change.before) != _belongs(change.after) else ""
            yield table.change(before, after, version=change.before.version, held=held)

    def _entries(self, change: Change) -> Iterable[Write]:
        if change.message:
            yield table.put_new(self._message_item(change.message, change.events), Conflict())
            return
        for event in change.events:
            yield table.put_new(items.from_event(event), Conflict())

    def _message_item(self, message: Message, events: Iterable[Event]) -> Item:
        item = items.from_message(message, events)
        return self.bodies.put_away(item, f"bodies/{message.ticket_id}/{message.id}")

    def delivery_moved(
        self, ticket_id: str, message_id: str, delivery: Delivery, detail: str
    ) -> Write:
        """Forward only; a message that is further already is left as it is."""
        earlier = DELIVERY_ORDER[: DELIVERY_ORDER.index(delivery)]
        places = {f":e{i}": state for i, state in enumerate(earlier)}
        request = {
            "Key": keys.entry(ticket_id, message_id),
            "UpdateExpression": "SET delivery = :to, delivery_detail = :detail",
            "ConditionExpression": f"#type = :message AND delivery IN ({', '.join(places)})",
            "ExpressionAttributeNames": {"#type": "type"},
            "ExpressionAttributeValues": {
                ":to": delivery,
                ":detail": detail,
                ":message": "message",
                **places,
            },
        }
        return Write("Update", request, Duplicate())

    def flagged(self, ticket_id: str, message_id: str, flag: Flag) -> Write:
        """Once, also when it is found out again."""
        request = {
            "Key": keys.entry(ticket_id, message_id),
            "UpdateExpression": "SET flags = list_append(if_not_exists(flags, :none), :flags)",
            "ConditionExpression": "#type = :message AND NOT contains(flags, :flag)",
            "ExpressionAttributeNames": {"#type": "type"},
            "ExpressionAttributeValues": {
                ":message": "message",
                ":none": [],
                ":flags": [flag],
                ":flag": flag,
            },
        }
        return Write("Update", request, Duplicate())


def _events(found: list[Item]) -> list[Event]:
    entries = (item for item in found if item["type"] in ("message", "event"))
    events = [event for item in entries for event in items.events_of(item)]
    return sorted(events, key=lambda event: event.id)


def _belongs(ticket: Ticket) -> tuple[Requester, str | None]:
    return ticket.requester, ticket.customer_id
