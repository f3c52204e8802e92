"""A received mail becomes a ticket, a message on one, or a receipt that says why not."""

import hashlib
from collections.abc import Iterable

from deskhand.actions.changes import commit, decided_again
from deskhand.actions.tickets import next_number
from deskhand.domain import inbound, threads, ticket
from deskhand.domain.desk import Desk, without_detail
from deskhand.domain.errors import Duplicate
from deskhand.domain.inbound import Delivery, Quarantine, Receipt
from deskhand.domain.message import Attachment, Author, Message
from deskhand.domain.people import Proof, Requester, plausible_address, split_name
from deskhand.domain.ticket import Ticket
from deskhand.mail.html import sanitise
from deskhand.mail.model import InboundMail
from deskhand.mail.parse import parse
from deskhand.wiring import Helpdesk


def receive(helpdesk: Helpdesk, delivery: Delivery) -> list[Receipt]:
    """One receipt per desk that the mail was for. Doing it again changes nothing."""
    desks = {
        desk.id: desk
        for desk in (helpdesk.team.desk_of(recipient) for recipient in delivery.recipients)
        if desk
    }
    if not desks:
        return [_quarantined(helpdesk, delivery, "", "unknown_address")]
    mail = parse(helpdesk.mail.raw(delivery.id))
    return [_received_by(helpdesk, desk, delivery, mail) for desk in desks.values()]


def _received_by(helpdesk: Helpdesk, desk: Desk, delivery: Delivery, mail: InboundMail) -> Receipt:
    if receipt := helpdesk.mails.receipt(delivery.id, desk.id):
        return receipt
    if reason := delivery.threat or _unanswerable(mail):
        return _quarantined(helpdesk, delivery, desk.id, reason)
    try:
        return decided_again(lambda: _filed(helpdesk, desk, delivery, mail))
    except Duplicate:  # taken in at the same time by somebody else
        if receipt := helpdesk.mails.receipt(delivery.id, desk.id):
            return receipt
        raise


def _filed(helpdesk: Helpdesk, desk: Desk, delivery: Delivery, mail: InboundMail) -> Receipt:
    digest = _digest(mail)
    known = helpdesk.mails.digest_of(desk.id, mail.message_id) if mail.message_id else None
    if known and known[1] == digest:
        return _same_again(helpdesk, desk, delivery, ticket_id=known[0])
    proof = inbound.trust(delivery, senders=mail.from_count)
    before = _answered(helpdesk, desk, delivery, mail, proof)
    after = _written_to(helpdesk, desk, before, mail, proof)
    message = _message(helpdesk, after, delivery, mail, proof)
    receipt = Receipt(
        id=delivery.id,
        desk_id=desk.id,
        state="processed",
        ticket_id=after.id,
        received_at=delivery.received_at,
    )
    # A Message-ID is the sender's choice: one that is known already keeps its ticket.
    mail_id = "" if known else mail.message_id
    also = [
        helpdesk.mails.receipt_write(receipt),
        *helpdesk.mails.mail_id_writes(desk.id, mail_id, after.id, digest),
    ]
    continued = before is not None and before.id == after.id
    commit(
        helpdesk,
        before if continued else None,
        after,
        by=message.author,
        message=message,
        also=also,
    )
    return receipt


def _answered(
    helpdesk: Helpdesk, desk: Desk, delivery: Delivery, mail: InboundMail, proof: Proof
) -> Ticket | None:
    clues = threads.clues(
        desk,
        recipients=[*delivery.recipients, *mail.to, *mail.cc],
        answers=[*mail.in_reply_to, *reversed(mail.references), *_returned(mail)],
        subject=mail.subject,
    )
    if clues.claims:
        claimed = helpdesk.tickets.get_all(claim.ticket_id for claim in clues.claims)
        if found := threads.by_claim(clues, claimed, desk, helpdesk.keyring):
            return found
    for id in helpdesk.mails.tickets_of(desk.id, clues.answered) if clues.answered else ():
        return helpdesk.tickets.get(id)
    for number in clues.numbers:
        named = helpdesk.tickets.with_number(desk.id, number)
        if found := threads.by_number(named, sender=mail.from_email, proven=proof == "dmarc"):
            return found
    return None


def _returned(mail: InboundMail) -> list[str]:
    """A bounce answers the mail that it brings back."""
    returned = mail.bounce.original_message_id if mail.bounce else ""
    return [returned] if returned else []


