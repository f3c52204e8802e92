"""Write units of a ticket's whole life. What mails to people cost comes on top."""

from collections.abc import Iterator

import pytest

from bench.life import write_units
from deskhand import wiring
from deskhand.wiring import Helpdesk

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def units(emulated: Helpdesk) -> Iterator[dict[str, float]]:
    wiring.helpdesk.cache_clear()
    yield write_units()
    wiring.helpdesk.cache_clear()


def test_six_messages_and_four_changes_cost_little_to_write(units: dict[str, float]) -> None:
    assert units["ticket"] <= 109
    assert units["counters"] <= 47
    assert units["search"] <= 79
    assert units["ticket"] + units["counters"] + units["search"] <= 250


def test_what_was_written_belongs_to_something_known(units: dict[str, float]) -> None:
    assert set(units) == {"ticket", "counters", "search", "notices"}
