"""Bytes to text, whatever the label says."""

import codecs
import re
from functools import lru_cache

from deskhand.mail import detect
from deskhand.mail.defects import Defects

# Labels that mail programs write and Python does not know, or knows as a narrower set than
# what is sent under that name (https://encoding.spec.whatwg.org/#names-and-labels).
ALIASES = {
    "ansi": "cp1252",
    "ansi_x3.110-1983": "cp1252",
    "big5": "big5hkscs",
    "big5-eten": "big5hkscs",
    "cn-big5": "big5hkscs",
    "cn-gb": "gb18030",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "hz-gb-2312": "hz",
    "iso-10646-ucs-2": "utf-16",
    "iso-2022-jp": "iso2022_jp_ext",
    "iso-8859-1": "cp1252",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "koi8-ru": "koi8_u",
    "ks_c_5601": "cp949",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601-1989": "cp949",
    "ksc5601": "cp949",
    "ksc_5601": "cp949",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "macintosh": "mac_roman",
    "mac-ce": "mac_latin2",
    "mac-centraleurroman": "mac_latin2",
    "mac-chinesesimp": "gb18030",
    "mac-chinesetrad": "big5hkscs",
    "mac-cyrillic": "mac_cyrillic",
    "mac-ukrainian": "mac_cyrillic",
    "mac-greek": "mac_greek",
    "mac-icelandic": "mac_iceland",
    "mac-japanese": "cp932",
    "mac-korean": "cp949",
    "mac-roman": "mac_roman",
    "mac-turkish": "mac_turkish",
    "shift-jis": "cp932",
    "shift_jis": "cp932",
    "sjis": "cp932",
    "tis-620": "cp874",
    "unicode": "utf-16",
    "unicode-1-1-utf-7": "utf-7",
    "unicode-1-1-utf-8": "utf-8",
    "unicode-2-0-utf-7": "utf-7",
    "utf-8mb4": "utf-8",
    "utf8mb4": "utf-8",
    "windows-31j": "cp932",
    "windows-936": "gb18030",
    "windows-949": "cp949",
    "windows-950": "big5hkscs",
}
_NUMBERED = (
    (re.compile(r"(?:ms|windows|win|cp|ibm)[-_ ]?(?:cp)?[-_ ]?(\d{3,4})"), "cp"),
    (re.compile(r"iso[-_ ]?8859[-_ ](\d{1,2})(?:[:_-].*)?"), "iso-8859-"),
)
SAYS_NOTHING = frozenset(
    {"", "us-ascii", "ascii", "ansi_x3.4-1968", "unknown", "unknown-8bit", "x-unknown", "default"}
    | {"8bit", "7bit", "binary", "_iso-2022-jp$esc", "none", "null", "auto"}
)
# Text codecs that no mail is written in: slow on purpose-made input, or warning, or useless.
REFUSED = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
)
MAX_LABEL = 40
_JAPANESE = "iso2022_jp_ext"
_TWO_BYTES = re.compile(rb"\x1b\$[@B]((?:[\x21-\x7e]{2})+)")
_ESCAPES = re.compile(rb"\x1b(?:\([A-Z]|\$[@AB])")
_UNUSABLE = re.compile("[\ud800-\udfff]")


def decode(data: bytes, label: str, defects: Defects, *, hint: str = "") -> str:
    """By its label; without one, or with an unknown one: UTF-8, then `hint`, then cp1252."""
    codec = codec_of(label)
    if codec is None and normal(label) not in SAYS_NOTHING:
        defects.note(f"unknown charset {label[:MAX_LABEL]!a}")
    return _usable(_declared(data, codec) if codec else _guessed(data, hint))


def normal(label: str) -> str:
    """As Python or the table above may know it: `x-windows1251` is cp1251."""
    # RFC 2231 lets a language follow the charset: =?utf-8*en?q?...?=
    name = label.partition("*")[0].strip(" \t\"';,").lower()
    if name in ALIASES or name in SAYS_NOTHING:
        return name
    name = name.removeprefix("x-").removeprefix("charset=").removeprefix("cs")
    if name in ALIASES:
        return name
    for pattern, prefix in _NUMBERED:
        if match := pattern.fullmatch(name):
            return f"{prefix}{match[1]}"
    return name


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
    if not data.isascii() and _is_certainly_utf8(data, codec):
        return data.decode("utf-8-sig")
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        # An UTF-8 body under a single-byte or Asian label is common, the reverse of it rare.
        text = None if codec == _JAPANESE else _utf8(data)
        return text or _mended(data, codec)


def _is_certainly_utf8(data: bytes, codec: str) -> bool:
    """Text in another charset is no valid UTF-8 by chance, except for a character or two."""
    if codec.startswith(("utf", "iso2022", "hz")):
        return False
    text = _utf8(data)
    if text is None:
        return False
    is_asian = codec.startswith(("gb", "big5", "euc", "cp9"))
    return len(text) - len(text.encode("ascii", "ignore")) >= (5 if is_asian else 3)


def _mended(data: bytes, codec: str) -> str:
    if codec == _JAPANESE:
        return _nec(data)
    if codec != "utf-8":
        return data.decode(codec, "replace")
    replaced = data.decode(codec, "replace")
    # Not one sequence of UTF-8 in it: the label is wrong, and not a letter or two.
    is_utf8 = any(character > "\x7f" and character != "\ufffd" for character in replaced)
    return replaced if is_utf8 else _guessed(data, "")


def _nec(data: bytes) -> str:
    """Microsoft's ISO-2022-JP, with NEC's circled digits: decoded as the Shift JIS of them."""

    def shifted(run: re.Match[bytes]) -> bytes:
        pairs = zip(run[1][::2], run[1][1::2], strict=False)
        return b"".join(_shift_jis(row, cell) for row, cell in pairs)

    return _ESCAPES.sub(b"", _TWO_BYTES.sub(shifted, data)).decode("cp932", "replace")


def _shift_jis(row: int, cell: int) -> bytes:
    lead = (row + 1) // 2 + (0x70 if row < 0x5F else 0xB0)
    if row % 2:
        return bytes((lead & 0xFF, (cell + (0x1F if cell < 0x60 else 0x20)) & 0xFF))
    return bytes((lead & 0xFF, (cell + 0x7E) & 0xFF))


def _guessed(data: bytes, hint: str) -> str:
    escaped = b"\x1b$" in data  # 7 bits, and not ASCII all the same
    text = None if escaped else _utf8(data)
    if text is not None:
        return text
    codec = codec_of(detect.charset_of(data)) or codec_of(hint) or "cp1252"
    return _mended(data, codec) if codec == _JAPANESE else data.decode(codec, "replace")


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _usable(text: str) -> str:
    # UTF-7 can spell lone surrogates, which nothing after us could encode again.
    return _UNUSABLE.sub("\ufffd", text) if _UNUSABLE.search(text) else text
