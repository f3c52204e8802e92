"""What operators keep to use again: canned replies and views."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, StringConstraints, model_validator

from deskhand.domain.listing import Sort
from deskhand.domain.ticket import Priority, Status
from deskhand.domain.value import Instant, Line, Value
from deskhand.domain.words import folded

Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern=r"^.+$")
]
LONGEST_QUERY = 6_000  # characters; API Gateway takes 10 KB of address and headers


class Kept(Value):
    """With an owner it is his own, without one the team's. `called` is what people call its
    kind."""

    called: ClassVar[str]

    id: str
    name: Name
    owner: str | None = None
    created_at: Instant
    version: int = 1

    @property
    def of_desks(self) -> tuple[str, ...]:
        """Ids; none means all."""
        return ()

    @property
    def claim(self) -> str:
        """What only one of its kind may have; empty if any may."""
        return ""


class CannedReply(Kept):
    called = "canned reply"

    text: str = Field(min_length=1, max_length=10_000)
    desk_id: str | None = None

    @property
    def of_desks(self) -> tuple[str, ...]:
        return () if self.desk_id is None else (self.desk_id,)

    @property
    def claim(self) -> str:
        return f"{self.owner or '-'}#{self.desk_id or '-'}#{compared(self.name)}"

    def suits(self, desk_id: str) -> bool:
        return self.desk_id in (None, desk_id)


class Filters(Value):
    """As the list of tickets takes them."""

    desk: tuple[str, ...] = Field(default=(), max_length=50)
    status: tuple[Status, ...] = Field(default=(), max_length=len(Status))
    assignee: Line | None = None
    priority: Priority | None = None
    category: Line | None = None
    tag: Line | None = None
    customer: Line | None = None
    snoozed: bool | None = None
    sort: Sort = "-updated_at"

    @model_validator(mode="after")
    def _find_something(self) -> Self:
        if self.snoozed is False and self.sort in ("due", "-due"):
            raise ValueError("what is not snoozed is never due")
        return self


class View(Kept):
    """A list that somebody looks at again and again; `position` is its place in the side bar."""

    called = "view"

    query: str = Field(default="", max_length=LONGEST_QUERY)
    filters: Filters = Filters()
    position: int = Field(default=0, ge=0, le=1_000_000)

    @property
    def of_desks(self) -> tuple[str, ...]:
        return self.filters.desk


def compared(name: str) -> str:
    """Cut, so that it fits into a key whatever folding makes of it."""
    return " ".join(folded(name).split())[:200]
