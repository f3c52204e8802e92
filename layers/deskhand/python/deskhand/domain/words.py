"""What search looks for: words without case and accents; scripts without spaces, and Korean, whose
words grow endings, in pairs of characters."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

LONGEST = 40  # characters; what is longer is cut, in texts and in queries alike

# Thai, Lao, Myanmar, Khmer, kana, Han, Hangul
_UNSPACED = (
    r"\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59\u0e81-\u0edf\u1000-\u1049\u1050-\u109f"
    r"\u1780-\u17d3\u17dc\u17dd\u17e0-\u17e9\u3005-\u3007\u3041-\u3096\u3099\u309a\u309d-\u309f"
    r"\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    r"\U00020000-\U0003ffff"
)
# Marks that stand within a word and are no letters to `re`: accents, points of Hebrew and Arabic,
# signs of the scripts of India, joiners and hyphens that are not seen.
_MARKS = (
    r"\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    r"\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0900-\u0963\u0966-\u096f"
    r"\u0971-\u0dff\u00ad\u200c\u200d\u2060\ufeff"
)
_PICTURES = r"\u2600-\u27bf\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff"
_WORDS = rf"(?P<unspaced>[{_UNSPACED}]+)|[{_PICTURES}]|(?:[^\W_{_UNSPACED}]|[{_MARKS}])+"
_PLAIN_WORD = re.compile(r"[A-Za-z0-9]+")
_KEEPS_ITS_MARKS = re.compile(f"[{_UNSPACED}]")
# Letters that decompose into nothing simpler, as people without them on their keyboard type them.
_TYPED = str.maketrans(
    {"ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t", "ı": "i",
     "þ": "th", "ə": "e", "ё": "е", "ى": "ي", "ة": "ه", "\u0640": "", "\u200c": "", "\u200d": "",
     "\u00ad": "", "\u2060": "", "\ufeff": ""}
)  # fmt: skip


class Word(NamedTuple):
    """`text` is folded; `start` and `end` are where it stands in what it was found in."""

    text: str
    start: int
    end: int


@cache
def _word() -> re.Pattern[str]:
    """8 ms to compile, which a cold start need not wait for."""
    return re.compile(_WORDS)


def words(text: str) -> Iterator[Word]:
    """In order of the text, which has to be in normal form C."""
    if text.isascii():
        for match in _PLAIN_WORD.finditer(text):
            yield Word(match.group().lower()[:LONGEST], *match.span())
        return
    for match in _word().finditer(text):
        yield from _pieces(folded(match.group()), *match.span())


def _pieces(token: str, start: int, end: int) -> Iterator[Word]:
    """Folded, a sign may have become two words, as ½ does."""
    for match in _word().finditer(token):
        word = match.group()
        if match["unspaced"] and len(word) > 1:
            for place in range(len(word) - 1):
                yield Word(word[place : place + 2], start + place, min(start + place + 2, end))
        else:
            yield Word(word[:LONGEST], start, end)


def last_of_run(word: Word, text: str) -> str | None:
    """The last character of a run of pairs begins none of them, and must be found as well."""
    if len(word.text) != 2 or not _KEEPS_ITS_MARKS.match(word.text):
        return None
    goes_on = word.end < len(text) and _KEEPS_ITS_MARKS.match(text[word.end])
    return None if goes_on else word.text[1]


def texts(text: str) -> list[str]:
    """The words of what somebody asks for, each once."""
    return list(dict.fromkeys(word.text for word in words(normal(text))))


def normal(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text)  # first: it makes capitals, as of a trade mark
    decomposed = unicodedata.normalize("NFKD", plain.casefold())
    bare = "".join(c for c in decomposed if not _is_accent(c))
    return unicodedata.normalize("NFC", bare).translate(_TYPED)


def _is_accent(character: str) -> bool:
    """Accents and points, by their combining class; not what makes another letter of one in kana
    and in the scripts of India.

    unicode.org/reports/tr44/#Canonical_Combining_Class_Values"""
    kind = unicodedata.combining(character)
    return kind >= 200 or 10 <= kind <= 36


def bucket(word: str) -> str:
    """What the postings of a desk are divided by, so that a beginning of that length finds all that
    begins with it: two characters, or one where that is a word already."""
    return word[:1] if _KEEPS_ITS_MARKS.match(word) else word[:2]
