"""A raw mail to what the desk needs of it. Never raises: the mail is kept, whatever is in it."""

import codecs
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from deskhand.mail import addresses, attachments, bodies, headers, kinds, reply, structure
from deskhand.mail.addresses import Mailbox
from deskhand.mail.bodies import Bodies
from deskhand.mail.defects import Defects
from deskhand.mail.headers import Fields
from deskhand.mail.kinds import Kind
from deskhand.mail.model import Attachment, InboundMail
from deskhand.mail.structure import Part

MAX_SUBJECT = 1_000
MAX_REFERENCES = 100
MAX_MESSAGE_ID = 998  # a line of RFC 5322

_MESSAGE_ID = re.compile(r"<([^<>]{1,998})>")
_FORWARDED = re.compile(
    r"\s*(?:fwd?|wg|tr|rv|i|enc|vs|vb|doorst|pd|ilt|fs|转发|轉寄)\s*[:：]", re.IGNORECASE
)

__all__ = ["Attachment", "InboundMail", "parse"]


def parse(raw: bytes) -> InboundMail:
    defects = Defects()
    nothing: tuple[Fields, list[Part]] = (Fields({}), [])
    fields, parts = defects.attempt(
        "structure", lambda: structure.cut(_lines(raw), defects), nothing
    )
    body = defects.attempt("bodies", lambda: bodies.read(parts, defects), Bodies("", "", parts))
    if not body.text and not body.html:
        defects.note("no text")
    return _mail(fields, parts, body, defects)


def _lines(raw: bytes) -> bytes:
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    return raw.removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n")


def _mail(fields: Fields, parts: list[Part], body: Bodies, defects: Defects) -> InboundMail:
    authors = addresses.mailboxes(fields.all("from"), defects)
    sender = _sender(fields, authors, defects)
    subject = headers.text(fields.first("subject"), defects)[:MAX_SUBJECT]
    kind = defects.attempt("kind", lambda: kinds.of(fields, parts, sender.email, subject), Kind())
    return InboundMail(
        from_email=sender.email,
        from_name=sender.name,
        from_count=max(len(authors), len(fields.all("from"))),
        to=addresses.emails(fields.all("to"), defects),
        cc=addresses.emails(fields.all("cc"), defects),
        reply_to=addresses.emails(fields.all("reply-to"), defects),
        subject=subject,
        message_id=next(iter(_message_ids(fields.first("message-id"))), ""),
        in_reply_to=_message_ids(" ".join(fields.all("in-reply-to")))[:MAX_REFERENCES],
        references=_references(fields, defects),
        date=defects.attempt("date", lambda: _date(fields.first("date")), None),
        text=body.text,
        html=body.html,
        reply_text=_reply_text(body, subject, defects),
        attachments=attachments.read(body.attached, body.html, defects),
        is_auto_reply=kind.is_auto_reply,
        is_bounce=kind.is_bounce,
        is_feedback_report=kind.is_feedback_report,
        no_answer_reasons=list(kind.no_answer_reasons),
        defects=defects.as_list(),
    )


def _sender(fields: Fields, authors: list[Mailbox], defects: Defects) -> Mailbox:
    """Who to show and to answer without a From; `from_count` stays 0, so it proves nothing."""
    if authors:
        return authors[0]
    defects.note("no address in From")
    instead = fields.all("sender") + fields.all("reply-to") + fields.all("return-path")
    return next(iter(addresses.mailboxes(instead, defects)), Mailbox("", ""))


def _message_ids(value: str) -> list[str]:
    found = [re.sub(r"\s+", "", each) for each in _MESSAGE_ID.findall(headers.clean(value))]
    if not found and "@" in value:  # without its angle brackets
        found = [each for each in headers.clean(value).strip("<>").split() if "@" in each]
    return list(dict.fromkeys(f"<{each[:MAX_MESSAGE_ID]}>" for each in found if each))


def _references(fields: Fields, defects: Defects) -> list[str]:
    found = _message_ids(" ".join(fields.all("references")))
    if len(found) <= MAX_REFERENCES:
        return found
    defects.note(f"more than {MAX_REFERENCES} references, only the first and the last are kept")
    return found[:1] + found[1 - MAX_REFERENCES :]


def _date(value: str) -> datetime | None:
    if not value:
        return None
    sent = parsedate_to_datetime(headers.clean(value))
    # RFC 5322: -0000 says that the sender's zone is unknown; the library gives no zone then.
    return sent.replace(tzinfo=UTC) if sent.tzinfo is None else sent.astimezone(UTC)


def _reply_text(body: Bodies, subject: str, defects: Defects) -> str:
    if _FORWARDED.match(subject):
        return body.text
    return defects.attempt("reply", lambda: reply.visible_reply(body.text, body.html), body.text)
