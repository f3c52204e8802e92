"""What became of a mail that we sent: SES's events, and bounces that come back as mail."""

import contextlib

from deskhand.actions.changes import decided_again
from deskhand.actions.incoming import Incoming
from deskhand.domain import suppression
from deskhand.domain.errors import Duplicate
from deskhand.domain.message import Delivery
from deskhand.domain.notices import Notice, NoticeRef
from deskhand.mail.model import Bounce
from deskhand.store.mails import KnownMail
from deskhand.store.table import Write
from deskhand.wiring import Helpdesk

LONGEST_DETAIL = 300
OF_THE_MAIL = ("5.2.3", "5.3.4", "5.6.")  # RFC 3463: its length, its content


def record(
    helpdesk: Helpdesk,
    ref: NoticeRef,
    delivery: Delivery,
    mail_id: str,
    *,
    detail: str = "",
    for_good: bool = True,
) -> None:
    """What SES says of a mail, in any order and as often as it likes. `for_good`: what bounced
    would bounce again, so that the address gets no more.

    A mail without an id was not sent: its address takes none, or SES refused it for good. The
    first to come, be it the sender or an event, settles the notice and makes the mail's id lead
    to its ticket."""
    notice = helpdesk.notices.get(ref.cause, ref.id)
    if notice is None:
        return
    if notice.state in ("pending", "sending"):
        state = "sent" if mail_id else "dropped"
        sent = KnownMail(notice.ticket_id, cause=notice.cause, notice=notice.id)
        ids = helpdesk.mails.sent(notice.desk_id, mail_id, sent)
        settle(helpdesk, [helpdesk.notices.settled(notice, state, mail_id), *ids])
    if mail_id and for_good and delivery in ("bounced", "complained"):
        _suppress(helpdesk, notice, delivery)
    _move(helpdesk, notice, delivery, detail)


def reported(helpdesk: Helpdesk, incoming: Incoming) -> None:
    """A bounce or a complaint that came as mail. Only whoever got the mail knows its id: nobody
    else can make its recipient look unreachable."""
    bounce = incoming.mail.bounce
    if bounce is None or bounce.action == "delayed":
        return
    known = helpdesk.mails.known(incoming.desk.id, bounce.original_message_id)
    notice = helpdesk.notices.get(known.cause, known.notice) if known and known.is_ours else None
    if notice is None:
        return
    became: suppression.Reason = "bounced" if bounce.action == "failed" else "complained"
    if _is_about_address(bounce, notice.to):
        _suppress(helpdesk, notice, became)
    _move(helpdesk, notice, became, f"{bounce.status} {bounce.diagnostic}".strip())


def _is_about_address(bounce: Bounce, address: str) -> bool:
    """Not of one that it was sent on to from there, and not of this one mail alone, as being too
    large."""
    lasting = bounce.action == "complained" or bounce.permanent
    of_mail = bounce.status.startswith(OF_THE_MAIL)
    return lasting and not of_mail and address in (bounce.recipients or [address])


def _suppress(helpdesk: Helpdesk, notice: Notice, reason: suppression.Reason) -> None:
    suppressed = suppression.Suppression(
        address=notice.to, reason=reason, since=helpdesk.now(), ticket_id=notice.ticket_id
    )
    with contextlib.suppress(Duplicate):
        helpdesk.suppressions.add(suppressed)


def _move(helpdesk: Helpdesk, notice: Notice, delivery: Delivery, detail: str) -> None:
    """An answer shows what became of it. That nobody could be told that his message came is
    something to know before one answers it."""
    tickets = helpdesk.tickets
    if notice.reason == "replied":
        detail = detail[:LONGEST_DETAIL]
        settle(helpdesk, [tickets.delivery_moved(notice.ticket_id, notice.cause, delivery, detail)])
    elif notice.reason == "created" and delivery in ("bounced", "complained"):
        settle(helpdesk, [tickets.flagged(notice.ticket_id, notice.cause, "undeliverable")])


def settle(helpdesk: Helpdesk, writes: list[Write]) -> None:
    """A sender and an event may settle the same notice in the same moment."""
    with contextlib.suppress(Duplicate):
        decided_again(lambda: helpdesk.table.commit(writes))
