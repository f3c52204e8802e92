"""What search looks for: words without case and accents; scripts without spaces in pairs of
characters."""

import re
import unicodedata
from collections.abc import Iterator

LONGEST, MOST = 40, 400
_UNSPACED = r"\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WORD = re.compile(rf"(?P<unspaced>(?:(?=\w)[{_UNSPACED}])+)|[^\W{_UNSPACED}]+")


def words_of(*texts: str | None) -> set[str]:
    """At most 400: a mail with more than that is a log file or a book."""
    found: dict[str, None] = {}
    for text in texts:
        for word in _words(folded(text or "")):
            found[word[:LONGEST]] = None
            if len(found) == MOST:
                return set(found)
    return set(found)


def asked(query: str) -> tuple[list[str], str]:
    """The words of a query and, apart, its last one, which may be a beginning. An address counts
    as its parts: half typed it is no address."""
    words = list(dict.fromkeys(word[:LONGEST] for word in _pieces(folded(query[:500]))))[:12]
    return words[:-1], words[-1] if words else ""


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)  # first: it makes capitals, as of a trade mark
    decomposed = unicodedata.normalize("NFKD", plain.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _words(text: str) -> Iterator[str]:
    yield from (match.group() for match in _ADDRESS.finditer(text))
    yield from _pieces(text)


def _pieces(text: str) -> Iterator[str]:
    for match in _WORD.finditer(text):
        word = match.group()
        if match["unspaced"]:
            yield from (word[i : i + 2] for i in range(max(1, len(word) - 1)))
        else:
            yield word
