import subprocess
import sys
import time

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


def test_a_usual_mail_costs_a_few_milliseconds() -> None:
    parse(USUAL)
    started = time.process_time()

    for _ in range(50):
        parse(USUAL)

    assert (time.process_time() - started) / 50 < 0.02


def test_reading_mail_loads_no_html_library() -> None:
    ask = "import sys, deskhand.mail.parse; sys.exit('nh3' in sys.modules)"

    found = subprocess.run([sys.executable, "-c", ask], env={"PYTHONPATH": ":".join(sys.path)})

    assert found.returncode == 0
