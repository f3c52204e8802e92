"""Addresses out of header fields: bare and lower-cased, at most a bounded number of them.

Not by `email.utils.getaddresses`: it is quadratic in brackets, splits encoded words at their
commas, and since 3.11.10 empties the whole list for one odd entry.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from deskhand.domain import domains
from deskhand.mail import headers
from deskhand.mail.defects import Defects

MAX_ADDRESSES = 2_000
MAX_LENGTH = 320
MAX_FIELD = 256 * 1024

_INVISIBLE = "\u200b-\u200f\u2060\ufeff"
_NEITHER = rf"\s\x00-\x1f\x7f-\x9f{_INVISIBLE}\"<>(),;:@\\"
_ADDRESS = re.compile(
    rf'(?:"[^"\x00-\x1f]+"|(?<![^{_NEITHER}\[\]])[^{_NEITHER}\[\]]++)@(?:\[[\w.:-]+\]|[^{_NEITHER}\[\]]++)'
)
_TOKEN = re.compile(
    r"""(?P<word>=\?[^?\s]{0,60}\?[bBqQ]\?[^?]*+\?=)
    | (?P<quoted>"(?:\\.|[^"\\])*+")
    | (?P<comment>\((?:\\.|[^()\\]|\((?:\\.|[^()\\])*+\))*+\))
    | (?P<angle><(?:"[^"<]*+"|[^<>"])*+>|<[^<>]*+>|<[^\s<>,;]++(?=[\s,;]|$))
    | (?P<separator>[,;]) | (?P<colon>:)
    | (?P<text>\s++|(?:\\.|[^\s"(<,;:=\\])++|.)""",
    re.VERBOSE | re.DOTALL,
)
_COMMENT = re.compile(r"\([^()]*\)")
_DAEMONS = frozenset({"mailer-daemon", "postmaster", "mailerdaemon", "mail-daemon"})
_ENTITY = re.compile(r"&#?\w{1,10}\Z")
_SCHEME = re.compile(rf"^[\s{_INVISIBLE}]*(?:mailto:|smtp:)?", re.IGNORECASE)
_EMPTY = re.compile(r"<\s*>|\[\s*\]")
_EDGES = " \t\"'<>,;:"


class Mailbox(NamedTuple):
    name: str
    email: str
    is_ambiguous: bool = False  # another address stands unquoted in front of it


@dataclass(slots=True)
class _Entry:
    """What stands between two separators."""

    pieces: list[str] = field(default_factory=list)
    unquoted: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)
    angle: str = ""

    def add(self, kind: str, token: str) -> None:
        if kind == "comment":
            self.comments.append(token[1:-1].replace("\\", ""))
        elif self.angle:
            self.behind.append(token)
        else:
            self.pieces.append(token)
            if kind != "quoted":
                self.unquoted.append(token)


def mailboxes(values: list[str], defects: Defects) -> list[Mailbox]:
    found: list[Mailbox] = []
    room = MAX_FIELD
    for value in values:
        bounded = headers.FOLDS.sub(" ", value[:room])
        room -= len(value)
        found += defects.attempt("an address field", partial(_read, bounded, defects), [])
        if room < 0 or len(found) > MAX_ADDRESSES:
            defects.note(f"more than {MAX_ADDRESSES} addresses in a field, the rest is ignored")
            break
    return found[:MAX_ADDRESSES]


def _read(value: str, defects: Defects) -> list[Mailbox]:
    return list(_named(_entries(value), defects)) or _anywhere(value, defects)


def emails(values: list[str], defects: Defects) -> list[str]:
    boxes = mailboxes(values, defects)
    return list(dict.fromkeys(box.email for box in boxes if "@" in box.email))


def _entries(value: str) -> Iterator[tuple[_Entry, str]]:
    """Each with the separator after it. A colon ends the name of a group, if one is closed."""
    entry, has_groups = _Entry(), ";" in value
    for match in _TOKEN.finditer(value):
        kind = match.lastgroup or ""
        if kind == "separator" and not (entry.pieces and _ENTITY.search(entry.pieces[-1])):
            yield entry, match[0]
            entry = _Entry()
        elif kind == "colon" and has_groups and not entry.angle:
            entry = _Entry()
        elif kind == "angle" and _email(match[0]):
            if entry.angle:  # a comma is missing
                yield entry, ","
                entry = _Entry(pieces=entry.behind)
            entry.angle = _email(match[0])
        else:
            entry.add(kind, match[0])
    yield entry, ""


def _named(entries: Iterator[tuple[_Entry, str]], defects: Defects) -> Iterator[Mailbox]:
    """`Doe, Jane <j@x>` without quotes comes as two entries; the first is part of the name."""
    before = ""
    for entry, separator in entries:
        text = "".join(entry.pieces)
        if entry.angle:
            name = f"{before}, {text.strip()}" if before and text.strip() else before or text
            yield _mailbox(entry, name, defects)
        elif found := list(_ADDRESS.finditer(_unmarked(text))):
            yield from _bare(entry, _unmarked(text), found, defects)
        elif text.strip().lower() in _DAEMONS:
            name = headers.text(" ".join(entry.comments), defects)
            yield Mailbox(name, text.strip().lower())
        before = text.strip() if separator == "," and not entry.angle and "@" not in text else ""


def _mailbox(entry: _Entry, name: str, defects: Defects) -> Mailbox:
    claimed = _ADDRESS.search("".join(entry.unquoted))
    other = claimed is not None and _email(claimed[0]) != entry.angle
    if claimed and not other:  # Jane <j@x.example<mailto:j@x.example>>
        name = name.replace(f"<{claimed[0]}", "")
    shown = _name(name, defects) or _name(" ".join(entry.comments), defects)
    return Mailbox(shown, entry.angle, other)


def _bare(
    entry: _Entry, text: str, found: list[re.Match[str]], defects: Defects
) -> Iterator[Mailbox]:
    """Without angle brackets: the words around the only address, or a comment, are its name."""
    around = text[: found[0].start()] + text[found[0].end() :] if len(found) == 1 else ""
    around = _EMPTY.sub("", around)
    if _name(around, defects):
        defects.note("address found in a malformed field")
    name = _name(around, defects) or _name(" ".join(entry.comments), defects)
    for match in found:
        if email := _email(match[0]):
            yield Mailbox(name, email)


def _name(text: str, defects: Defects) -> str:
    unquoted = re.sub(r"\\(.)", r"\1", text.strip()) if "\\" in text else text.strip()
    inner = unquoted[1:-1] if unquoted[:1] == unquoted[-1:] == '"' else unquoted
    if inner.count('"') == 1:
        inner = inner.strip('"')
    plain = headers.text(inner.replace('" "', " "), defects)
    quoted = re.fullmatch(r"'([^']*)'|\"([^\"]*)\"", plain)  # Outlook quotes within the word
    return (quoted[1] or quoted[2] or "").strip() if quoted else plain.strip(" <>,;")


def _unmarked(text: str) -> str:
    return _SCHEME.sub("", text)


def _email(spec: str) -> str:
    spec = spec.strip(" \t<>")
    if spec.startswith("@"):  # a route: @relay.example,@other.example:jane@x.example
        spec = spec.rpartition(":")[2]
    spec = _unmarked(_COMMENT.sub("", spec))
    if '"' not in spec:
        spec = re.sub(rf"[\s{_INVISIBLE}]+", "", spec)
    spec = spec.rstrip(".,;'").removeprefix("'")
    return _canonical(spec) if len(spec) <= MAX_LENGTH and _ADDRESS.fullmatch(spec) else ""


def _canonical(email: str) -> str:
    local, _, domain = email.rpartition("@")
    return f"{local.lower()}@{domains.to_ascii(domain)}"


def _anywhere(value: str, defects: Defects) -> list[Mailbox]:
    """`jane@x.example>` or an address inside an encoded word."""
    plain = headers.text(value, defects)
    match = _ADDRESS.search(plain)
    if match is None or len(match[0]) > MAX_LENGTH:
        return []
    defects.note("address found in a malformed field")
    name = plain[: match.start()].strip(_EDGES + "(")
    return [Mailbox(name, _canonical(match[0].rstrip(".")))]
