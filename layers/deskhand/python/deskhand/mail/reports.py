"""The fields of reports (RFC 3464 and RFC 5965), be they parts of their own or lines of a text."""

import re
from collections.abc import Iterator

from deskhand.mail import addresses, transfer
from deskhand.mail.defects import Defects
from deskhand.mail.structure import Part

STATUS_TYPES = ("message/delivery-status", "message/global-delivery-status")
MAX_REPORT = 80_000
MAX_GROUPS = 500

Group = dict[str, str]

_FIELD = re.compile(r"^([A-Za-z-]{3,40})[ \t]*:[ \t]*(.*(?:\n[ \t]+\S.*)*)", re.MULTILINE)
_IN_TEXT = re.compile(r"^(?:final|original)-recipient[ \t]*:", re.IGNORECASE | re.MULTILINE)
_WENT_WELL = ("delivered", "relayed", "expanded", "deliverable")
_BLANK = re.compile(r"\n[ \t]*\n")
_X400 = re.compile(r"/RFC-?822=([^/;]+)", re.IGNORECASE)
_EXCHANGE_DIRECTORY = re.compile(r"imceaex|/o=", re.IGNORECASE)  # no address for the world


def of_type(parts: list[Part], types: tuple[str, ...]) -> list[Group]:
    contents = (transfer.content(part, Defects()) for part in parts if part.content_type in types)
    texts = (content[:MAX_REPORT].decode("utf-8", "replace") for content in contents)
    return [group for text in texts for group in _groups(text.replace("\r\n", "\n"))]


def groups(parts: list[Part], text: str) -> list[Group]:
    """Of each recipient; the first speaks of the whole mail."""
    found = of_type(parts, STATUS_TYPES)
    if found or not _IN_TEXT.search(text[:MAX_REPORT]):
        return found
    blocks = _BLANK.split(text[:MAX_REPORT])
    reporting = (block for block in blocks if _IN_TEXT.search(block))
    return [group for block in reporting for group in _groups(block)]


def _groups(text: str) -> Iterator[Group]:
    for block in _BLANK.split(text)[:MAX_GROUPS]:
        group: Group = {}
        for name, value in _FIELD.findall(block):
            if name.lower() in group:  # the blank line is missing
                yield group
                group = {}
            group[name.lower()] = value.strip()
        if group:
            yield group


def action(group: Group) -> str:
    """failed, delayed, delivered, or nothing when it speaks of no recipient."""
    said = group.get("action", "").strip().lower()
    if not said:
        return ""
    if said.startswith(_WENT_WELL):
        return "delivered"
    return "delayed" if said.startswith("delayed") else "failed"


def action_of_all(found: list[Group]) -> str:
    actions = {action(group) for group in found} - {""}
    return next((each for each in ("failed", "delayed", "delivered") if each in actions), "")


def concerned(found: list[Group], said: str) -> list[Group]:
    """Those of recipients to whom it happened; some reports name no action."""
    return [group for group in found if action(group) == said] or [
        group for group in found if not action(group) and "final-recipient" in group
    ]


def recipient(group: Group) -> str:
    """As the server that failed calls him, unless that is a name within its own house."""
    names = ("final-recipient", "original-recipient", "x-actual-recipient")
    typed = (_typed(group.get(name, "")) for name in names)
    known = [each for each in typed if each and not _EXCHANGE_DIRECTORY.match(each)]
    public = (each for each in known if "." in each.rpartition("@")[2])
    return next(public, next(iter(known), ""))


def _typed(value: str) -> str:
    """`rfc822; jane@x.example`"""
    value = value.partition(";")[2] or value
    if found := _X400.search(value):
        value = found[1].replace("(a)", "@")
    return next(iter(addresses.emails([value], Defects())), "")
