"""A message that Outlook has attached to another, as a mail that every program opens."""

import base64
import re

from deskhand.mail import addresses, headers
from deskhand.mail.defects import Defects
from deskhand.mail.tnef import Message

MAX_SUBJECT = 500
MAX_WORD = 10  # characters of at most four bytes each, for a word of at most 75 letters


def to_eml(message: Message) -> bytes:
    kind, said = ("html", message.html) if message.html else ("plain", message.text)
    fields = {
        "From": _sender(message),
        "Subject": _words(message.subject),
        "MIME-Version": "1.0",
        "Content-Type": f'text/{kind}; charset="utf-8"',
        "Content-Transfer-Encoding": "base64",
    }
    head = "".join(f"{name}: {value}\n" for name, value in fields.items() if value)
    body = base64.encodebytes(said.encode("utf-8", "replace")).decode("ascii")
    return f"{head}\n{body}".replace("\n", "\r\n").encode("ascii")


def _sender(message: Message) -> str:
    found = addresses.emails([message.sender_email], Defects())
    email = f"<{found[0]}>" if found and found[0].isascii() else ""
    return f"{_words(message.sender)} {email}".strip()


def _words(text: str) -> str:
    plain = headers.clean(text)[:MAX_SUBJECT]
    pieces = re.findall(f".{{1,{MAX_WORD}}}", plain)
    encoded = (base64.b64encode(piece.encode("utf-8", "replace")).decode() for piece in pieces)
    return "\n ".join(f"=?utf-8?b?{piece}?=" for piece in encoded)
