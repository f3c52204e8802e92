"""What the main job's parts take on this machine: `make bench`.

Each line: the median of 30 runs, and how many empty loops of a million turns fit into it, which can
be compared between machines."""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from bench import mail
from local.process import running

OWNER = "admin@desk.localhost"
RUNS = 30


def main() -> None:
    unit = cpu(empty_loop)
    print(f"{'an empty loop of a million turns':44}{unit:8.2f} ms")
    for name, raw in mail.letters():
        show(f"read {name}", cpu(partial(mail.read_and_decided, raw)), unit)
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as stack:
        headers = {"authorization": f"Bearer {stack.token(OWNER)}"}

        def call(method: str, path: str, body: Any = None) -> Any:
            answer = stack.http.request(method, f"/api/admin{path}", json=body, headers=headers)
            answer.raise_for_status()
            return answer.json()

        desk = call("POST", "/desks", {"name": "Bench", "addresses": ["bench@desk.localhost"]})
        new = {"desk_id": desk["id"], "subject": "Lamp", "text": "Where is it?", "send": False}
        new["requester"] = {"email": "ada@byron.example", "first_name": "Ada"}
        ids = [call("POST", "/tickets", new)["id"] for _ in progress(60)]
        for name, action in {
            "list of 50": lambda: call("GET", "/tickets?status=new&limit=50"),
            "conversation": lambda: call("GET", f"/tickets/{ids[0]}"),
            "note": lambda: call("POST", f"/tickets/{ids[0]}/notes", {"text": "x"}),
            "reply": lambda: call("POST", f"/tickets/{ids[0]}/replies", {"text": "x"}),
        }.items():
            show(f"{name}, wall clock with storage", wall(action), unit)


def empty_loop() -> None:
    for _ in range(1_000_000):
        pass


def cpu(action: Callable[[], Any]) -> float:
    return measured(action, time.process_time)


def wall(action: Callable[[], Any]) -> float:
    return measured(action, time.perf_counter)


def measured(action: Callable[[], Any], clock: Callable[[], float]) -> float:
    action()
    taken = []
    for _ in range(RUNS):
        started = clock()
        action()
        taken.append((clock() - started) * 1000)
    return statistics.median(taken)


def show(name: str, milliseconds: float, unit: float) -> None:
    print(f"{name:44}{milliseconds:8.2f} ms {milliseconds / unit:8.2f} x")


def progress(count: int) -> Any:
    for done in range(count):
        print(f"\rfilling {done + 1}/{count}", end="", file=sys.stderr)
        yield done
    print(file=sys.stderr)


if __name__ == "__main__":
    main()
