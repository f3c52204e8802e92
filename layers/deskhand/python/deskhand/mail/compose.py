"""One mail to one address, as bytes for SES: text and HTML, threaded for every mail client."""

import binascii
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deskhand.mail import fields

LONGEST_REFERENCES = 20

_BASE64_LINE = 57  # bytes: 76 characters
_TYPE = re.compile(r"\s*([\w.+-]+/[\w.+-]+)\s*(?:;|$)", re.ASCII)
_CHARSET = re.compile(r";\s*charset=\"?([\w.:+-]{1,40})", re.ASCII | re.IGNORECASE)
_CONTENT_ID = re.compile(r"[!#-;=?-~]{1,250}")
_STRUCTURE = ("multipart/", "message/")  # would be taken for structure of this mail
# Mail systems put `>` before the one and take the other for the end of a mail.
_GUARDED = re.compile(rb"^(?:From |\.).*", re.MULTILINE)
_LONGEST_LINE = 76  # RFC 2045, section 6.7


@dataclass(frozen=True)
class Part:
    filename: str
    content_type: str
    content: bytes
    content_id: str = ""
    inline: bool = False


@dataclass(frozen=True)
class Outgoing:
    """`references` are Message-IDs with angle brackets, oldest first; `automatic` is what no
    person wrote, `replies` if it answers what a person wrote."""

    sender: str
    sender_name: str
    to: str
    to_name: str
    reply_to: str
    subject: str
    text: str
    html: str
    topic: str
    references: Sequence[str] = ()
    cc: Sequence[str] = ()
    parts: Sequence[Part] = ()
    automatic: bool = False
    replies: bool = False


def compose(mail: Outgoing) -> bytes:
    """Never refuses: an address that can't be written is a name without one, and SES says no."""
    return b"".join([*_header(mail), *_body(mail)])


def _header(mail: Outgoing) -> Iterator[bytes]:
    yield fields.mailboxes("From", (mail.sender, mail.sender_name))
    yield fields.mailboxes("To", (mail.to, mail.to_name))
    if mail.cc:
        yield fields.mailboxes("Cc", *((address, "") for address in mail.cc))
    yield fields.mailboxes("Reply-To", (mail.reply_to, mail.sender_name))
    yield fields.text("Subject", mail.subject)
    yield fields.text("Thread-Topic", mail.topic)  # Outlook groups by it
    yield from _threading(mail.references)
    if mail.automatic:
        # RFC 3834, section 5
        yield fields.text("Auto-Submitted", "auto-replied" if mail.replies else "auto-generated")
        yield fields.text("X-Auto-Response-Suppress", "All")  # Exchange
    yield b"MIME-Version: 1.0\r\n"


def _threading(references: Sequence[str]) -> Iterator[bytes]:
    known = [id for id in references if fields.is_id(id)]
    if known:
        yield fields.ids("In-Reply-To", known[-1:])
        yield fields.ids("References", [*known[:1], *known[1:][-LONGEST_REFERENCES:]])


def _body(mail: Outgoing) -> list[bytes]:
    shown = [part for part in mail.parts if _is_shown(part, mail.html)]
    attached = [part for part in mail.parts if part not in shown]
    html = _text("html", mail.html)
    if shown:
        images = [_file(part, "inline") for part in shown]
        html = _multipart('related; type="text/html"', [html, *images])
    body = _multipart("alternative", [_text("plain", mail.text + "\n"), html])
    if attached:
        body = _multipart("mixed", [body, *(_file(part, "attachment") for part in attached)])
    return body


def _is_shown(part: Part, html: str) -> bool:
    """What the HTML does not show would be seen by nobody."""
    named = part.inline and bool(_CONTENT_ID.fullmatch(part.content_id))
    return named and f"cid:{part.content_id}" in html


def _multipart(kind: str, parts: list[list[bytes]]) -> list[bytes]:
    """Neither base64 nor quoted-printable ever holds `=_`, so no part can end it early."""
    boundary = f"=_{kind.partition(';')[0]}"
    pieces = [f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode()]
    for part in parts:
        pieces += [f"--{boundary}\r\n".encode(), *part, b"\r\n"]
    return [*pieces, f"--{boundary}--\r\n".encode()]


def _text(kind: str, text: str) -> list[bytes]:
    lines = re.sub(r"\r\n?", "\n", text.replace("\x00", "")).encode("utf-8", "replace")
    guarded = _GUARDED.sub(_guarded, binascii.b2a_qp(lines))
    head = f'Content-Type: text/{kind}; charset="utf-8"\r\n'
    return [
        head.encode() + b"Content-Transfer-Encoding: quoted-printable\r\n\r\n",
        guarded.replace(b"\n", b"\r\n"),
    ]


def _guarded(found: re.Match[bytes]) -> bytes:
    line = found[0]
    soft_break = b"=\n" if len(line) + 2 > _LONGEST_LINE else b""
    return b"=%02X" % line[0] + soft_break + line[1:]


def _file(part: Part, kind: str) -> list[bytes]:
    head = [
        f"Content-Type: {_type(part.content_type)}\r\n".encode(),
        b"Content-Transfer-Encoding: base64\r\n",
        fields.disposition(kind, fields.filename(part.filename)),
    ]
    if kind == "inline":
        head.append(f"Content-ID: <{part.content_id}>\r\n".encode())
    starts = range(0, len(part.content), _BASE64_LINE)
    lines = (
        binascii.b2a_base64(part.content[at : at + _BASE64_LINE], newline=False) for at in starts
    )
    return [*head, b"\r\n", b"\r\n".join(lines)]


def _type(given: str) -> str:
    found = _TYPE.match(given[:200])
    if found is None or found[1].lower().startswith(_STRUCTURE):
        return "application/octet-stream"
    charset = _CHARSET.search(given[:200]) if found[1].lower().startswith("text/") else None
    return f'{found[1]}; charset="{charset[1]}"' if charset else found[1]
