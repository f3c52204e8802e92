"""Something that happens between reading and writing, in the middle of an action. Threads would not
do: the faked DynamoDB is not made for them."""

from collections.abc import Callable
from typing import Any

from deskhand.wiring import Helpdesk


def meanwhile(helpdesk: Helpdesk, *happenings: Callable[[], Any]) -> None:
    """Before each of the next transactions of this help desk one of them happens, on another."""
    events = helpdesk.table.client.meta.events
    name = "before-call.dynamodb.TransactWriteItems"
    left = list(happenings)

    def happen(**_: Any) -> None:
        if left:
            left.pop(0)()
        else:
            events.unregister(name, happen)

    events.register(name, happen)
