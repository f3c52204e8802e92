"""Reports of mail that did not arrive: RFC 3464, and the many that no standard describes.

What they say is data (bounces.json); here is how it is weighed.
"""

import json
import re
from functools import cache
from pathlib import Path

from deskhand.mail import headers, transfer
from deskhand.mail.defects import Defects
from deskhand.mail.headers import Fields
from deskhand.mail.structure import Part

MAX_TEXT = 20_000  # characters that are searched
STATUS_TYPES = ("message/delivery-status", "message/global-delivery-status")

_FILE = Path(__file__).with_name("bounces.json")
_ACTION = re.compile(rb"^action:\s*(\w+)", re.IGNORECASE | re.MULTILINE)
_PERSON = re.compile(
    r"\s*(?:re|aw|fwd?|wg|tr|rv|sv|vs|antw?|odp)\s*(?:\[\d+\])?\s*[:：]", re.IGNORECASE
)
_NO_REPLY = re.compile(r"(?:no|do-?not)[-_.]?reply", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:deliver\w* to|recipients?|rcpt to)\s*:?\s*<?[^\s<>@]+@[^\s<>@]+", re.IGNORECASE
)
_NOTHING_FAILED = {b"delivered", b"relayed", b"expanded"}


@cache
def phrases(name: str) -> re.Pattern[str]:
    words: dict[str, list[str]] = json.loads(_FILE.read_text("utf-8"))
    return re.compile("|".join(f"(?:{word})" for word in words[name]), re.IGNORECASE | re.MULTILINE)


@cache
def statuses() -> list[tuple[str, re.Pattern[str]]]:
    pairs: list[tuple[str, str]] = json.loads(_FILE.read_text("utf-8"))["statuses"]
    return [(status, re.compile(said, re.IGNORECASE)) for status, said in pairs]


def action_of(
    fields: Fields, parts: list[Part], sender: tuple[str, str], subject: str, text: str
) -> str:
    """`failed` or `delayed`; empty when the mail is no such report. `sender`: name and address."""
    reported = _reported(parts)
    if reported is not None:
        return reported
    if "x-failed-recipients" in fields:  # exim
        return "failed"
    if not _is_report(fields, parts, sender, subject, text[:MAX_TEXT]):
        return ""
    says = f"{subject}\n{text[:2_000]}"
    is_final = re.search(r"permanent|giving up|failed|\b5\d\d\b|5\.\d\.\d", says, re.IGNORECASE)
    return "delayed" if phrases("delays").search(says) and not is_final else "failed"


def _reported(parts: list[Part]) -> str | None:
    status = [part for part in parts if part.content_type in STATUS_TYPES]
    if not status:
        return None
    actions: set[bytes] = set()
    for part in status:
        content = transfer.content(part, Defects())[:65536]
        actions |= {each.lower() for each in _ACTION.findall(content)}
    if not actions or b"failed" in actions or actions - _NOTHING_FAILED - {b"delayed"}:
        return "failed"
    return "delayed" if b"delayed" in actions else ""


def _is_report(
    fields: Fields, parts: list[Part], sender: tuple[str, str], subject: str, text: str
) -> bool:
    """From one who delivers mail, called a failure or describing one; or both without the first.

    The subject alone would catch people who forward a bounce, the empty return path alone a
    vacation note.
    """
    if _PERSON.match(subject):
        return False
    from_daemon = is_daemon(fields, sender)
    called = bool(phrases("subjects").search(subject))
    if from_daemon and called:
        return True
    nobody = from_daemon or fields.first("return-path").replace(" ", "") == "<>"
    if not (nobody or called or _NO_REPLY.match(sender[1])):
        return False  # looking for the words of a failure is what costs most
    described = len({found[0].lower() for found in phrases("bodies").finditer(text)})
    described += any(part.content_type in _RETURNED for part in parts)
    if nobody and called:
        return described >= 1
    return described >= 2 and (nobody or called or bool(_NAMED.search(text)))


_RETURNED = ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers")


def is_daemon(fields: Fields, sender: tuple[str, str]) -> bool:
    path = fields.first("return-path").replace(" ", "")
    if phrases("senders").match(path.strip("<>")):
        return True
    name, email = sender
    return bool(phrases("senders").match(email) or phrases("senders").search(name))


def original(parts: list[Part]) -> Fields:
    """The header of the mail that came back, if it is a part of its own."""
    for part in parts:
        if part.content_type in _RETURNED:
            content = transfer.content(part, Defects())
            return headers.read(content.lstrip(b"\r\n"), 0, len(content), Defects())[0]
    return Fields({})
