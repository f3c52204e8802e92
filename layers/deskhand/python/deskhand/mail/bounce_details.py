"""Whom a mail did not reach, why, and which mail it was."""

import re
from collections.abc import Iterable

from deskhand.mail import (
    addresses,
    feedback,
    message_ids,
    recipients,
    reports,
    returned,
    wording,
)
from deskhand.mail.defects import Defects
from deskhand.mail.headers import Fields
from deskhand.mail.model import Bounce
from deskhand.mail.reports import Group
from deskhand.mail.structure import Part

MAX_TEXT = 20_000
MAX_RETURNED = 200_000
MAX_RECIPIENTS = 50
MAX_DIAGNOSTIC = 1_000

_STATUS = re.compile(r"(?<![\d.])(?<!/)(?<!version )([245]\.\d{1,2}\.\d{1,3})(?![\d.]*\d)")
_FAILURE = re.compile(_STATUS.pattern.replace("[245]", "[45]"))
_REPLY_CODE = re.compile(
    r"(?<![\w.@/-])(?<!\d:)(4[2-5]\d|471|5[0-5]\d|57[0-2])(?=[ _;\])',\"-]|:(?!\d\d)|$)",
    re.MULTILINE,
)
_ORIGINAL_ID = re.compile(
    r"^.{0,60}?\b(?:original-)?message-?id[ \t]*[:=]\s*(<[^<>\s]+>|[^<>\s]+@[^<>\s]+)",
    re.IGNORECASE | re.MULTILINE,
)
_ORIGINAL_IDS = (
    "x-original-message-id",
    "original-message-id",
    "x-riferimento-message-id",
    "in-reply-to",
    "references",
)


def read(
    fields: Fields, parts: list[Part], action: str, text: str, own: Iterable[str]
) -> Bounce | None:
    """`own`: addresses that stand in the report and did not fail, as whom it is sent to."""
    mail = returned.find(parts, text)
    if action == "complained":
        return _complaint(fields, parts, mail)
    groups = reports.groups(parts, text)
    concerned = reports.concerned(groups, action)
    said = returned.before(text[:MAX_TEXT])
    codes = [group["diagnostic-code"] for group in concerned if group.get("diagnostic-code")]
    diagnostic = (codes[0].partition(";")[2] or codes[0]) if codes else _diagnostic(said)
    status = _status(concerned, diagnostic, said)
    failed = _declared(fields, concerned) or _named(said, mail, own)
    return Bounce(
        recipients=failed[:MAX_RECIPIENTS],
        action="delayed" if action == "delayed" else "failed",
        permanent=action == "failed" and not status.startswith("4"),
        status=status,
        diagnostic=" ".join(diagnostic.split())[:MAX_DIAGNOSTIC],
        original_message_id=_original_id(fields, groups, mail, text),
    )


def _complaint(fields: Fields, parts: list[Part], mail: Fields) -> Bounce | None:
    """Whom and which mail it is about. That mail did arrive: for `failed`, its recipient would be
    taken for unreachable."""
    complainers = feedback.complainers(parts, mail)
    id = _original_id(fields, [], mail, "") if mail.values else ""
    if not (complainers or id):
        return None
    return Bounce(
        recipients=complainers[:MAX_RECIPIENTS],
        action="complained",
        permanent=False,
        status="",
        diagnostic=feedback.type_of(parts),
        original_message_id=id,
    )


def _declared(fields: Fields, concerned: list[Group]) -> list[str]:
    found = dict.fromkeys(map(reports.recipient, concerned))
    return [each for each in found if each] or addresses.emails(
        fields.all("x-failed-recipients"), Defects()
    )


def _named(said: str, mail: Fields, own: Iterable[str]) -> list[str]:
    written_to = addresses.emails(mail.all("to") + mail.all("cc"), Defects())
    wrote = addresses.emails(mail.all("from") + mail.all("return-path"), Defects())
    others = {*(each.lower() for each in own), *wrote} - set(written_to)
    return recipients.named(said, others, written_to) or addresses.emails(mail.all("to"), Defects())


def _status(concerned: list[Group], diagnostic: str, said: str) -> str:
    declared = (_STATUS.search(group.get("status", "")) for group in concerned)
    status = next((found[1] for found in declared if found), "")
    if status and not status.endswith(".0.0"):
        return status
    if found := _FAILURE.search(diagnostic):
        return found[1]
    found = _FAILURE.search(said)
    if found and found[1][0] == (status or found[1])[0]:
        return found[1]
    return status or _guessed(diagnostic, said)


def _guessed(diagnostic: str, said: str) -> str:
    """By the reply code, which tells if it is for good, and by the words, which tell what."""
    meant = _meant(diagnostic) or _meant(said)
    if code := _REPLY_CODE.search(diagnostic) or _REPLY_CODE.search(said):
        return code[1][0] + (meant or "x.0.0")[1:]
    return meant


def _meant(words: str) -> str:
    folded = wording.fold(words)
    for status in wording.entries("bounces.json", "statuses"):
        if wording.pattern("bounces.json", f"status {status}").search(folded):
            return status
    return ""


def _diagnostic(said: str) -> str:
    """What a server answered, why it did not work, that it did not work: the surest first."""
    lines = [line for line in said.splitlines() if len(line) < MAX_DIAGNOSTIC]
    for kind in ("answers", "reasons", "failures"):
        words = wording.pattern("bounces.json", kind)
        if found := next((line for line in lines if words.search(wording.fold(line))), ""):
            return found
    return ""


def _original_id(fields: Fields, groups: list[Group], mail: Fields, text: str) -> str:
    if id := message_ids.message_id(mail, Defects()):
        return id
    said = [group[name] for group in groups for name in _ORIGINAL_IDS[:2] if name in group]
    if ids := message_ids.ids(" ".join(said), Defects()):
        return ids[0]
    if found := _ORIGINAL_ID.search(text[:MAX_RETURNED]):
        return message_ids.ids(found[1], Defects())[0]
    for name in _ORIGINAL_IDS:
        if ids := message_ids.ids(" ".join(fields.all(name)), Defects()):
            return ids[-1]
    return ""
