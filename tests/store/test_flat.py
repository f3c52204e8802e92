"""What an access costs does not grow with the number of tickets. The table in store/keys.py."""

from collections.abc import Iterator

import pytest

from bench.filled import BEGIN, helpdesk_with
from bench.patterns import Panel
from bench.tickets import id_of
from deskhand import sdk, wiring
from tests.store.units import Cost, Meter

pytestmark = pytest.mark.slow

SIZES = SMALL, MIDDLE, LARGE = 100, 1_000, 10_000
# Requests and read units, at the most.
MOST = {
    "list of 50, one status": (1, 2),
    "list of 50, all open": (3, 3.5),
    "list of 50, everything": (4, 4),
    "list of 50, unassigned": (1, 2),
    "list of 50, mine": (1, 2.5),
    "list of 50 by creation": (2, 28),
    "list of 50 by priority": (2, 28),
    "list of 50, of a tag": (3, 4),
    "list of 50, of a priority": (2, 4),
    "list, of a tag that none has": (16, 10),
    "conversation": (2, 1.5),
    "counters": (1, 1),
    "search, a common word": (2, 30),
    "search, a rare word": (3, 1.5),
    "search, two common words": (8, 100),
    "search, a rare and a common word": (5, 4.5),
    "search, three words": (14, 160),
    "search, a beginning": (4, 30),
    "search, common words of closed ones": (26, 200),
    "search, a common word of open ones": (6, 60),
    "search, common words that never meet": (24, 80),
    "search, a phrase": (90, 240),
}
# They go on until they have read as much as a page may, which is more than the small desks have.
BOUNDED = {
    "list, of a tag that none has",
    "search, common words of closed ones",
    "search, common words that never meet",
}


@pytest.fixture(scope="module")
def costs() -> Iterator[dict[int, dict[str, Cost]]]:
    """By size and pattern."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_ENDPOINT_URL", "")  # so that it is put back as it was
        with helpdesk_with(SIZES) as panels:
            yield {size: dict(measured(panel)) for size, panel in panels.items()}
    sdk.session.cache_clear()
    wiring.helpdesk.cache_clear()


def measured(panel: Panel) -> Iterator[tuple[str, Cost]]:
    helpdesk = wiring.helpdesk()
    assert helpdesk.keyring  # a warm function keeps it, and the team
    meter = Meter(helpdesk.table.client)
    for name, action in panel.reading(id_of(77, desk=panel.desk.id, begin=BEGIN)).items():
        helpdesk.team.forget()
        assert helpdesk.team.desks()
        yield name, meter.of(action)


@pytest.mark.parametrize("pattern", MOST)
def test_reading_costs_no_more_at_ten_times_as_many_tickets(
    costs: dict[int, dict[str, Cost]], pattern: str
) -> None:
    """But for how the words of 50 tickets happen to meet."""
    requests, reads = MOST[pattern]

    for cost in (costs[size][pattern] for size in SIZES):
        assert cost.requests <= requests, cost
        assert cost.reads <= reads, cost
        assert cost.writes == 0
    middle, large = costs[MIDDLE][pattern], costs[LARGE][pattern]
    if pattern not in BOUNDED:
        assert large.requests <= 1.5 * middle.requests + 1
        assert large.reads <= 1.5 * middle.reads + 1


def test_each_pattern_has_its_bound(costs: dict[int, dict[str, Cost]]) -> None:
    assert set(costs[LARGE]) == set(MOST)
