"""Requests, capacity units and CPU of what operators ask for, at 1,000, 10,000 and 100,000 tickets:
`make scale`, or `python -m bench.scale 1000 5000` for other sizes.

CPU is that of the handler, the AWS client included. The storage is counted apart: what it answered
to one reading run is kept and given again at once, since the emulator sorts a whole list for each
request, which says nothing of DynamoDB. Of each pattern stands here the median of its runs, what of
it the client took, and the ratio of the largest size to the smallest."""

import statistics
import sys
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from botocore.awsrequest import AWSResponse, HeadersDict

from bench.filled import BEGIN, helpdesk_with
from bench.life import write_units
from bench.patterns import Panel
from bench.tickets import id_of
from deskhand import wiring
from tests.store.units import Cost, Meter

SIZES = (1_000, 10_000, 100_000)
RUNS = 31  # of each pattern
READING = ("GetItem", "BatchGetItem", "Query")


class Measured(NamedTuple):
    cost: Cost
    cpu: float  # milliseconds, of all that the handler does
    client: float  # milliseconds of it in the AWS client


class Storage:
    """Listens in on the requests to DynamoDB: what CPU they take, and what they are answered."""

    def __init__(self, client: Any) -> None:
        self.gives_again = True
        self.taken = self._began = 0.0
        self._kept: dict[tuple[str, bytes], tuple[int, dict[str, str], bytes]] = {}
        self._last: tuple[str, bytes] | None = None
        events = client.meta.events
        events.register_first("before-parameter-build.dynamodb", self._asked)
        events.register_first("before-send.dynamodb", self._sent)
        events.register_first("before-parse.dynamodb", self._came)
        events.register_last("after-call.dynamodb", self._answered)

    def _asked(self, **_: Any) -> None:
        self._began = time.process_time()

    def _sent(self, request: Any, **_: Any) -> AWSResponse | None:
        self._last = (request.headers["X-Amz-Target"].decode(), request.body)
        if not self.gives_again or self._last not in self._kept:
            return None
        status, headers, body = self._kept[self._last]
        answer = AWSResponse(request.url, status, HeadersDict(headers), None)
        answer._content = body
        return answer

    def _came(self, response_dict: dict[str, Any], operation_model: Any, **_: Any) -> None:
        if self._last and operation_model.name in READING:
            headers = dict(response_dict["headers"])
            self._kept[self._last] = (response_dict["status_code"], headers, response_dict["body"])

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
    assert helpdesk.keyring  # a warm function keeps it, and the team
    meter, storage = Meter(helpdesk.table.client), Storage(helpdesk.table.client)
    ids = [id_of(number, desk=panel.desk.id, begin=BEGIN) for number in (77, 78)]
    writing = panel.writing(ids[1])
    for name, action in {**panel.reading(ids[0]), **writing}.items():
        storage.gives_again = name not in writing
        helpdesk.team.forget()
        helpdesk.team.desks()
        cost = meter.of(action)
        cpu, client = _cpu(action, storage)
        print(f"{size:>8,}  {name}: {cpu:.2f} ms", file=sys.stderr, flush=True)
        yield name, Measured(cost, cpu, client)


def _cpu(action: Callable[[], Any], storage: Storage) -> tuple[float, float]:
    taken: list[float] = []
    in_client: list[float] = []
    for _ in range(RUNS):
        storage.taken, began = 0.0, time.process_time()
        action()
        taken.append((time.process_time() - began) * 1000)
        in_client.append(storage.taken * 1000)
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
