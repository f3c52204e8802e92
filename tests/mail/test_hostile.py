"""Mail that was made to break the reader. What it costs is bounded, and nothing raises."""

import base64
import multiprocessing
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor

import pytest

from deskhand.mail import addresses, attachments, headers, message_ids, structure
from deskhand.mail.parse import parse

pytestmark = pytest.mark.slow

TOP = b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n"
HTML = b"Content-Type: text/html\n\n"


def nested(levels: int) -> bytes:
    return b"From: a@b.example\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level)
        for level in range(levels)
    )


FILE = b"Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n"
NAMED = b"--x\nContent-Type: a/b; name*=utf-8''%%C3%%BC%d\n\nx\n"
IMAGE = b'--x\nContent-Type: text/html\n\n<img src="cid:%d">\n'
P7M = b"Content-Type: application/pkcs7-mime\nContent-Transfer-Encoding: base64\n\n"
SIGNED = bytes.fromhex("308006092a864886f70d010702a08030800201013100308006092a864886f70d010701a080")
WINMAIL = b"Content-Type: application/ms-tnef\n\n" + b"\x78\x9f\x3e\x22\1\0"


def rtf_of(run: bytes) -> bytes:
    """A winmail.dat whose compressed RTF is `run`, again and again."""
    packed = bytes(4) + b"\xff\xff\xff\x7fLZFu" + bytes(4) + run * 400_000
    value = b"\1\0\0\0\2\1\x09\x10\1\0\0\0" + len(packed).to_bytes(4, "little") + packed
    return b"\x78\x9f\x3e\x22\1\0\1\3\x90\6\0" + len(value).to_bytes(4, "little") + value


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a From that smuggles a Bcc": lambda: (
        b"From: =?utf-8?q?a=0d=0aBcc=3A_e=40x.example?= <a@b.example>\n\nx"
    ),
    "an unfinished message id": lambda: b"Message-ID: <a@[\n\nx",
    "a From of brackets": lambda: b'From: <<<@@@>>>, "\n\nx',
    "an unknown charset": lambda: b"Content-Type: text/plain; charset=x-nope\n\nx",
    "a charset with NUL": lambda: b"Content-Type: text/plain; charset=a\0b\n\nx",
    "a codec that warns": lambda: b"Content-Type: text/plain; charset=unicode_escape\n\n\\d",
    "a codec that is slow": lambda: (
        b"Content-Type: text/plain; charset=punycode\n\n" + b"a-" * 100_000
    ),
    "a multipart without boundary": lambda: b"Content-Type: multipart/mixed\n\nx",
    "a delivery status without blank line": lambda: (
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n"
        b"--x\nContent-Type: message/delivery-status\nAction: failed\n--x--"
    ),
    "1,000 nested multiparts": lambda: nested(1_000) + b"\nhi",
    "40 MB within 1,000 nested multiparts": lambda: (
        nested(1_000) + FILE + b"JVBERi0x\n" * 4_400_000
    ),
    "40 MB of dashes within 1,000 nested multiparts": lambda: (
        nested(1_000) + b"\n--b9999\n" * 4_400_000
    ),
    "1,000 nested multiparts without boundaries": lambda: nested(1_000).replace(b"boundary", b"x"),
    "10,000 parts": lambda: TOP + b"--x\n\nhi\n" * 10_000,
    "10,000 files": lambda: TOP + b"".join(NAMED % number for number in range(10_000)),
    "10,000 HTML parts": lambda: TOP + b"".join(IMAGE % number for number in range(10_000)),
    "10,000 forwarded mails": lambda: (
        TOP + b"--x\nContent-Type: message/rfc822\n\nSubject: x\n" * 10_000
    ),
    "40 MB of forwarded headers": lambda: (
        TOP + (b"--x\nContent-Type: message/rfc822\n\n" + b"A:\n" * 300_000) * 40
    ),
    "40 MB of headers of parts": lambda: TOP + (b"--x\n" + b"A:\n" * 300_000) * 40,
    "40 MB of one header": lambda: b"A:\n" * 13_000_000,
    "40 MB of parameters": lambda: (
        TOP + (b"--x\nContent-Type: a/b" + b';a="x' * 800 + b"\n\n") * 9_000
    ),
    "40 MB of spaces in parameters": lambda: (
        TOP + (b"--x\nContent-Type: a/b;a" + b" " * 4_000 + b"\n\n") * 9_000
    ),
    "nested comments": lambda: b"From: " + b"(" * 60_000 + b"\n\nx",
    "open brackets": lambda: b"From: " + b"<" * 60_000 + b"\n\nx",
    "open quotes": lambda: b"From: " + b'"' * 60_000 + b"\n\nx",
    "60,000 addresses": lambda: b"To: " + b"a@b.example," * 60_000 + b"\n\nx",
    "100,000 references": lambda: (
        b"References: " + b"\n ".join(b"<%d@b>" % number for number in range(100_000)) + b"\n\nx"
    ),
    "a header folded 100,000 times": lambda: b"Subject: " + b"x\n " * 100_000 + b"\nx",
    "encoded words without end": lambda: b"Subject: " + b"=?a?q?" * 60_000 + b"\n\nx",
    "parameters of quotes": lambda: b"Content-Type: text/plain" + b';"' * 60_000 + b"\n\nx",
    "a parameter of 5,000 digits": lambda: (
        b"Content-Type: text/plain; a*" + b"9" * 5_000 + b"=x\n\nx"
    ),
    "a header of 30,000 fields": lambda: b"X: y\n" * 30_000 + b"\nx",
    "a header that never ends": lambda: b"Subject: " + b"x" * 5_000_000,
    "a line of dashes": lambda: b"\n" + b"-" * 2_000_000,
    "attributions everywhere": lambda: b"X: y\n\n" + b"On 5 May x wrote:\n" * 100_000,
    "labels everywhere": lambda: b"X: y\n\n" + b"From: a@b.example\n" * 100_000,
    "deep quotes": lambda: b"X: y\n\n" + (b"> " * 1_000 + b"x\n") * 1_000,
    "UTF-7 surrogates": lambda: b"Content-Type: text/plain; charset=utf-7\n\n+2AA-",
    "HTML of divs": lambda: HTML + b"<div>" * 200_000,
    "HTML of comments": lambda: HTML + b"<!--" * 200_000,
    "HTML of open tags": lambda: HTML + b"<a " * 200_000,
    "HTML of less-thans": lambda: HTML + b"<" * 500_000,
    "HTML of links on one line": lambda: (
        b"Content-Type: text/html\n\n" + b"<a href=http://x>y</a>" * 50_000
    ),
    "HTML with a huge number": lambda: HTML + b"&#" + b"9" * 5_000,
    "a date far away": lambda: b"Date: Mon, 1 Jan 99999999999 00:00:00 +9999\n\nx",
    "a binary": lambda: bytes(range(256)) * 100,
    "40 MB of boundaries": lambda: TOP + b"--x--\n" * 6_600_000,
    "40 MB of another boundary": lambda: TOP + b"--y\n" * 10_000_000,
    "40 MB of escapes": lambda: b"X: y\n\n" + b"\x1b$B" * 13_000_000,
    "40 MB of beginnings": lambda: b"X: y\n\n" + b"begin 644 a\nend\n" * 2_500_000,
    "signatures everywhere": lambda: (
        b"X: y\n\n" + b"-- \nRegards,\nJane\nTel: 123456789\n" * 50_000
    ),
    "two sentences on a line, again and again": lambda: (
        b"X: y\n\n" + b"x On Wed, Apr 4, 2012 at a wrote: x On " * 50_000
    ),
    "a bounce of addresses": lambda: (
        b"From: MAILER-DAEMON@x.example\nSubject: failure notice\n\n" + b"<a@b.c>" * 500_000
    ),
    "a bounce of one word": lambda: (
        b"From: MAILER-DAEMON@x.example\nSubject: failure notice\n\n" + b"a" * 2_000_000
    ),
    "a winmail.dat of attributes": lambda: WINMAIL + (b"\1\0\x80\2\0" + bytes(6)) * 200_000,
    "a winmail.dat that says it is long": lambda: (
        WINMAIL + b"\1\3\x90\6\0\xff\xff\xff\x7f" + b"\xff" * 90_000
    ),
    "a signed message of 10,000,000 pieces": lambda: (
        P7M + base64.encodebytes(SIGNED + b"\x24\x80" + b"\x04\x01x" * 10_000_000)
    ),
    "a signed message of 1,000,000 levels": lambda: (
        P7M + base64.encodebytes(SIGNED + b"\x24\x80" * 1_000_000)
    ),
    "10,000 signed messages of 10,000 parts": lambda: (
        TOP
        + (
            b"--x\n"
            + P7M
            + base64.encodebytes(SIGNED + b"\x04\x82\x10\x00" + TOP + b"--x\n\n" * 800)
        )
        * 5_000
    ),
    "an RTF of copies": lambda: (
        b"Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n"
        + base64.encodebytes(rtf_of(b"\xff" + b"\x00\x0f" * 8))
    ),
    "an RTF of groups": lambda: (
        b"Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n"
        + base64.encodebytes(rtf_of(b"\x00{{{{{{{{"))
    ),
    "40 MB of undeclared Russian": lambda: (
        b"X: y\n\n" + "Где мой заказ?\n".encode("cp1251") * 2_600_000
    ),
    "40 MB of UTF-16": lambda: b"X: y\n\n" + "Where is it?\n".encode("utf-16-le") * 1_500_000,
    "40 MB of base64 padding": lambda: TOP + b"--x\n" + FILE + b"=" * 40_000_000,
    "40 MB of runs of base64": lambda: TOP + b"--x\n" + FILE + b"QQ==" * 10_000_000,
    "40 MB of letters that might be base64": lambda: (
        TOP + b"--x\nContent-Type: a/b\n\n" + (b"A" * 76 + b"\n") * 500_000 + b"!"
    ),
    "40 MB of Japanese escapes": lambda: (
        b"Content-Type: text/plain; charset=iso-2022-jp\n\n" + b"\x1b$B\x7f\x7f" * 8_000_000
    ),
    "40 MB of stray bytes": lambda: (
        b"Content-Type: text/plain; charset=utf-8\n\n" + b"\xc3\xbc\xc3\xbc\xe9" * 8_000_000
    ),
    "40 MB of spaces in quoted-printable": lambda: (
        b"Content-Transfer-Encoding: quoted-printable\n\n" + b"= =   " * 6_500_000
    ),
    "40 MB of a file in the text": lambda: (
        b"X: y\n\nbegin 644 x\n" + (b"M" + b"A" * 60 + b"\n") * 640_000 + b"end\n"
    ),
    "an address that never ends": lambda: b"To: " + b"a" * 60_000 + b" @\n\nx",
    "locations everywhere": lambda: (
        b"Content-Type: multipart/related; boundary=x\n\n--x\n"
        + HTML
        + b'<img src="a">' * 50_000
        + b"\n--x\nContent-Type: image/png\nContent-Location: a\n\n" * 1_000
    ),
}


