"""The mail that comes back with a report: as a part, as a file, or copied into the text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from deskhand.mail import headers, transfer, wording
from deskhand.mail.defects import Defects
from deskhand.mail.headers import Fields
from deskhand.mail.structure import Part

TYPES = (
    "message/rfc822",
    "message/global",
    "message/global-headers",
    "message/rfc822-headers",
    "text/rfc822-headers",
    "text/rfc822-header",
    "text/rfc822",
)
MAX_FILES = 20
MAX_TEXT = 200_000
MAX_HEADER = 100_000
MAX_LINE = 200

_NAMES = (
    r"(?:return-path|received|message-id|from|to|cc|date|subject|mime-version|sender|reply-to|"
    r"delivered-to|content-[a-z-]+|dkim-signature|authentication-results|in-reply-to|references|"
    r"user-agent|importance|priority|list-[a-z]+|arc-[a-z-]+|x-[a-z0-9-]+)"
)
_LINE = re.compile(rf"([ \t>|]*)({_NAMES})[ \t]*:", re.IGNORECASE)
_FILE = re.compile(rf"\s*(?:From [^\n]*\n)?{_NAMES}[ \t]*:".encode(), re.IGNORECASE)
_TRACES = {"received", "return-path", "mime-version", "dkim-signature", "content-type"}


class Copy(NamedTuple):
    """A header within a text."""

    start: int
    lines: list[str]
    names: set[str]

    @property
    def is_whole(self) -> bool:
        return bool(self.names & _TRACES)


def find(parts: list[Part], text: str) -> Fields:
    for part in parts:
        if part.content_type in TYPES and (found := _read(transfer.content(part, Defects()))):
            return found
    for part in parts[1:MAX_FILES]:
        if _is_file(part) and _FILE.match(content := transfer.content(part, Defects())):
            found = _read(content)
            if found and ("message-id" in found or "from" in found):
                return found
    copies = list(_copies(text[:MAX_TEXT]))
    best = next((copy for copy in copies if "message-id" in copy.names), None) or next(
        iter(copies), None
    )
    return (best and _read("\n".join(best.lines).encode("utf-8", "replace"))) or Fields({})


def _is_file(part: Part) -> bool:
    return part.content_type in ("text/plain", "application/octet-stream", "text/x-mail")


def _read(content: bytes) -> Fields | None:
    content = content.lstrip(b"\r\n")[:MAX_HEADER]
    fields = headers.read(content, 0, len(content), Defects())[0]
    return fields if fields.values else None


def before(text: str) -> str:
    """What is said about the mail, without the mail."""
    starts = [_announced(text), *(copy.start for copy in _copies(text) if copy.is_whole)]
    return text[: min((start for start in starts if start > 0), default=len(text))]


def _announced(text: str) -> int:
    follows = wording.pattern("bounces.json", "original")
    position = 0
    for line in text.splitlines(keepends=True):
        if position and follows.match(wording.fold(line[:MAX_LINE])):
            return position
        position += len(line)
    return 0


def _copies(text: str) -> Iterator[Copy]:
    """Lines of known fields, one after the other, indented or quoted alike."""
    position, copy, indent = 0, Copy(0, [], set()), ""
    for line in [*text.splitlines(keepends=True), "\n"]:
        field = _LINE.match(line)
        if field and (not copy.lines or field[1] == indent):
            if not copy.lines:
                copy, indent = Copy(position, [], set()), field[1]
            copy.lines.append(line[len(indent) :].rstrip("\n"))
            copy.names.add(field[2].lower())
        elif copy.lines and line.strip() and line[len(indent) :][:1] in " \t":
            copy.lines.append(" " + line.strip())
        elif copy.lines:
            if _is_header(copy.names):
                yield copy
            copy = Copy(0, [], set())
        position += len(line)


def _is_header(names: set[str]) -> bool:
    return len(names) > 1 and bool(
        names & {"message-id", "received", "return-path"}
        or {"from", "to"} <= names
        or {"to", "subject"} <= names
    )
