"""HTML as a run of tokens, in linear time for any input.

`html.parser` is quadratic on unfinished markup (CVE-2025-6069) and its reading of character
references raises on `&#` with 5,000 digits.
"""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple


def names(words: str) -> frozenset[str]:
    return frozenset(words.split())


VOID = names("area base br col embed hr img input link meta param source track wbr basefont frame")
_RAW_TEXT = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "title", "textarea", "noscript", "xmp", "iframe", "noembed")
}
_MARKUP = re.compile(r"<(?=/?[a-zA-Z]|[!?])")
# Possessive, so that a tag without an end is given up at once.
_TAG = re.compile(
    r"""<(/?)([a-zA-Z][^\s/>]*+)
        ((?> [^>"'=]++ | =\s*+(?>"[^"]*+"|'[^']*+')? | ["'] )*+)>""",
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"""([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_HUGE_REFERENCE = re.compile(r"&#(?:\d{8,}|[xX][0-9a-fA-F]{7,});?")
MAX_ATTRIBUTES = 10_000  # characters of a tag that are read; data: images are longer


class Token(NamedTuple):
    kind: str  # "text", "open" or "close"
    value: str  # the text with its references resolved, or the name of the tag
    source: str  # as it stands in the document
    raw_attributes: str = ""

    def attributes(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for match in _ATTRIBUTE.finditer(self.raw_attributes, 0, MAX_ATTRIBUTES):
            value = match[2] or match[3] or match[4] or ""
            found.setdefault(match[1].lower(), unescape(value))
        return found


def count_attributes(tag: Token) -> int:
    return sum(1 for _ in _ATTRIBUTE.finditer(tag.raw_attributes))


def unescape(text: str) -> str:
    return html.unescape(_HUGE_REFERENCE.sub("\ufffd", text)) if "&" in text else text


def tokens(document: str) -> Iterator[Token]:
    position, size = 0, len(document)
    while position < size:
        found = _MARKUP.search(document, position)
        start = found.start() if found else size
        if start != position:
            text = document[position:start]
            yield Token("text", unescape(text), text)
        if not found:
            return
        token, position = _markup(document, start)
        if token:
            yield token
            if token.kind == "open" and token.value in _RAW_TEXT:
                position = _after_raw_text(document, token.value, position)


def _markup(document: str, start: int) -> tuple[Token | None, int]:
    match = _TAG.match(document, start)
    if match:
        kind = "close" if match[1] else "open"
        return Token(kind, match[2].lower(), match[0], match[3]), match.end()
    if document.startswith("<!--", start):
        return None, _after(document, "-->", start + 2)
    if document.startswith(("<!", "<?"), start):
        return None, _after(document, ">", start)
    return None, len(document)  # a tag that never ends swallows the rest, as in a browser


def _after(document: str, end: str, start: int) -> int:
    found = document.find(end, start)
    return found + len(end) if found >= 0 else len(document)


def _after_raw_text(document: str, name: str, start: int) -> int:
    found = _RAW_TEXT[name].search(document, start)
    return found.start() if found else len(document)


def skip(name: str, rest: Iterator[Token]) -> list[Token]:
    """Takes everything up to the end tag that belongs to an open `name`."""
    taken: list[Token] = []
    depth = 0 if name in VOID else 1
    while depth and (token := next(rest, None)):
        taken.append(token)
        if token.value == name and token.kind != "text":
            depth += 1 if token.kind == "open" else -1
    return taken