@pytest.mark.parametrize("kind", [name for name in HOSTILE if "40 MB" not in name])
def test_a_hostile_mail_is_read_in_seconds_and_can_be_stored(kind: str) -> None:
    seconds, _ = read(kind)

    assert seconds < 10


@pytest.mark.slow
@pytest.mark.parametrize("kind", [name for name in HOSTILE if "40 MB" in name])
def test_one_of_40_megabytes_is_read_in_the_memory_of_a_function(kind: str) -> None:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        seconds, defects = process.submit(read_within_a_gigabyte, kind).result(timeout=120)

    assert seconds < 20
    assert not [defect for defect in defects if "MemoryError" in defect]


def read_within_a_gigabyte(kind: str) -> tuple[float, list[str]]:
    resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
    return read(kind)


def read(kind: str) -> tuple[float, list[str]]:
    """Seconds of the processor, generous for a slow machine; and the defects."""
    raw = HOSTILE[kind]()
    started = time.process_time()
    mail = parse(raw)
    seconds = time.process_time() - started
    mail.model_dump_json(exclude={"attachments"})  # lone surrogates would fail here
    return seconds, mail.defects


def test_no_text_of_a_mail_that_becomes_a_header_breaks_a_line() -> None:
    mail = parse(
        b"From: =?utf-8?b?YQ0KQmNjOiBlQHg=?= <a@b.example>\nSubject: a\rBcc: e\x85\xc2\x85\n"
        b'Message-ID: <a\r@b>\nContent-Type: a/b; name="x\r\n y"\n\nx'
    )

    texts = [mail.from_name, mail.subject, mail.message_id, mail.attachments[0].filename]
    assert not [text for text in texts if len(text.splitlines()) != 1]


