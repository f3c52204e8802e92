"""Addresses out of header fields: bare and lower-cased, at most a bounded number of them."""

import re
from email import utils
from typing import NamedTuple

from deskhand.mail import headers
from deskhand.mail.defects import Defects

MAX_ADDRESSES = 200
MAX_LENGTH = 320
MAX_FIELD = 16 * 1024  # the library is quadratic in unbalanced brackets

_NEITHER = r"\s\x00-\x1f\x7f-\x9f\"<>(),;:@\\"
_ADDRESS = re.compile(rf'(?:"[^"@\x00-\x1f]+"|[^{_NEITHER}\[\]]+)@[^{_NEITHER}]+')
# Python before 3.11.10 has no `strict`; since then it is on by default and empties the whole
# list for one odd entry.
_LENIENT = {"strict": False} if getattr(utils, "supports_strict_parsing", False) else {}


class Mailbox(NamedTuple):
    name: str
    email: str


def mailboxes(values: list[str], defects: Defects) -> list[Mailbox]:
    found: list[Mailbox] = []
    for value in values:
        bounded = value[:MAX_FIELD]
        found += _named(_pairs(bounded, defects), defects) or _anywhere(bounded, defects)
    if len(found) > MAX_ADDRESSES:
        defects.note(f"more than {MAX_ADDRESSES} addresses in a field")
    return found[:MAX_ADDRESSES]


def emails(values: list[str], defects: Defects) -> list[str]:
    return list(dict.fromkeys(box.email for box in mailboxes(values, defects)))


def _pairs(value: str, defects: Defects) -> list[tuple[str, str]]:
    nothing: list[tuple[str, str]] = []
    line = headers.FOLDS.sub(" ", value)
    return defects.attempt("addresses", lambda: utils.getaddresses([line], **_LENIENT), nothing)


def _named(pairs: list[tuple[str, str]], defects: Defects) -> list[Mailbox]:
    """`Doe, Jane <j@x>` without quotes comes as two entries; the first is part of the name."""
    found: list[Mailbox] = []
    before = ""
    for name, spec in pairs:
        email = _email(spec)
        if email:
            whole = f"{before}, {name}" if before and name else name
            found.append(Mailbox(headers.text(whole, defects), email))
            before = ""
        else:
            before = spec or name
    return found


def _email(spec: str) -> str:
    spec = spec.strip()
    return spec.lower() if len(spec) <= MAX_LENGTH and _ADDRESS.fullmatch(spec) else ""


def _anywhere(value: str, defects: Defects) -> list[Mailbox]:
    """`Jane Doe jane@x.example`, `jane@x.example>` or an address inside an encoded word."""
    plain = headers.text(value, defects)
    match = _ADDRESS.search(plain)
    if match is None or len(match[0]) > MAX_LENGTH:
        return []
    defects.note("address found in a malformed field")
    return [Mailbox(plain[: match.start()].strip(' "<(,;:'), match[0].lower())]
