"""Deleting a ticket with all that it holds. What there is no time for `maintenance` does, and
whoever deletes it again."""

from datetime import datetime, timedelta

from deskhand.actions.changes import decided_again, require_current, visible
from deskhand.domain import access
from deskhand.domain.errors import Invalid, NotFound
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk

AT_ONCE = timedelta(seconds=10)  # of whoever deletes


def delete(
    helpdesk: Helpdesk, operator: Operator, ticket_id: str, *, seen: int | None = None
) -> None:
    access.require_admin(operator)

    def attempt() -> None:
        found = visible(helpdesk, operator, ticket_id)
        require_current(helpdesk, found, seen)
        _require_unmerged(found)
        helpdesk.deletions.begin(found)

    try:
        decided_again(attempt)
    except NotFound:
        if not helpdesk.deletions.has_begun(ticket_id):
            raise
    _finish(helpdesk, ticket_id, until=helpdesk.now() + AT_ONCE)


def finish_all(helpdesk: Helpdesk, *, until: datetime) -> int:
    """How many of those that were begun are done with."""
    return sum(_finish(helpdesk, id, until=until) for id in helpdesk.deletions.begun())


def _finish(helpdesk: Helpdesk, ticket_id: str, *, until: datetime) -> bool:
    for _ in helpdesk.deletions.remove_entries(ticket_id):
        if helpdesk.now() >= until:
            return False
    team = helpdesk.team.operators()
    helpdesk.deletions.end(ticket_id, operators=[each.id for each in team])
    return True


def _require_unmerged(ticket: Ticket) -> None:
    if ticket.merged_into:
        there = ticket.merged_into.number
        raise Invalid("merged_into", f"{ticket.number} was merged into {there}: unmerge it first")
    if ticket.merged:
        raise Invalid("merged", f"others were merged into {ticket.number}: unmerge them first")
