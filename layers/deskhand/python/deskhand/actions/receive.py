"""A received mail becomes a ticket, a message on one, or a receipt that says why not."""

import re
from typing import Any

from botocore.exceptions import ClientError

from deskhand.actions.addressed import addressed
from deskhand.actions.changes import commit, decided_again
from deskhand.actions.incoming import Incoming
from deskhand.actions.mailed import from_customer, from_operator
from deskhand.actions.outcomes import reported
from deskhand.domain.desk import Desk, without_detail
from deskhand.domain.errors import Duplicate
from deskhand.domain.inbound import Delivery, Quarantine, Receipt, State
from deskhand.mail.gateway import TooLarge
from deskhand.mail.model import InboundMail
from deskhand.mail.parse import parse
from deskhand.mail.source import header_fields
from deskhand.wiring import Helpdesk

MOST_RECIPIENTS = 50
OUR_MISTAKES = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
BEGINNING = 64_000  # bytes of a mail too large to read that tell whose it is

# Received: from ... by inbound-smtp.eu-west-1.amazonaws.com with SMTP id ... for a@b.example; ...
_FOR = re.compile(r"\bwith \S+ id \S+\s+for <?([^\s<>;]+@[^\s<>;]+)", re.IGNORECASE)


def receive(helpdesk: Helpdesk, delivery: Delivery) -> list[Receipt]:
    """One receipt per desk that the mail was for. Doing it again changes nothing."""
    known = {receipt.desk_id: receipt for receipt in helpdesk.receipts.of_mail(delivery.id)}
    desks = desks_of(helpdesk, delivery)
    if any(desk.id not in known for desk in desks) or not (desks or known):
        mail, hindrance = read(helpdesk, delivery.id)
        if not desks:
            known[""] = _kept(helpdesk, _held(None, delivery, mail, "unknown_address"), None)
        for desk in desks:
            if desk.id not in known:
                known[desk.id] = decided(helpdesk, Incoming(desk, delivery, mail), hindrance)
    if desks and (nowhere := known.pop("", None)):  # its address is a desk's by now
        helpdesk.receipts.remove(nowhere)
    helpdesk.mail.put_away(delivery.id)
    return list(known.values())


def receive_lost(helpdesk: Helpdesk, mail_id: str) -> list[Receipt]:
    """A mail that SES stored without our hearing of it. Who it was for stands in its header, and
    that somebody vouched for its sender does not: what the header says is the sender's word. That
    it is spam or worse is believed all the same."""
    raw = helpdesk.mail.beginning(mail_id, BEGINNING)
    mail, fields = parse(raw), header_fields(raw)
    failed = {name.lower() for name, value in fields if value.strip().upper() == "FAIL"}
    envelope = (found[1].lower() for _, value in fields if (found := _FOR.search(value)))
    delivery = Delivery(
        id=mail_id,
        recipients=tuple(dict.fromkeys([*envelope, *mail.to, *mail.cc])),
        received_at=helpdesk.now(),
        spam="FAIL" if "x-ses-spam-verdict" in failed else "GRAY",
        virus="FAIL" if "x-ses-virus-verdict" in failed else "GRAY",
    )
    return receive(helpdesk, delivery)


def desks_of(helpdesk: Helpdesk, delivery: Delivery) -> list[Desk]:
    """All of them at once: a mail may name thousands of recipients, and a desk be a minute old."""
    helpdesk.team.forget()
    wanted = {without_detail(recipient) for recipient in delivery.recipients}
    return [d for d in helpdesk.team.desks() if d.active and not wanted.isdisjoint(d.addresses)]


def read(helpdesk: Helpdesk, mail_id: str) -> tuple[InboundMail, Quarantine | None]:
    try:
        return parse(helpdesk.mail.raw(mail_id)), None
    except TooLarge:
        return parse(helpdesk.mail.beginning(mail_id, BEGINNING)), "too_large"


def decided(
    helpdesk: Helpdesk,
    incoming: Incoming,
    hindrance: Quarantine | None,
    waiting: Receipt | None = None,
) -> Receipt:
    """`waiting` is the receipt of a mail that an operator looked at in quarantine; `hindrance`
    why it could not be read whole."""
    reason = None if incoming.by_hand else incoming.delivery.threat or hindrance or incoming.threat
    try:
        if reason:
            return _kept(helpdesk, _quarantined(incoming, waiting, reason), waiting)
        return _taken_in(helpdesk, incoming, waiting)
    except Duplicate:  # taken in at the same time by somebody else
        if receipt := helpdesk.receipts.get(incoming.delivery.id, incoming.desk.id):
            return receipt
        raise


