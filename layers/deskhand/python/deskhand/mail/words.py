"""Encoded words of RFC 2047, also where and how they should not be."""

import binascii
import re

from deskhand.mail import charsets
from deskhand.mail.defects import Defects

MAX_LENGTH = 64 * 1024

# The last one may be cut off; one that another begins in is none.
_WORD = re.compile(r"=\?([^?\s]{0,60})\?([bBqQ])\?((?:[^?=]|=(?!\?(?!=))|\?(?!=))*+)(?:\?=|(?=\Z))")
_OTHERS = re.compile(r"[^A-Za-z0-9+/]+")


def decode(value: str, defects: Defects) -> str:
    if "=?" not in value:
        return value
    return "".join(_decoded(value[:MAX_LENGTH], defects))


def _decoded(value: str, defects: Defects) -> list[str]:
    found: list[str] = []
    charset, pending, position = "", b"", 0
    for word in _WORD.finditer(value):
        between = value[position : word.start()]
        content = _content(word, defects)
        if content is None:
            continue
        joined = bool(pending) and not between.strip()
        if not (joined and charset == word[1].lower()):
            found.append(charsets.decode(pending, charset, defects))
            found.append("" if joined else between)
            pending = b""
        # Some programs cut in the middle of a character.
        charset, pending, position = word[1].lower(), pending + content, word.end()
    return [*found, charsets.decode(pending, charset, defects), value[position:]]


def _content(word: re.Match[str], defects: Defects) -> bytes | None:
    """None for what is no encoded word but looks like one."""
    is_closed = word[0].endswith("?=")
    if not is_closed and " " in word[3]:
        return None
    if word[2] in "qQ":
        return binascii.a2b_qp(word[3].encode("utf-8", "replace"), header=True)
    characters = _OTHERS.sub("", word[3])
    if len(characters) % 4 == 1:
        defects.note("broken encoded word in a header")
        characters = characters[:-1]
        if not characters:
            return None
    return binascii.a2b_base64(characters + "=" * (-len(characters) % 4))
