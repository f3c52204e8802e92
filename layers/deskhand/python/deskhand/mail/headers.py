"""Header fields of one part: bytes to text, encoded words, parameters."""

import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from deskhand.domain.value import CONTROL
from deskhand.mail import charsets, words
from deskhand.mail.defects import Defects

MAX_BLOCK = 2_000_000
MAX_NEAR = 64 * 1024  # where the charset of undeclared bytes is looked for
MAX_BEGINNING = 16 * 1024
MAX_PARAMETERS = 4 * 1024

_BLOCK_END = re.compile(rb"\r?\n\r?\n")
_BLANK_LINE = re.compile(rb"\r?\n")
# A line and those that go on with it. A lone CR ends no line: it could smuggle in a field.
_LINE = re.compile(rb"[^\n]*+(?:\n[ \t][^\n]*+)*+\n?")
_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:(.*)", re.DOTALL)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
FOLDS = re.compile(r"[\r\n]+[ \t]*")
_FOLD = re.compile(r"\r?\n(?=[ \t])")
_PARAMETER = re.compile(
    r"""(?:^|[;\s])(?P<name>[^\s=;"<>?]{1,100}+)\s*=\s*
    (?:"(?P<quoted>(?:\\.|[^"\\]|"(?!\s*(?:;|$)))*+)(?P<end>"?) |
    (?P<bare>(?:[^;\s]|\s++(?![A-Za-z-]{1,30}=))*+))""",
    re.VERBOSE | re.DOTALL,
)
_EXTENDED = re.compile(r"(?P<name>[^*]+)\*(?:(?P<number>\d{1,4})(?P<star>\*)?)?")
_CHARSET_OF_VALUE = re.compile(r"([A-Za-z0-9][\w.:-]{1,40})'[A-Za-z-]{0,20}'")
_START_OF_EXTENDED = re.compile(r"([A-Za-z0-9][\w.:-]{1,40})?'[A-Za-z-]{0,20}'")
_PERCENT = re.compile(r"%[89A-Fa-f][0-9A-Fa-f]")
_ESCAPED = re.compile(r'\\(["\\])')
_SPACES = re.compile(r"[ \u00a0\u3000]+")


@dataclass(frozen=True, slots=True)
class Fields:
    """Values are unfolded text, not yet decoded from encoded words."""

    values: dict[str, list[str]]

    def all(self, name: str) -> list[str]:
        return self.values.get(name, [])

    def first(self, name: str) -> str:
        return next((value for value in self.all(name) if value), "")

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
    return _decoded(fields, raw, start, defects), body


def _split(block: bytes) -> tuple[list[tuple[bytes, bytes]], int | None]:
    """Fields, and where text begins that no field follows any more: a body without a blank line.

    The standard library gives up at the first line that is no field and loses those after it.
    """
    fields: list[tuple[bytes, bytes]] = []
    junk: int | None = None
    for line in _LINE.finditer(block):
        if match := _FIELD.match(line[0]):
            fields.append((match[1], match[2]))
            junk = None
        elif junk is None and line[0].strip() and not line[0].startswith(b"From "):
            junk = line.start()
    return fields, junk


def _decoded(fields: list[tuple[bytes, bytes]], raw: bytes, start: int, defects: Defects) -> Fields:
    values: dict[str, list[str]] = {}
    hint: str | None = None
    for name, value in fields:
        if value.isascii() and b"\x1b" not in value:
            text = value.decode("ascii")
        else:
            hint = _nearest_charset(raw, start) if hint is None else hint
            text = charsets.decode(value, "", defects, hint=hint)
        unfolded = _FOLD.sub("", text).strip() if "\n" in text else text.strip()
        values.setdefault(name.decode("ascii").lower(), []).append(unfolded)
    return Fields(values)


def _nearest_charset(raw: bytes, start: int) -> str:
    """Of this part or of one below it; else of the letter, with which most mails begin."""
    below = _CHARSET.search(raw, start, start + MAX_NEAR)
    declared = below or _CHARSET.search(raw, 0, min(start, MAX_BEGINNING))
    return declared[1].decode("ascii") if declared else ""


def text(value: str, defects: Defects) -> str:
    """One line for people to read: encoded words decoded, control characters out."""
    return clean(words.decode(value, defects))


def clean(value: str) -> str:
    return _SPACES.sub(" ", CONTROL.sub(" ", value)).strip()


def parameters(value: str, defects: Defects) -> dict[str, str]:
    """Those of Content-Type or Content-Disposition, RFC 2231 joined and decoded.

    Not by the standard library, which loses all of them for one that is odd."""
    plain: dict[str, str] = {}
    extended: dict[str, dict[int, tuple[bool, str]]] = {}
    for match in _PARAMETER.finditer(FOLDS.sub(" ", value[:MAX_PARAMETERS])):
        name, content = match["name"].lower(), _unquoted(match)
        if numbered := _EXTENDED.fullmatch(name):
            pieces = extended.setdefault(numbered["name"], {})
            is_encoded = numbered["number"] is None or numbered["star"] is not None
            pieces.setdefault(int(numbered["number"] or 0), (is_encoded, content))
        else:
            plain.setdefault(name, _readable(content, defects))
    # Programs that write both have the plain one for those that are older than RFC 2231.
    return plain | {name: _joined(pieces, defects) for name, pieces in extended.items()}


def _unquoted(match: re.Match[str]) -> str:
    quoted: str | None = match["quoted"]
    if quoted is None:
        return str(match["bare"]).strip(' \t"')
    if not match["end"]:  # the other quote is missing
        quoted = quoted.partition(";")[0].strip()
    return _ESCAPED.sub(r"\1", quoted)


def _joined(pieces: dict[int, tuple[bool, str]], defects: Defects) -> str:
    if not any(is_encoded for is_encoded, _ in pieces.values()):
        return _readable("".join(pieces[number][1] for number in sorted(pieces)), defects)
    charset, data = "", b""
    for number in sorted(pieces):
        is_encoded, content = pieces[number]
        if is_encoded and number == min(pieces) and (start := _START_OF_EXTENDED.match(content)):
            charset, content = start[1] or "", content[start.end() :]
        raw = content.encode("utf-8", "replace")
        data += unquote_to_bytes(raw) if is_encoded else raw
    return words.decode(charsets.decode(data, charset, defects), defects)


def _readable(content: str, defects: Defects) -> str:
    """Some write what RFC 2231 wants, or what URLs have, into a plain parameter."""
    if start := _CHARSET_OF_VALUE.match(content):
        encoded = content[start.end() :].encode("utf-8", "replace")
        return charsets.decode(unquote_to_bytes(encoded), start[1], defects)
    if _PERCENT.search(content):
        data = unquote_to_bytes(content.encode("utf-8", "replace"))
        return charsets.utf8(data) or content
    return words.decode(content, defects)
