"""The faked AWS of the tests: the template's table, buckets and queues in moto, and what moto
does not do by itself, stream and queue triggers."""

import copy
import os
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import boto3
import moto.dynamodb.models.table as moto
from moto.core.serialize import ResponseSerializer

from deskhand.store import wire
from deskhand.wiring import Settings
from local import planning, streams
from local.plan import Plan

REGION = "eu-west-1"
PREFIX = f"https://sqs.{REGION}.amazonaws.com"
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": REGION,
    "AWS_REGION": REGION,
    "POWERTOOLS_LOG_LEVEL": "WARNING",
    # Else moto answers stream reads with 404.
    "AWS_ACCOUNT_ID_ENDPOINT_MODE": "disabled",
    "TABLE_NAME": "deskhand-Table",
    "FILES_BUCKET": "deskhand-filesbucket",
    "MAIL_BUCKET": "deskhand-mailbucket",
    "MAIL_PREFIX": "inbound/",
    "CONFIGURATION_SET": "deskhand-ConfigurationSet",
    "SITE_URL": "https://desk.example",
    "FIRST_ADMIN": "admin@desk.example",
}
PARAMETERS = {
    "SiteUrl": ENVIRONMENT["SITE_URL"],
    "MailDomain": "desk.example",
    "OidcIssuer": "https://issuer.example",
    "OidcAudience": "deskhand",
    "FirstAdmin": ENVIRONMENT["FIRST_ADMIN"],
}


def _copied(table: moto.Table, memo: dict[int, Any]) -> moto.Table:
    """moto copies the whole table for each write of a transaction, to go back to if one fails, and
    half of all the tests' time went there. Nothing below an item's attributes is ever changed in
    place: so deep is deep enough."""
    twin = copy.copy(table)
    twin.items = defaultdict(dict)
    for hash_key, found in table.items.items():
        twin.items[hash_key] = {sort: _item(item) for sort, item in found.items()}
    if table.stream_shard:
        twin.stream_shard = copy.copy(table.stream_shard)
        twin.stream_shard.table = twin
        twin.stream_shard.items = list(table.stream_shard.items)
    return twin


def _item(item: Any) -> Any:
    twin = copy.copy(item)
    twin.attrs = copy.copy(item.attrs)
    return twin


def _structure(self: Any, serialized: Any, value: Any, shape: Any, key: str) -> None:
    """moto looks for each attribute of an item under dozens of names; a plain one is as it has to
    be already."""
    if shape.name == "AttributeValue" and key and isinstance(value, dict) and set(value) <= PLAIN:
        self._default_serialize(serialized, value, shape, key)
    else:
        _by_moto(self, serialized, value, shape, key)


PLAIN = {"S", "N", "BOOL", "NULL"}
_by_moto = ResponseSerializer._serialize_type_structure
ResponseSerializer._serialize_type_structure = _structure  # type: ignore[method-assign]
moto.Table.__deepcopy__ = _copied  # type: ignore[attr-defined]


def create(template: Path) -> None:
    """What the template says, also of the environment: a slip there must fail here."""
    plan = _plan(template)
    for table in plan.tables:
        client("dynamodb").create_table(TableName=table.name, **dict(table.definition))
    for bucket in plan.buckets:
        where: Any = {"LocationConstraint": REGION}
        client("s3").create_bucket(Bucket=bucket.name, CreateBucketConfiguration=where)
    for queue in plan.queues:
        client("sqs").create_queue(QueueName=queue.name)
    client("sesv2").create_email_identity(EmailIdentity="desk.example")
    url = client("sqs").get_queue_url(QueueName="deskhand-NoticeQueue")["QueueUrl"]
    os.environ["NOTICE_QUEUE_URL"] = url


@cache
def _plan(template: Path) -> Plan:
    return planning.load(template, PARAMETERS, storage_url=PREFIX)


@cache
def client(service: Any) -> Any:
    """Making one takes 25 ms, a hundred times that of a faked request."""
    return session().client(service, region_name=REGION)


@cache
def session() -> boto3.Session:
    """One for all tests: it keeps the services' descriptions, which take long to read."""
    return boto3.Session("test", "test", region_name=REGION)


def items(table: str) -> list[dict[str, Any]]:
    """All that is in it; the product itself never asks for that."""
    found = client("dynamodb").scan(TableName=table)["Items"]
    return [wire.item(streams.to_json(item)) for item in found]


class Context:
    """As much of a LambdaContext as powertools looks at."""

    function_name = "test"
    memory_limit_in_mb = 512
    invoked_function_arn = "arn:aws:lambda:eu-west-1:123456789012:function:test"
    aws_request_id = "test"

    def get_remaining_time_in_millis(self) -> int:
        return 30_000


class Machinery:
    """Delivers the table's changes and the queue's messages to the handlers."""

    def __init__(self, settings: Settings, handler: Callable[[str], ModuleType]) -> None:
        self.settings, self.handler = settings, handler
        self.streams = client("dynamodbstreams")
        self.sqs = client("sqs")
        self.iterator: str | None = None

    def settle(self) -> None:
        while True:
            records, refs = self.changes(), self.queued()
            if not records and not refs:
                return
            for folder in ("projections", "notifications"):
                self.invoke(folder, {"Records": records})
            self.invoke("mail_sender", {"Records": refs})

    def invoke(self, folder: str, event: dict[str, Any]) -> None:
        if event["Records"]:
            answer = self.handler(folder).lambda_handler(event, Context())
            assert answer == {"batchItemFailures": []}

    def changes(self) -> list[dict[str, Any]]:
        """Stream records in Lambda's format that were not read before."""
        if self.iterator is None:
            self.iterator = self._beginning()
        found = self.streams.get_records(ShardIterator=self.iterator)
        self.iterator = found["NextShardIterator"]
        return [
            {
                "eventID": record["eventID"],
                "eventName": record["eventName"],
                "eventSource": "aws:dynamodb",
                "dynamodb": record["dynamodb"],
            }
            for record in found["Records"]
        ]

    def _beginning(self) -> str:
        arn = self.streams.list_streams(TableName=self.settings.table)["Streams"][0]["StreamArn"]
        shard = self.streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]
        iterator: str = self.streams.get_shard_iterator(
            StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
        )["ShardIterator"]
        return iterator

    def queued(self) -> list[dict[str, Any]]:
        """Queue records in Lambda's format, without those that still wait."""
        found = self.sqs.receive_message(
            QueueUrl=self.settings.notice_queue, MaxNumberOfMessages=10
        ).get("Messages", [])
        for message in found:
            self.sqs.delete_message(
                QueueUrl=self.settings.notice_queue, ReceiptHandle=message["ReceiptHandle"]
            )
        return [sqs_record(message["Body"], message["MessageId"]) for message in found]


def sqs_record(body: str, id: str = "1") -> dict[str, Any]:
    return {"messageId": id, "body": body, "eventSource": "aws:sqs", "receiptHandle": id}
