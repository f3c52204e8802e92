from datetime import datetime
from typing import Literal

from deskhand.domain.ticket import Priority, Status, Ticket
from deskhand.domain.value import Value

Sort = Literal[
    "-updated_at",
    "updated_at",
    "-created_at",
    "created_at",
    "-priority",
    "priority",
    "-due",
    "due",
]
"""`priority` has the most urgent first and the oldest of them first; `due` is when a snoozed ticket
wakes."""


class Listing(Value):
    """Which tickets, in which order. `assignee` is an operator's id, or `none` for nobody."""

    desks: tuple[str, ...]
    statuses: tuple[Status, ...] = tuple(Status)
    assignee: str | None = None
    priority: Priority | None = None
    category: str | None = None
    tag: str | None = None
    customer: str | None = None
    snoozed: bool | None = None
    due_before: datetime | None = None
    sort: Sort = "-updated_at"

    @property
    def only_snoozed(self) -> bool:
        return self.snoozed is True or self.due_before is not None or self.sort in ("due", "-due")

    def holds(self, ticket: Ticket) -> bool:
        assignee = self.assignee if self.assignee != "none" else None
        return (
            ticket.desk_id in self.desks
            and ticket.status in self.statuses
            and (self.assignee is None or ticket.assignee == assignee)
            and self.priority in (None, ticket.priority)
            and self.category in (None, ticket.category)
            and (self.tag is None or self.tag in ticket.tags)
            and self.customer in (None, ticket.customer_id)
            and self._holds_until(ticket.snoozed_until)
        )

    def _holds_until(self, snoozed_until: datetime | None) -> bool:
        if snoozed_until is None:
            return not self.only_snoozed
        if self.snoozed is False:
            return False
        return self.due_before is None or snoozed_until < self.due_before
