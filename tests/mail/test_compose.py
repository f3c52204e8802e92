from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskhand.mail import fields
from deskhand.mail.compose import Outgoing, Part, compose
from deskhand.mail.parse import parse

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
    assert mail["To"].addresses[0].display_name == "Łukasz, Żółć"


@pytest.mark.parametrize("words", ["=?utf-8?q?Bcc=3A_x?=", "a =?x?b?QQ==?= b"])
def test_what_looks_encoded_is_shown_as_it_was_typed(words: str) -> None:
    mail = composed(subject=words, sender_name=words.replace("?", "¿"))

    assert mail["Subject"] == words
    assert mail["From"].addresses[0].display_name == words.replace("?", "¿")


@pytest.mark.parametrize("field", ["sender", "to", "reply_to", "cc"])
def test_a_domain_of_another_script_is_written_as_mail_servers_know_it(field: str) -> None:
    value = "info@straße.żółw.example"
    mail = composed(**{field: [value] if field == "cc" else value})

    (address,) = mail[{"sender": "From"}.get(field, field.replace("_", "-"))].addresses
    assert address.addr_spec == "info@xn--strae-oqa.xn--w-uga1v8h.example"


NOBODY = [
    *("żółw@x.example", "a@" + "b" * 64, "a@" + "b." * 130, "a@" + "ü" * 10_000, "@", ""),
    *(
        "a@b c",
        "a b@c",
        '"a b"@c',
        "a@\x00",
        "a@-\ud800",
        "a@b,c@d",
        "a@b>\r\nBcc: c",
        "=?utf-8?q?a?=@b",
    ),
]


@pytest.mark.parametrize("address", NOBODY)
def test_whoever_cannot_be_written_to_stands_there_by_name_only(address: str) -> None:
    """SES refuses to send to him, and nobody else is meant by mistake."""
    mail = composed(to=address, cc=["bob@b.example", address, "eve@e.example"])

    assert mail["To"].addresses == ()
    assert [each.addr_spec for each in mail["Cc"].addresses] == ["bob@b.example", "eve@e.example"]
    assert mail["Bcc"] is None
    assert fields.address(address) == ""


@pytest.mark.parametrize("local", [".a", "a.", "a..b", "[a]"])
def test_an_address_that_only_some_servers_give_out_is_quoted(local: str) -> None:
    (address,) = composed(to=f"{local}@docomo.example")["To"].addresses

    assert (address.username, address.domain) == (local, "docomo.example")


def test_a_name_with_an_address_in_it_does_not_look_like_another_sender() -> None:
    (sender,) = composed(sender_name='"eve@e.example" <ada@byron.example> (Support)')[
        "From"
    ].addresses

    assert sender.addr_spec == "support@desk.example"
    assert sender.display_name == "eve at e.example ada at byron.example (Support)"


def test_an_id_that_would_not_survive_is_left_out() -> None:
    mail = composed(references=["<1@x>", "<a b@x>", "<ä@x>", "no", "<2@x>\r\nBcc: y", "<3@x>"])

    assert (mail["In-Reply-To"], mail["References"]) == ("<3@x>", "<1@x> <3@x>")


def test_only_what_no_person_wrote_is_marked_automatic() -> None:
    assert composed()["Auto-Submitted"] is None
    assert composed(automatic=True)["Auto-Submitted"] == "auto-generated"
    assert composed(automatic=True)["X-Auto-Response-Suppress"] == "All"


def test_an_automatic_answer_says_that_it_is_one() -> None:
    mail = composed(automatic=True, replies=True)

    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["X-Auto-Response-Suppress"] == "All"


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


def test_an_image_that_the_html_does_not_show_is_attached() -> None:
    parts = [
        Part(f"{id}.png", "image/png", b"PNG", content_id=id, inline=True) for id in ("a", "b c")
    ]
    mail = composed(parts=parts, html='<img src="cid:b c">')

    assert [part.get_filename() for part in mail.iter_attachments()] == ["a.png", "b c.png"]


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("image/png", "image/png"),
        ("text/csv; charset=utf-16; x=y", 'text/csv; charset="utf-16"'),
        ("multipart/mixed; boundary=x", "application/octet-stream"),
        ("Message/rfc822", "application/octet-stream"),
        ("text/plain\r\nBcc: x", "application/octet-stream"),
        ("", "application/octet-stream"),
        ("a/b/c", "application/octet-stream"),
        ("tëxt/plain", "application/octet-stream"),
    ],
)
def test_a_file_says_of_what_type_it_is_and_no_more(given: str, sent: str) -> None:
    (part,) = composed(parts=[Part("a", given, b"x")]).iter_attachments()

    assert part["Content-Type"] == sent


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("Übersicht 2026 – final.pdf", "Übersicht 2026 – final.pdf"),
        ("=?utf-8?q?a?=.pdf", "=?utf-8?q?a?=.pdf"),
        ('a"; filename=evil.exe.pdf', "a_; filename=evil.exe.pdf"),
        ("../../etc\\passwd", ".._.._etc_passwd"),
        ("photo\u202egpj.exe", "photo gpj.exe"),
        ("a\r\nBcc: x\x85\u2028\x00b.txt", "a Bcc: x b.txt"),
        ("100% sure%2.txt", "100% sure%2.txt"),
        ("日" * 5_000 + ".pdf", "日" * 146 + ".pdf"),
        ("." + "x" * 5_000, "." + "x" * 149),
        ("\ud800\u2028", "file"),
        ("", "file"),
    ],
)
def test_a_file_keeps_its_name_as_far_as_it_is_one(given: str, sent: str) -> None:
    mail = composed(parts=[Part(given, "application/pdf", b"x")])

    (part,) = mail.iter_attachments()
    assert part.get_filename() == sent
    assert mail["Bcc"] is None


