"""One queue mapping: receive, call the function, delete what succeeded."""

from collections.abc import Callable, Sequence
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from local import log
from local.clients import Clients, queue_url
from local.functions import FunctionError
from local.plan import QueueMapping
from local.template import REGION
from local.worker import Worker

_IDLE_SECONDS = 0.2
_RETRY_SECONDS = 1
_LONGEST_RETRY_SECONDS = 20

Message = Any


class QueueReader(Worker):
    def __init__(
        self,
        mapping: QueueMapping,
        clients: Clients,
        storage_url: str,
        invoke: Callable[[Any], Any],
    ) -> None:
        super().__init__(f"queue-{mapping.function.id}")
        self._mapping = mapping
        self._sqs = clients.sqs
        self._url = queue_url(storage_url, mapping.queue_arn)
        self._invoke = invoke

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                messages = self._receive()
                if messages:
                    self._process(messages)
                else:
                    # No long poll: it could not be ended early when the stack stops.
                    self._wake.wait(_IDLE_SECONDS)
                    self._wake.clear()
            except (BotoCoreError, ClientError) as error:
                log.problem("queue", f"{self._mapping.function.id}: {error}")
                self._stopping.wait(_RETRY_SECONDS)

    def _receive(self) -> Sequence[Message]:
        answer = self._sqs.receive_message(
            QueueUrl=self._url,
            MaxNumberOfMessages=min(self._mapping.batch_size, 10),
            MessageSystemAttributeNames=["All"],
            MessageAttributeNames=["All"],
        )
        return answer.get("Messages", [])

    def _process(self, messages: Sequence[Message]) -> None:
        function, count = (
            self._mapping.function.id,
            f"{len(messages)} message{'s' * (len(messages) > 1)}",
        )
        failed = {message["MessageId"] for message in messages}
        try:
            with log.timed() as passed:
                answer = self._invoke(
                    {"Records": [_record(m, self._mapping.queue_arn) for m in messages]}
                )
            failed = failed_ids(answer, messages) if self._mapping.partial else set()
            outcome = f"{len(failed)} failed" if failed else "ok"
            log.line("queue", f"{function} {count} {outcome} {passed[0]:.0f} ms")
        except FunctionError as error:
            log.problem("queue", f"{function} {count} failed", error.__cause__)
        for message in messages:
            if message["MessageId"] in failed:
                self._show_again_soon(message)
            else:
                self._sqs.delete_message(QueueUrl=self._url, ReceiptHandle=message["ReceiptHandle"])

    def _show_again_soon(self, message: Message) -> None:
        """On AWS it stays hidden for the visibility timeout; here nobody waits three minutes."""
        received = int(message["Attributes"].get("ApproximateReceiveCount", 1))
        self._sqs.change_message_visibility(
            QueueUrl=self._url,
            ReceiptHandle=message["ReceiptHandle"],
            VisibilityTimeout=min(_RETRY_SECONDS * received, _LONGEST_RETRY_SECONDS),
        )


def failed_ids(answer: Any, messages: Sequence[Message]) -> set[str]:
    """The messages to keep: an answer of another shape keeps none, an unknown id keeps all."""
    failures = answer.get("batchItemFailures") if isinstance(answer, dict) else None
    if not isinstance(failures, list):
        return set()
    everything = {message["MessageId"] for message in messages}
    named = {f.get("itemIdentifier") if isinstance(f, dict) else None for f in failures}
    return {name for name in named if name} if named <= everything else everything


def _record(message: Message, queue_arn: str) -> dict[str, Any]:
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": message.get("Attributes", {}),
        "messageAttributes": {
            name: {
                "stringValue": value.get("StringValue"),
                "dataType": value["DataType"],
                "stringListValues": [],
                "binaryListValues": [],
            }
            for name, value in message.get("MessageAttributes", {}).items()
        },
        "md5OfBody": message["MD5OfBody"],
        "eventSource": "aws:sqs",
        "eventSourceARN": queue_arn,
        "awsRegion": REGION,
    }
