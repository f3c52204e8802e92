"""Things of the domain as they usually are, changed where a test cares."""

from datetime import UTC, datetime
from typing import Any

from deskhand.domain.desk import Desk
from deskhand.domain.ids import Ids
from deskhand.domain.message import Author, Message
from deskhand.domain.people import Customer, Operator, Requester
from deskhand.domain.ticket import Ticket
from deskhand.domain.tokens import Key, Keyring

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
ids = Ids()
CUSTOMER = Author(kind="customer", name="Ada Byron", email="ada@byron.example")
OPERATOR = Author(kind="operator", name="Olga", email="olga@desk.example", id="olga")
KEYRING = Keyring(keys=(Key(id="a", secret=b"a" * 32),))


def ticket(**fields: Any) -> Ticket:
    usual: dict[str, Any] = {
        "id": ids.new(NOW),
        "desk_id": "desk",
        "number": "SUP-1",
        "subject": "Printer on fire",
        "requester": Requester(email="ada@byron.example"),
        "channel": "email",
        "created_at": NOW,
        "updated_at": NOW,
    }
    return Ticket(**{**usual, **fields})


def message(**fields: Any) -> Message:
    usual: dict[str, Any] = {
        "id": ids.new(NOW),
        "ticket_id": "t",
        "kind": "public",
        "author": CUSTOMER,
        "channel": "email",
        "text": "It is on fire.",
        "created_at": NOW,
        "version": 1,
    }
    return Message(**{**usual, **fields})


def desk(**fields: Any) -> Desk:
    usual: dict[str, Any] = {
        "id": "desk",
        "name": "Support",
        "addresses": ("support@desk.example",),
        "number_pattern": "SUP-{nr}",
        "members": ("olga", "oskar"),
        "created_at": NOW,
    }
    return Desk(**{**usual, **fields})


def operator(id: str, **fields: Any) -> Operator:
    usual = {"id": id, "email": f"{id}@desk.example", "name": id.title(), "created_at": NOW}
    return Operator(**{**usual, **fields})


def customer(**fields: Any) -> Customer:
    return Customer(**{"id": ids.new(NOW), "created_at": NOW, **fields})