WRITTEN = [
    "From here on\n.\n..\n.hidden\nFrom " + "x" * 80 + "\n." + "y" * 80,
    "trailing  \n\ttab\t\n  indented\n\n\n\nafter a gap",
    "one very long line " * 600,
    "x" * 5_000,
    "🔥👩‍👩‍👧 שלום עולם مرحبا \u2028 \x0c = =3D =\n",
    "-- \nOlga",
    "a\r\nb\rc\n",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_text_arrives_as_it_was_written(text: str) -> None:
    raw = compose(Outgoing(**{**USUAL, "text": text, "html": text}))
    mail = message_from_bytes(raw, policy=policy.default)

    assert isinstance(mail, EmailMessage)
    assert lines(mail.get_body(("plain",)).get_content()) == lines(text + "\n")
    assert lines(mail.get_body(("html",)).get_content()) == lines(text)
    assert not [line for line in raw.split(b"\r\n") if line.startswith((b"From ", b"."))]
    assert max(map(len, raw.split(b"\r\n"))) <= 78  # RFC 5322, section 2.1.1


# --- whatever it holds --------------------------------------------------------------------------

PIECES = [
    *("\r\n", "\r", "\n", "\r\n\r\n", "\x85", "\u2028", "\x00", "\ud800", "\x0b", "\x1e", "\t"),
    *("Bcc: eve@e.example", "=?utf-8?q?a=0d=0ab?=", "\u202e", "\u2066", "\u200d", "é", "ß", "🔥"),
    *(
        '"',
        "\\",
        "<",
        ">",
        "@",
        ",",
        ";",
        ":",
        "(",
        ")",
        "%",
        "'",
        "=",
        "*0*",
        ".",
        "  ",
        "日本",
        "كر",
    ),
    *("From ", "x" * 1_000, "Ada", "desk@desk.example", "--=_mixed", "--=_alternative--"),
]
hostile = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=8).map("".join)
addresses = st.one_of(hostile, st.sampled_from(["ada@byron.example", "a.b+c@żółw.example"]))
parts = st.builds(
    Part,
    hostile,
    hostile,
    st.binary(max_size=200),
    st.one_of(hostile, st.just("logo")),
    st.booleans(),
)
mails = st.builds(
    Outgoing,
    sender=addresses, sender_name=hostile, to=addresses, to_name=hostile, reply_to=addresses,
    subject=hostile, text=hostile, html=hostile.map('<img src="cid:logo">{}'.format), topic=hostile,
    references=st.lists(st.one_of(hostile, st.just("<1@x>")), max_size=4),
    cc=st.lists(addresses, max_size=4), parts=st.lists(parts, max_size=3),
    automatic=st.booleans(), replies=st.booleans(),
)  # fmt: skip


def expected_fields(mail: Outgoing) -> list[str]:
    return [
        *("From", "To", *(["Cc"] if mail.cc else []), "Reply-To", "Subject", "Thread-Topic"),
        *(["In-Reply-To", "References"] if any(map(fields.is_id, mail.references)) else []),
        *(["Auto-Submitted", "X-Auto-Response-Suppress"] if mail.automatic else []),
        *("MIME-Version", "Content-Type"),
    ]


def lines(text: str) -> str:
    """However they end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def kept(text: str) -> str:
    return lines(text.replace("\x00", "")).encode("utf-8", "replace").decode()


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(mails)
def test_a_mail_reads_back_as_what_was_given_and_nothing_else(mail: Outgoing) -> None:
    raw = compose(mail)

    assert raw.isascii()
    assert b"\r" not in raw.replace(b"\r\n", b"")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    read = message_from_bytes(raw, policy=policy.default)
    assert isinstance(read, EmailMessage)
    assert read.keys() == expected_fields(mail)
    assert read["Subject"] == fields.one_line(mail.subject)[:900]
    for field, people in (("From", [mail.sender]), ("To", [mail.to]), ("Cc", mail.cc)):
        written = [fields.address(address).replace('"', "") for address in people]
        found = read[field].addresses if field in read else ()
        assert [f"{each.username}@{each.domain}" for each in found] == list(filter(None, written))
    assert lines(read.get_body(("plain",)).get_content()) == kept(mail.text + "\n")
    assert lines(read.get_body(("html",)).get_content()) == kept(mail.html)
    leaves = [part for part in read.walk() if part.get_content_disposition()]
    assert sorted(part.get_payload(decode=True) for part in leaves) == sorted(
        part.content for part in mail.parts
    )
    assert {part.get_filename() for part in leaves} == {
        fields.filename(part.filename) for part in mail.parts
    }


def as_read(address: str) -> str:
    """Outlook puts `'` around addresses, which no reader takes for a part of them."""
    return address.lower().removeprefix("'")


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(mails)
def test_a_desk_that_gets_the_mail_reads_the_same(mail: Outgoing) -> None:
    read = parse(compose(mail))

    sender, to = (as_read(fields.address(each)) for each in (mail.sender, mail.to))
    assert read.from_email == (sender or read.from_email)
    assert to in ("", *read.to)
    assert read.subject.split() == fields.one_line(mail.subject)[:900].split()
    assert sorted(part.content for part in read.attachments) == sorted(
        part.content for part in mail.parts
    )
    assert read.is_auto_reply == mail.automatic
