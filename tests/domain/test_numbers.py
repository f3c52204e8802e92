import pytest

from deskhand.domain.numbers import checked, found_in, number
from tests.domain.given import NOW


def test_a_number_fills_its_pattern() -> None:
    assert number("SUP-{yy}-{mm}-{nr}", 1042, at=NOW) == "SUP-26-11-1042"
    assert number("{yyyy}/{nr}", 7, at=NOW) == "2026/7"


@pytest.mark.parametrize(
    "pattern", ["SUP-{yy}-{mm}-{nr}", "#{nr}", "{yyyy}/{nr}", "A.{nr}_b", "{nr}"]
)
def test_every_number_is_found_again_in_a_subject(pattern: str) -> None:
    assert checked(f" {pattern} ") == pattern
    given = number(pattern, 1042, at=NOW)

    assert found_in(f"Re: [{given}] Printer on fire", pattern) == [given]
    assert found_in(given, pattern) == [given]


@pytest.mark.parametrize("subject", ["XSUP-1", "SUP-1a", "SUP-", "SUP-1234567890123", "#SUP-1"])
def test_what_only_resembles_a_number_is_none(subject: str) -> None:
    assert found_in(subject, "SUP-{nr}") == []


def test_a_subject_of_numbers_gives_at_most_five_and_each_once() -> None:
    subject = "SUP-1 SUP-1 " + " ".join(f"SUP-{nr}" for nr in range(1_000))

    assert found_in(subject, "SUP-{nr}") == ["SUP-1", "SUP-0", "SUP-2", "SUP-3", "SUP-4"]


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "SUP",
        "{nr}{nr}",
        "SUP {nr}",
        "{nr}\n#",
        "{name}{nr}",
        "{{nr}}",
        "é{nr}",
        "a" * 40 + "{nr}",
    ],
)
def test_a_pattern_that_makes_no_usable_number_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"must contain|may contain|at most"):
        checked(pattern)