def _written_to(
    helpdesk: Helpdesk, desk: Desk, before: Ticket | None, mail: InboundMail, proof: Proof
) -> Ticket:
    at = helpdesk.now()
    if before and ticket.takes_more(before, reopen_days=desk.reopen_days, at=at):
        written = ticket.after_customer_wrote(before, automatic=_is_automatic(mail), at=at)
        return written.model_copy(update={"ccs": _joined(helpdesk, before, mail, proof)})
    first, last = split_name(mail.from_name)
    return Ticket(
        id=helpdesk.new_id(),
        desk_id=desk.id,
        number=next_number(helpdesk, desk, at),
        subject=threads.title(mail.subject),
        requester=Requester(email=mail.from_email, first_name=first, last_name=last, proven=proof),
        ccs=_others(helpdesk, mail.from_email, [*mail.to, *mail.cc]),
        channel="email",
        continues=before.id if before else None,
        created_at=at,
        updated_at=at,
        message_count=1,
    )


def _joined(helpdesk: Helpdesk, ticket: Ticket, mail: InboundMail, proof: Proof) -> tuple[str, ...]:
    """Only somebody who provably takes part can bring others in."""
    if proof != "dmarc" or mail.from_email not in ticket.participants:
        return ticket.ccs
    requester = ticket.requester.email or mail.from_email
    return _others(helpdesk, requester, [*ticket.ccs, *mail.to, *mail.cc])


def _others(helpdesk: Helpdesk, requester: str, addresses: Iterable[str]) -> tuple[str, ...]:
    """No desk takes part in a ticket: it would get the answers of another as new mail."""
    ours = {address for desk in helpdesk.team.desks() for address in desk.addresses}
    others = dict.fromkeys(a for a in addresses if a != requester and _is_plausible(a))
    return tuple(a for a in others if without_detail(a) not in ours)[:50]


def _message(
    helpdesk: Helpdesk, after: Ticket, delivery: Delivery, mail: InboundMail, proof: Proof
) -> Message:
    id = helpdesk.new_id()
    return Message(
        id=id,
        ticket_id=after.id,
        kind="public",
        author=Author(kind="customer", name=mail.from_name[:300], email=mail.from_email),
        channel="email",
        text=mail.reply_text or mail.text,
        html=sanitise(mail.html) if mail.html else "",
        attachments=_attachments(helpdesk, after.id, delivery.id, mail),
        created_at=helpdesk.now(),
        trust=proof,
        automatic=_is_automatic(mail),
        unanswerable=mail.wants_no_answer,
        mail_id=mail.message_id,
        receipt_id=delivery.id,
        version=after.version,
    )


def _attachments(
    helpdesk: Helpdesk, ticket_id: str, delivery_id: str, mail: InboundMail
) -> tuple[Attachment, ...]:
    """Named after the delivery, so that a second try writes the same files."""
    kept = []
    for place, part in enumerate(mail.attachments):
        id = f"{delivery_id}-{place}"
        key = f"attachments/{ticket_id}/{id}"
        helpdesk.files.put(key, part.content, part.content_type)
        fields = part.model_dump(
            include={"filename", "content_type", "size", "content_id", "inline"}
        )
        kept.append(Attachment(id=id, key=key, **fields))
    return tuple(kept)


def _is_automatic(mail: InboundMail) -> bool:
    return mail.is_auto_reply or mail.is_bounce or mail.is_feedback_report


def _is_plausible(address: str) -> bool:
    try:
        return plausible_address(address) == address
    except ValueError:
        return False


def _unanswerable(mail: InboundMail) -> Quarantine | None:
    return None if _is_plausible(mail.from_email) else "no_sender"


def _digest(mail: InboundMail) -> str:
    """The same Message-ID with other content is another message: the sender chooses the id."""
    said = "\0".join((mail.from_email, mail.subject, mail.text, mail.html))
    files = "\0".join(f"{part.filename} {part.size}" for part in mail.attachments)
    return hashlib.sha256(f"{said}\0{files}".encode("utf-8", "replace")).hexdigest()[:32]


def _same_again(helpdesk: Helpdesk, desk: Desk, delivery: Delivery, *, ticket_id: str) -> Receipt:
    """The same mail came by two ways, as when two of a desk's addresses stand in To."""
    receipt = Receipt(
        id=delivery.id,
        desk_id=desk.id,
        state="duplicate",
        ticket_id=ticket_id,
        received_at=delivery.received_at,
    )
    return _kept(helpdesk, receipt)


def _quarantined(
    helpdesk: Helpdesk, delivery: Delivery, desk_id: str, reason: Quarantine
) -> Receipt:
    receipt = Receipt(
        id=delivery.id,
        desk_id=desk_id,
        state="quarantined",
        reason=reason,
        received_at=delivery.received_at,
    )
    return _kept(helpdesk, receipt)


def _kept(helpdesk: Helpdesk, receipt: Receipt) -> Receipt:
    try:
        helpdesk.mails.keep(receipt)
    except Duplicate:
        return helpdesk.mails.receipt(receipt.id, receipt.desk_id) or receipt
    return receipt
