"""Which parts are the letter itself, and their text."""

import html
import re
from dataclasses import dataclass, field

from deskhand.mail import attachments, charsets, flowed, plain, transfer
from deskhand.mail.defects import Defects
from deskhand.mail.structure import Part

MAX_TEXT = 4_000_000  # characters; operators read nothing of this size, the raw mail has it all

_META_CHARSET = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(slots=True)
class Segment:
    """One stretch of the letter: a single part, or the versions of one alternative."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)

    def as_text(self) -> str:
        return "\n\n".join(self.plain) if self.plain else plain.to_text("\n".join(self.html))

    def as_html(self) -> str:
        if self.html:
            return "\n".join(self.html)
        return f"<pre>{html.escape(self.as_text())}</pre>"


@dataclass(frozen=True, slots=True)
class Bodies:
    text: str
    html: str
    attached: list[Part]


def read(parts: list[Part], defects: Defects) -> Bodies:
    segments: dict[int, Segment] = {}
    attached: list[Part] = []
    room = MAX_TEXT
    for part in parts:
        if not _is_letter(part, bool(segments), defects):
            attached.append(part)
            continue
        key = part.start if part.alternative is None else part.alternative
        segment = segments.setdefault(key, Segment())
        versions = segment.html if part.content_type == "text/html" else segment.plain
        content = _text(part, room, defects).strip("\n")
        room -= len(content)
        if content:
            versions.append(content)
    return _joined([each for each in segments.values() if each.plain or each.html], attached)


def _is_letter(part: Part, found_some: bool, defects: Defects) -> bool:
    if part.content_type not in ("text/plain", "text/html", "text/enriched"):
        return False
    disposition = part.fields.first("content-disposition").strip().lower()
    if disposition.startswith("attachment"):
        return False
    # Some programs name the letter; a named text after it is a file that wants to be shown.
    return not (found_some and attachments.declared_filename(part, defects))


def _text(part: Part, room: int, defects: Defects) -> str:
    content = defects.attempt("text part", lambda: transfer.content(part, defects), part.body)
    label = part.parameters.get("charset", "")
    if not label and part.content_type == "text/html" and (meta := _META_CHARSET.search(content)):
        label = meta[1].decode("ascii")
    text = charsets.decode(content, label, defects).replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > room:
        defects.note(f"text longer than {MAX_TEXT} characters, the rest of it is left out")
    text = _CONTROL.sub("", text[:room])
    if part.parameters.get("format", "").lower() == "flowed" and part.content_type == "text/plain":
        return flowed.unflow(text, delsp=part.parameters.get("delsp", "").lower() == "yes")
    return text


def _joined(segments: list[Segment], attached: list[Part]) -> Bodies:
    has_html = any(segment.html for segment in segments)
    return Bodies(
        text="\n\n".join(segment.as_text() for segment in segments).strip(),
        html="\n".join(segment.as_html() for segment in segments) if has_html else "",
        attached=attached,
    )
