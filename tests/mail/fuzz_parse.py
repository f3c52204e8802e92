"""`python tests/mail/fuzz_parse.py -max_total_time=60 tests/mail/corpus`: atheris on the parser.

Needs atheris, which is no part of the environment: `pip install atheris`.
"""

import re
import sys
from pathlib import Path

import atheris  # type: ignore[import-not-found]

sys.path.insert(0, str(Path(__file__).parents[2] / "layers/deskhand/python"))
with atheris.instrument_imports(include=["deskhand.mail"]):
    from deskhand.mail.parse import parse

MISTAKES = re.compile("NameError|AttributeError|TypeError|UnboundLocalError|RecursionError")


def read(data: bytes) -> None:
    mail = parse(data)
    mail.model_dump_json(exclude={"attachments"})
    assert not [each for each in mail.defects if MISTAKES.search(each)]


if __name__ == "__main__":
    atheris.Setup(sys.argv, read)
    atheris.Fuzz()
