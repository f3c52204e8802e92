"""Long work that goes on in steps, and how far it is."""

from datetime import datetime
from typing import Literal

from deskhand.domain.value import Instant, Value

Kind = Literal["recount", "reindex"]
KINDS: tuple[Kind, ...] = ("recount", "reindex")


class Drift(Value):
    """A counter that was wrong; `owner` is a desk or an operator."""

    owner: str
    counter: str
    was: int
    now: int


MOST_DRIFT = 200


class Job(Value):
    """`position` is the last ticket that was done, behind its desk. `done` of about `total` tickets
    were looked at, and in `mended` of them something was wrong. `drift` are the first counters that
    were. `before` is the id of the one before."""

    kind: Kind
    id: str
    before: str = ""
    state: Literal["running", "done"] = "running"
    position: str = ""
    done: int = 0
    total: int
    mended: int = 0
    drift: tuple[Drift, ...] = ()
    started_at: Instant
    updated_at: Instant
    version: int = 1

    def stepped(self, *, at: datetime, **changes: object) -> "Job":
        return self.model_copy(update={**changes, "updated_at": at, "version": self.version + 1})
