import subprocess
import sys
from collections.abc import Callable
from types import FrameType

import pytest

from deskhand.mail.parse import parse

ANSWER = "Dear desk,\n\nthis is a line of some text that goes on for a while.\n" * 40
QUOTE = "> a quoted line of text that was said before by somebody\n" * 60
HTML = "<p>Dear desk, <b>this</b> is a <a href='https://x.example/a'>line</a></p>\n" * 40
USUAL = f"""From: Jane <j@x.example>
To: support@desk.example
Subject: =?utf-8?q?R=C3=A9?= order
Message-ID: <x@y>
References: <a@b> <c@d>
Date: Mon, 1 Jan 2024 10:00:00 +0100
Content-Type: multipart/alternative; boundary=x

--x
Content-Type: text/plain; charset=utf-8

{ANSWER}
On Mon, 5 May 2024 at 10:00 Desk <support@desk.example> wrote:

{QUOTE}
--x
Content-Type: text/html; charset=utf-8

{HTML}
--x--
""".encode()

TOP = b"Content-Type: multipart/mixed; boundary=x\n\n"
FILE = b"--x\nContent-Type: a/b; name=a.b\nContent-Transfer-Encoding: base64\n\nQUJD\n"
MANY: dict[str, Callable[[int], bytes]] = {
    "files": lambda number: TOP + FILE * (number // 2),
    "texts": lambda number: TOP + b"--x\n\nhi\n" * number,
    "levels": lambda number: b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level)
        for level in range(number // 2)
    ),
    "references": lambda number: b"References: " + b"<%d@x>\n " * number % (*range(number),),
    "addresses": lambda number: b"To: " + b"Jane <a@x.example>, " * (number // 2) + b"\n\nx",
    "encoded words": lambda number: b"Subject: " + b"=?utf-8?q?a=C3=BC?= x " * number + b"\n\nx",
    "fields": lambda number: b"X-Trace: y\n" * number + b"\nx",
    "parameters": lambda number: b"Content-Type: a/b" + b"; a=b" * (number // 3) + b"\n\nx",
    "dashes": lambda number: TOP + b"--x\n\nhi\n" + b"--y\n" * number,
}


def calls(raw: bytes) -> int:
    """Of functions, while it is read: the same on every machine."""
    counted = 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    parse(raw)  # the first one compiles phrases
    sys.setprofile(count)
    try:
        parse(raw)
    finally:
        sys.setprofile(None)
    return counted


def test_a_usual_mail_takes_a_few_thousand_calls() -> None:
    assert calls(USUAL) < 10_000


@pytest.mark.parametrize("kind", MANY.values(), ids=MANY)
def test_twice_as_much_takes_no_more_than_twice_the_calls(kind: Callable[[int], bytes]) -> None:
    assert calls(kind(2_000)) < 2.2 * calls(kind(1_000))


def test_reading_mail_loads_no_html_library() -> None:
    ask = "import sys, deskhand.mail.parse; sys.exit('nh3' in sys.modules)"

    found = subprocess.run([sys.executable, "-c", ask], env={"PYTHONPATH": ":".join(sys.path)})

    assert found.returncode == 0
