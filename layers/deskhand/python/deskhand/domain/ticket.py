"""The ticket and every move it can make. A move returns the ticket as it is afterwards."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Literal, Self

from pydantic import Field

from deskhand.domain.people import Requester
from deskhand.domain.value import Instant, Line, Value

Channel = Literal["email", "widget", "link", "panel", "api"]
LinkedBy = Literal["email", "external_id", "hand"]


class Status(StrEnum):
    NEW = "new"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    CLOSED = "closed"


OPEN = (Status.NEW, Status.IN_PROGRESS, Status.WAITING)


class Priority(StrEnum):
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class TicketRef(Value):
    id: str
    number: str


class OfSite(Value):
    """What the site with the widget says of its customer: his plan there, and the address of his
    page in its own administration."""

    plan: str = ""
    url: str = ""


class BeforeMerge(Value):
    """What unmerging gives back. `since` is the target's version from which on the source's people
    may read it, `joined` those of them who came into copy by it. `as_one`: both tickets are one
    requester's, who sees all of both."""

    status: Status
    closed_at: Instant | None = None
    snoozed_until: Instant | None = None
    since: int
    as_one: bool = False
    joined: tuple[str, ...] = ()


MOST_FOLLOWERS = 50
MOST_TURNS = 50  # counted: all days of a ticket must fit into one transaction


class Ticket(Value):
    """`preview` is the beginning of what was last said, `heard_at` the update with which the
    customer last wrote, `files` whether any are attached. `followers` are operators.

    `first_reply_at` is when an operator first answered what a customer opened. `turns` are when
    it was closed, reopened, closed again and so on; a merge is no closing. `merged` are the
    tickets that were merged into it. But for `merged_into`, none of these is there in lists."""

    id: str
    desk_id: str
    number: str
    subject: Line = ""
    status: Status = Status.NEW
    priority: Priority = Priority.NORMAL
    category: str | None = None
    tags: tuple[str, ...] = Field(default=(), max_length=30)
    assignee: str | None = None
    requester: Requester
    customer_id: str | None = None
    linked_by: LinkedBy | None = None
    ccs: tuple[str, ...] = Field(default=(), max_length=50)
    followers: tuple[str, ...] = ()
    channel: Channel
    site: OfSite | None = None
    continues: str | None = None
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | None = None
    snoozed_until: Instant | None = None
    first_reply_at: Instant | None = None
    turns: tuple[Instant, ...] = ()
    merged_into: TicketRef | None = None
    before_merge: BeforeMerge | None = None
    merged: tuple[str, ...] = ()
    link_generation: int = 0
    message_count: int = 0
    preview: str = ""
    preview_by: Literal["customer", "operator"] | None = None
    files: bool = False
    heard_at: Instant | None = None
    version: int = 1

    def changed(self, *, at: datetime, **changes: Any) -> Self:
        """Every change raises the version; the last update never goes back, whatever a clock
        says."""
        return self.model_copy(
            update={
                **changes,
                "updated_at": max(at, self.updated_at),
                "version": self.version + 1,
            }
        )

    def moved_to(self, status: Status, *, at: datetime) -> Self:
        if status is self.status:
            return self
        return self.changed(**self.turned(status, at=at), snoozed_until=None, at=at)

    def turned(self, status: Status, *, at: datetime) -> dict[str, Any]:
        """The fields that change with the status."""
        if (status is Status.CLOSED) == (self.status is Status.CLOSED):
            return {"status": status}
        closed_at = at if status is Status.CLOSED else None
        turns = (*self.turns, at)[:MOST_TURNS]
        return {"status": status, "closed_at": closed_at, "turns": turns}

    def linked_to(self, customer_id: str | None, *, by: LinkedBy, at: datetime) -> Self:
        """A link found by itself raises no version: nobody who looks at the ticket has missed a
        thing."""
        if by == "hand":
            return self.changed(customer_id=customer_id, linked_by=by, at=at)
        return self.model_copy(update={"customer_id": customer_id, "linked_by": by})

    def with_new_link(self, *, at: datetime) -> Self:
        return self.changed(link_generation=self.link_generation + 1, at=at)

    @property
    def participants(self) -> frozenset[str]:
        return frozenset(filter(None, (self.requester.email, *self.ccs)))

    @property
    def may_link_by_itself(self) -> bool:
        """What an operator chose by hand, also to link to nobody, is never overruled."""
        return self.customer_id is None and self.linked_by != "hand"


def after_customer_wrote(ticket: Ticket, *, automatic: bool = False, at: datetime) -> Ticket:
    """Waiting and closed tickets come back to whoever holds them, else to the pile of new ones;
    snoozed ones wake."""
    written = ticket.changed(message_count=ticket.message_count + 1, at=at)
    if automatic:
        return written
    woken = written.model_copy(update={"snoozed_until": None})
    if ticket.status not in (Status.WAITING, Status.CLOSED):
        return woken
    back = Status.IN_PROGRESS if ticket.assignee else Status.NEW
    return woken.model_copy(update=ticket.turned(back, at=at))


def after_operator_replied(ticket: Ticket, *, status: Status | None, at: datetime) -> Ticket:
    """A new ticket that was answered is in progress, unless the operator says what it is."""
    written = ticket.changed(message_count=ticket.message_count + 1, at=at)
    answered = Status.IN_PROGRESS if ticket.status is Status.NEW else ticket.status
    status = status or answered
    update = ticket.turned(status, at=at)
    if status is not ticket.status:
        update["snoozed_until"] = None
    if ticket.first_reply_at is None and ticket.channel != "panel":
        update["first_reply_at"] = at
    return written.model_copy(update=update)


def after_note(ticket: Ticket, *, mentions: tuple[str, ...] = (), at: datetime) -> Ticket:
    """Whom it mentions follows the ticket from then on."""
    followers = tuple(dict.fromkeys((*ticket.followers, *mentions)))
    return ticket.changed(message_count=ticket.message_count + 1, followers=followers, at=at)


def takes_more(ticket: Ticket, *, reopen_days: int, at: datetime) -> bool:
    """Closed longer than the desk's reopen window, a ticket is over: what comes is a new one."""
    if ticket.closed_at is None:
        return True
    return at - ticket.closed_at <= timedelta(days=reopen_days)
