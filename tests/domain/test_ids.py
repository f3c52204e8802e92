from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest

from deskhand.domain.ids import Ids, base32, from_base32, is_id, time_of
from deskhand.domain.value import iso
from tests.domain.given import NOW


def test_ids_carry_their_time_and_sort_by_it() -> None:
    ids = Ids()
    times = [NOW, NOW + timedelta(milliseconds=1), NOW + timedelta(days=9_000)]

    made = [ids.new(at) for at in times]

    assert made == sorted(made)
    assert [time_of(id) for id in made] == times
    assert all(is_id(id) for id in made)


def test_ids_of_one_millisecond_and_of_a_clock_that_goes_back_still_sort() -> None:
    ids = Ids()

    made = [ids.new(NOW - timedelta(milliseconds=n // 10)) for n in range(100)]

    assert made == sorted(set(made))


def test_threads_never_get_the_same_id() -> None:
    ids = Ids()
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: ids.new(NOW), range(2_000)))

    assert len(set(made)) == 2_000


@pytest.mark.parametrize("text", ["I", "A", "l0", "0u", "é", "0-0", "0\n0"])
def test_what_is_not_base_32_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="base 32"):
        from_base32(text)
    assert not is_id(text.ljust(26, "0"))


def test_base_32_sorts_as_its_numbers_do() -> None:
    numbers = [0, 1, 31, 32, 1_000, 2**49]

    written = [base32(number, 10) for number in numbers]

    assert written == sorted(written)
    assert [from_base32(text) for text in written] == numbers


def test_a_time_is_written_in_utc_whatever_its_zone() -> None:
    at = datetime(2026, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=2)))

    assert iso(at) == "2025-12-31T22:30:00.000Z" == iso(at.astimezone(UTC))
