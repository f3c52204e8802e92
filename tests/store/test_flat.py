"""What an access costs does not grow with the number of tickets."""

from collections.abc import Iterator

import boto3
import pytest

from bench.filled import BEGIN, helpdesk_with
from bench.patterns import Panel
from bench.tickets import id_of
from deskhand import wiring
from tests.store.units import Cost, Meter

pytestmark = pytest.mark.slow

SMALL, MIDDLE, LARGE = 100, 1_000, 10_000
MOST = {
    "conversation": (2, 2),
}


@pytest.fixture(scope="module")
def panels() -> Iterator[dict[int, Panel]]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_ENDPOINT_URL", "")  # put back as it was afterwards
        with helpdesk_with((SMALL, MIDDLE, LARGE)) as panels:
            yield panels
    boto3.setup_default_session()
    wiring.helpdesk.cache_clear()


@pytest.fixture(scope="module")
def costs(panels: dict[int, Panel]) -> dict[int, dict[str, Cost]]:
    """By size and pattern."""
    helpdesk = wiring.helpdesk()
    assert helpdesk.keyring
    meter = Meter(helpdesk.table.client)
    found: dict[int, dict[str, Cost]] = {}
    for size, panel in panels.items():
        actions = panel.reading(id_of(77, desk=panel.desk.id, begin=BEGIN))
        found[size] = {}
        for name, action in actions.items():
            helpdesk.team.forget()
            helpdesk.team.desks()
            found[size][name] = meter.of(action)
    return found


def test_print(costs) -> None:
    for name in costs[LARGE]:
        print(f"{name:40}", *(str(tuple(costs[size][name])) for size in costs))
