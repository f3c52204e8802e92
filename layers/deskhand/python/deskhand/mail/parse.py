"""A raw mail to what the desk needs of it. Never raises: the mail is kept, whatever is in it."""

import codecs
import re

from deskhand.mail import (
    addresses,
    attachments,
    bodies,
    bounce_details,
    dates,
    encoded,
    headers,
    kinds,
    message_ids,
    protection,
    reply,
    structure,
)
from deskhand.mail.addresses import Mailbox
from deskhand.mail.bodies import Bodies
from deskhand.mail.defects import Defects
from deskhand.mail.headers import Fields
from deskhand.mail.kinds import Kind
from deskhand.mail.model import Attachment, Bounce, InboundMail
from deskhand.mail.protection import Opened
from deskhand.mail.structure import Part

MAX_SUBJECT = 1_000
MAX_HEAD = 2_000

_FORWARDED = re.compile(
    r"\s*(?:fwd?|wg|tr|rv|i|enc|vs|vb|doorst|pd|ilt|fs|转发|轉寄)\s*[:：]", re.IGNORECASE
)
_FORWARD_OR_ANSWER = re.compile(r"\s*vs\s*[:：]", re.IGNORECASE)  # of Norwegians, and of Finns
_ANSWER = re.compile(
    r"\s*(?:\[[^\]]{1,60}\]\s*)?(?:re|aw|antw?|sv|vs|odp|ref|res|ynt|回复|答复|回覆|atb|ats|vá|"
    r"απ|rif|r|hv|bls|tr|на|відп|отв|הושב|رد|ответ)\s*(?:\[\d+\]|\(\d+\)|\^\d+)?\s*[:：]",
    re.IGNORECASE,
)

__all__ = ["Attachment", "InboundMail", "parse"]


def parse(raw: bytes) -> InboundMail:
    defects = Defects()
    nothing: tuple[Fields, list[Part]] = (Fields({}), [])
    fields, parts = defects.attempt(
        "structure", lambda: structure.cut(_lines(raw), defects), nothing
    )
    parts = defects.attempt("encoding", lambda: encoded.opened(parts, defects), parts)
    unopened = Opened(parts, [])
    opened = defects.attempt("S/MIME", lambda: protection.opened(parts, defects), unopened)
    read = Bodies("", "", opened.parts)
    body = defects.attempt("bodies", lambda: bodies.read(opened.parts, defects), read)
    if not body.text and not body.html:
        defects.note("no text")
    mail = defects.attempt("mail", lambda: _mail(fields, opened, body, defects), None)
    return mail or _mail(Fields({}), Opened([], []), Bodies("", "", []), defects)


def _lines(raw: bytes) -> bytes:
    head = raw[:MAX_HEAD]
    if b"\n" not in head:
        raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    elif b"\r\r\n" in head:  # line breaks translated once too often
        raw = raw.replace(b"\r\r\n", b"\r\n")
    return raw.removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n")


def _mail(fields: Fields, opened: Opened, body: Bodies, defects: Defects) -> InboundMail:
    parts = opened.parts
    authors = addresses.mailboxes(fields.all("from"), defects)
    sender = _sender(fields, authors, defects)
    subject = headers.text(fields.first("subject"), defects)[:MAX_SUBJECT]
    kind = defects.attempt(
        "kind", lambda: kinds.of(fields, parts, sender, subject, body.text), Kind()
    )
    to = addresses.emails(fields.all("to"), defects)
    return InboundMail(
        from_email=sender.email,
        from_name=sender.name,
        from_count=_count(fields, authors),
        to=to,
        cc=addresses.emails(fields.all("cc"), defects),
        reply_to=addresses.emails(fields.all("reply-to"), defects),
        subject=subject,
        message_id=message_ids.message_id(fields, defects),
        in_reply_to=message_ids.in_reply_to(fields, defects),
        references=message_ids.references(fields, defects),
        date=defects.attempt("date", lambda: dates.read(fields.first("date")), None),
        text=body.text,
        html=body.html,
        reply_text=_reply_text(fields, body, subject, defects),
        attachments=attachments.read(body, defects),
        is_auto_reply=kind.is_auto_reply,
        is_bounce=kind.is_bounce,
        is_feedback_report=kind.is_feedback_report,
        no_answer_reasons=list(kind.no_answer_reasons),
        bounce=_bounce(fields, parts, kind, body, [sender.email, *to], defects),
        is_signed=protection.is_signed(opened, fields, body.text),
        is_encrypted=protection.is_encrypted(opened, fields, body.text),
        defects=defects.as_list(),
    )


def _bounce(
    fields: Fields, parts: list[Part], kind: Kind, body: Bodies, own: list[str], defects: Defects
) -> Bounce | None:
    if not kind.action:
        return None
    return defects.attempt(
        "bounce", lambda: bounce_details.read(fields, parts, kind.action, body.text, own), None
    )


def _count(fields: Fields, authors: list[Mailbox]) -> int:
    """Whoever stands unquoted before the address could be meant as the author as well. Without an
    address in From there is none, whoever is shown instead."""
    if not authors:
        return 0
    claimed = len(authors) + sum(author.is_ambiguous for author in authors)
    return max(claimed, len(fields.all("from")))


def _sender(fields: Fields, authors: list[Mailbox], defects: Defects) -> Mailbox:
    """Who to show and to answer without a From; `from_count` stays 0, so it proves nothing."""
    if authors:
        return authors[0]
    defects.note("no address in From")
    instead = fields.all("sender") + fields.all("reply-to") + fields.all("return-path")
    other = next(iter(addresses.mailboxes(instead, defects)), Mailbox("", ""))
    named = headers.text(fields.first("from")[:MAX_SUBJECT], defects).strip(' "<>')
    return Mailbox(named or other.name, other.email)


def _reply_text(fields: Fields, body: Bodies, subject: str, defects: Defects) -> str:
    """Empty when nothing was newly written: show all of the text then."""
    is_finnish = _FORWARD_OR_ANSWER.match(subject) and "Lähettäjä:" in body.text
    is_answer = bool(is_finnish) or _is_answer(fields, subject)
    is_forward = _FORWARDED.match(subject) and not is_finnish
    if is_forward or (not is_answer and _is_forward_without_a_word(fields, body)):
        return body.text
    return defects.attempt(
        "reply",
        lambda: reply.visible_reply(body.text, body.html, is_answer=is_answer),
        body.text,
    )


def _is_answer(fields: Fields, subject: str) -> bool:
    return bool(_ANSWER.match(subject)) or "in-reply-to" in fields or "references" in fields


def _is_forward_without_a_word(fields: Fields, body: Bodies) -> bool:
    """Outlook announces a forward as it does a reply. It answers nothing, and quotes somebody
    whom it is not sent to."""
    quoted = addresses.emails([reply.quoted_sender(body.text)], Defects())
    if not quoted or not fields.first("subject"):
        return False
    return quoted[0] not in addresses.emails(fields.all("to") + fields.all("cc"), Defects())
