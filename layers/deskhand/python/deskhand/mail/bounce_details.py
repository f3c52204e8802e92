"""Whom a mail did not reach, why, and which mail it was."""

import re
from collections.abc import Iterable, Iterator

from deskhand.mail import addresses, bounces, message_ids, transfer
from deskhand.mail.defects import Defects
from deskhand.mail.headers import Fields
from deskhand.mail.model import Bounce
from deskhand.mail.structure import Part

MAX_TEXT = 20_000
MAX_RECIPIENTS = 50
MAX_DIAGNOSTIC = 1_000

_NAMES = ("final", "original", "x-actual")
_ADDRESS = r"[^\s<>()\[\]\"',;:@]+@[^\s<>()\[\]\"',;:@]+[^\s<>()\[\]\"',;:@.]"
_FIELD = re.compile(r"^([A-Za-z-]{3,40}):[ \t]*(.*(?:\n[ \t]+.*)*)", re.MULTILINE)
# Where a recipient stands in texts, the surest first.
_RECIPIENTS = tuple(
    re.compile(pattern.replace("ADDRESS", f"({_ADDRESS})"), re.IGNORECASE | re.MULTILINE)
    for pattern in (
        r"^\s*(?:to\s*:?\s*)?<ADDRESS>\s*:?",
        r"^[ \t>]*(?:[*•-][ \t]*)?<?ADDRESS>?"
        r"(?:[ \t]*(?:$|\[|\(|:|\.\.\.)|[ \t]+(?:on|am|le|el|il|op|em|den) )",
        r"^>>> .*<ADDRESS>",
        r"(?:rcpt to|addressed to|recipients?|delivered to|deliver .{0,20}to|message to|mail to|"
        r"user|failed|undeliverable to|address(?:es)?|mailbox|errors?)\s*[:=]?\s*<?ADDRESS>?",
        r"<ADDRESS>",
        r"^to: .*?ADDRESS",
    )
)
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,2}\.\d{1,3})(?![\d.]*\d)")
_REPLY_CODE = re.compile(r"(?<![\d.@-])([45]\d\d)(?=[ -](?!\d{1,2}:))")
# What a server answered, why it did not work, that it did not work: the surest first.
_SAYS = tuple(
    re.compile(rf"^.*(?:{words}).*$", re.IGNORECASE | re.MULTILINE)
    for words in (
        r"\b[45]\d\d[ -]|[45]\.\d\.\d",
        r"said:|responded|unknown|not found|no such|quota|mailbox is full|denied|rejected|refused|"
        r"does(?:n't| not) |not listed|not recogni|no valid|not vorhanden|nicht vorhanden",
        r"unable|failed|could not|cannot|undeliver|nicht|エラー",
    )
)
_ORIGINAL_ID = re.compile(r"^[ \t>]*(?:original-)?message-id:\s*(<[^<>\s]+>)", re.I | re.MULTILINE)
_MACHINE = re.compile(r"mailer-daemon@|postmaster@|mailerdaemon@|maildaemon@", re.IGNORECASE)


def read(fields: Fields, parts: list[Part], action: str, text: str, own: Iterable[str]) -> Bounce:
    """`own`: addresses that stand in the report and did not fail, as whom it is sent to."""
    reports = list(_reports(parts))
    said = _before_original(text[:MAX_TEXT])
    codes = [report["diagnostic-code"] for report in reports if report.get("diagnostic-code")]
    diagnostic = (codes[0].partition(";")[2] or codes[0]) if codes else _diagnostic(said)
    returned = bounces.original(parts)
    recipients = [*_declared(fields, reports)] or _named(said, {each.lower() for each in own})
    status = _status(reports, diagnostic, said)
    return Bounce(
        recipients=(recipients or addresses.emails(returned.all("to"), Defects()))[:MAX_RECIPIENTS],
        action="delayed" if action == "delayed" else "failed",
        permanent=action == "failed" and not status.startswith("4"),
        status=status,
        diagnostic=" ".join(diagnostic.split())[:MAX_DIAGNOSTIC],
        original_message_id=_original_id(fields, returned, text),
    )


def _reports(parts: list[Part]) -> Iterator[dict[str, str]]:
    """The fields of each recipient; the first group speaks of the whole mail."""
    for part in parts:
        if part.content_type in bounces.STATUS_TYPES:
            content = transfer.content(part, Defects())[: 4 * MAX_TEXT].decode("utf-8", "replace")
            for group in re.split(r"\n[ \t]*\n", content.replace("\r\n", "\n"))[:MAX_RECIPIENTS]:
                yield {name.lower(): value.strip() for name, value in _FIELD.findall(group)}


def _declared(fields: Fields, reports: list[dict[str, str]]) -> Iterator[str]:
    found: dict[str, None] = {}
    for report in reports:
        if report.get("action", "failed").lower().startswith(("failed", "delayed", "expired")):
            named = (
                report.get(f"{name}-recipient", "") for name in ("final", "original", "x-actual")
            )
            found |= dict.fromkeys(next((each for name in named if (each := _typed(name))), []))
    yield from found or addresses.emails(fields.all("x-failed-recipients"), Defects())


def _typed(value: str) -> list[str]:
    """`rfc822; jane@x.example`"""
    return addresses.emails([value.partition(";")[2] or value], Defects())


def _before_original(text: str) -> str:
    found = bounces.phrases("original").search(text)
    return text[: found.start()] if found and found.start() > 0 else text


def _named(said: str, own: set[str]) -> list[str]:
    for pattern in _RECIPIENTS:
        found = dict.fromkeys(each.lower() for each in pattern.findall(said))
        named = [each for each in found if each not in own and not _MACHINE.match(each)]
        if named:
            return named
    return []


def _status(reports: list[dict[str, str]], diagnostic: str, said: str) -> str:
    declared = (_STATUS.search(report.get("status", "")) for report in reports)
    status = next((found[1] for found in declared if found), "")
    if status and not status.endswith(".0.0"):
        return status
    for where in (diagnostic, said):
        if found := _STATUS.search(where):
            return found[1]
    guess = next(
        (each for each, words in bounces.statuses() if words.search(f"{diagnostic}\n{said}")), ""
    )
    if code := _REPLY_CODE.search(diagnostic) or _REPLY_CODE.search(said):
        return code[1][0] + (guess or status or "x.0.0")[1:]
    return status or guess


def _diagnostic(said: str) -> str:
    lines = (found[0] for pattern in _SAYS for found in pattern.finditer(said))
    return next((line for line in lines if len(line) < MAX_DIAGNOSTIC), "")


def _original_id(fields: Fields, returned: Fields, text: str) -> str:
    if id := message_ids.message_id(returned, Defects()):
        return id
    if found := _ORIGINAL_ID.search(text):
        return found[1]
    for name in ("x-original-message-id", "original-message-id", "in-reply-to", "references"):
        if ids := message_ids.ids(" ".join(fields.all(name)), Defects()):
            return ids[-1]
    return ""
