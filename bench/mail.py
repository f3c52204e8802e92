"""Mails as people's programs write them; to read one and decide where it belongs may take 5 ms
of CPU, all in. What storage does is not in it."""

from base64 import b64decode
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage

from deskhand.actions.incoming import Incoming
from deskhand.domain import threads
from deskhand.domain.desk import Desk
from deskhand.domain.inbound import Delivery
from deskhand.mail.html import sanitise
from deskhand.mail.parse import parse

SAID = "The printer is on fire again, and nobody comes. What shall we do about it?"
JAPANESE = "商品がまだ届きません。確認をお願いします。\n" * 60
PICTURE = b64decode("iVBORw0KGgo=") * 400_000


def letters() -> Iterator[tuple[str, bytes]]:
    yield "a note of one line", _letter(text="It works. Thank you!\n\n-- \nAda\n").as_bytes()
    yield "an answer of 10 kB, text and HTML", _answer().as_bytes()
    yield "a thread of 60 kB as Outlook writes it", _thread().as_bytes()
    yield "a newsletter of 100 kB", _newsletter().as_bytes()
    yield "an answer from Japan", _letter(text=JAPANESE, charset="iso-2022-jp").as_bytes()
    photo = _answer()
    photo.add_attachment(PICTURE, "image", "png", filename="Übersicht der Schäden.png")
    yield "an answer with a picture of 3 MB", photo.as_bytes()


NOW = datetime(2026, 11, 22, tzinfo=UTC)
DESK = Desk(id="bench", name="Bench", addresses=("support@desk.example",), created_at=NOW)
DELIVERY = Delivery(id="bench", recipients=DESK.addresses, received_at=NOW, dmarc="PASS")


def read_and_decided(raw: bytes) -> None:
    mail = parse(raw)
    incoming = Incoming(DESK, DELIVERY, mail)
    assert incoming.threat is None and incoming.digest and incoming.proof
    answers = [*mail.in_reply_to, *reversed(mail.references)]
    threads.clues(DESK, recipients=incoming.recipients, answers=answers, subject=mail.subject)
    sanitise(mail.html)


def _letter(text: str, charset: str = "utf-8") -> EmailMessage:
    mail = EmailMessage()
    mail["Received"] = "from mx.byron.example by inbound.example with ESMTPS id 1; " * 4
    mail["From"], mail["To"] = "Ada Byron <ada@byron.example>", "support@desk.example"
    mail["Subject"], mail["Message-ID"] = "Re: Drücker in Flammen", "<9@byron.example>"
    mail["References"] = " ".join(f"<{place}@byron.example>" for place in range(9))
    mail["Date"] = "Mon, 06 May 2024 14:00:05 +0200"
    mail.set_content(text, charset=charset)
    return mail


def _answer() -> EmailMessage:
    quoted = "".join(f"> {SAID}\n" for _ in range(40))
    wrote = "On Mon, 6 May 2024 at 10:00, Support <support@desk.example> wrote:"
    mail = _letter(f"{SAID}\n\nAda\n\n{wrote}\n\n{quoted}")
    lines = f"<div>{SAID}</div>" * 40
    html = f'<div dir="ltr">{SAID}</div><div class="gmail_quote">{wrote}<blockquote>{lines}'
    mail.add_alternative(f"{html}</blockquote></div>", subtype="html")
    return mail


def _thread() -> EmailMessage:
    block = "From: Support <support@desk.example>\nSent: Monday\nTo: Ada\nSubject: Fire\n\n"
    mail = _letter(SAID + ("\n\n" + block + f"{SAID}\n" * 20) * 10)
    paragraph = f'<p class="MsoNormal"><span style="font-size:11pt">{SAID}<o:p></o:p></span></p>'
    head = '<div style="border-top:solid #E1E1E1 1.0pt"><p><b>From:</b> Support</p></div>'
    mail.add_alternative(paragraph + (head + paragraph * 20) * 10, subtype="html")
    return mail


def _newsletter() -> EmailMessage:
    cell = (
        '<table><tr><td style="padding:4px"><a href="https://x.example/a">{}</a></td></tr></table>'
    )
    mail = _letter(SAID)
    mail.add_alternative(cell.format(SAID) * 600, subtype="html")
    return mail