def _taken_in(helpdesk: Helpdesk, incoming: Incoming, waiting: Receipt | None) -> Receipt:
    try:
        reported(helpdesk, incoming)
        return decided_again(lambda: _filed(helpdesk, incoming, waiting))
    except (*OUR_MISTAKES, ClientError) as error:
        if isinstance(error, ClientError) and not _is_about_content(error):
            raise
        # About a mail such as nobody has written before: an operator can read it, and take it in
        # once it is mended. It must not hold up the rest.
        held = _quarantined(incoming, waiting, "unreadable", detail=type(error).__name__)
        return _kept(helpdesk, held, waiting)


def _is_about_content(error: ClientError) -> bool:
    """Else it is worth another try. What a transaction refuses stands in its reasons:
    docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html."""
    answer: Any = error.response
    reasons = [answer["Error"], *answer.get("CancellationReasons", ())]
    return any(r.get("Code") in ("ValidationException", "ValidationError") for r in reasons)


def _filed(helpdesk: Helpdesk, incoming: Incoming, waiting: Receipt | None) -> Receipt:
    desk, mail = incoming.desk, incoming.mail
    known = helpdesk.mails.known(desk.id, mail.message_id)
    if known and known.digest == incoming.digest:
        # It came by two ways, as when two of a desk's addresses stand in To.
        same = _settled(incoming, waiting, "duplicate", known.ticket_id)
        return _kept(helpdesk, same, waiting)
    if known and known.is_ours and not incoming.by_hand:
        return _kept(helpdesk, _quarantined(incoming, waiting, "loop"), waiting)
    found = addressed(helpdesk, incoming)
    before = found.ticket
    if before is None and not _may_open(incoming):
        return _kept(helpdesk, _quarantined(incoming, waiting, "automatic"), waiting)
    if before and found.operator:
        private = found.private or found.elsewhere
        after, message = from_operator(helpdesk, incoming, before, found.operator, private=private)
    else:
        after, message = from_customer(helpdesk, incoming, before, elsewhere=found.elsewhere)
    opened = before is None or before.id != after.id
    receipt = _settled(incoming, waiting, "processed", after.id, opened=opened)
    # A Message-ID is the sender's choice: one that is known already keeps its ticket.
    mail_id = "" if known else mail.message_id
    also = [
        helpdesk.receipts.write(receipt, waiting),
        *helpdesk.mails.received(desk.id, mail_id, after.id, incoming.digest),
    ]
    by = message.author
    commit(helpdesk, None if opened else before, after, by=by, message=message, also=also)
    return receipt


def _may_open(incoming: Incoming) -> bool:
    return bool(incoming.by_hand) or incoming.desk.automatic_tickets or not incoming.is_automatic


def _settled(
    incoming: Incoming,
    waiting: Receipt | None,
    state: State,
    ticket_id: str,
    *,
    opened: bool = False,
) -> Receipt:
    return Receipt(
        id=incoming.delivery.id,
        desk_id=incoming.desk.id,
        state=state,
        ticket_id=ticket_id,
        opened=opened,
        received_at=incoming.delivery.received_at,
        handled_by=incoming.by_hand.name if incoming.by_hand else "",
        handled_at=incoming.by_hand.at if incoming.by_hand else None,
        version=waiting.version + 1 if waiting else 1,
    )


def _quarantined(
    incoming: Incoming, waiting: Receipt | None, reason: Quarantine, *, detail: str = ""
) -> Receipt:
    held = _held(incoming.desk, incoming.delivery, incoming.mail, reason)
    version = waiting.version + 1 if waiting else 1
    return held.model_copy(update={"detail": detail, "version": version})


def _held(desk: Desk | None, delivery: Delivery, mail: InboundMail, reason: Quarantine) -> Receipt:
    own = [r for r in delivery.recipients if desk is None or without_detail(r) in desk.addresses]
    return Receipt(
        id=delivery.id,
        desk_id=desk.id if desk else "",
        state="quarantined",
        reason=reason,
        received_at=delivery.received_at,
        delivery=delivery.model_copy(update={"recipients": tuple(own[:MOST_RECIPIENTS])}),
        sender=mail.from_email[:320],
        sender_name=mail.from_name[:300],
        subject=mail.subject[:300],
    )


def _kept(helpdesk: Helpdesk, receipt: Receipt, waiting: Receipt | None) -> Receipt:
    try:
        helpdesk.receipts.keep(receipt, waiting)
    except Duplicate:
        return helpdesk.receipts.get(receipt.id, receipt.desk_id) or receipt
    return receipt