def test_parts_beyond_the_bound_are_left_out_and_said_so() -> None:
    mail = parse(TOP + b"--x\n\nhi\n" * (structure.MAX_PARTS + 10) + b"--x--")

    assert mail.text.count("hi") == structure.MAX_PARTS == 10_000
    assert "more than 10000 parts, the rest is ignored" in mail.defects


def test_files_beyond_the_bound_are_left_out_and_said_so() -> None:
    mail = parse(TOP + b"--x\nContent-Type: a/b\n\nx\n" * 2_000 + b"--x--")

    assert len(mail.attachments) == attachments.MAX_ATTACHMENTS
    assert "more than 1000 attachments, the rest is ignored" in mail.defects


def test_what_is_nested_1000_levels_deep_is_found() -> None:
    mail = parse(nested(1_000) + b"\nhi")

    assert mail.text == "hi"
    assert mail.defects == ["multipart without its closing line"]


def test_what_is_nested_too_deep_is_kept_as_a_file() -> None:
    mail = parse(nested(structure.MAX_DEPTH + 1) + b"\nhi")

    (file,) = mail.attachments
    assert (file.content_type, file.content[-2:]) == ("application/octet-stream", b"hi")
    assert "parts nested deeper than 1000 levels" in mail.defects


def test_a_header_of_a_megabyte_is_read_to_its_end() -> None:
    mail = parse(b"X: y\n" * 200_000 + b"Subject: hi\n\nbody")

    assert (mail.subject, mail.text) == ("hi", "body")
    assert mail.defects == ["no address in From"]


