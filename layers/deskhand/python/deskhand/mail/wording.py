"""Phrases of many languages as data (JSON files of regular expressions in small letters), and
texts made comparable to them. Nothing is compiled before a mail needs it."""

import json
import re
import unicodedata
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "ə": "e"} | dict.fromkeys("’‘ʼ`´", "'")
)


def fold(text: str) -> str:
    """`Réponse automatique：` is `reponse automatique:`; some programs lose the marks of letters,
    and some write full-width ones."""
    return text.lower() if text.isascii() else _bare(text.lower())


def _bare(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.translate(_LETTERS))
    marked = "".join(each for each in apart if not unicodedata.combining(each))
    return unicodedata.normalize("NFKC", marked)


@cache
def _phrases(file: str) -> dict[str, list[str]]:
    phrases: dict[str, list[str]] = json.loads((_FOLDER / file).read_text("utf-8"))
    return phrases


def entries(file: str, name: str) -> list[str]:
    return _phrases(file)[name]


@cache
def any_of(file: str, name: str) -> str:
    return "(?:" + "|".join(map(_bare, entries(file, name))) + ")"


@cache
def pattern(file: str, name: str) -> re.Pattern[str]:
    """For folded text."""
    return re.compile(any_of(file, name), re.MULTILINE)
