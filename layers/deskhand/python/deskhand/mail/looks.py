"""What classes and styles of an element mean for its text."""

import re

from deskhand.mail import markup
from deskhand.mail.markup import Token

MAX_HEAD = 50_000  # characters in which a style sheet is looked for

_UNSEEN = markup.names("head select object svg math template xml")
_HIDDEN = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden|"
    r"(?<![\w-])opacity\s*:\s*0\s*(?:;|$)|max-height\s*:\s*0(?:px)?\s*(?:;|$)",
    re.IGNORECASE,
)
_PREFORMATTED = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
# Paragraphs without a margin: Outlook makes every line one, and an empty one for a gap.
_TIGHT_CLASS = re.compile(r"mso(?:normal|plaintext|nospacing|listparagraph)", re.IGNORECASE)
_TIGHT_STYLE = re.compile(r"margin(?:-bottom)?\s*:\s*0(?!\.?\d{0,9}[1-9])", re.IGNORECASE)
_TIGHT_SHEET = re.compile(
    r"(?<![\w.-])p(?:\.MsoNormal)?\s*\{[^{}]*?margin(?:-bottom)?\s*:\s*0(?!\.?\d{0,9}[1-9])",
    re.IGNORECASE,
)


def is_unseen(token: Token) -> bool:
    if token.value in _UNSEEN:
        return True
    return "style" in token.raw_attributes and bool(
        _HIDDEN.search(token.attributes().get("style", ""))
    )


def is_tight(token: Token) -> bool:
    attributes = token.attributes() if token.raw_attributes else {}
    return bool(
        _TIGHT_CLASS.search(attributes.get("class", ""))
        or _TIGHT_STYLE.search(attributes.get("style", ""))
    )


def has_tight_paragraphs(document: str) -> bool:
    return bool(_TIGHT_SHEET.search(document, 0, MAX_HEAD))


def is_preformatted(token: Token) -> bool:
    if token.value == "pre":
        return True
    return "white-space" in token.raw_attributes and bool(
        _PREFORMATTED.search(token.attributes().get("style", ""))
    )
