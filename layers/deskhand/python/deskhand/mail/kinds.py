"""Mail that no person wrote just now: automatic replies, bounces, reports, lists, bulk."""

import re
from dataclasses import dataclass

from deskhand.mail import automatic, bounces, feedback
from deskhand.mail.addresses import Mailbox
from deskhand.mail.headers import Fields
from deskhand.mail.structure import Part

_MACHINE = re.compile(
    r"(?:no|do-?not|dont|keine?|ne[-_.]?pas)[-_.]?(?:reply|respond|antwort|repondre)|"
    r"mailer-daemon|postmaster|mail-daemon|bounces?\b|listserv|majordomo|"
    r"auto-?repl|auto-?respon[ds]|auto-?antwort|out-?of-?office",
    re.IGNORECASE,
)
_LIST = re.compile(r"list-(?:id|post|unsubscribe|help|subscribe|owner|archive)")
_RECEIPT = "message/disposition-notification"


@dataclass(frozen=True, slots=True)
class Kind:
    is_auto_reply: bool = False
    is_bounce: bool = False
    is_feedback_report: bool = False
    no_answer_reasons: tuple[str, ...] = ()
    action: str = ""  # what became of a mail of ours: failed, delayed or complained


def of(fields: Fields, parts: list[Part], sender: Mailbox, subject: str, text: str) -> Kind:
    is_feedback = feedback.is_report(fields, parts, sender.email, subject)
    said = "" if is_feedback else bounces.action_of(fields, parts, sender[:2], subject, text)
    # A notice of delay is one too: its `action` tells that the mail may still arrive.
    undelivered = said in ("failed", "delayed")
    is_bounce = undelivered and not _is_vacation(fields, parts, sender, subject)
    is_auto_reply = not (is_feedback or is_bounce) and (
        bool(said) or _is_auto_reply(fields, parts, sender, subject, text)
    )
    found = {
        "feedback report": is_feedback,
        "bounce": is_bounce,
        "automatic reply": is_auto_reply,
        **_quiet(fields, sender.email),
    }
    return Kind(
        is_auto_reply=is_auto_reply,
        is_bounce=is_bounce,
        is_feedback_report=is_feedback,
        no_answer_reasons=tuple(reason for reason, holds in found.items() if holds),
        action="complained" if is_feedback else said if is_bounce else "",
    )


def _is_vacation(fields: Fields, parts: list[Part], sender: Mailbox, subject: str) -> bool:
    """A note of absence may come from where bounces come from."""
    reports = bounces.has_status(parts) or "x-failed-recipients" in fields
    says_so = "vacation" in fields.first("auto-submitted").lower()  # RFC 5230, section 4.7
    return not reports and (says_so or automatic.is_subject(subject, sender[:2]))


def _is_auto_reply(
    fields: Fields, parts: list[Part], sender: Mailbox, subject: str, text: str
) -> bool:
    if automatic.is_marked(fields) or automatic.is_responder(*sender[:2]):
        return True
    # RFC 5321: no person's mail has an empty return path.
    if bounces.has_empty_path(fields):
        return True
    if any(part.content_type == _RECEIPT for part in parts):
        return bounces.is_declared(fields) or not bounces.is_passed_on(subject)
    if automatic.word(fields.first("auto-submitted")) == "no":
        return False  # RFC 3834: a person, whatever the words look like
    if automatic.is_subject(subject, sender[:2]) or automatic.is_said(text):
        return True
    is_answer = "in-reply-to" in fields or "references" in fields
    return automatic.is_absence(subject, is_answer=is_answer, text=text) or automatic.is_challenge(
        subject, text
    )


def _quiet(fields: Fields, sender: str) -> dict[str, bool]:
    precedence = automatic.word(fields.first("precedence"))
    suppress = automatic.word(fields.first("x-auto-response-suppress"))
    return {
        "mailing list": any(_LIST.fullmatch(name) for name in fields.values),
        f"precedence {precedence}": precedence in ("bulk", "junk", "list"),
        "X-Auto-Response-Suppress": suppress not in ("", "none"),
        "empty return path": bounces.has_empty_path(fields),
        "sender takes no answers": bool(_MACHINE.match(sender)),
        "Auto-Submitted": automatic.word(fields.first("auto-submitted")) not in ("", "no"),
    }
