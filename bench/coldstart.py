"""What a cold start of each function costs in CPU: `make coldstart`.

Each figure: the median of 10 fresh processes, user and system time, of the artefact as `sam build`
and local.artefact left it. Beside it an empty interpreter, and the naive set-up: the same handler
from plain sources without bytecode, with boto3's clients for all services and the Tracer."""

import os
import shutil
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from local import template
from tests import aws

RUNS = 10
GOALS = {"admin_api": 0.45, "ticket_page_api": 0.45, "widget_api": 0.45}
OTHERS = 0.40
MOST_BYTES = 15_000_000  # unzipped, of all that one function is deployed with

LINE = "{:16}" + "{:>9}" * 8
START = "import handler"
FIRST_CLIENT = "import handler; from deskhand import wiring; wiring.helpdesk().table"
NAIVE = """
import boto3
from aws_lambda_powertools import Tracer
clients = [boto3.client(service) for service in ("dynamodb", "s3", "sqs", "sesv2")]
tracer = Tracer()
import handler
"""


class Function(NamedTuple):
    name: str  # of its folder
    parts: list[Path]  # the function's own folder, then its layers

    @property
    def path(self) -> list[Path]:
        return [self.parts[0], *(layer / "python" for layer in self.parts[1:])]

    @property
    def bytes(self) -> int:
        files = (file for part in self.parts for file in part.rglob("*") if file.is_file())
        return sum(file.stat().st_size for file in files)


class Costs(NamedTuple):
    """In milliseconds of CPU."""

    empty: float
    start: float
    first_client: float
    naive: float


def main() -> None:
    scratch = Path(sys.argv[1]).resolve()
    for ours in ("layers/deskhand/python", "functions"):
        left_out = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ours, scratch / "naive", dirs_exist_ok=True, ignore=left_out)
    missed = []
    print(f"ms of CPU, user and system; medians of {RUNS} fresh processes")
    print(
        LINE.format("", "empty", "start", "+client", "naive", "/empty", "/naive", "+client", "MB")
    )
    for function in built(scratch):
        costs, goal = measured(function, scratch), GOALS.get(function.name, OTHERS)
        show(function, costs)
        if costs.start > goal * costs.naive:
            missed.append(f"{function.name} takes more than {goal} of the naive set-up")
        if function.bytes > MOST_BYTES:
            missed.append(f"{function.name} has more than {MOST_BYTES} bytes")
    if missed:
        sys.exit("\n".join(missed))


def show(function: Function, costs: Costs) -> None:
    figures = [f"{cost:.0f}" for cost in costs]
    figures.append(f"{costs.start / costs.empty:.1f}")
    figures += [f"{cost / costs.naive:.2f}" for cost in (costs.start, costs.first_client)]
    print(LINE.format(function.name, *figures, f"{function.bytes / 1e6:.1f}"), flush=True)


def built(scratch: Path) -> Iterator[Function]:
    """As the built template says: each function with its own layers and those of all."""
    read = template.read(scratch / "build/template.yaml")
    resources = read["Resources"]
    common = read["Globals"]["Function"]
    for name, resource in resources.items():
        if resource["Type"] != "AWS::Serverless::Function":
            continue
        properties = resource["Properties"]
        layers = [ref["Ref"] for ref in common["Layers"] + properties.get("Layers", [])]
        folders = [
            properties["CodeUri"],
            *(resources[layer]["Properties"]["ContentUri"] for layer in layers),
        ]
        yield Function(folder_of(name), [scratch / "build" / folder for folder in folders])


def folder_of(name: str) -> str:
    """`MailSender` is in functions/mail_sender."""
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).removeprefix("_")


def measured(function: Function, scratch: Path) -> Costs:
    """Taken in turns, so that what else the machine does falls on all alike."""
    python = scratch / "runtime/bin/python"
    naive = [scratch / "naive" / function.name, scratch / "naive"]
    plans = (
        ("pass", []),
        (START, function.path),
        (FIRST_CLIENT, function.path),
        (NAIVE, naive),
    )
    taken: list[list[float]] = [[] for _ in plans]
    for _ in range(RUNS):
        for times, (code, path) in zip(taken, plans, strict=True):
            times.append(cpu(python, code, path))
    return Costs(*map(statistics.median, taken))


def cpu(python: Path, code: str, path: list[Path]) -> float:
    environment = {
        **aws.ENVIRONMENT,
        "NOTICE_QUEUE_URL": aws.PREFIX,
        "PYTHONPATH": os.pathsep.join(map(str, path)),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    process = os.posix_spawn(python, [str(python), "-c", code], environment)
    _, status, used = os.wait4(process, 0)
    if status:
        raise RuntimeError(f"it did not start: {code}")
    return (used.ru_utime + used.ru_stime) * 1000


if __name__ == "__main__":
    main()
