"""From a change to a mail on its way: announce (stream) -> deliver (queue)."""

import contextlib
from collections.abc import Iterable
from datetime import timedelta
from functools import partial

from deskhand.actions.changes import decided_again, desk_of
from deskhand.actions.letters import letter
from deskhand.actions.outcomes import record, settle
from deskhand.domain import notices
from deskhand.domain.desk import Desk, without_detail
from deskhand.domain.errors import Duplicate, HelpdeskError, NotFound
from deskhand.domain.history import Event, ccs_at
from deskhand.domain.message import Message
from deskhand.domain.notices import Notice, NoticeRef, Reason
from deskhand.domain.ticket import Ticket
from deskhand.mail.compose import compose
from deskhand.mail.gateway import NotAccepted
from deskhand.store.quotas import ASSIGNED, CUSTOMER, TEAM, Limit
from deskhand.wiring import Helpdesk

STUCK = timedelta(minutes=10)
DAY = timedelta(days=1)
LIMITS: dict[Reason, Limit] = {
    "assigned": ASSIGNED,
    "mentioned": TEAM,
    "customer_wrote": TEAM,
    "followed": TEAM,
}


class NotYet(HelpdeskError):
    """Somebody else holds the lease; the queue brings the notice back."""


def announce(helpdesk: Helpdesk, entry: Message | Event) -> None:
    """Writes down the notices that an entry causes and queues them; safe to do again at any
    point."""
    try:
        ticket = helpdesk.tickets.get(entry.ticket_id)
        desk = desk_of(helpdesk, ticket)
    except NotFound:  # deleted before we came to it
        return
    if isinstance(entry, Message):
        then = _as_it_was(helpdesk, ticket, entry)
        caused = notices.caused_by_message(entry, then, desk, helpdesk.team.operators())
    else:
        caused = notices.caused_by_event(entry, ticket, desk, helpdesk.team.operators())
    for notice in caused:
        with contextlib.suppress(Duplicate):
            helpdesk.notices.add(notice, at=helpdesk.now())
    enqueue(helpdesk, [notice.ref for notice in caused], delay=_delay(entry, desk))


def _as_it_was(helpdesk: Helpdesk, ticket: Ticket, message: Message) -> Ticket:
    """Who came into copy later does not get what was said before."""
    if ticket.version == message.version or not message.is_an_answer:
        return ticket
    events = helpdesk.tickets.outline(ticket.id).events
    return ticket.model_copy(update={"ccs": ccs_at(message.version, ticket, events)})


def _delay(entry: Message | Event, desk: Desk) -> int:
    """Seconds in which an operator may still take his answer back."""
    return desk.undo_seconds if isinstance(entry, Message) and entry.is_an_answer else 0


def enqueue(helpdesk: Helpdesk, refs: Iterable[NoticeRef], *, delay: int) -> None:
    refs = list(refs)
    for start in range(0, len(refs), 10):
        entries = [
            {"Id": str(place), "MessageBody": ref.model_dump_json(), "DelaySeconds": delay}
            for place, ref in enumerate(refs[start : start + 10])
        ]
        answer = helpdesk.queue.send_message_batch(
            QueueUrl=helpdesk.settings.notice_queue, Entries=entries
        )
        if answer.get("Failed"):
            raise RuntimeError(f"{len(answer['Failed'])} notices could not be queued")


def enqueue_stuck(helpdesk: Helpdesk) -> int:
    """Notices that should have gone out long ago, as after a lost queue message."""
    waiting = helpdesk.notices.unsent_since(helpdesk.now() - STUCK)
    enqueue(helpdesk, [NoticeRef(cause=cause, id=id) for cause, id in waiting], delay=0)
    return len(waiting)


def deliver(helpdesk: Helpdesk, ref: NoticeRef) -> Notice | None:
    """The notice, if its mail went out just now. Raises NotYet, or what SES says, when it has to
    come back."""
    claim = helpdesk.notices.claim(ref.cause, ref.id, at=helpdesk.now())
    if claim.notice is None:
        if claim.done:
            return None
        raise NotYet
    return claim.notice if _send(helpdesk, claim.notice) else None


def _send(helpdesk: Helpdesk, notice: Notice) -> bool:
    try:
        conversation = helpdesk.tickets.whole(notice.ticket_id)
        outgoing = letter(helpdesk, notice, conversation)
    except NotFound:  # the ticket, or what the notice tells of, was deleted meanwhile
        settle(helpdesk, [helpdesk.notices.settled(notice, "dropped")])
        return False
    if helpdesk.suppressions.get(notice.to):
        record(helpdesk, notice.ref, "bounced", "")
        return False
    counts = outgoing.automatic and not notice.counted
    if counts and not _within_quota(helpdesk, notice, conversation.ticket):
        settle(helpdesk, [helpdesk.notices.settled(notice, "dropped")])
        return False
    tags = {"cause": notice.cause, "notice": notice.id}
    try:
        mail_id = helpdesk.outbox.send(
            compose(outgoing), sender=outgoing.sender, to=notice.to, tags=tags
        )
    except NotAccepted as refusal:
        if not refusal.final:
            helpdesk.notices.release(notice, at=helpdesk.now())
            raise
        record(helpdesk, notice.ref, "bounced", "")
        return False
    record(helpdesk, notice.ref, "sent", mail_id)
    return True


def _within_quota(helpdesk: Helpdesk, notice: Notice, ticket: Ticket) -> bool:
    """Of a customer's mailbox all spellings are one; colleagues may share one that way."""
    mailbox = notice.to if notice.is_for_team else without_detail(notice.to)
    if notices.is_to_a_stranger(notice, ticket) and not helpdesk.quotas.take_once(
        notice.desk_id, mailbox, "stranger", of=notice.cause, at=helpdesk.now(), rest=DAY
    ):
        return False
    limit = LIMITS.get(notice.reason, CUSTOMER)
    take = partial(helpdesk.quotas.take, notice.desk_id, mailbox, notice.reason, limit=limit)
    return decided_again(lambda: take(at=helpdesk.now()))
