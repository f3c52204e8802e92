"""Records of the table's stream as what they tell of."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from boto3.dynamodb.types import TypeDeserializer

from deskhand.domain.history import Event
from deskhand.domain.inbound import Receipt
from deskhand.domain.message import Message
from deskhand.domain.people import Customer
from deskhand.domain.ticket import Ticket
from deskhand.store import items
from deskhand.store.customers import to_customer
from deskhand.store.receipts import to_receipt
from deskhand.store.table import Item

Thing = Ticket | Message | Event | Customer | Receipt
_deserialize = TypeDeserializer().deserialize


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
    if not image:
        return None
    item: Item = {name: _deserialize(value) for name, value in image.items()}
    match item.get("type"):
        case "ticket":
            return items.to_ticket(item)
        case "message":
            return items.to_message({"text": "", **item})
        case "event":
            return items.to_event(item)
        case "customer":
            return to_customer(item)
        case "receipt":
            return to_receipt(item)
    return None
