"""Records of the table's stream as what they tell of."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from deskhand.domain.history import Event
from deskhand.domain.inbound import Receipt
from deskhand.domain.message import Message
from deskhand.domain.people import Customer
from deskhand.domain.ticket import Ticket
from deskhand.store import items, wire
from deskhand.store.customers import to_customer
from deskhand.store.receipts import to_receipt
from deskhand.store.table import Item

Thing = Ticket | Message | Event | Customer | Receipt


class Changed(NamedTuple):
    """None before it was made, None after it was removed. A long body is not there: see
    `Tickets`."""

    before: Thing | None
    after: Thing | None


def changed(images: Mapping[str, Any]) -> Changed:
    """`images` is the `dynamodb` part of a record: NewImage and OldImage in the wire format.

    docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_StreamRecord.html"""
    return Changed(_thing(images.get("OldImage")), _thing(images.get("NewImage")))


def _thing(image: Mapping[str, Any] | None) -> Thing | None:
    read = _READ.get(image["type"]["S"]) if image and "type" in image else None
    return read(wire.item(image)) if read and image else None


def _message(item: Item) -> Message:
    return items.to_message({"text": "", **item})


_READ: dict[str, Callable[[Item], Thing]] = {
    "ticket": items.to_ticket,
    "message": _message,
    "event": items.to_event,
    "customer": to_customer,
    "receipt": to_receipt,
}
