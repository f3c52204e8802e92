"""Lines that separate the parts of a multipart (RFC 2046), found in one pass over the mail."""

import re
from typing import NamedTuple

from deskhand.mail.defects import Defects

MAX_LINES = 1_000_000  # that begin with two dashes
MAX_BOUNDARY = 200  # RFC 2046 says 70

_HEADER_STOP = re.compile(rb"\n(?:(--)|\r?\n)")
_GUESS = re.compile(
    rb"^--([^\s-][^\r\n]{0,199}?|-+[^\s-][^\r\n]{0,199}?)[ \t]*\r?\n(?=[A-Za-z-]{3,40}:|\r?\n)",
    re.MULTILINE,
)
_UNDECLARED = re.compile(  # a whole multipart below a header that does not say so
    rb"\s*(?:This is a multi-?part[^\n]*\n\s*)?(--[^\s][^\r\n]{0,199})\r?\nContent-[A-Za-z-]+:",
    re.IGNORECASE,
)


class Delimiter(NamedTuple):
    level: int  # of the multipart that it belongs to, 0 for the outermost; -1 at the mail's end
    before: int  # where the part before it ends
    after: int  # where the next one begins
    is_last: bool


def declared(parameters: dict[str, str]) -> bytes:
    return parameters.get("boundary", "").rstrip().encode("utf-8", "replace")[:MAX_BOUNDARY]


def is_undeclared_multipart(raw: bytes, body: int) -> bool:
    found = _UNDECLARED.match(raw, body)
    return found is not None and raw.find(found[1] + b"--", found.end()) >= 0


def guessed(raw: bytes, start: int, end: int) -> bytes:
    found = _GUESS.search(raw, start, end)
    return found[1] if found else b""


class Lines:
    """The delimiter lines of those multiparts that are open, from `position` on."""

    def __init__(self, raw: bytes, defects: Defects) -> None:
        self.raw, self.defects = raw, defects
        self.position = 0
        self.left = MAX_LINES
        self.depth = 0
        self.levels: dict[bytes, list[int]] = {}  # one boundary may serve several multiparts

    def open(self, boundary: bytes) -> None:
        self.levels.setdefault(boundary, []).append(self.depth)
        self.depth += 1

    def close(self, boundary: bytes) -> None:
        self.depth -= 1
        self.levels[boundary].pop()
        if not self.levels[boundary]:
            del self.levels[boundary]

    def next(self) -> Delimiter:
        at = self.position
        if not self.raw.startswith(b"--", at):
            at = self.raw.find(b"\n--", at) + 1 or len(self.raw)
        while at < len(self.raw) and self.left:
            self.left -= 1
            if found := self.delimiter(at):
                return found
            at = self.raw.find(b"\n--", at) + 1 or len(self.raw)
        if not self.left:
            self.defects.note(f"more than {MAX_LINES} lines of dashes, the rest is not looked at")
        return Delimiter(-1, len(self.raw), len(self.raw), is_last=True)

    def delimiter(self, at: int) -> Delimiter | None:
        """What the line that begins at `at` delimits, if anything."""
        end = self.raw.find(b"\n", at, at + MAX_BOUNDARY + 10)
        if end < 0 and len(self.raw) > at + MAX_BOUNDARY + 10:
            return None
        end = len(self.raw) if end < 0 else end
        line = self.raw[at + 2 : end].rstrip(b" \t\r\n")
        boundary = line if line in self.levels else line[: max(0, line.rfind(b"--"))]
        if not boundary or boundary not in self.levels:
            return None
        line_break = 2 if self.raw[at - 2 : at] == b"\r\n" else 1
        level = self.levels[boundary][-1]
        return Delimiter(level, at - line_break, min(end + 1, len(self.raw)), line != boundary)

    def header_end(self, start: int) -> tuple[int, bool]:
        """Where the header that begins at `start` ends, its empty line included; and whether
        the part ends there too, because a delimiter follows at once."""
        position = max(0, start - 1)
        while self.left and (stop := _HEADER_STOP.search(self.raw, position)):
            if not stop[1]:
                return stop.end(), False
            self.left -= 1
            at = stop.start() + 1
            if found := self.delimiter(at):
                return max(start, found.before), True
            if self.is_own(start, at):
                return at, False
            position = at
        return len(self.raw), False

    def is_own(self, start: int, at: int) -> bool:
        """A multipart whose header ends without an empty line."""
        end = self.raw.find(b"\n", at, at + MAX_BOUNDARY + 10)
        line = self.raw[at + 2 : max(at + 2, end)].strip(b" \t\r")
        where = self.raw.find(b"oundary", start, at)
        return len(line) > 1 and where >= 0 and self.raw.find(line, where, at) >= 0
