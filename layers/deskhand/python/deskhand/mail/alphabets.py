"""Which charset of one byte a letter text is written in, by the letters that it would have.

Only what is as good as certain is said; everything else is left to cp1252, as Western mail is.
The languages are data (alphabets.json): their frequent letters, the others, and the charsets.
"""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

MIN_LETTERS = 4
MANY = 10  # of the charsets of old machines
SURE = 0.72  # of a text in its own charset: frequent letters count 1, others 0.6, capitals less
SURE_LATIN = 0.9
CLEARLY = 0.04
AHEAD = 0.2  # of what cp1252 makes of it

_FILE = Path(__file__).with_name("alphabets.json")
_NEUTRAL = frozenset("«»‹›“”„‘’‚–—…€°§©®™·•№\xa0\xad´`¿¡²³ªº")
_MARK = re.compile(rb"[\x84\x85\x91-\x97]")
_WITHIN = re.compile(  # not the apostrophes of `don’t` and `l’eau`
    rb"(?<=[A-Za-z])[\x84\x85\x91\x93-\x97](?=[A-Za-z])|(?<=[A-Za-z]{2})\x92(?=[A-Za-z]{2})"
)
_FREQUENT, _OTHER, _CAPITAL = 1.0, 0.6, 0.5


class _Table(NamedTuple):
    """What each byte from 128 on counts; None where it says nothing."""

    codec: str
    weights: list[float | None]
    needed: int  # letters, to say anything


@cache
def _scripts() -> list[_Table]:
    tables: list[_Table] = []
    for frequent, others, codecs in _data("scripts").values():
        weights = dict.fromkeys((frequent + others).upper(), _CAPITAL)
        weights |= dict.fromkeys(others, _OTHER) | dict.fromkeys(frequent, _FREQUENT)
        tables += [_table(codec, weights) for codec in codecs.split()]
    return tables


@cache
def _latin() -> tuple[list[_Table], list[_Table]]:
    """Those of cp1252, and those of others."""
    western: list[_Table] = []
    others: list[_Table] = []
    for name, (alphabets, codecs) in _data("latin").items():
        is_western = name == "western"
        for letters in alphabets.split():
            weights = dict.fromkeys(letters + letters.upper(), 1.0)
            needed = MANY if is_western else MIN_LETTERS
            others += [_table(codec, weights, needed) for codec in codecs.split()]
            western += [_table("cp1252", weights)] * is_western
    return western, others


def _data(name: str) -> dict[str, list[str]]:
    data: dict[str, dict[str, list[str]]] = json.loads(_FILE.read_text("utf-8"))
    return data[name]


def _table(codec: str, weights: dict[str, float], needed: int = MIN_LETTERS) -> _Table:
    characters = [bytes([byte]).decode(codec, "replace") for byte in range(128, 256)]
    counts = [None if c in _NEUTRAL else weights.get(c, 0.0) for c in characters]
    return _Table(codec, counts, needed)


def script(sample: bytes) -> str:
    """Cyrillic, Greek, Hebrew, Arabic or Thai; empty for none of them."""
    score, codec = _best(_scripts(), _high(sample))
    return codec if score >= SURE else ""


def latin(sample: bytes) -> str:
    """Of Central Europe, Turkey or the Baltic, or of DOS or the old Macintosh; else empty."""
    high = _high(_without_marks(sample))
    western, others = _latin()
    usual, _ = _best(western, high)
    score, codec = _best(others, high)
    return codec if score >= SURE_LATIN and score >= usual + AHEAD else ""


def _without_marks(sample: bytes) -> bytes:
    """Dashes, dots and quotes of cp1252 stand at the edges of words, the letters that DOS and
    the Macintosh have in their place stand within."""
    marks = len(_MARK.findall(sample))
    are_few = 2 * marks < _high(sample).total()
    are_within = 2 * len(_WITHIN.findall(sample)) > marks
    return sample if are_few or are_within else _MARK.sub(b"", sample)


def _high(sample: bytes) -> Counter[int]:
    return Counter(byte - 128 for byte in sample if byte >= 128)


def _best(tables: list[_Table], high: Counter[int]) -> tuple[float, str]:
    best, codec = 0.0, ""
    for table in tables:
        score = _score(table, high)
        if score > best + CLEARLY:  # the more frequent charsets come first
            best, codec = score, table.codec
    return best, codec


def _score(table: _Table, high: Counter[int]) -> float:
    total = 0
    score = 0.0
    for byte, count in high.items():
        weight = table.weights[byte]
        if weight is not None:
            total += count
            score += weight * count
    return score / total if total >= table.needed else 0.0
