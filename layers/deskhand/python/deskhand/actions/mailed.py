"""What a mail makes of its ticket, and the message that it is."""

import re
from collections.abc import Iterable
from urllib.parse import unquote

from deskhand.actions.incoming import Incoming, is_plausible
from deskhand.actions.tickets import next_number, queued
from deskhand.domain import threads, ticket
from deskhand.domain.desk import without_detail
from deskhand.domain.message import Attachment, Author, Flag, Message
from deskhand.domain.people import Operator, Requester, split_name
from deskhand.domain.suspicion import flags
from deskhand.domain.ticket import Ticket
from deskhand.mail.html import sanitise
from deskhand.mail.model import Attachment as Part
from deskhand.store.quotas import OPERATORS_ANSWERS
from deskhand.wiring import Helpdesk

Mailed = tuple[Ticket, Message]
MOST_FILES = 200


def from_customer(
    helpdesk: Helpdesk, incoming: Incoming, before: Ticket | None, *, elsewhere: bool = False
) -> Mailed:
    """`before` is the ticket that it continues; on one that is over for long a new one begins. Of
    what was said `elsewhere` nothing is quoted here."""
    if before and _goes_on(helpdesk, incoming, before):
        automatic = incoming.is_automatic
        written = ticket.after_customer_wrote(before, automatic=automatic, at=helpdesk.now())
        after = written.model_copy(update={"ccs": _joined(helpdesk, incoming, before)})
        message = _customers(helpdesk, incoming, after, participants=before.participants)
        if elsewhere:
            only_new = {"text": incoming.mail.reply_text, "html": ""}
            message = message.model_copy(update=only_new)
        return after, message
    opened = _opened(helpdesk, incoming, continues=before)
    return opened, _customers(helpdesk, incoming, opened, participants=None)


def _goes_on(helpdesk: Helpdesk, incoming: Incoming, before: Ticket) -> bool:
    days, at = incoming.desk.reopen_days, helpdesk.now()
    return incoming.is_automatic or ticket.takes_more(before, reopen_days=days, at=at)


def _opened(helpdesk: Helpdesk, incoming: Incoming, *, continues: Ticket | None) -> Ticket:
    mail, at = incoming.mail, helpdesk.now()
    first, last = split_name(mail.from_name)
    sender, proof = incoming.sender, incoming.proof
    return Ticket(
        id=helpdesk.new_id(),
        desk_id=incoming.desk.id,
        number=next_number(helpdesk, incoming.desk, at),
        subject=threads.title(mail.subject),
        requester=Requester(email=sender, first_name=first, last_name=last, proven=proof),
        ccs=_others(helpdesk, sender, [*mail.to, *mail.cc]),
        channel="email",
        continues=continues.id if continues else None,
        created_at=at,
        updated_at=at,
        message_count=1,
    )


def _joined(helpdesk: Helpdesk, incoming: Incoming, before: Ticket) -> tuple[str, ...]:
    """Only somebody who provably takes part can bring others in, and no machine can."""
    unproven = incoming.proof != "dmarc" or incoming.sender not in before.participants
    if unproven or incoming.is_automatic:
        return before.ccs
    return _with_copies(helpdesk, incoming, before)


def _with_copies(helpdesk: Helpdesk, incoming: Incoming, before: Ticket) -> tuple[str, ...]:
    """An operator who copies himself takes no part by that."""
    copied = (a for a in (*incoming.mail.to, *incoming.mail.cc) if a != incoming.sender)
    return _others(helpdesk, before.requester.email, [*before.ccs, *copied])


def _others(helpdesk: Helpdesk, requester: str | None, addresses: Iterable[str]) -> tuple[str, ...]:
    """No desk takes part in a ticket: it would get the answers of another as new mail."""
    ours = {address for desk in helpdesk.team.desks() for address in desk.addresses}
    others = dict.fromkeys(a for a in addresses if a != requester and is_plausible(a))
    return tuple(a for a in others if without_detail(a) not in ours)[:50]


def _customers(
    helpdesk: Helpdesk, incoming: Incoming, after: Ticket, *, participants: Iterable[str] | None
) -> Message:
    mail = incoming.mail
    suspicion: Iterable[Flag] = flags(
        sender=incoming.sender,
        name=mail.from_name,
        senders=mail.from_count,
        reply_to=mail.reply_to,
        participants=participants,
        team={operator.email for operator in helpdesk.team.operators()},
        undeliverable=bool(incoming.sender and helpdesk.suppressions.get(incoming.sender)),
    )
    message = _message(helpdesk, incoming, after)
    if incoming.is_automatic:
        # Machines are no participants. That an operator is away is nothing for the customer.
        suspicion = [flag for flag in suspicion if flag == "operator_address"]
        message = message.model_copy(update={"kind": "note" if suspicion else "public"})
    return message.model_copy(
        update={
            "author": Author(kind="customer", name=mail.from_name[:300], email=mail.from_email),
            "text": mail.reply_text or mail.text,
            "html": sanitise(mail.html) if mail.html else "",
            "trust": incoming.proof,
            "unanswerable": mail.wants_no_answer or bool(incoming.by_hand),
            "flags": (*message.flags, *suspicion),
            "reply_to": tuple(mail.reply_to[:5]),
        }
    )


