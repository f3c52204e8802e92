"""What tests of received mail look at, and mails that follow on others."""

from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from moto.core import DEFAULT_ACCOUNT_ID
from moto.s3.models import s3_backends
from moto.ses.models import ses_backends

from deskhand.domain.desk import Desk
from deskhand.domain.listing import Listing
from deskhand.domain.message import Message
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk
from tests.conftest import REGION, Outbox, mail


def said(helpdesk: Helpdesk, ticket_id: str) -> list[Message]:
    return helpdesk.tickets.conversation(ticket_id).messages


def texts(helpdesk: Helpdesk, ticket_id: str) -> list[str]:
    return [message.text for message in said(helpdesk, ticket_id)]


def all_tickets(helpdesk: Helpdesk, desk: Desk) -> list[Ticket]:
    listing = Listing(desks=(desk.id,), sort="created_at")
    return helpdesk.lists.page(listing, {desk.id: 1}, position=None, limit=200).tickets


def change_desk(helpdesk: Helpdesk, desk: Desk, **fields: Any) -> Desk:
    helpdesk.team.forget()
    before = helpdesk.team.desk(desk.id)
    assert before
    after = before.model_copy(update={**fields, "version": before.version + 1})
    helpdesk.team.save_desk(before, after)
    return after


# --- what lies in the bucket --------------------------------------------------------------------


def put(helpdesk: Helpdesk, raw: bytes, id: str, *, at: datetime) -> None:
    """Where SES puts it, as if at that time: the fake's clock is the machine's, ours the test's."""
    key = helpdesk.settings.mail_prefix + id
    helpdesk.s3.put_object(Bucket=helpdesk.settings.mail_bucket, Key=key, Body=raw)
    stored(helpdesk, id).last_modified = at


def stored(helpdesk: Helpdesk, id: str) -> Any:
    """As the fake keeps it."""
    bucket = s3_backends[DEFAULT_ACCOUNT_ID]["aws"].buckets[helpdesk.settings.mail_bucket]
    return bucket.keys[helpdesk.settings.mail_prefix + id]


# --- what we sent, as it comes back -------------------------------------------------------------


def sent_mails() -> Iterator[tuple[str, EmailMessage]]:
    """Each with its recipient, and with the Message-ID that SES gave it."""
    taken = ses_backends[DEFAULT_ACCOUNT_ID][REGION].sent_messages
    for raw, parsed in zip(taken, Outbox(), strict=True):
        parsed["Message-ID"] = f"<{raw.id}@{REGION}.amazonses.com>"
        yield raw.destinations[0], parsed


def sent_to(address: str) -> list[EmailMessage]:
    return [sent for to, sent in sent_mails() if to == address]


def plain(sent: EmailMessage) -> str:
    body = sent.get_body(("plain",))
    assert body
    return str(body.get_content())


def reply_to(sent: EmailMessage) -> str:
    return str(sent["Reply-To"].addresses[0].addr_spec)


def answering(sent: EmailMessage, text: str = "I see.", **fields: str) -> bytes:
    """As a mail program answers it, without a quote."""
    usual = {
        "sender": str(sent["To"]),
        "to": reply_to(sent),
        "subject": f"Re: {sent['Subject']}",
        "message_id": "<answer@home.example>",
        "In_Reply_To": str(sent["Message-ID"]),
        "References": f"{sent.get('References', '')} {sent['Message-ID']}",
    }
    return mail(text, **{**usual, **fields})
