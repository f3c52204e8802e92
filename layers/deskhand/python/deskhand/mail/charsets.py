"""Bytes to text, whatever the label says."""

import codecs
import re

from deskhand.mail import detect
from deskhand.mail.charset_labels import MAX_LABEL, SAYS_NOTHING, codec_of, normal
from deskhand.mail.defects import Defects

_PLAIN = frozenset({None, "utf-8", "cp1252", "ascii"})  # of one mind about ASCII, and frequent
MAX_HEAD = 2_000
MAX_STRAY = 10_000
MAX_NEC = 1_000_000
_LATIN = frozenset(
    {"cp1250", "cp1252", "cp1254", "cp1257", "iso8859-2", "iso8859-4", "iso8859-9", "iso8859-15"}
)
_JAPANESE = "iso2022_jp_ext"
_EIGHT_BITS = {_JAPANESE: "cp932", "iso2022_kr": "cp949", "hz": "gb18030"}
_IN_PAIRS = frozenset({"gb18030", "cp949", "euc_jp"})
_PAIR = re.compile(rb"[\x80-\xff]{2}")
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_READABLE = bytes({*range(32, 127), 9, 10, 13})
_TWO_BYTES = re.compile(rb"\x1b\$[@B]((?:[\x21-\x7e]{2})+)")
_ESCAPES = re.compile(rb"\x1b(?:\([A-Z]|\$[@AB])")
_UNUSABLE = re.compile("[\ud800-\udfff]")


def decode(data: bytes, label: str, defects: Defects, *, hint: str = "") -> str:
    """By its label; without one, or with an unknown one: UTF-8, then `hint`, then cp1252."""
    codec = codec_of(label)
    if codec is None and normal(label) not in SAYS_NOTHING:
        defects.note(f"unknown charset {label[:MAX_LABEL]!a}")
    if codec in _PLAIN and data.isascii() and b"\x1b" not in data and b"\0" not in data:
        return data.decode("ascii")
    return _usable(_declared(data, codec) if codec else _guessed(data, hint))


def _declared(data: bytes, codec: str) -> str:
    if data.startswith(codecs.BOM_UTF8) and (text := utf8(data)) is not None:
        return text
    if codec.startswith("utf-16"):
        return _utf16(data, codec)
    if codec == _JAPANESE:
        return _japanese(data)
    if not data.isascii() and _is_certainly_utf8(data, codec):
        return data.decode("utf-8-sig")
    if codec == "cp1252" and (other := codec_of(detect.script_of(data))):
        return data.decode(other, "replace")  # the label that those write who know of no other
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        # An UTF-8 body under a single-byte or Asian label is common, the reverse of it rare.
        return utf8(data) or _mended(data, codec)


def _utf16(data: bytes, codec: str) -> str:
    """Without a mark of its order, the zeros of spaces and line ends tell it."""
    if data[:2] in _MARKS:
        return data.decode("utf-16", "replace") if _is_wide(data) else _guessed(data, "")
    even, odd = data[::2].count(0), data[1::2].count(0)
    if not even and not odd:  # something on the way has changed it, and not the label
        return utf8(data) or data.decode("utf-16-be" if codec == "utf-16" else codec, "replace")
    if codec != "utf-16" and even == odd:
        return data.decode(codec, "replace")
    return data.decode("utf-16-le" if odd > even else "utf-16-be", "replace")


def _japanese(data: bytes) -> str:
    if b"\x1b" not in data and not data.isascii():
        return _guessed(data, "cp932")
    try:
        return data.decode(_JAPANESE)
    except UnicodeDecodeError:
        return _nec(data) if len(data) < MAX_NEC else data.decode(_JAPANESE, "replace")


def _is_certainly_utf8(data: bytes, codec: str) -> bool:
    """Text in another charset is no valid UTF-8 by chance, except for a character or two."""
    if codec.startswith(("utf", "iso2022", "hz")):
        return False
    text = utf8(data)
    if text is None:
        return False
    return len(text) - len(text.encode("ascii", "ignore")) >= _needed(codec)


def _needed(codec: str) -> int:
    """No word of Latin letters has `Ã¼` in it."""
    if codec in _LATIN:
        return 1
    return 5 if codec.startswith(("gb", "big5", "euc", "cp9")) else 3


def _mended(data: bytes, codec: str) -> str:
    if codec != "utf-8":
        return data.decode(codec, "replace")
    replaced = data.decode(codec, "replace")
    if _is_mostly_broken(replaced):
        return _guessed(data, "")
    return data.decode(codec, _STRAY) if replaced.count("\ufffd") <= MAX_STRAY else replaced


def _stray(error: UnicodeError) -> tuple[str, int]:
    """A byte of a Western charset in a text of UTF-8, as from a list's footer."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    taken = error.object[error.start : error.end]
    is_cut = error.end == len(error.object) and len(error.object) > 1
    return "\ufffd" if is_cut or len(taken) > 1 else taken.decode("cp1252", "replace"), error.end


_STRAY = "deskhand.stray"
codecs.register_error(_STRAY, _stray)


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
    if _is_wide(data):
        return _utf16(data, "utf-16")
    escaped = b"\x1b$" in data  # 7 bits, and not ASCII all the same
    text = None if escaped else utf8(data)
    if text is not None:
        return text
    codec = codec_of(detect.charset_of(data)) or _hinted(data, hint)
    if codec == _JAPANESE and b"\x1b" in data:
        return _japanese(data)
    text = data.decode(codec, "replace")
    return data.decode("cp1252", "replace") if _is_mostly_broken(text) else text


def _is_mostly_broken(replaced: str) -> bool:
    others = len(replaced) - len(replaced.encode("ascii", "ignore"))
    return others < 2 * replaced.count("\ufffd")


def _hinted(data: bytes, hint: str) -> str:
    """For bytes that are no UTF-8, whatever the rest of the mail is written in. An accent between
    plain letters is no Chinese either."""
    codec = codec_of(hint) or "cp1252"
    if codec.startswith("utf") or (codec in _IN_PAIRS and not _PAIR.search(data)):
        return "cp1252"
    return _EIGHT_BITS.get(codec, codec)


def _is_wide(data: bytes) -> bool:
    """UTF-16, of which every other byte is zero in most languages."""
    head = data[:MAX_HEAD]
    if data[:2] in _MARKS:  # perhaps by chance: then letters follow that are single bytes
        return len(head[2:].translate(None, _READABLE)) > len(head[2:]) // 5
    even, odd = head[::2].count(0), head[1::2].count(0)
    return max(even, odd) > len(head) // 4 and min(even, odd) <= len(head) // 50


def utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _cesu8(data) if b"\xed" in data else None


def _cesu8(data: bytes) -> str | None:
    """Java's way to write an emoji: each half of its UTF-16 as a character of UTF-8."""
    try:
        return (
            data.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16")
        )
    except UnicodeError:
        return None


def _usable(text: str) -> str:
    # UTF-7 can spell lone surrogates, which nothing after us could encode again.
    return _UNUSABLE.sub("\ufffd", text) if _UNUSABLE.search(text) else text
