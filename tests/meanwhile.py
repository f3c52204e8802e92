"""Something that happens between reading and writing, in the middle of an action. Threads would not
do: the faked DynamoDB is not made for them."""

from collections.abc import Callable
from typing import Any

from deskhand.wiring import Helpdesk

WRITES = ("TransactWriteItems", "PutItem", "UpdateItem", "DeleteItem")


def meanwhile(helpdesk: Helpdesk, *happenings: Callable[[], Any]) -> None:
    """Before each of the next writes of this help desk one of them happens, on another."""
    events = helpdesk.table.client.meta.events
    left = list(happenings)

    def happen(model: Any, **_: Any) -> None:
        if model.name in WRITES and left:
            left.pop(0)()
        elif not left:
            events.unregister("before-call.dynamodb", happen)

    events.register("before-call.dynamodb", happen)
