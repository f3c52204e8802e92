from typing import Literal

from deskhand.domain.ticket import Priority, Status, Ticket
from deskhand.domain.value import Value

Sort = Literal["-updated_at", "updated_at", "-created_at", "created_at", "-priority", "priority"]


class Listing(Value):
    """Which tickets, in which order. `assignee` is an operator's id, or `none` for nobody."""

    desks: tuple[str, ...]
    statuses: tuple[Status, ...] = tuple(Status)
    assignee: str | None = None
    priority: Priority | None = None
    category: str | None = None
    tag: str | None = None
    customer: str | None = None
    sort: Sort = "-updated_at"

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
        )
