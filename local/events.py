"""Asynchronous invocations: SES, EventBridge and schedules hand over an event and do not wait."""

import json
import threading
import traceback
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

from local import log
from local.clients import Clients, queue_url
from local.functions import FunctionError, Functions
from local.patterns import matches
from local.plan import Function, Plan


def timestamp() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class AsyncInvocations:
    """Tries again after one second, then two (on AWS: minutes), then tells the failure queue."""

    def __init__(self, functions: Functions, clients: Clients, storage_url: str) -> None:
        self._functions = functions
        self._clients = clients
        self._storage_url = storage_url
        self._stopping = threading.Event()
        self._pool = ThreadPoolExecutor(8, thread_name_prefix="async")

    def send(self, function: Function, event: Any, *, kind: str, name: str) -> None:
        """`kind` and `name` are for the log line."""
        if not self._stopping.is_set():
            self._pool.submit(self._run, function, event, kind, name)

    def publish(self, plan: Plan, event: dict[str, Any]) -> None:
        """Puts an event on the default bus: every rule whose pattern it matches gets it."""
        for rule in plan.rules:
            if matches(rule.pattern, event):
                self.send(rule.function, event, kind="event", name=event["detail-type"])

    def stop(self) -> None:
        """Lets running handlers finish. What waits for a retry is dropped; maintenance finds it."""
        self._stopping.set()
        self._pool.shutdown(wait=True)

    def _run(self, function: Function, event: Any, kind: str, name: str) -> None:
        error: FunctionError | None = None
        for attempt in range(function.retries + 1):
            if attempt and self._stopping.wait(attempt):
                return
            with log.timed() as passed:
                error = self._attempt(function, event)
            if error is None:
                log.line(kind, f"{name} -> {function.id} ok {passed[0]:.0f} ms")
                return
            log.problem(
                kind, f"{name} -> {function.id} failed, attempt {attempt + 1}", error.__cause__
            )
        if error is not None:
            self._give_up(function, event, error)

    def _attempt(self, function: Function, event: Any) -> FunctionError | None:
        try:
            self._functions.invoke(function, event)
        except FunctionError as error:
            return error
        return None

    def _give_up(self, function: Function, event: Any, error: FunctionError) -> None:
        if function.on_failure is None:
            log.problem("event", f"{function.id} gave up, and the template names no queue for that")
            return
        self._clients.sqs.send_message(
            QueueUrl=queue_url(self._storage_url, function.on_failure),
            MessageBody=json.dumps(_failure(function, event, error)),
        )
        log.problem("event", f"{function.id} gave up; the event is in the failure queue")


def _failure(function: Function, event: Any, error: FunctionError) -> dict[str, Any]:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html"""
    cause = error.__cause__
    return {
        "version": "1.0",
        "timestamp": timestamp(),
        "requestContext": {
            "requestId": str(uuid.uuid4()),
            "functionArn": f"{function.arn}:$LATEST",
            "condition": "RetriesExhausted",
            "approximateInvokeCount": function.retries + 1,
        },
        "requestPayload": event,
        "responseContext": {
            "statusCode": 200,
            "executedVersion": "$LATEST",
            "functionError": "Unhandled",
        },
        "responsePayload": {
            "errorMessage": str(cause),
            "errorType": type(cause).__name__,
            "stackTrace": traceback.format_exception(cause),
        },
    }
