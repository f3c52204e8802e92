"""Bytes to text, whatever the label says."""

import codecs
import re
from functools import lru_cache

from deskhand.mail.defects import Defects

# Labels that mail programs write and Python does not know, or knows as a narrower set than
# what is sent under that name (https://encoding.spec.whatwg.org/#names-and-labels).
ALIASES = {
    "ansi": "cp1252",
    "ansi_x3.110-1983": "cp1252",
    "big5": "cp950",
    "cp-850": "cp850",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-9": "cp1254",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "ks_c_5601-1987": "cp949",
    "ksc5601": "cp949",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "macintosh": "mac_roman",
    "shift-jis": "cp932",
    "shift_jis": "cp932",
    "sjis": "cp932",
    "tis-620": "cp874",
    "unicode-1-1-utf-7": "utf-7",
    "unicode-1-1-utf-8": "utf-8",
    "utf-8mb4": "utf-8",
    "utf8mb4": "utf-8",
    "windows-874": "cp874",
    "x-gbk": "gb18030",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-mac-roman": "mac_roman",
    "x-sjis": "cp932",
}
SAYS_NOTHING = frozenset(
    {"", "us-ascii", "ascii", "ansi_x3.4-1968", "unknown", "unknown-8bit", "x-unknown", "default"}
    | {"8bit", "7bit", "binary", "_iso-2022-jp$esc", "none", "null", "auto"}
)
# Text codecs that no mail is written in: slow on purpose-made input, or warning, or useless.
REFUSED = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
)
MAX_LABEL = 40
_UNUSABLE = re.compile("[\ud800-\udfff]")


def decode(data: bytes, label: str, defects: Defects, *, hint: str = "") -> str:
    """By its label; without one, or with an unknown one: UTF-8, then `hint`, then cp1252."""
    codec = codec_of(label)
    if codec is None and normal(label) not in SAYS_NOTHING:
        defects.note(f"unknown charset {label[:MAX_LABEL]!a}")
    return _usable(_declared(data, codec) if codec else _guessed(data, hint))


def normal(label: str) -> str:
    # RFC 2231 lets a language follow the charset: =?utf-8*en?q?...?=
    return label.partition("*")[0].strip(" \t\"'").lower()


@lru_cache(maxsize=256)
def codec_of(label: str) -> str | None:
    name = normal(label)
    if name in SAYS_NOTHING or len(name) > MAX_LABEL:
        return None
    try:
        codec = codecs.lookup(ALIASES.get(name, name))
        "".encode(codec.name)  # refuses codecs that are not of text, such as zlib
    except (LookupError, ValueError):
        return None
    return None if codec.name in REFUSED else codec.name


def _declared(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        # An UTF-8 body under a single-byte or Asian label is common, the reverse of it rare.
        return _utf8(data) or data.decode(codec, "replace")


def _guessed(data: bytes, hint: str) -> str:
    text = _utf8(data)
    if text is not None:
        return text
    return data.decode(codec_of(hint) or "cp1252", "replace")


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _usable(text: str) -> str:
    # UTF-7 can spell lone surrogates, which nothing after us could encode again.
    return _UNUSABLE.sub("\ufffd", text) if _UNUSABLE.search(text) else text
