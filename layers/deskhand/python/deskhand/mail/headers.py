"""Header fields of one part: bytes to text, encoded words, parameters."""

import re
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message

from deskhand.mail import charsets
from deskhand.mail.defects import Defects

MAX_BLOCK = 256 * 1024
MAX_VALUE = 64 * 1024
MAX_WORDS = 8 * 1024  # decoding words is quadratic for words that never end
MAX_PARAMETERS = 4 * 1024

_BLOCK_END = re.compile(rb"\r?\n\r?\n")
_BLANK_LINE = re.compile(rb"\r?\n")
_LINE = re.compile(rb"[^\n]*\n|[^\n]+")  # a lone CR ends no line: it could smuggle in a field
_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:(.*)", re.DOTALL)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_WORD = r"=\?[^?\s]{1,60}\?[bBqQ]\?.*?\?="
_WORDS = re.compile(rf"{_WORD}(?:\s*{_WORD})*", re.DOTALL)
FOLDS = re.compile(r"[\r\n]+[ \t]*")
_FOLD = re.compile(r"\r?\n(?=[ \t])")
# C0, DEL, C1 (with NEL), line and paragraph separator; and what turns the reading direction
# around, so that a file called `exe.pdf` shows as what it is.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
_SPACES = re.compile(r"[ \u00a0\u3000]+")


@dataclass(frozen=True, slots=True)
class Fields:
    """Values are unfolded text, not yet decoded from encoded words."""

    values: dict[str, list[str]]

    def all(self, name: str) -> list[str]:
        return self.values.get(name, [])

    def first(self, name: str) -> str:
        return self.all(name)[0] if name in self.values else ""

    def __contains__(self, name: str) -> bool:
        return name in self.values


def read(raw: bytes, start: int, end: int, defects: Defects) -> tuple[Fields, int]:
    """The fields of the part at raw[start:end], and where its body starts."""
    blank = _BLANK_LINE.match(raw, start, end)
    if blank:
        return Fields({}), blank.end()
    found = _BLOCK_END.search(raw, start, end)
    block_end, body = (found.start(), found.end()) if found else (end, end)
    if block_end - start > MAX_BLOCK:
        defects.note(f"header longer than {MAX_BLOCK} bytes, the rest of it is ignored")
        block_end = raw.rfind(b"\n", start, start + MAX_BLOCK) + 1 or start + MAX_BLOCK
    fields, junk = _split(raw[start:block_end])
    if junk is not None:
        defects.note("text where the header should end")
        body = start + junk
    return _decoded(fields, raw[start : start + MAX_VALUE], defects), body


def _split(block: bytes) -> tuple[list[tuple[bytes, bytes]], int | None]:
    """Fields, and where text begins that no field follows any more: a body without a blank line.

    The standard library gives up at the first line that is no field and loses those after it.
    """
    fields: list[tuple[bytes, bytes]] = []
    junk: int | None = None
    position = 0
    for line in _LINE.findall(block):
        if line[:1] in (b" ", b"\t") and fields and junk is None:
            fields[-1] = (fields[-1][0], fields[-1][1] + line)
        elif match := _FIELD.match(line):
            fields.append((match[1], match[2]))
            junk = None
        elif junk is None and line.strip() and not line.startswith(b"From "):
            junk = position
        position += len(line)
    return fields, junk


def _decoded(fields: list[tuple[bytes, bytes]], near: bytes, defects: Defects) -> Fields:
    values: dict[str, list[str]] = {}
    for name, value in fields:
        text = value[:MAX_VALUE]
        hint = "" if text.isascii() else _nearest_charset(near)
        unfolded = _FOLD.sub("", charsets.decode(text, "", defects, hint=hint)).strip()
        values.setdefault(name.decode("ascii").lower(), []).append(unfolded)
    return Fields(values)


def _nearest_charset(near: bytes) -> str:
    declared = _CHARSET.search(near)
    return declared[1].decode("ascii") if declared else ""


def text(value: str, defects: Defects) -> str:
    """One line for people to read: encoded words decoded, control characters out."""
    return clean(decode_words(value, defects))


def decode_words(value: str, defects: Defects) -> str:
    if "=?" not in value:
        return value
    return _WORDS.sub(lambda run: _decode_run(run[0], defects), value[:MAX_WORDS])


def _decode_run(run: str, defects: Defects) -> str:
    # Only runs of encoded words go to the library: it mangles the plain text beside them.
    try:
        words = decode_header(run)
    except (HeaderParseError, ValueError):
        defects.note("broken encoded word in a header")
        return run
    return "".join(
        charsets.decode(word, charset or "", defects) if isinstance(word, bytes) else word
        for word, charset in words
    )


def clean(value: str) -> str:
    return _SPACES.sub(" ", _CONTROL.sub(" ", value)).strip()


def parameters(value: str, defects: Defects) -> dict[str, str]:
    """The parameters of Content-Type or Content-Disposition, RFC 2231 joined and decoded."""
    return defects.attempt(
        "header parameters", lambda: _parameters(value, defects), _plain_parameters(value)
    )


def _parameters(value: str, defects: Defects) -> dict[str, str]:
    carrier = Message()
    carrier["Content-Type"] = _one_line(value)
    found: dict[str, str] = {}
    for name, content in (carrier.get_params(failobj=[]) or [])[1:]:
        found.setdefault(name.lower(), _joined(content, defects))
    return found


def _joined(content: str | tuple[str | None, str | None, str], defects: Defects) -> str:
    if isinstance(content, str):
        return decode_words(content, defects)
    charset, _, encoded = content
    return charsets.decode(encoded.encode("latin-1", "replace"), charset or "", defects)


def _plain_parameters(value: str) -> dict[str, str]:
    pairs = (piece.partition("=") for piece in _one_line(value).split(";")[1:])
    return {name.strip(" *").lower(): content.strip(' "') for name, _, content in pairs}


def _one_line(value: str) -> str:
    return FOLDS.sub(" ", value[:MAX_PARAMETERS])
