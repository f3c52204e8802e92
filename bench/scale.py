"""Requests, capacity units and CPU of what operators ask for, at 1,000, 10,000 and 100,000 tickets:
`make scale`, or `python -m bench.scale 1000 5000` for other sizes.

CPU is that of this process, which runs the handler and talks to the storage; the storage is another
process, and its time says nothing of DynamoDB's. Of each pattern stands here the median of its
runs, what of it the AWS client took, and the ratio of the largest size to the smallest."""

import statistics
import sys
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from bench.filled import BEGIN, helpdesk_with
from bench.life import write_units
from bench.patterns import Panel
from bench.tickets import id_of
from deskhand import wiring
from tests.store.units import Cost, Meter

SIZES = (1_000, 10_000, 100_000)
RUNS, SECONDS = 21, 20  # of each pattern: as many, but no longer


class Measured(NamedTuple):
    cost: Cost
    cpu: float  # milliseconds, of all that the handler does
    client: float  # milliseconds of it in the AWS client


class Stopwatch:
    """CPU in the requests to DynamoDB, between a call of the client and its answer."""

    def __init__(self, client: Any) -> None:
        self.taken = self._began = 0.0
        client.meta.events.register_first("before-parameter-build.dynamodb", self._asked)
        client.meta.events.register_last("after-call.dynamodb", self._answered)

    def _asked(self, **_: Any) -> None:
        self._began = time.process_time()

    def _answered(self, **_: Any) -> None:
        self.taken += time.process_time() - self._began


def main() -> None:
    sizes = tuple(map(int, sys.argv[1:])) or SIZES
    found: dict[int, dict[str, Measured]] = {}
    units: dict[str, float] = {}
    for size in sizes:
        with helpdesk_with([size]) as panels:
            found[size] = dict(_measured(size, panels[size]))
            units = units or write_units()
    _print(found)
    print("\nwrite units of a ticket's whole life, six messages and four changes")
    for kind, by in sorted(units.items()):
        print(f"{kind:40}{by:>11g}")
    print(f"{'without search and mails to people':40}{units['ticket'] + units['counters']:>11g}")
    print(f"{'all of it':40}{sum(units.values()):>11g}")


def _measured(size: int, panel: Panel) -> Any:
    helpdesk = wiring.helpdesk()
    meter, watch = Meter(helpdesk.table.client), Stopwatch(helpdesk.table.client)
    ids = [id_of(number, desk=panel.desk.id, begin=BEGIN) for number in (77, 78)]
    for name, action in {**panel.reading(ids[0]), **panel.writing(ids[1])}.items():
        action()
        helpdesk.team.forget()
        helpdesk.team.desks()
        cost = meter.of(action)
        cpu, client = _cpu(action, watch)
        print(f"{size:>8,}  {name}: {cpu:.2f} ms", file=sys.stderr, flush=True)
        yield name, Measured(cost, cpu, client)


def _cpu(action: Callable[[], Any], watch: Stopwatch) -> tuple[float, float]:
    until = time.monotonic() + SECONDS
    taken: list[float] = []
    in_client: list[float] = []
    while len(taken) < RUNS and (len(taken) < 3 or time.monotonic() < until):
        watch.taken, began = 0.0, time.process_time()
        action()
        taken.append((time.process_time() - began) * 1000)
        in_client.append(watch.taken * 1000)
    return statistics.median(taken), statistics.median(in_client)


def _print(found: dict[int, dict[str, Measured]]) -> None:
    sizes = list(found)
    heads = "".join(f"{size:>34,}" for size in sizes)
    print(f"{'tickets':40}{heads}")
    print(f"{'':40}" + "   requests   RU   WU  CPU of it AWS" * len(sizes) + "   ratio")
    for name in found[sizes[0]]:
        each = [found[size][name] for size in sizes]
        columns = "".join(
            f"{m.cost.requests:>11}{m.cost.reads:>7g}{m.cost.writes:>5g}{m.cpu:>6.2f}{m.client:>6.2f}"
            for m in each
        )
        print(f"{name:40}{columns}{each[-1].cpu / each[0].cpu:>8.2f}")


if __name__ == "__main__":
    main()
