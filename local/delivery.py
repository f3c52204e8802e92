"""One stream mapping: filter, batch, retry, bisect, partial failures, failure queue, as Lambda.

https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html
"""

import json
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from local import log
from local.events import timestamp
from local.functions import FunctionError
from local.journal import Journal, Record
from local.patterns import matches_any
from local.plan import StreamMapping
from local.worker import Worker

_LONGEST_PAUSE = 2.0
_Row = tuple[int, Record]  # position in the journal, record


class _StoppedError(Exception):
    """The stack stops; what is left of the batch comes again after the next start."""


class Delivery(Worker):
    def __init__(
        self,
        mapping: StreamMapping,
        journal: Journal,
        invoke: Callable[[Any], Any],
        send_failure: Callable[[str], None],
        *,
        first_pause: float = 0.1,
    ) -> None:
        super().__init__(mapping.name)
        self._mapping = mapping
        self._journal = journal
        self._invoke = invoke
        self._send_failure = send_failure
        self._first_pause = first_pause

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            try:
                delivered = self.deliver_next()
            except _StoppedError:
                return
            except (BotoCoreError, ClientError) as error:
                log.problem("stream", f"{self._mapping.name}: no failure queue: {error}")
                delivered = False
                self._stopping.wait(_LONGEST_PAUSE)
            if not delivered:
                self._wake.wait()

    def deliver_next(self) -> bool:
        """Delivers the next batch to its end, whatever it takes. False: there was nothing."""
        name = self._mapping.name
        rows = self._journal.after(self._journal.position(name), self._mapping.batch_size)
        if not rows:
            return False
        wanted = [row for row in rows if matches_any(self._mapping.filters, row[1])]
        if wanted:
            self._deliver(wanted)
        self._journal.advance(name, rows[-1][0])
        return True

    def _deliver(self, rows: list[_Row]) -> None:
        attempts = 0
        while rows:
            done = self._attempt(rows)
            if done:
                self._journal.advance(self._mapping.name, rows[done - 1][0])
                rows, attempts = rows[done:], 0
                continue
            if self._mapping.bisect and len(rows) > 1:
                # Splitting does not count as a retry.
                middle = len(rows) // 2
                self._deliver(rows[:middle])
                rows, attempts = rows[middle:], 0
                continue
            attempts += 1
            if self._mapping.retries is not None and attempts > self._mapping.retries:
                self._give_up(rows, attempts)
                return
            self._pause(attempts)

    def _attempt(self, rows: list[_Row]) -> int:
        """How many records, from the first on, are done."""
        if self._stopping.is_set():
            raise _StoppedError
        records = [record for _, record in rows]
        function, count = self._mapping.function.id, f"{len(rows)} record{'s' * (len(rows) > 1)}"
        try:
            with log.timed() as passed:
                answer = self._invoke({"Records": records})
        except FunctionError as error:
            log.problem("stream", f"{function} {count} failed", error.__cause__)
            return 0
        done = first_failed(answer, records) if self._mapping.partial else len(records)
        outcome = "ok" if done == len(records) else f"{done} ok, then failed"
        log.line("stream", f"{function} {count} {outcome} {passed[0]:.0f} ms")
        return done

    def _pause(self, attempts: int) -> None:
        pause = min(self._first_pause * 2 ** (attempts - 1), _LONGEST_PAUSE)
        if self._stopping.wait(pause):
            raise _StoppedError

    def _give_up(self, rows: list[_Row], attempts: int) -> None:
        if self._mapping.on_failure is None:
            log.problem("stream", f"{self._mapping.name} gave up on {len(rows)} records for good")
            return
        records = [record for _, record in rows]
        self._send_failure(json.dumps(_failure(self._mapping, records, attempts)))
        log.problem("stream", f"{self._mapping.name} gave up; the failure queue names the records")


def first_failed(answer: Any, records: Sequence[Record]) -> int:
    """Where Lambda resumes: at the lowest record that the answer names, or past the last.

    An answer of another shape is a full success, so a handler that returns the wrong thing loses
    failures; an entry that names no record of the batch fails the whole of it.
    """
    failures = answer.get("batchItemFailures") if isinstance(answer, dict) else None
    if not isinstance(failures, list):
        return len(records)
    places = {record["dynamodb"]["SequenceNumber"]: index for index, record in enumerate(records)}
    named = [
        failure.get("itemIdentifier") if isinstance(failure, dict) else None for failure in failures
    ]
    return min((places.get(str(name), 0) for name in named), default=len(records))


def _failure(mapping: StreamMapping, records: Sequence[Record], attempts: int) -> dict[str, Any]:
    first, last = records[0]["dynamodb"], records[-1]["dynamodb"]
    return {
        "requestContext": {
            "requestId": str(uuid.uuid4()),
            "functionArn": mapping.function.arn,
            "condition": "RetryAttemptsExhausted",
            "approximateInvokeCount": attempts,
        },
        "responseContext": {
            "statusCode": 200,
            "executedVersion": "$LATEST",
            "functionError": "Unhandled",
        },
        "version": "1.0",
        "timestamp": timestamp(),
        "DDBStreamBatchInfo": {
            "shardId": "shardId-00000000000000000000-00000000",
            "startSequenceNumber": first["SequenceNumber"],
            "endSequenceNumber": last["SequenceNumber"],
            "approximateArrivalOfFirstRecord": _iso(first["ApproximateCreationDateTime"]),
            "approximateArrivalOfLastRecord": _iso(last["ApproximateCreationDateTime"]),
            "batchSize": len(records),
            "streamArn": records[0]["eventSourceARN"],
        },
    }


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
