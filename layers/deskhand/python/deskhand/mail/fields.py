"""Header fields as bytes, whatever people typed: each value one line, in ASCII, and nothing that
a reader could take for more than it is.

Not by `email.headerregistry`: before 3.12.6 it loses spaces between encoded words and the quotes
of long names, so that the commas of a name make addresses of it."""

import base64
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from deskhand.domain import domains

LONGEST_LINE = 76  # RFC 2047, section 2
LONGEST_TEXT = 900  # RFC 5322, section 2.1.1: a word without spaces is not folded
LONGEST_NAME, LONGEST_FILENAME, LONGEST_ENDING = 200, 150, 20
LONGEST_ADDRESS = 320

# What ends a line, turns letters round or is no letter; joiners stay, scripts and emoji need them.
_CONTROL = re.compile(
    r"[\x00-\x20\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]+"
)
_NAME_MARKS = re.compile(r'[<>"\\]')
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~.\[\]-]+", re.IGNORECASE)
_ATOMS = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.I)
_DOMAIN = re.compile(r"(?=.{1,253}$)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_ID = re.compile(r"<[!-;=?-~]+>")
_WORD_BYTES, _PARAMETER = 36, 45


def one_line(text: str) -> str:
    """Without anything that could end a header or turn its letters round."""
    return _CONTROL.sub(" ", text).strip()


def text(name: str, value: str) -> bytes:
    line = one_line(value[: 2 * LONGEST_TEXT])[:LONGEST_TEXT]
    return _field(name, line.split(" ") if _is_plain(line) else _encoded(line))


def mailboxes(name: str, *people: tuple[str, str]) -> bytes:
    """Of addresses, each with the name of whom it belongs to."""
    entries = [_mailbox(address, shown) for address, shown in people]
    for entry in entries[:-1]:
        entry[-1] += ","
    return _field(name, [atom for entry in entries for atom in entry])


def ids(name: str, values: Iterable[str]) -> bytes:
    return _field(name, values, longest=0)  # each on its own line, as long as they may be


def is_id(value: str) -> bool:
    return len(value) <= LONGEST_TEXT and bool(_ID.fullmatch(value))


def address(given: str) -> str:
    """As SES takes it, empty if there is no such way. It does not know letters of other scripts
    before the @: docs.aws.amazon.com/ses/latest/APIReference-V2/API_Destination.html."""
    if len(given) > LONGEST_ADDRESS or _CONTROL.search(given) or "=?" in given:
        return ""
    local, _, domain = given.rpartition("@")
    host = domains.to_ascii(domain)
    if not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(host):
        return ""
    return f"{local}@{host}" if _ATOMS.fullmatch(local) else f'"{local}"@{host}'


def filename(given: str) -> str:
    """Cut before its ending, by which programs tell what it is."""
    name = re.sub(r'[/\\"<>]', "_", one_line(given[:10_000]))
    if len(name) <= LONGEST_FILENAME:
        return name or "file"
    stem, _, ending = name.rpartition(".")
    ending = f".{ending}" if stem and len(ending) < LONGEST_ENDING else ""
    return name[: LONGEST_FILENAME - len(ending)] + ending


def disposition(kind: str, name: str) -> bytes:
    """RFC 2183, with the file's name as in RFC 2231 where it is not plain."""
    if _is_plain(name):
        return _field("Content-Disposition", [f"{kind};", f'filename="{name}"'])
    pieces = _pieces("utf-8''" + quote(name, safe=""))
    if len(pieces) == 1:
        return _field("Content-Disposition", [f"{kind};", f"filename*={pieces[0]}"])
    marked = [f"filename*{place}*={piece};" for place, piece in enumerate(pieces)]
    return _field("Content-Disposition", [f"{kind};", *marked[:-1], marked[-1].rstrip(";")])


def _pieces(escaped: str) -> list[str]:
    """None ends within a %C5."""
    return re.findall(rf".{{1,{_PARAMETER}}}(?<!%)(?<!%.)", escaped)


def _field(name: str, atoms: Iterable[str], longest: int = LONGEST_LINE) -> bytes:
    """Folded between atoms, never before the first."""
    first, *rest = [*atoms] or [""]
    lines = [f"{name}: {first}"]
    for atom in rest:
        if len(lines[-1]) + 1 + len(atom) > longest:
            lines.append(f" {atom}")
        else:
            lines[-1] += f" {atom}"
    return ("\r\n".join(lines) + "\r\n").encode("ascii")


def _is_plain(line: str) -> bool:
    return line.isascii() and "=?" not in line  # else it would be read as an encoded word


def _mailbox(given: str, name: str) -> list[str]:
    spec = address(given)
    if not spec:  # RFC 6857, section 3.1.5: a group of nobody says who it was
        return [*_encoded(one_line(given[:LONGEST_ADDRESS])), ":;"]
    phrase = _phrase(name)
    return [*phrase, f"<{spec}>"] if phrase else [spec]


def _phrase(name: str) -> list[str]:
    """An @ in a name looks like another sender, to people and to filters."""
    marked = _NAME_MARKS.sub(" ", name[:1_000]).replace("@", " at ")
    shown = one_line(marked)[:LONGEST_NAME].rstrip()
    if not shown:
        return []
    return [f'"{shown}"'] if _is_plain(shown) else _encoded(shown)


def _encoded(line: str) -> list[str]:
    return [f"=?utf-8?b?{base64.b64encode(each).decode()}?=" for each in _chunks(line)]


def _chunks(line: str) -> Iterator[bytes]:
    """No character is cut in two: RFC 2047, section 5."""
    chunk = b""
    for character in line:
        encoded = character.encode()
        if len(chunk) + len(encoded) > _WORD_BYTES:
            yield chunk
            chunk = b""
        chunk += encoded
    yield chunk
