"""What stands below an answer, as mail programs write it and fold it away again."""

import re
from datetime import UTC, datetime
from typing import NamedTuple

from markupsafe import Markup

from deskhand.domain.message import Message
from deskhand.mail import pictures, render
from deskhand.mail.fields import one_line
from deskhand.mail.paragraphs import paragraphs

LONGEST_TEXT, LONGEST_HTML, LONGEST_NAME, LONGEST_WORD = 4_000, 10_000, 100, 40  # characters

_PICTURE = re.compile(r"\[cid:[^\]\s]{1,250}\]")  # Outlook's text for one
_OLDER = re.compile(r"^ {0,3}>.*\n?", re.MULTILINE)


class Quote(NamedTuple):
    text: str = ""
    html: str = ""


def quote(said: Message, name: str, language: str, *, older: bool) -> Quote:
    """`older`: whether also what the message itself quotes."""
    words = render.words(language)
    text = _PICTURE.sub("", said.text if older else _OLDER.sub("", said.text)).strip("\r\n")
    if not text.strip():
        return Quote()
    shown = _cut(text, words["quote_cut"])
    head = words["quoted"].format(date=_date(said.created_at), name=one_line(name)[:LONGEST_NAME])
    html = render.page(
        "quote.html.j2",
        {
            "head": head,
            "said": Markup(_html(said, shown)),  # noqa: S704 - sanitised, or escaped there
            "direction": render.direction(language),
        },
    )
    return Quote("\n".join([head, *map(_quoted, shown.splitlines())]), html)


def _cut(text: str, notice: str) -> str:
    if len(text) <= LONGEST_TEXT:
        return text
    words, _, last = text[:LONGEST_TEXT].rpartition(" ")
    whole = words if words and len(last) < LONGEST_WORD else text[:LONGEST_TEXT]
    return f"{whole.rstrip()} …\n\n{notice}"


def _date(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _html(said: Message, shown: str) -> str:
    """An answer of the desk keeps its form. A received mail's HTML would bring along all that it
    quotes itself, and its layout."""
    if said.is_an_answer and said.html and len(said.html) <= LONGEST_HTML:
        return pictures.told(said.html)
    return paragraphs(shown)


def _quoted(line: str) -> str:
    return f">{line}" if line.startswith(">") else f"> {line}".rstrip()
