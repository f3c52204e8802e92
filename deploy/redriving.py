"""What was given up is tried again, once its cause is mended: notices by SQS, events by the
function that had failed at them. To do a thing twice changes nothing: nobody has to look what was
done."""

import json
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

import boto3
from botocore.config import Config

from deploy import account, stack
from deploy.answers import known
from deploy.world import Stopped, World

Event = dict[str, Any]
HIDDEN = 900  # seconds in which nobody else gets what is tried
PUT_ASIDE = 6 * 3600  # seconds; what failed again does not come before what was not tried yet
# Longer than any function runs, and once: a run that goes on unseen is not begun anew beside it.
PATIENT = Config(read_timeout=310, retries={"total_max_attempts": 1})
LARGEST = 5_000_000  # bytes; Lambda takes 6 MB
MOST_PAGES = 500


def redrive(world: World, stage: str) -> None:
    said = known(world.samconfig, stage)
    if said is None:
        raise Stopped(f"samconfig.toml knows no stage {stage!r}: nothing was deployed by it.")
    session = account.enter(world, said)
    cloudformation = session.client("cloudformation")
    found = stack.find(cloudformation, said.stack)
    if found is None:
        raise Stopped(f"There is no stack {said.stack} in {said.region}.")
    _notices(session, found.outputs["FailedNoticesUrl"])
    functions = stack.resources(cloudformation, found.id)
    _events(session, found.outputs["FailedEventsUrl"], functions)


def _notices(session: boto3.Session, url: str) -> None:
    sqs = session.client("sqs")
    asked = sqs.get_queue_attributes(
        QueueUrl=url, AttributeNames=["QueueArn", "ApproximateNumberOfMessages"]
    )["Attributes"]
    waiting = int(asked["ApproximateNumberOfMessages"])
    print(f"Notices: {waiting} go back to be sent")
    if waiting:
        sqs.start_message_move_task(SourceArn=asked["QueueArn"])


def _events(session: boto3.Session, url: str, functions: dict[str, str]) -> None:
    sqs, done, left = session.client("sqs"), 0, dict[str, tuple[str, str]]()
    try:
        while (message := _received(sqs, url)) and message["MessageId"] not in left:
            handle = message["ReceiptHandle"]
            why = _tried(session, json.loads(message["Body"]), functions)
            if why:
                left[message["MessageId"]] = (handle, why)
                _hide(sqs, url, handle, PUT_ASIDE)
            else:
                done += 1
                sqs.delete_message(QueueUrl=url, ReceiptHandle=handle)
    finally:
        for handle, _ in left.values():
            _hide(sqs, url, handle, 0)
    print(f"Events: {done} done, {len(left)} left")
    for id, (_, why) in left.items():
        print(f"  {id}: {why}")


def _hide(sqs: Any, url: str, handle: str, seconds: int) -> None:
    with suppress(sqs.exceptions.MessageNotInflight):  # then it is seen already
        sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=handle, VisibilityTimeout=seconds)


def _received(sqs: Any, url: str) -> dict[str, Any] | None:
    """One: ten might take longer than they are hidden."""
    found = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=1, VisibilityTimeout=HIDDEN)
    messages: list[dict[str, Any]] = found.get("Messages", [])
    return messages[0] if messages else None


def _tried(session: boto3.Session, failure: Event, functions: dict[str, str]) -> str:
    """Why it failed again; nothing when it did not."""
    function = _function(failure, functions)
    if function is None:
        return ""
    try:
        events = list(_events_of(session, failure))
    except _Missing as why:
        return str(why)
    client = session.client("lambda", config=PATIENT)
    for event in events:
        answer = client.invoke(FunctionName=function, Payload=_json(event))
        said = json.loads(answer["Payload"].read() or b"null")
        if "FunctionError" in answer:
            return f"{function} fails still: {said.get('errorType')}"
        if said and said.get("batchItemFailures"):
            return f"{function} fails still"
    return ""


def _function(failure: Event, functions: dict[str, str]) -> str | None:
    """None for a run of maintenance: the next has made up for it. Lambda names the function; what
    EventBridge could not deliver is SES's, and what its scheduler could not is a run."""
    if "requestContext" not in failure:
        return functions["MailEvents"] if failure.get("source") == "aws.ses" else None
    function: str = failure["requestContext"]["functionArn"]
    return None if functions["Maintenance"] in function.split(":") else function


class _Missing(Exception):
    """Says why the changes that a failure tells of are not to be had."""


def _events_of(session: boto3.Session, failure: Event) -> Iterator[Event]:
    """docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html and
    docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html; EventBridge keeps the event
    as it was."""
    if batch := failure.get("DDBStreamBatchInfo"):
        yield from _payloads(_records(session.client("dynamodbstreams"), batch))
    else:
        yield failure.get("requestPayload", failure)


def _records(streams: Any, batch: dict[str, str]) -> list[Event]:
    """The whole batch, and what the function's filter had left out of it. Raises _Missing. After an
    empty page there may be more: docs.aws.amazon.com/amazondynamodb/latest/APIReference/
    API_streams_GetRecords.html"""
    last, found = int(batch["endSequenceNumber"]), list[Event]()
    try:
        iterator = streams.get_shard_iterator(
            StreamArn=batch["streamArn"],
            ShardId=batch["shardId"],
            ShardIteratorType="AT_SEQUENCE_NUMBER",
            SequenceNumber=batch["startSequenceNumber"],
        )["ShardIterator"]
        for _ in range(MOST_PAGES):
            if not iterator:
                break
            page = streams.get_records(ShardIterator=iterator)
            for record in page["Records"]:
                number = int(record["dynamodb"]["SequenceNumber"])
                if number <= last:
                    found.append({**record, "eventSource": "aws:dynamodb"})
                if number >= last:
                    return found
            iterator = page.get("NextShardIterator")
    except (
        streams.exceptions.TrimmedDataAccessException,
        streams.exceptions.ResourceNotFoundException,
    ):
        raise _Missing(
            "older than the day that a stream lasts; docs/runbook.md tells what to do"
        ) from None
    raise _Missing("the stream does not give all of it; try again")


def _payloads(records: list[Event]) -> Iterator[Event]:
    part, size = list[Event](), 0
    for record in records:
        length = len(_json(record))
        if part and size + length > LARGEST:
            yield {"Records": part}
            part, size = [], 0
        part.append(record)
        size += length
    yield {"Records": part}


def _json(event: Event) -> bytes:
    return json.dumps(event, default=_as_lambda_has_it).encode()


def _as_lambda_has_it(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.timestamp()
    return b64encode(value).decode()
