"""What was given up is tried again, once its cause is mended: notices by SQS, events by the
function that had failed at them. To do a thing twice changes nothing: nobody has to look what was
done."""

import json
from base64 import b64encode
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import boto3

from deploy import account, stack
from deploy.answers import known
from deploy.world import Stopped, World

Event = dict[str, Any]


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
    sqs, done, failed = session.client("sqs"), 0, dict[str, str]()
    while fresh := [m for m in _received(sqs, url) if m["MessageId"] not in failed]:
        for message in fresh:
            why = _tried(session, json.loads(message["Body"]), functions)
            if why:
                failed[message["MessageId"]] = why
            else:
                done += 1
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    print(f"Events: {done} done, {len(failed)} left")
    for id, why in failed.items():
        print(f"  {id}: {why}")


def _received(sqs: Any, url: str) -> list[dict[str, Any]]:
    found = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=1)
    messages: list[dict[str, Any]] = found.get("Messages", [])
    return messages


def _tried(session: boto3.Session, failure: Event, functions: dict[str, str]) -> str:
    """Why it failed again; nothing when it did not."""
    function = _function(failure, functions)
    if function is None:
        return ""
    try:
        event = _event(session, failure)
    except _Gone:
        return "older than the day that a stream lasts; docs/runbook.md tells what to do"
    answer = session.client("lambda").invoke(FunctionName=function, Payload=_json(event))
    said = json.loads(answer["Payload"].read() or b"null")
    if "FunctionError" in answer:
        return f"{function} fails still: {said.get('errorType')}"
    return f"{function} fails still" if said and said.get("batchItemFailures") else ""


def _function(failure: Event, functions: dict[str, str]) -> str | None:
    """None for a run of maintenance: the next has made up for it. Lambda names the function; what
    EventBridge could not deliver is SES's, and what its scheduler could not is a run."""
    if "requestContext" not in failure:
        return functions["MailEvents"] if failure.get("source") == "aws.ses" else None
    function: str = failure["requestContext"]["functionArn"]
    return None if functions["Maintenance"] in function.split(":") else function


class _Gone(Exception):
    """What the record told of."""


def _event(session: boto3.Session, failure: Event) -> Event:
    """docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html and
    docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html; EventBridge keeps the event
    as it was."""
    if batch := failure.get("DDBStreamBatchInfo"):
        return {"Records": list(_records(session.client("dynamodbstreams"), batch))}
    event: Event = failure.get("requestPayload", failure)
    return event


def _records(streams: Any, batch: dict[str, str]) -> Iterator[Event]:
    last = int(batch["endSequenceNumber"])
    try:
        iterator = streams.get_shard_iterator(
            StreamArn=batch["streamArn"],
            ShardId=batch["shardId"],
            ShardIteratorType="AT_SEQUENCE_NUMBER",
            SequenceNumber=batch["startSequenceNumber"],
        )["ShardIterator"]
        while iterator:
            found = streams.get_records(ShardIterator=iterator)
            for record in found["Records"]:
                if int(record["dynamodb"]["SequenceNumber"]) > last:
                    return
                yield {**record, "eventSource": "aws:dynamodb"}
            iterator = found.get("NextShardIterator") if found["Records"] else None
    except (
        streams.exceptions.TrimmedDataAccessException,
        streams.exceptions.ResourceNotFoundException,
    ):
        raise _Gone from None


def _json(event: Event) -> bytes:
    return json.dumps(event, default=_as_lambda_has_it).encode()


def _as_lambda_has_it(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.timestamp()
    return b64encode(value).decode()
