"""Cuts a mail into its parts.

Not left to the standard library's parser: that one recurses per level (RecursionError at 1,000
nested multiparts), takes 8 s for 10,000 parts, and copies every line. This walk has a stack of
its own, looks at each level once, and stops at bounds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from deskhand.mail import headers
from deskhand.mail.defects import Defects
from deskhand.mail.headers import Fields

MAX_PARTS = 1_000
MAX_DEPTH = 50
MAX_DELIMITERS = 4 * MAX_PARTS
MAX_BOUNDARY = 200  # RFC 2046 says 70

_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+|multipart(?=\s*;)")
_GUESSED_BOUNDARY = re.compile(
    rb"^--([^\s-][^\r\n]{0,199}?|-+[^\s-][^\r\n]{0,199}?)[ \t]*\r?\n(?=[A-Za-z-]{3,40}:|\r?\n)",
    re.MULTILINE,
)
_UNDECLARED = re.compile(  # a whole multipart below a header that does not say so
    rb"\s*(?:This is a multi-?part[^\n]*\n\s*)?--[^\s][^\r\n]{0,199}\r?\nContent-[A-Za-z-]+:",
    re.IGNORECASE,
)
_DELIMITER_REST = re.compile(rb"(--)?[ \t]*(?:\r?\n|$)")


@dataclass(frozen=True, slots=True)
class Part:
    fields: Fields
    content_type: str
    parameters: dict[str, str]
    raw: bytes
    start: int  # of the body in raw; nothing is copied before it is read
    end: int
    alternative: int | None  # which multipart/alternative it belongs to, the outermost one

    @property
    def body(self) -> bytes:
        return self.raw[self.start : self.end]


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    depth: int
    alternative: int | None
    default_type: str = "text/plain"


def cut(raw: bytes, defects: Defects) -> tuple[Fields, list[Part]]:
    """The mail's own fields, and its leaves in the order in which they stand."""
    top: Fields | None = None
    leaves: list[Part] = []
    waiting = [_Span(0, len(raw), 0, None)]
    seen = 1
    while waiting:
        span = waiting.pop()
        part = _part(raw, span, defects)
        top = top or part.fields
        children = _children(span, part, MAX_PARTS - seen, defects)
        seen += len(children)
        waiting.extend(reversed(children))
        if not children:
            leaves.append(_leaf(part, span))
    return top or Fields({}), leaves


def _part(raw: bytes, span: _Span, defects: Defects) -> Part:
    fields, body = headers.read(raw, span.start, span.end, defects)
    declared = headers.decode_words(fields.first("content-type"), defects)
    found = _TYPE.match(declared.strip(" \t\"'").lower())
    content_type = found[0] if found else span.default_type
    if span.depth == 0 and not declared and _UNDECLARED.match(raw, body, span.end):
        content_type = "multipart"
    return Part(
        fields=fields,
        content_type="multipart/mixed" if content_type == "multipart" else content_type,
        parameters=headers.parameters(declared, defects) if declared else {},
        raw=raw,
        start=body,
        end=span.end,
        alternative=span.alternative,
    )


def _leaf(part: Part, span: _Span) -> Part:
    """A multipart that has no parts may still have text; one beyond the depth stays a file."""
    if part.content_type.startswith("multipart/") and span.depth < MAX_DEPTH:
        return replace(part, content_type="text/plain", parameters={})
    return part


def _children(span: _Span, part: Part, room: int, defects: Defects) -> list[_Span]:
    if not part.content_type.startswith("multipart/"):
        return []
    if span.depth >= MAX_DEPTH:
        defects.note(f"parts nested deeper than {MAX_DEPTH} levels")
        return []
    pieces = _pieces(part, _boundary(part, defects), room, defects)
    if not pieces and room:
        defects.note("multipart without parts")
    alternative = span.alternative
    if alternative is None and part.content_type == "multipart/alternative":
        alternative = span.start
    digest = part.content_type == "multipart/digest"
    default = "message/rfc822" if digest else "text/plain"
    return [_Span(start, end, span.depth + 1, alternative, default) for start, end in pieces]


def _boundary(part: Part, defects: Defects) -> bytes:
    declared = part.parameters.get("boundary", "").rstrip()
    if declared:
        boundary = declared.encode("utf-8", "replace")[:MAX_BOUNDARY]
        if part.raw.find(b"--" + boundary, part.start, part.end) >= 0:
            return boundary
    defects.note(
        "multipart without a boundary" if not declared else "multipart with another boundary"
    )
    guess = _GUESSED_BOUNDARY.search(part.raw, part.start, part.end)
    return guess[1] if guess else b""


def _pieces(part: Part, boundary: bytes, room: int, defects: Defects) -> list[tuple[int, int]]:
    if not boundary:
        return []
    pieces: list[tuple[int, int]] = []
    open_at: int | None = None
    for delimiter, after, closing in islice(_delimiters(part, b"--" + boundary), MAX_DELIMITERS):
        if open_at is not None:
            pieces.append((open_at, max(open_at, delimiter)))
        # More may follow: some programs close too early, or use one boundary on two levels.
        open_at = None if closing else after
        if len(pieces) >= room:
            defects.note(f"more than {MAX_PARTS} parts, the rest is ignored")
            return pieces
    if open_at is not None:
        defects.note("multipart without its closing line")
        pieces.append((open_at, part.end))
    return pieces


def _delimiters(part: Part, line: bytes) -> Iterator[tuple[int, int, bool]]:
    """Where each delimiter line begins (its line break included) and ends, and if it closes."""
    raw, position = part.raw, part.start
    while (found := raw.find(line, position, part.end)) >= 0:
        position = found + len(line)
        rest = _DELIMITER_REST.match(raw, position, part.end)
        if rest and (found == part.start or raw[found - 1 : found] == b"\n"):
            line_break = 2 if raw[found - 2 : found] == b"\r\n" else 1
            yield found - line_break, rest.end(), bool(rest[1])
