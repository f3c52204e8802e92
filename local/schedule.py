"""rate(...) schedules: first a few seconds after the start, then at their pace."""

import json
import threading
import uuid
from typing import Any

from local.events import AsyncInvocations, timestamp
from local.plan import Schedule
from local.template import ACCOUNT, REGION

_FIRST_RUN_AFTER = 5.0


class Clockwork:
    def __init__(self, schedule: Schedule, invocations: AsyncInvocations) -> None:
        self._schedule = schedule
        self._invocations = invocations
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=schedule.name)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        pause = _FIRST_RUN_AFTER
        while not self._stopping.wait(pause):
            function, event = self._schedule.function, _event(self._schedule)
            self._invocations.send(function, event, kind="schedule", name=self._schedule.name)
            pause = self._schedule.every


def _event(schedule: Schedule) -> Any:
    if schedule.input is not None:
        return json.loads(schedule.input)
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "Scheduled Event",
        "source": "aws.scheduler",
        "account": ACCOUNT,
        "time": timestamp(),
        "region": REGION,
        "resources": [f"arn:aws:scheduler:{REGION}:{ACCOUNT}:schedule/default/{schedule.name}"],
        "detail": "{}",
    }
