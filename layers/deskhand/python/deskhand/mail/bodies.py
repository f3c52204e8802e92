"""Which parts are the letter itself, and their text."""

import html
from dataclasses import dataclass, field
from functools import partial

from deskhand.mail import (
    charsets,
    filenames,
    icalendar,
    inline,
    phrases,
    plain,
    texts,
    tnef,
    transfer,
)
from deskhand.mail.defects import Defects
from deskhand.mail.structure import Part

MAX_ELSEWHERE = 20  # parts

_LETTER_TYPES = texts.HTML_TYPES | {"text/plain", "text/enriched", "text/richtext"}
_CALENDARS = frozenset({"text/calendar", "application/ics", "text/x-vcalendar"})
_FILES = frozenset({"text/csv", "text/vcard", "text/x-vcard", "text/directory"})  # and no letter


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
    segments: dict[tuple[int, int], Segment] = {}
    attached: list[Part] = []
    files: list[tuple[str, bytes]] = []
    room = texts.MAX_TEXT
    has_unnamed = any(_is_unnamed(part) for part in parts)
    for part in parts:
        if part.content_type == "text/x-amp-html" and part.alternative is not None:
            continue  # says once more, for Gmail, what the HTML says
        # Parts of one raw mail: those of a signed one within it have numbers of their own.
        start = part.start if part.alternative is None else part.alternative
        key = (id(part.raw), start)
        is_version = part.alternative is not None and _is_missing(part, segments.get(key))
        may_be_named = is_version or not (segments or has_unnamed)
        if not (_is_text(part) and (may_be_named or _is_unnamed(part))):
            attached.append(part)
            continue
        segment = segments.setdefault(key, Segment())
        content, is_html, found = texts.read(part, room, defects)
        files += found
        room -= len(content)
        if content.strip():
            (segment.html if is_html else segment.plain).append(content)
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
    return not (segment.html if part.content_type in texts.HTML_TYPES else segment.plain)


def _elsewhere(attached: list[Part], defects: Defects) -> list[Segment]:
    """Nothing is the letter: perhaps an invitation, Outlook's winmail.dat or a text of another
    kind says something."""
    for part in attached[:MAX_ELSEWHERE]:
        segment = defects.attempt("text part", partial(_said_by, part, defects), Segment())
        if segment.plain or segment.html:
            return [segment]
    return []


def _said_by(part: Part, defects: Defects) -> Segment:
    if _is_other_text(part):
        return Segment([texts.read(part, texts.MAX_TEXT, defects).content])
    content = transfer.content(part, defects)
    said = html_said = ""
    if part.content_type in _CALENDARS:
        label = part.parameters.get("charset", "utf-8")
        said = icalendar.to_text(charsets.decode(content, label, defects))
    elif tnef.is_tnef(content):
        letter = tnef.unpack(content, defects).message.with_rtf_read()
        said, html_said = letter.text.strip(), letter.html.strip()
    return Segment([said] * bool(said), [html_said] * bool(html_said))


def _is_other_text(part: Part) -> bool:
    """RFC 2046, section 4.1.4: text of an unknown kind is plain text."""
    if not part.content_type.startswith("text/") or part.content_type in _FILES | _CALENDARS:
        return False
    disposition = part.fields.first("content-disposition").strip(" \"'").lower()
    is_file = disposition.startswith("attachment") or filenames.declared_filename(part, Defects())
    return not is_file and part.content_type != "text/rfc822-headers"


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
