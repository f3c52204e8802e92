"""Atheris on the parser: `python tests/mail/fuzz_parse.py FOLDER -max_total_time=60`.

test_fuzz.py runs it where there is atheris for the Python at hand.
"""

import re
import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[2] / "layers/deskhand/python"))
with atheris.instrument_imports(include=["deskhand.mail"]):
    from deskhand.mail.html import sanitise
    from deskhand.mail.parse import parse

MISTAKES = re.compile("NameError|AttributeError|TypeError|UnboundLocalError|RecursionError")


def read(data: bytes) -> None:
    mail = parse(data)
    mail.model_dump_json(exclude={"attachments"})
    sanitise(mail.html)
    assert not [each for each in mail.defects if MISTAKES.search(each)]
    assert mail.text.strip() or not mail.reply_text


if __name__ == "__main__":
    atheris.Setup(sys.argv, read)
    atheris.Fuzz()
