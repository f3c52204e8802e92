from collections.abc import Iterator
from itertools import count

import pytest

from deskhand.domain.challenge import Work, challenge
from deskhand.domain.errors import Invalid


def solutions(work: Work, start: str) -> Iterator[str]:
    for proof in map(str, count()):
        try:
            work.require(start, proof)
        except Invalid:
            continue
        yield proof


def test_a_desk_that_asks_for_nothing_has_no_challenge() -> None:
    assert challenge("none") is None
    assert challenge("work") == Work(bits=16)


def test_a_proof_is_a_text_that_makes_the_digest_begin_with_zeros() -> None:
    """echo -n 'start:80' | sha256sum begins with 0x01."""
    Work(bits=7).require("start", "80")
    with pytest.raises(Invalid, match="proof"):
        Work(bits=8).require("start", "80")


def test_each_bit_doubles_the_work() -> None:
    def tries(bits: int) -> int:
        found = solutions(Work(bits=bits), "start")
        return int([next(found) for _ in range(50)][-1]) // 50

    assert tries(4) < 32 < tries(6) < 128 < tries(8)


def test_a_proof_of_one_start_is_none_of_another() -> None:
    work = Work(bits=12)
    proof = next(solutions(work, "mine"))

    with pytest.raises(Invalid, match="proof"):
        work.require("another's", proof)
