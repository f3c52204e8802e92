"""Which parts are the letter itself, and their text."""

import html
import re
from dataclasses import dataclass, field
from functools import partial

from deskhand.mail import (
    charsets,
    enriched,
    filenames,
    flowed,
    icalendar,
    inline,
    phrases,
    plain,
    tnef,
    transfer,
    uuencoded,
)
from deskhand.mail.defects import Defects
from deskhand.mail.structure import Part

MAX_BYTES = 12_000_000
MAX_ELSEWHERE = 20  # parts
MAX_TEXT = 4_000_000  # characters; operators read nothing of this size, the raw mail has it all

_LETTER_TYPES = frozenset({"text/plain", "text/html", "text/enriched", "text/richtext"})
_META_CHARSET = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(slots=True)
class Segment:
    """One stretch of the letter: a single part, or the versions of one alternative."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)

    def as_text(self) -> str:
        if self.html and all(phrases.is_placeholder(each) for each in self.plain):
            return plain.to_text("\n".join(self.html))
        return "\n\n".join(self.plain)

    def as_html(self) -> str:
        if self.html:
            return "\n".join(self.html)
        return f"<pre>{html.escape(self.as_text())}</pre>"


@dataclass(frozen=True, slots=True)
class Bodies:
    text: str
    html: str
    attached: list[Part]
    files: list[tuple[str, bytes]] = field(default_factory=list)  # that stood in the text


def read(parts: list[Part], defects: Defects) -> Bodies:
    segments: dict[int, Segment] = {}
    attached: list[Part] = []
    files: list[tuple[str, bytes]] = []
    room = MAX_TEXT
    has_unnamed = any(_is_unnamed(part) for part in parts)
    for part in parts:
        if part.content_type == "text/x-amp-html" and part.alternative is not None:
            continue  # says once more, for Gmail, what the HTML says
        key = part.start if part.alternative is None else part.alternative
        is_version = part.alternative is not None and _is_missing(part, segments.get(key))
        may_be_named = is_version or not (segments or has_unnamed)
        if not (_is_text(part) and (may_be_named or _is_unnamed(part))):
            attached.append(part)
            continue
        segment = segments.setdefault(key, Segment())
        versions = segment.html if part.content_type == "text/html" else segment.plain
        content = _text(part, room, defects).strip("\n")
        if part.content_type == "text/plain":
            content, found = uuencoded.extract(content, defects)
            files += found
        room -= len(content)
        if content.strip():
            versions.append(content)
    filled = [each for each in segments.values() if each.plain or each.html]
    return _joined(filled or _elsewhere(attached, defects), attached, files)


def _is_text(part: Part) -> bool:
    disposition = part.fields.first("content-disposition").strip(" \"'").lower()
    return part.content_type in _LETTER_TYPES and not disposition.startswith("attachment")


def _is_unnamed(part: Part) -> bool:
    """Some programs name the letter; a named text beside another is a file to be shown."""
    return _is_text(part) and not filenames.declared_filename(part, Defects())


def _is_missing(part: Part, segment: Segment | None) -> bool:
    if segment is None:
        return True
    return not (segment.html if part.content_type == "text/html" else segment.plain)


def _elsewhere(attached: list[Part], defects: Defects) -> list[Segment]:
    """Nothing is the letter: perhaps an invitation or Outlook's winmail.dat says something."""
    for part in attached[:MAX_ELSEWHERE]:
        segment = defects.attempt("text part", partial(_said_by, part, defects), Segment())
        if segment.plain or segment.html:
            return [segment]
    return []


def _said_by(part: Part, defects: Defects) -> Segment:
    content = transfer.content(part, defects)
    if part.content_type == "text/calendar":
        label = part.parameters.get("charset", "utf-8")
        said, html_said = icalendar.to_text(charsets.decode(content, label, defects)), ""
    elif tnef.is_tnef(content):
        inside = tnef.unpack(content, defects)
        said, html_said = inside.text.strip(), inside.html.strip()
    else:
        return Segment()
    return Segment([said] * bool(said), [html_said] * bool(html_said))


def _text(part: Part, room: int, defects: Defects) -> str:
    content = defects.attempt("text part", lambda: transfer.content(part, defects), part.body)
    label = part.parameters.get("charset", "")
    if not label and part.content_type == "text/html" and (meta := _META_CHARSET.search(content)):
        label = meta[1].decode("ascii")
    if len(content) > MAX_BYTES:
        defects.note(f"text longer than {MAX_BYTES} bytes, the rest of it is left out")
    text = (
        charsets.decode(content[:MAX_BYTES], label, defects)
        .replace("\r\n", "\n")
        .replace("\r", "\n")
    )
    if len(text) > room:
        defects.note(f"text longer than {MAX_TEXT} characters, the rest of it is left out")
    text = _CONTROL.sub("", text[:room])
    if part.content_type in ("text/enriched", "text/richtext"):
        return enriched.to_text(text)
    if part.parameters.get("format", "").lower() == "flowed" and part.content_type == "text/plain":
        return flowed.unflow(text, delsp=part.parameters.get("delsp", "").lower() == "yes")
    return text


def _joined(
    segments: list[Segment], attached: list[Part], files: list[tuple[str, bytes]]
) -> Bodies:
    has_html = any(segment.html for segment in segments)
    together = "\n".join(segment.as_html() for segment in segments) if has_html else ""
    return Bodies(
        text="\n\n".join(segment.as_text() for segment in segments).strip(),
        html=inline.tied(together, attached),
        attached=attached,
        files=files,
    )
