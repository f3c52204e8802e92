"""A helpdesk on the emulator with desks of many tickets, each with an operator of its own."""

import os
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.bulk import fill
from bench.patterns import Panel
from bench.tickets import everything
from deskhand import sdk, wiring
from deskhand.domain.desk import Desk
from deskhand.domain.people import Operator
from local import planning, resources
from local.clients import clients
from local.ministack import Ministack
from tests import aws

TEMPLATE = Path(__file__).parents[1] / "template.yaml"
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


@contextmanager
def helpdesk_with(sizes: Iterable[int]) -> Iterator[dict[int, Panel]]:
    """By the number of tickets, the panel of an operator of such a desk. Sets the environment."""
    sizes = list(sizes)
    with TemporaryDirectory() as folder:
        storage = Ministack(Path(folder))
        storage.start()
        try:
            storage.wait_until_ready()
            os.environ |= aws.ENVIRONMENT
            os.environ |= {"AWS_ENDPOINT_URL": storage.url, "NOTICE_QUEUE_URL": ""}
            plan = planning.load(TEMPLATE, aws.PARAMETERS, storage_url=storage.url)
            (table,) = plan.tables
            items = (
                everything(n, desk=_desk(n), operators=(_name(n),), begin=BEGIN) for n in sizes
            )
            fill(storage, table.definition, table.name, chain.from_iterable(items))
            resources.create_missing(plan, clients(storage.url))
            sdk.session.cache_clear()
            wiring.helpdesk.cache_clear()
            yield {size: _panel(size) for size in sizes}
        finally:
            # Not as it wishes to end: it would copy and save millions of items.
            if storage.pid and storage.exit_code is None:
                os.kill(storage.pid, signal.SIGKILL)
            storage.stop()


def _panel(size: int) -> Panel:
    helpdesk = wiring.helpdesk()
    at, name = helpdesk.now(), _name(size)
    operator = Operator(id=name, email=f"{name}@desk.example", name=name, created_at=at)
    desk = Desk(id=_desk(size), name=f"Desk of {size}", members=(name,), created_at=at)
    helpdesk.team.add_operator(operator)
    helpdesk.team.add_desk(desk)
    return Panel(operator, desk)


def _desk(size: int) -> str:
    return f"desk{size:07}"


def _name(size: int) -> str:
    return f"olga{size:07}"
