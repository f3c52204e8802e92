import pytest

from deskhand.domain.finding import asked, has, rarest, terms
from tests.domain.given import customer

ADA = customer(
    first_name="Ada",
    last_name="Byron-Łowicz",
    company="Analytical Engines",
    emails=("ada.byron@engines.example",),
    phones=("+49 (30) 123-45", "110"),
    external_ids=("c-1815", "2024-00123", "007"),
)


@pytest.mark.parametrize(
    "query",
    [
        "ada", "ADA BYR", "byron ada", "lowicz", "eng", "engines analytical", "ada.byr",
        "ada.byron@engines.example", "Ada.Byron@Eng", "110", "+49 30",
        "0049 30 123 45", "493012345", "(49) 30", "c-1815", "C-18", "2024-00123", "2024-001", "007",
    ],
)  # fmt: skip
def test_a_customer_is_found_by(query: str) -> None:
    assert has(terms(ADA), asked(query))


@pytest.mark.parametrize(
    "query", ["adam", "ada bob", "yron", "@engines.example", "+49 40", "1815-c x", "ada bob@x"]
)
def test_a_customer_is_not_found_by(query: str) -> None:
    assert not has(terms(ADA), asked(query))


def test_the_longest_word_is_looked_up_and_a_single_letter_can_not_be() -> None:
    assert rarest(["ada", "byron"]) == "byron"
    assert rarest(["a", "by"]) == "by"
    assert rarest(["a"]) is None
    assert rarest([]) is None
