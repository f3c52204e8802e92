"""Mails of the corpus with a few bytes changed, cut out, doubled or taken from another mail.

Seeded, so that a failure can be had again; bounded, so that it may run every time.
"""

import random
import re
import time
from pathlib import Path

import pytest

from deskhand.mail.html import sanitise
from deskhand.mail.parse import parse

CORPUS = [path.read_bytes() for path in sorted((Path(__file__).parent / "corpus").glob("*.eml"))]
PIECES = [
    b"\r\n",
    b"\n\n",
    b"--b1--",
    b'"',
    b"<",
    b">",
    b"(",
    b";",
    b"=?utf-8?b?",
    b"\x1b$B",
    b"\0",
]
PIECES += [
    b"begin 644 a\n",
    b"Content-Type: multipart/mixed; boundary=b\n",
    b"\xff\xfe",
    b":",
    b"> ",
]
MISTAKES = re.compile(
    "NameError|AttributeError|TypeError|UnboundLocalError|RecursionError|KeyError"
)
SECONDS = 25
ROUNDS = 6_000


def mutated(mail: bytes, chance: random.Random) -> bytes:
    raw = bytearray(mail)
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randint(0, len(raw)), chance.randint(0, 40)
        other = chance.choice(CORPUS)
        start = chance.randint(0, len(other))
        raw[at : at + chance.choice((0, length))] = chance.choice(
            (
                b"",
                chance.choice(PIECES),
                other[start : start + length * 4],
                bytes([chance.randrange(256)]),
            )
        )
    return bytes(raw)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_mails_that_were_damaged_on_their_way_are_read_all_the_same(seed: int) -> None:
    chance = random.Random(seed)
    until = time.monotonic() + SECONDS / 2

    for round in range(ROUNDS):
        raw = mutated(chance.choice(CORPUS), chance)
        mail = parse(raw)
        mail.model_dump_json(exclude={"attachments"})
        sanitise(mail.html)
        assert not [each for each in mail.defects if MISTAKES.search(each)], (seed, round, raw)
        assert mail.text.strip() or not mail.reply_text, (seed, round, raw)
        if time.monotonic() > until:
            break