def test_a_long_header_is_cut_and_the_body_is_still_found() -> None:
    mail = parse(b"Subject: hi\n" + b"X: y\n" * headers.MAX_BLOCK + b"\nbody")

    assert (mail.subject, mail.text) == ("hi", "body")
    assert any("header longer" in defect for defect in mail.defects)


def test_too_many_addresses_are_cut_and_said_so() -> None:
    many = b", ".join(b"a%d@b.example" % number for number in range(5_000))
    mail = parse(b"To: " + many + b"\n\nx")

    assert len(mail.to) == addresses.MAX_ADDRESSES
    assert any("addresses in a field" in defect for defect in mail.defects)


def test_20000_references_are_read_and_of_more_the_first_and_the_last_ones() -> None:
    ids = [f"<{number}@x>" for number in range(30_000)]
    most = message_ids.MAX_REFERENCES

    assert parse(f"References: {' '.join(ids[:20_000])}\n\nx".encode()).references == ids[:20_000]
    assert parse(f"References: {' '.join(ids)}\n\nx".encode()).references == [
        ids[0],
        *ids[1 - most :],
    ]


def test_the_text_after_the_searched_lines_is_not_lost() -> None:
    lines = [f"line {number}" for number in range(20_000)]

    assert parse(b"X: y\n\n" + "\n".join(lines).encode()).reply_text.splitlines() == lines


def test_a_file_in_the_text_may_be_larger_than_a_text() -> None:
    line = b"M" + b"`" * 60 + b"\n"
    mail = parse(b"X: y\n\nSee file\nbegin 644 big.bin\n" + line * 100_000 + b"`\nend\n")

    assert mail.text == "See file"
    assert [(file.filename, file.size) for file in mail.attachments] == [("big.bin", 4_500_000)]
