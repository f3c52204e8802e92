from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest

from deskhand.mail.compose import Outgoing, Part, compose

USUAL: dict[str, Any] = {
    "sender": "support@desk.example",
    "sender_name": "Support",
    "to": "ada@byron.example",
    "to_name": "Ada Byron",
    "reply_to": "support+token@desk.example",
    "subject": "Re: Printer on fire",
    "text": "Have you tried water?",
    "html": "<p>Have you tried water?</p>",
    "topic": "Printer on fire",
}


def composed(**changes: Any) -> EmailMessage:
    raw = compose(Outgoing(**{**USUAL, **changes}))
    parsed = message_from_bytes(raw, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def test_text_and_html_say_the_same() -> None:
    mail = composed()

    assert mail.get_content_type() == "multipart/alternative"
    assert mail.get_body(("plain",)).get_content().strip() == "Have you tried water?"
    assert mail.get_body(("html",)).get_content().strip() == "<p>Have you tried water?</p>"


def test_long_ids_stay_as_they_are_whatever_their_number() -> None:
    ids = [f"<{place:060}-{place:020}@eu-west-1.amazonses.com>" for place in range(30)]
    raw = compose(Outgoing(**{**USUAL, "references": ids}))

    head = raw.partition(b"\r\n\r\n")[0].replace(b"\r\n ", b" ").decode()
    lines = dict(line.split(": ", 1) for line in head.split("\r\n"))
    assert lines["In-Reply-To"] == ids[-1]
    assert lines["References"].split() == [ids[0], *ids[-20:]]
    assert max(map(len, raw.split(b"\r\n"))) <= 998  # RFC 5322 2.1.1


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x85", "\u2028", "\u2029", "\x00", "\x0b"])
@pytest.mark.parametrize("field", ["subject", "sender_name", "to_name", "topic"])
def test_nothing_that_a_field_holds_begins_another_header(field: str, end: str) -> None:
    mail = composed(**{field: f"Hello{end}Bcc: everybody@example.com"})

    assert mail["Bcc"] is None
    assert [address.addr_spec for address in mail["To"].addresses] == ["ada@byron.example"]
    assert mail.get_body(("plain",)).get_content().strip() == "Have you tried water?"


def test_marks_that_turn_letters_round_are_taken_out_of_names() -> None:
    sender = composed(sender_name="Support\u202etxt.exe")["From"].addresses[0]

    assert sender.display_name == "Support txt.exe"


def test_a_name_of_ten_kilobytes_is_cut() -> None:
    assert len(str(composed(to_name="x" * 10_000)["To"])) < 300


def test_names_and_subjects_in_any_script_come_through() -> None:
    mail = composed(subject="Re: 保証期間について – żółć 🔥", to_name="Łukasz, Żółć")

    assert mail["Subject"] == "Re: 保証期間について – żółć 🔥"
    assert mail["To"].addresses[0].display_name == "Łukasz Żółć"


def test_a_domain_of_another_script_is_written_as_mail_servers_know_it() -> None:
    assert composed(to="info@żółw.example")["To"].addresses[0].domain.startswith("xn--")


def test_only_what_no_person_wrote_is_marked_automatic() -> None:
    assert composed()["Auto-Submitted"] is None
    assert composed(automatic=True)["Auto-Submitted"] == "auto-generated"
    assert composed(automatic=True)["X-Auto-Response-Suppress"] == "All"


def test_files_are_attached_and_inline_images_belong_to_the_html() -> None:
    parts = [
        Part("Übersicht.pdf", "application/pdf", b"%PDF"),
        Part("logo.png", "image/png", b"PNG", content_id="logo", inline=True),
        Part("old.eml", "message/rfc822", b"Subject: x\r\n\r\ny"),
    ]
    mail = composed(parts=parts, html='<p><img src="cid:logo"></p>')

    attached = list(mail.iter_attachments())
    assert [part.get_filename() for part in attached] == ["Übersicht.pdf", "old.eml"]
    assert [part.get_content() for part in attached] == [b"%PDF", b"Subject: x\r\n\r\ny"]
    (image,) = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    assert image["Content-ID"] == "<logo>"
