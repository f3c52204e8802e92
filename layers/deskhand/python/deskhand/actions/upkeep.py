"""What has to happen although nobody asks for it."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from itertools import islice
from typing import NamedTuple

from botocore.exceptions import ClientError

from deskhand.actions.changes import commit, decided_again
from deskhand.actions.deleting import finish_all
from deskhand.actions.jobs import go_on_with_all
from deskhand.actions.notices import enqueue_stuck
from deskhand.actions.receive import receive_lost
from deskhand.domain.desk import Desk
from deskhand.domain.errors import HelpdeskError, NotFound
from deskhand.domain.listing import Listing
from deskhand.domain.message import SYSTEM
from deskhand.domain.ticket import Status, Ticket
from deskhand.store.order import time_key
from deskhand.wiring import Helpdesk

MOST_AT_ONCE = 200  # per desk; the rest waits for the next turn
FOR_JOBS = FOR_DELETIONS = timedelta(minutes=1)
LOST = timedelta(minutes=15)  # by then Lambda has tried three times, and will not again


class Done(NamedTuple):
    recovered: int
    woken: int
    closed: int
    queued_again: int
    deleted: int
    jobs: int


def tidy(helpdesk: Helpdesk) -> Done:
    """Raises at its end what it could not do."""
    # First the mail: a ticket that can't be tidied must not hold it up.
    queued = enqueue_stuck(helpdesk)
    recovered, failures = _recover(helpdesk)
    woken = sum(_wake(helpdesk, id) for id in list(_due(helpdesk)))
    closed = sum(_close_quiet(helpdesk, desk) for desk in helpdesk.team.desks())
    deleted = finish_all(helpdesk, until=helpdesk.now() + FOR_DELETIONS)
    jobs = 0
    try:
        jobs = go_on_with_all(helpdesk, until=helpdesk.now() + FOR_JOBS)
    except (ClientError, HelpdeskError) as failure:
        failures.append(failure)
    if failures:
        raise ExceptionGroup("what could not be done", failures)
    return Done(recovered, woken, closed, queued, deleted, jobs)


def _recover(helpdesk: Helpdesk) -> tuple[int, list[Exception]]:
    """Mail that lies in the bucket and has no receipt; what has one is only put away. None holds
    up another."""
    recovered, failures = 0, list[Exception]()
    left = islice(helpdesk.mail.left_since(helpdesk.now() - LOST), MOST_AT_ONCE)
    for mail_id in list(left):
        try:
            recovered += bool(receive_lost(helpdesk, mail_id))
        except (ClientError, HelpdeskError) as failure:
            failures.append(failure)
    return recovered, failures


def _due(helpdesk: Helpdesk) -> Iterator[str]:
    until = time_key(helpdesk.now())
    for desk in helpdesk.team.desks():
        yield from helpdesk.lists.snoozed_until(desk.id, until)


def _wake(helpdesk: Helpdesk, ticket_id: str) -> bool:
    """A ticket whose time has come stands at the top of its list again."""

    def attempt() -> bool:
        try:
            ticket = helpdesk.tickets.get(ticket_id)
        except NotFound:  # deleted since the index was read
            return False
        if ticket.snoozed_until is None or ticket.snoozed_until > helpdesk.now():
            return False
        woken = ticket.changed(snoozed_until=None, at=helpdesk.now())
        commit(helpdesk, ticket, woken, by=SYSTEM)
        return True

    return decided_again(attempt)


def _close_quiet(helpdesk: Helpdesk, desk: Desk) -> int:
    if not desk.auto_close_days:
        return 0
    waiting = Listing(desks=(desk.id,), statuses=(Status.WAITING,), sort="updated_at")
    shards = {desk.id: desk.list_shards}
    oldest = helpdesk.lists.page(waiting, shards, position=None, limit=MOST_AT_ONCE).tickets
    return sum(decided_again(partial(_close, helpdesk, desk, ticket)) for ticket in oldest)


def _close(helpdesk: Helpdesk, desk: Desk, listed: Ticket) -> bool:
    try:
        ticket = helpdesk.tickets.get(listed.id)
    except NotFound:  # deleted since the list was read
        return False
    quiet = helpdesk.now() - ticket.updated_at > timedelta(days=desk.auto_close_days)
    if not quiet or ticket.snoozed_until or ticket.status is not Status.WAITING:
        return False
    commit(helpdesk, ticket, ticket.moved_to(Status.CLOSED, at=helpdesk.now()), by=SYSTEM)
    return True
