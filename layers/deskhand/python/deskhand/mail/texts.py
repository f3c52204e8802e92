"""The text of one part, as it was meant to be read."""

import html
import re
from typing import NamedTuple

from deskhand.mail import charset_labels, charsets, enriched, flowed, transfer, uuencoded
from deskhand.mail.defects import Defects
from deskhand.mail.structure import Part

MAX_BYTES = 12_000_000
MAX_TEXT = 4_000_000  # characters; operators read nothing of this size, the raw mail has it all
MAX_HEAD = 200_000  # where the charset of an HTML document is looked for

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/x-html"})
_META_CHARSET = re.compile(
    rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?([\w.:-]{1,40})"
    rb"|<\?xml[^>]{1,100}?encoding\s*=\s*[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(rb"\s*(?:<!doctype html|<html)\b", re.IGNORECASE)
_MARKUP = re.compile(r"<[a-zA-Z!/]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


class Text(NamedTuple):
    content: str
    is_html: bool
    files: list[tuple[str, bytes]]  # that stood in it


def read(part: Part, room: int, defects: Defects) -> Text:
    content = transfer.undeclared_text(part, transfer.read(part, defects))
    is_html = part.content_type in HTML_TYPES or bool(_DOCUMENT.match(content))
    label = _label(part, content, is_html=is_html)
    found: list[tuple[bytes, bytes]] = []
    if part.content_type == "text/plain":
        content, found = uuencoded.extract(content, defects)
    if len(content) > MAX_BYTES:
        defects.note(f"text longer than {MAX_BYTES} bytes, the rest of it is left out")
    text = charsets.decode(content[:MAX_BYTES], label, defects)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > room:
        defects.note(f"text longer than {MAX_TEXT} characters, the rest of it is left out")
    text = _CONTROL.sub("", text[:room])
    if is_html and part.alternative is None and not _MARKUP.search(text):
        is_html, text = False, html.unescape(text)  # somebody has set the wrong type
    text = text if is_html else _plain(part, text)
    files = [(charsets.decode(name, label, defects), file) for name, file in found]
    return Text(text.strip("\n"), is_html, files)


def _label(part: Part, content: bytes, *, is_html: bool) -> str:
    label = part.parameters.get("charset", "")
    if not is_html or charset_labels.normal(label) not in charset_labels.SAYS_NOTHING:
        return label
    meta = _META_CHARSET.search(content[:MAX_HEAD])
    named = (meta[1] or meta[2]).decode("ascii") if meta else ""
    return "" if named.lower().startswith("utf-16") else named  # it could not be read in UTF-16


def _plain(part: Part, text: str) -> str:
    if part.content_type in ("text/enriched", "text/richtext"):
        return enriched.to_text(text)
    if part.parameters.get("format", "").lower() == "flowed" and part.content_type == "text/plain":
        return flowed.unflow(text, delsp=part.parameters.get("delsp", "").lower() == "yes")
    return text
