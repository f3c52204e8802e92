"""Mail with more in it than a text, and the tickets that come of it."""

import time
from base64 import b64decode
from email.message import EmailMessage
from typing import Any

from tests.e2e.conftest import Mailbox, Person, eventually, hand_over

DOT = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
TYPES = {"png": "image/png", "pdf": "application/pdf", "exe": "application/octet-stream"}


def write(
    box: Mailbox,
    subject: str,
    *,
    text: str = "Hello, it is broken.",
    html: str = "",
    files: dict[str, bytes] | None = None,
    client: str = "",
    to: str = "support@desk.localhost",
) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"{box.name} <{box.address}>", to, subject
    mail["Message-ID"] = f"<{time.time_ns()}@{box.address.partition('@')[2]}>"
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    for name, content in (files or {}).items():
        main, sub = TYPES[name.rpartition(".")[2]].split("/")
        mail.add_attachment(content, maintype=main, subtype=sub, filename=name)
    hand_over(box.stack, mail.as_bytes(), box.address, [to], client=client)


def ticket(person: Person, subject: str) -> Any:
    """As soon as it can be found."""
    return eventually(lambda: _found(person, subject))


def _found(person: Person, subject: str) -> Any:
    found = person.get("/tickets", q=f'"{subject}"')["items"]
    return person.ticket(found[0]["id"]) if found else None
