"""A message that leaves its ticket: for good, or for another one as it lies, when its long body and
its files stay where they are."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from deskhand.domain.errors import Conflict, NotFound
from deskhand.domain.history import Event
from deskhand.domain.message import Message
from deskhand.store import items, keys, table
from deskhand.store.bodies import Bodies, elsewhere
from deskhand.store.table import Item, Table, Write


class Lying(NamedTuple):
    """`elsewhere` tells of a long body, `events` are what the same change did to its ticket."""

    message: Message
    events: list[Event]
    elsewhere: Item


def find(table: Table, bodies: Bodies, ticket_id: str, id: str) -> Lying:
    item = table.get(keys.entry(ticket_id, id))
    if item is None or item["type"] != "message":
        raise NotFound
    return Lying(items.to_message(bodies.read(item)), items.events_of(item), elsewhere(item))


def moved(lying: Lying, to: Message, events: Iterable[Event]) -> Iterator[Write]:
    """`to` is the message on its new ticket, `events` what happens to that one; what happened to
    the old one stays there."""
    yield table.put_new(items.from_message(to, events) | lying.elsewhere, Conflict())
    yield removed(lying.message)
    for event in lying.events:
        yield table.put_new(items.from_event(event), Conflict())


def removed(message: Message) -> Write:
    request = {
        "Key": keys.entry(message.ticket_id, message.id),
        "ConditionExpression": "attribute_exists(pk)",
    }
    return Write("Delete", request, Conflict())
