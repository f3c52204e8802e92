"""Cuts a mail into its parts.

Not left to the standard library's parser: that one recurses per level (RecursionError at 1,000
nested multiparts), takes 8 s for 10,000 parts, and copies every line. This walk goes over the
mail once, with a stack of its own, and stops at bounds.
"""

import re
from dataclasses import dataclass, replace

from deskhand.mail import boundaries, headers, words
from deskhand.mail.boundaries import Delimiter
from deskhand.mail.defects import Defects
from deskhand.mail.headers import Fields

MAX_PARTS = 10_000
MAX_DEPTH = 1_000
MAX_HEADERS = 6_000_000  # bytes, of all parts together
MAX_GUESSING = 100_000_000  # bytes that are read again because a boundary was not declared

_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+|multipart(?=\s*;)")
_LATE_HEADER = re.compile(
    rb"(?:[ \t]*\r?\n)+(?=Content-(?:Type|Transfer-Encoding|Disposition):)", re.IGNORECASE
)
_FILLED = re.compile(rb"\S")
_NOTICE = re.compile(rb"MIME|multi-?part", re.IGNORECASE)  # to programs of long ago


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


@dataclass(slots=True)
class _Multipart:
    """One whose end is not reached yet."""

    part: Part
    boundary: bytes
    children: int = 0
    in_part: bool = False
    is_guessed: bool = False


def cut(raw: bytes, defects: Defects) -> tuple[Fields, list[Part]]:
    """The mail's own fields, and its leaves in the order in which they stand."""
    walk = _Walk(raw, defects)
    walk.run()
    return walk.top, walk.leaves + walk.unseen_text()


