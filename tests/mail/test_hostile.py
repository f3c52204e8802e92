"""Mail that was made to break the reader. What it costs is bounded, and nothing raises."""

import time

import pytest

from deskhand.mail import addresses, headers, structure
from deskhand.mail.parse import parse

TOP = b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n"
HTML = b"Content-Type: text/html\n\n"
NESTED = b"".join(
    b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level)
    for level in range(1_000)
)
WINMAIL = b"Content-Type: application/ms-tnef\n\n" + b"\x78\x9f\x3e\x22\1\0"
HOSTILE = {
    "a From that smuggles a Bcc": (
        b"From: =?utf-8?q?a=0d=0aBcc=3A_e=40x.example?= <a@b.example>\n\nx"
    ),
    "an unfinished message id": b"Message-ID: <a@[\n\nx",
    "a From of brackets": b'From: <<<@@@>>>, "\n\nx',
    "an unknown charset": b"Content-Type: text/plain; charset=x-nope\n\nx",
    "a charset with NUL": b"Content-Type: text/plain; charset=a\0b\n\nx",
    "a codec that warns": b"Content-Type: text/plain; charset=unicode_escape\n\n\\d",
    "a codec that is slow": b"Content-Type: text/plain; charset=punycode\n\n" + b"a-" * 100_000,
    "a multipart without boundary": b"Content-Type: multipart/mixed\n\nx",
    "a delivery status without blank line": (
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n"
        b"--x\nContent-Type: message/delivery-status\nAction: failed\n--x--"
    ),
    "1,000 nested multiparts": b"From: a@b.example\n" + NESTED + b"\nhi",
    "10,000 parts": TOP + b"--x\n\nhi\n" * 10_000,
    "nested comments": b"From: " + b"(" * 60_000 + b"\n\nx",
    "open brackets": b"From: " + b"<" * 60_000 + b"\n\nx",
    "open quotes": b"From: " + b'"' * 60_000 + b"\n\nx",
    "60,000 addresses": b"To: " + b"a@b.example," * 60_000 + b"\n\nx",
    "60,000 references": b"References: " + b"<a@b> " * 60_000 + b"\n\nx",
    "encoded words without end": b"Subject: " + b"=?a?q?" * 60_000 + b"\n\nx",
    "parameters of quotes": b"Content-Type: text/plain" + b';"' * 60_000 + b"\n\nx",
    "a parameter of 5,000 digits": b"Content-Type: text/plain; a*" + b"9" * 5_000 + b"=x\n\nx",
    "a header of 30,000 fields": b"X: y\n" * 30_000 + b"\nx",
    "a header that never ends": b"Subject: " + b"x" * 5_000_000,
    "a line of dashes": b"\n" + b"-" * 2_000_000,
    "attributions everywhere": b"X: y\n\n" + b"On 5 May x wrote:\n" * 100_000,
    "labels everywhere": b"X: y\n\n" + b"From: a@b.example\n" * 100_000,
    "deep quotes": b"X: y\n\n" + (b"> " * 1_000 + b"x\n") * 1_000,
    "UTF-7 surrogates": b"Content-Type: text/plain; charset=utf-7\n\n+2AA-",
    "HTML of divs": HTML + b"<div>" * 200_000,
    "HTML of comments": HTML + b"<!--" * 200_000,
    "HTML of open tags": HTML + b"<a " * 200_000,
    "HTML of less-thans": HTML + b"<" * 500_000,
    "HTML of links on one line": b"Content-Type: text/html\n\n"
    + b"<a href=http://x>y</a>" * 50_000,
    "HTML with a huge number": HTML + b"&#" + b"9" * 5_000,
    "a date far away": b"Date: Mon, 1 Jan 99999999999 00:00:00 +9999\n\nx",
    "a binary": bytes(range(256)) * 100,
    "40 MB of boundaries": TOP + b"--x--\n" * 6_600_000,
    "40 MB of another boundary": TOP + b"--y\n" * 10_000_000,
    "40 MB of escapes": b"X: y\n\n" + b"\x1b$B" * 13_000_000,
    "40 MB of beginnings": b"X: y\n\n" + b"begin 644 a\nend\n" * 2_500_000,
    "signatures everywhere": b"X: y\n\n" + b"-- \nRegards,\nJane\nTel: 123456789\n" * 50_000,
    "two sentences on a line, again and again": (
        b"X: y\n\n" + b"x On Wed, Apr 4, 2012 at a wrote: x On " * 50_000
    ),
    "a bounce of addresses": (
        b"From: MAILER-DAEMON@x.example\nSubject: failure notice\n\n" + b"<a@b.c>" * 500_000
    ),
    "a bounce of one word": (
        b"From: MAILER-DAEMON@x.example\nSubject: failure notice\n\n" + b"a" * 2_000_000
    ),
    "a winmail.dat of attributes": WINMAIL + (b"\1\0\x80\2\0" + bytes(6)) * 200_000,
    "a winmail.dat that says it is long": WINMAIL
    + b"\1\3\x90\6\0\xff\xff\xff\x7f"
    + b"\xff" * 90_000,
    "an address that never ends": b"To: " + b"a" * 60_000 + b" @\n\nx",
    "locations everywhere": (
        b"Content-Type: multipart/related; boundary=x\n\n--x\n"
        + HTML
        + b'<img src="a">' * 50_000
        + b"\n--x\nContent-Type: image/png\nContent-Location: a\n\n" * 1_000
    ),
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_mail_is_read_in_seconds_and_can_be_stored(raw: bytes) -> None:
    started = time.process_time()

    mail = parse(raw)

    assert time.process_time() - started < 10
    mail.model_dump_json(exclude={"attachments"})  # lone surrogates would fail here


def test_no_text_of_a_mail_that_becomes_a_header_breaks_a_line() -> None:
    mail = parse(
        b"From: =?utf-8?b?YQ0KQmNjOiBlQHg=?= <a@b.example>\nSubject: a\rBcc: e\x85\xc2\x85\n"
        b'Message-ID: <a\r@b>\nContent-Type: a/b; name="x\r\n y"\n\nx'
    )

    texts = [mail.from_name, mail.subject, mail.message_id, mail.attachments[0].filename]
    assert not [text for text in texts if len(text.splitlines()) != 1]


def test_parts_beyond_the_bound_are_left_out_and_said_so() -> None:
    mail = parse(TOP + b"--x\n\nhi\n" * (structure.MAX_PARTS + 10) + b"--x--")

    assert mail.text.count("hi") == structure.MAX_PARTS - 1
    assert "more than 1000 parts, the rest is ignored" in mail.defects


def test_what_is_nested_too_deep_is_kept_as_a_file() -> None:
    mail = parse(b"From: a@b.example\n" + NESTED + b"\nhi")

    assert [attachment.content_type for attachment in mail.attachments] == [
        "application/octet-stream"
    ]
    assert mail.attachments[0].content.endswith(b"hi")
    assert "parts nested deeper than 50 levels" in mail.defects


def test_a_long_header_is_cut_and_the_body_is_still_found() -> None:
    mail = parse(b"Subject: hi\n" + b"X: y\n" * headers.MAX_BLOCK + b"\nbody")

    assert (mail.subject, mail.text) == ("hi", "body")
    assert any("header longer" in defect for defect in mail.defects)


def test_too_many_addresses_are_cut_and_said_so() -> None:
    many = b", ".join(b"a%d@b.example" % number for number in range(500))
    mail = parse(b"To: " + many + b"\n\nx")

    assert len(mail.to) == addresses.MAX_ADDRESSES
    assert any("addresses in a field" in defect for defect in mail.defects)


def test_long_threads_keep_their_first_and_their_last_references() -> None:
    ids = [f"<{number}@x>" for number in range(300)]
    mail = parse(f"References: {' '.join(ids)}\n\nx".encode())

    assert mail.references == [ids[0], *ids[-99:]]


def test_the_text_after_the_searched_lines_is_not_lost() -> None:
    lines = [f"line {number}" for number in range(20_000)]

    assert parse(b"X: y\n\n" + "\n".join(lines).encode()).reply_text.splitlines() == lines
