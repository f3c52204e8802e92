"""An answer may be lost on its way, and the same thing sent again: it is done once, and answered
alike."""

import hashlib
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

from deskhand.domain.errors import Duplicate, Invalid
from deskhand.domain.message import Message
from deskhand.domain.value import Value
from deskhand.store.quotas import Use
from deskhand.store.table import Write
from deskhand.wiring import Helpdesk

T = TypeVar("T")


class Sending(NamedTuple):
    """`names` are what it is known by when it comes again, by the fields that they came in; `of`
    tells what was sent from anything else."""

    desk_id: str
    of: str
    names: dict[str, str]

    def used_up(self, helpdesk: Helpdesk, message: Message) -> Iterator[Write]:
        """For the transaction of what is sent."""
        use = Use(self.of, message.ticket_id, message.id)
        for name in self.names.values():
            yield helpdesk.quotas.used_up(self.desk_id, name, use, at=helpdesk.now())


def sending(desk_id: str, who: str, once: str | None, *said: Value | str) -> Sending:
    names = {"once": f"{who}#{once}"} if once else {}
    return Sending(desk_id, digest(*said), names)


def digest(*said: Value | str) -> str:
    parts = (each if isinstance(each, str) else each.model_dump_json() for each in said)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def sent_once(
    helpdesk: Helpdesk, sending: Sending, send: Callable[[], T], answer: Callable[[Use], T]
) -> T:
    """`answer` tells once more what became of the first. Raises Invalid where something else was
    sent by the same name."""
    if use := _before(helpdesk, sending):
        return answer(use)
    try:
        return send()
    except Duplicate:
        use = _before(helpdesk, sending)
        if use is None:
            raise
        return answer(use)


def _before(helpdesk: Helpdesk, sending: Sending) -> Use | None:
    for field, name in sending.names.items():
        use = helpdesk.quotas.use(sending.desk_id, name, at=helpdesk.now())
        if use and use.of != sending.of:
            raise Invalid(field, "was used already for something else: load it again")
        if use:
            return use
    return None
