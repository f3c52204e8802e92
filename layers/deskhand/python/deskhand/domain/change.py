from deskhand.domain.history import Event
from deskhand.domain.message import Message
from deskhand.domain.ticket import Ticket
from deskhand.domain.value import Value


class Change(Value):
    """All that one decision leaves behind on a ticket; committed whole or not at all."""

    before: Ticket | None
    after: Ticket
    message: Message | None = None
    events: tuple[Event, ...] = ()
