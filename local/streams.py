"""The table's stream: read from ministack, written to the journal, where each mapping takes it."""

import base64
from collections.abc import Callable
from datetime import datetime
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from local import log
from local.clients import Clients
from local.journal import Journal, Record
from local.worker import Worker

_IDLE_SECONDS = 0.1
_LOST_ITERATOR = ("ExpiredIteratorException", "TrimmedDataAccessException")


def replay(journal: Journal, clients: Clients, table: str) -> int:
    """Puts the journal's images into the table, before any function runs; the number of items."""
    requests = [_write_request(keys, image) for keys, image in journal.latest_images()]
    for start in range(0, len(requests), 25):
        clients.dynamodb.batch_write_item(RequestItems={table: requests[start : start + 25]})
    return len(requests)


def _write_request(keys: Record, image: Record | None) -> Any:
    if image is None:
        return {"DeleteRequest": {"Key": from_json(keys)}}
    return {"PutRequest": {"Item": from_json(image)}}


class StreamPump(Worker):
    """Looks for new records every 100 ms, or at once after `look`."""

    def __init__(self, clients: Clients, table: str, journal: Journal) -> None:
        super().__init__("stream")
        self.readers: list[Callable[[], None]] = []
        """Called whenever the journal has grown."""
        self._clients = clients
        self._journal = journal
        self._arn = clients.dynamodb.describe_table(TableName=table)["Table"]["LatestStreamArn"]
        self._last_sequence_number: str | None = None
        # Records from before this moment are our own replay.
        self._iterator = self._new_iterator()

    def stop(self) -> None:
        """Journals what the stream still holds, which ministack forgets; it is delivered later."""
        super().stop()
        while self._read():
            pass

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                found = self._read()
            except (BotoCoreError, ClientError) as error:
                log.problem("stream", f"cannot read the table's stream: {error}")
                found = False
            if not found:
                self._wake.wait(_IDLE_SECONDS)
                self._wake.clear()

    def _read(self) -> bool:
        try:
            page = self._clients.streams.get_records(ShardIterator=self._iterator)
        except ClientError as error:
            if error.response["Error"]["Code"] not in _LOST_ITERATOR:
                raise
            self._iterator = self._new_iterator()  # the machine slept for more than 15 minutes
            return True
        records = [lambda_record(record, self._arn) for record in page["Records"]]
        if records:
            self._journal.append(records)
            self._last_sequence_number = records[-1]["dynamodb"]["SequenceNumber"]
            for look in self.readers:
                look()
        self._iterator = page["NextShardIterator"]
        return bool(records)

    def _new_iterator(self) -> str:
        stream = self._clients.streams.describe_stream(StreamArn=self._arn)["StreamDescription"]
        where = {"ShardIteratorType": "LATEST"}
        if self._last_sequence_number:
            where = {
                "ShardIteratorType": "AFTER_SEQUENCE_NUMBER",
                "SequenceNumber": self._last_sequence_number,
            }
        answer = self._clients.streams.get_shard_iterator(
            StreamArn=self._arn, ShardId=stream["Shards"][0]["ShardId"], **where
        )
        return str(answer["ShardIterator"])


def lambda_record(record: Any, stream_arn: str) -> Record:
    """A record of the streams API as a Lambda event has it."""
    change = dict(record["dynamodb"])
    created = change["ApproximateCreationDateTime"]
    if isinstance(created, datetime):
        change["ApproximateCreationDateTime"] = created.timestamp()
    for image in ("Keys", "NewImage", "OldImage"):
        if image in change:
            change[image] = to_json(change[image])
    return {
        "eventID": record["eventID"],
        "eventName": record["eventName"],
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": record["awsRegion"],
        "dynamodb": change,
        "eventSourceARN": stream_arn,
    }


def to_json(value: Any) -> Any:
    """boto3's bytes as the base64 that DynamoDB JSON has."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, dict):
        return {key: to_json(item) for key, item in value.items()}
    return [to_json(item) for item in value] if isinstance(value, list) else value


def from_json(image: Record) -> Record:
    """DynamoDB JSON as boto3 wants it."""
    return {name: _attribute_from_json(value) for name, value in image.items()}


def _attribute_from_json(attribute: Record) -> Record:
    (kind, value), *_ = attribute.items()
    match kind:
        case "B":
            return {kind: base64.b64decode(value)}
        case "BS":
            return {kind: [base64.b64decode(item) for item in value]}
        case "M":
            return {kind: from_json(value)}
        case "L":
            return {kind: [_attribute_from_json(item) for item in value]}
    return attribute