def from_operator(
    helpdesk: Helpdesk, incoming: Incoming, before: Ticket, operator: Operator, *, private: bool
) -> Mailed:
    """His answer goes to the customer as from the panel: only what he newly wrote, since what
    he quotes was meant for the team. What he did not write himself, as a note that he is away,
    the customer must not get: also when nothing but its number tells that a machine wrote it.
    `private`: nor what he answers to a note, or on a ticket of somebody else."""
    by = Author(kind="operator", name=operator.name, email=operator.email, id=operator.id)
    own = {"author": by, "trust": incoming.proof}
    said = incoming.mail.reply_text
    automatic = incoming.is_automatic or not _may_answer(helpdesk, before, operator)
    if private or automatic or not _is_an_answer(incoming, before):
        noted = ticket.after_note(before, at=helpdesk.now())
        note = _message(helpdesk, incoming, noted)
        text = said or incoming.mail.text
        kept = {**own, "kind": "note", "text": text, "automatic": automatic}
        return noted, note.model_copy(update=kept)
    replied = ticket.after_operator_replied(before, status=None, at=helpdesk.now())
    replied = replied.model_copy(update={"ccs": _with_copies(helpdesk, incoming, before)})
    answer = _message(helpdesk, incoming, replied).model_copy(update={**own, "text": said})
    return replied, queued(answer, replied, incoming.desk)


def _is_an_answer(incoming: Incoming, ticket: Ticket) -> bool:
    """Where he wrote nothing new, or between the lines of the notice, its link for the team is
    still in it."""
    mail = incoming.mail
    if not (mail.reply_text or mail.attachments):
        return False
    unbroken = re.sub(r"[\s>]+", "", unquote(mail.reply_text))  # Outlook wraps links into its own
    return not any(f"/admin/tickets/{id}" in unbroken for id in (ticket.id, *ticket.merged))


def _may_answer(helpdesk: Helpdesk, ticket: Ticket, operator: Operator) -> bool:
    """A responder of his and one of the customer's would talk to each other for ever."""
    who, at = f"{ticket.id}#{operator.id}", helpdesk.now()
    return helpdesk.quotas.take(ticket.desk_id, who, "answer", at=at, limit=OPERATORS_ANSWERS)


def _message(helpdesk: Helpdesk, incoming: Incoming, after: Ticket) -> Message:
    """What is the same whoever wrote."""
    left_out = len(_files(incoming)) < len(incoming.mail.attachments)
    return Message(
        id=helpdesk.new_id(),
        ticket_id=after.id,
        kind="public",
        author=Author(kind="system"),
        channel="email",
        text="",
        attachments=_attachments(helpdesk, incoming, after.id),
        created_at=helpdesk.now(),
        automatic=incoming.is_automatic,
        flags=("files_left_out",) if left_out else (),
        also_desks=_other_desks(helpdesk, incoming),
        mail_id=incoming.mail.message_id,
        receipt_id=incoming.delivery.id,
        version=after.version,
    )


def _other_desks(helpdesk: Helpdesk, incoming: Incoming) -> tuple[str, ...]:
    others = (desk for desk in helpdesk.team.desks() if desk.id != incoming.desk.id)
    return tuple(desk.id for desk in others if desk.active and incoming.is_for(desk))


def _files(incoming: Incoming) -> list[Part]:
    """Those of a mail with a virus stay in its original, and so do more than an item can hold."""
    return [] if incoming.delivery.virus == "FAIL" else incoming.mail.attachments[:MOST_FILES]


def _attachments(helpdesk: Helpdesk, incoming: Incoming, ticket_id: str) -> tuple[Attachment, ...]:
    """Named after the delivery, so that a second try writes the same files."""
    kept = []
    for place, part in enumerate(_files(incoming)):
        id = f"{incoming.delivery.id}-{place}"
        key = f"attachments/{ticket_id}/{id}"
        helpdesk.files.put(key, part.content, part.content_type)
        fields = part.model_dump(
            include={"filename", "content_type", "size", "content_id", "inline"}
        )
        kept.append(Attachment(id=id, key=key, **fields))
    return tuple(kept)
