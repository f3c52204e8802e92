"""One mail to one address, as bytes for SES: text and HTML, threaded for every mail client."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_SPECIALS = re.compile(r'["<>@,;:\\()\[\]]+')
LONGEST_REFERENCES = 20


class _Policy(EmailPolicy):
    """Python writes an id that is longer than a line as an encoded word, which no mail program
    follows."""

    def fold(self, name: str, value: str) -> str:
        if name not in ("In-Reply-To", "References"):
            return str(super().fold(name, value))
        return f"{name}: " + f"{self.linesep} ".join(str(value).split()) + self.linesep

    def fold_binary(self, name: str, value: str) -> bytes:
        return self.fold(name, value).encode("ascii", "replace")


_POLICY = _Policy(linesep="\r\n")


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
    person wrote."""

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


def compose(mail: Outgoing) -> bytes:
    message = EmailMessage(policy=_POLICY)
    message["From"] = _address(mail.sender, mail.sender_name)
    message["To"] = _address(mail.to, mail.to_name)
    if mail.cc:
        message["Cc"] = [_address(address, "") for address in mail.cc]
    message["Reply-To"] = _address(mail.reply_to, mail.sender_name)
    message["Subject"] = one_line(mail.subject)[:900]
    message["Thread-Topic"] = one_line(mail.topic)[:900]  # Outlook groups by it
    for name, value in _threading(mail.references):
        message[name] = value
    if mail.automatic:
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834
        message["X-Auto-Response-Suppress"] = "All"  # Exchange
    message.set_content(mail.text + "\n", cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    for part in mail.parts:
        _attach(message, part)
    return message.as_bytes()


def one_line(text: str) -> str:
    """Without anything that could end a header or turn its letters round."""
    return " ".join(_CONTROL.sub(" ", text).split())


def _address(address: str, name: str) -> Address:
    # Python before gh-80222 loses the quotes of a long name: its commas and brackets would make
    # addresses of it.
    name = one_line(_SPECIALS.sub(" ", name))[:200].rstrip()
    local, _, domain = address.rpartition("@")
    return Address(display_name=name, username=local, domain=_ascii(domain))


def _ascii(domain: str) -> str:
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return domain


def _threading(references: Sequence[str]) -> list[tuple[str, str]]:
    if not references:
        return []
    kept = [*references[:1], *references[1:][-LONGEST_REFERENCES:]]
    return [("In-Reply-To", kept[-1]), ("References", " ".join(kept))]


def _attach(message: EmailMessage, part: Part) -> None:
    kind, _, subtype = part.content_type.partition("/")
    if not subtype or kind in ("multipart", "message"):  # would be taken for structure of this mail
        kind, subtype = "application", "octet-stream"
    name = one_line(part.filename) or "file"
    body = message.get_body(("related", "html"))
    if part.inline and part.content_id and isinstance(body, EmailMessage):
        cid = f"<{one_line(part.content_id)}>"
        body.add_related(part.content, kind, subtype, cid=cid, filename=name)
    else:
        message.add_attachment(part.content, kind, subtype, filename=name)
