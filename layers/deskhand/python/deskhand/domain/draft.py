"""What an operator is writing on a ticket. It is his alone: nobody else can read it."""

from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from deskhand.domain.ids import milliseconds
from deskhand.domain.ticket import Status
from deskhand.domain.value import Instant, Value

Kind = Literal["reply", "note"]
KEPT = timedelta(days=30)  # after its last change
EXCERPT = 100  # characters


class DraftId(NamedTuple):
    operator_id: str
    ticket_id: str
    kind: Kind


class DraftLine(Value):
    """A draft as it stands in a list. Versions grow, and are never those of a draft that was."""

    ticket_id: str
    desk_id: str
    kind: Kind
    excerpt: str = ""
    updated_at: Instant
    version: int


class Draft(DraftLine):
    """`html` is as the editor gave it, not sanitised. Without `cc` the ticket's copies stay as they
    are. `attachments` are ids of uploads, `seen_version` the ticket's that it was written on."""

    text: str = ""
    html: str = ""
    cc: tuple[str, ...] | None = None
    attachments: tuple[str, ...] = ()
    status: Status | None = None
    seen_version: int | None = None

    def says_the_same(self, other: "Draft") -> bool:
        unsaid = {"updated_at", "version"}
        return self.model_dump(exclude=unsaid) == other.model_dump(exclude=unsaid)


def next_version(seen: int, *, at: datetime) -> int:
    """The first is a time: had each draft begun with 1, a device could take the next one of the
    same ticket for the one that it had seen, and write over it."""
    return seen + 1 if seen else milliseconds(at)


def excerpt(text: str) -> str:
    return " ".join(text.split())[:EXCERPT]