class _Walk:
    def __init__(self, raw: bytes, defects: Defects) -> None:
        self.raw, self.defects = raw, defects
        self.top = Fields({})
        self.leaves: list[Part] = []
        self.lines = boundaries.Lines(raw, defects)
        self.open: list[_Multipart] = []
        self.leaf: Part | None = None  # its end is not reached yet
        self.preamble: Part | None = None
        self.parts = 0
        self.header_room = MAX_HEADERS
        self.guessing_room = MAX_GUESSING

    def run(self) -> None:
        self.begin(0)
        while self.open:
            delimiter = self.lines.next()
            if not self.end_those_within(delimiter):
                continue  # one of them is read again
            if delimiter.level < 0 or not self.cross(delimiter):
                return

    def cross(self, delimiter: Delimiter) -> bool:
        multipart = self.open[-1]
        multipart.in_part = False
        self.lines.position = delimiter.after
        if delimiter.is_last:
            return True  # more may follow: some programs close too early
        if self.parts >= MAX_PARTS:
            self.defects.note(f"more than {MAX_PARTS} parts, the rest is ignored")
            return False
        if not self.parts:
            self.preamble = replace(_as_text(multipart.part), end=delimiter.before)
        self.parts += 1
        multipart.children += 1
        multipart.in_part = True
        self.begin(delimiter.after)
        return True

    def begin(self, start: int) -> None:
        """Reads the header of a part and opens what it is."""
        late = _LATE_HEADER.match(self.raw, start)  # an empty line stands in front of it
        part = self.read(late.end() if late else start)
        self.lines.position = part.start
        if not part.content_type.startswith("multipart/"):
            self.leaf = part
        elif len(self.open) >= MAX_DEPTH:
            self.defects.note(f"parts nested deeper than {MAX_DEPTH} levels")
            self.leaf = part
        else:
            self.push(_Multipart(part, boundaries.declared(part.parameters)))
        self.leaf_ends_with_mail()

    def leaf_ends_with_mail(self) -> None:
        if self.leaf and not self.open:
            self.leaves.append(self.leaf)

    def read(self, start: int) -> Part:
        end, ends_part = self.lines.header_end(start)
        fields, body = Fields({}), end
        if self.header_room > 0:
            self.header_room -= min(end - start, headers.MAX_BLOCK)
            fields, body = headers.read(self.raw, start, end, self.defects)
        else:
            self.defects.note(f"headers of more than {MAX_HEADERS} bytes, the rest is ignored")
        if not self.open:
            self.top = fields
        declared = fields.first("content-type")
        if declared.startswith("=?"):
            declared = words.decode(declared, self.defects)
        return Part(
            fields=fields,
            content_type=self.type_of(declared, body),
            parameters=headers.parameters(declared, self.defects) if declared else {},
            raw=self.raw,
            start=body,
            end=end if ends_part else len(self.raw),
            alternative=self.alternative(),
        )

    def type_of(self, declared: str, body: int) -> str:
        found = _TYPE.match(declared.strip(" \t\"'").lower())
        if found and (self.open or found[0] != "text/plain"):
            return "multipart/mixed" if found[0] == "multipart" else found[0]
        if not self.open:
            is_multipart = boundaries.is_undeclared_multipart(self.raw, body)
            return "multipart/mixed" if is_multipart else "text/plain"
        digest = self.open[-1].part.content_type == "multipart/digest"
        return "message/rfc822" if digest else "text/plain"

    def alternative(self) -> int | None:
        if not self.open:
            return None
        around = self.open[-1].part
        is_outermost = around.alternative is None and around.content_type == "multipart/alternative"
        return around.start if is_outermost else around.alternative

    def push(self, multipart: _Multipart) -> None:
        self.open.append(multipart)
        self.lines.open(multipart.boundary)

    def end_those_within(self, delimiter: Delimiter) -> bool:
        """What a delimiter ends besides the part before it. False when a multipart without
        parts is to be read again, with the boundary that it seems to have."""
        if self.leaf:
            self.leaves.append(replace(self.leaf, end=max(self.leaf.start, delimiter.before)))
            self.leaf = None
        while len(self.open) > delimiter.level + 1:
            multipart = self.open.pop()
            self.lines.close(multipart.boundary)
            end = max(multipart.part.start, delimiter.before)
            if multipart.in_part:
                self.defects.note("multipart without its closing line")
            elif not multipart.children and self.guess(multipart, end):
                return False
            elif not multipart.children:
                self.end_without_parts(replace(multipart.part, end=end), multipart.boundary)
        return True

    def guess(self, multipart: _Multipart, end: int) -> bool:
        self.note_boundary(multipart)
        self.guessing_room -= end - multipart.part.start
        if multipart.is_guessed or self.guessing_room < 0:
            return False
        boundary = boundaries.guessed(self.raw, multipart.part.start, end)
        if not boundary:
            return False
        self.lines.position = multipart.part.start
        self.push(_Multipart(multipart.part, boundary, is_guessed=True))
        return True

    def note_boundary(self, multipart: _Multipart) -> None:
        what = "with another boundary" if multipart.boundary else "without a boundary"
        self.defects.note(f"multipart {what}")

    def end_without_parts(self, part: Part, boundary: bytes) -> None:
        """It may still have text."""
        self.defects.note("multipart without parts")
        closing = self.raw.rfind(b"--%b--" % boundary, part.start, part.end)
        if closing >= 0 and not self.raw[closing : part.end].rstrip()[len(boundary) + 4 :]:
            part = replace(part, end=closing)
        self.leaves.append(replace(part, content_type="text/plain", parameters={}))

    def unseen_text(self) -> list[Part]:
        """In front of the first part, of a mail that has no text in any."""
        said = self.preamble
        if said is None or any(map(_is_filled_text, self.leaves)) or not _is_filled_text(said):
            return []
        return [] if _NOTICE.search(said.raw, said.start, said.end) else [said]


def _as_text(part: Part) -> Part:
    return replace(part, fields=Fields({}), content_type="text/plain", parameters={})


def _is_filled_text(part: Part) -> bool:
    is_text = part.content_type.startswith("text/")
    return is_text and _FILLED.search(part.raw, part.start, part.end) is not None
