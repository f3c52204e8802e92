"""The faked AWS of the tests: the template's table, buckets and queues in moto, and what moto
does not do by itself, stream and queue triggers."""

import copy
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import boto3
from botocore import UNSIGNED
from moto.core import DEFAULT_ACCOUNT_ID
from moto.s3.models import s3_backends
from moto.ses.models import ses_backends
from moto.sqs.models import sqs_backends

from deskhand.store import wire
from deskhand.wiring import Settings
from local import planning, streams
from local.plan import Plan
from tests import quick  # noqa: F401

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
    "EDGE_SECRET": "what-cloudfront-adds",
    "FIRST_ADMIN": "admin@desk.example",
}
PARAMETERS = {
    "SiteUrl": ENVIRONMENT["SITE_URL"],
    "EdgeSecret": ENVIRONMENT["EDGE_SECRET"],
    "MailDomain": "desk.example",
    "OidcIssuer": "https://issuer.example",
    "OidcAudience": "deskhand",
    "FirstAdmin": ENVIRONMENT["FIRST_ADMIN"],
}


def create(template: Path) -> None:
    """What the template says, also of the environment: a slip there must fail here."""
    plan = _plan(template)
    for table in plan.tables:
        client("dynamodb").create_table(TableName=table.name, **dict(table.definition))
    # Requests for these would take longer than most tests.
    for bucket in plan.buckets:
        s3_backends[DEFAULT_ACCOUNT_ID]["aws"].create_bucket(bucket.name, REGION)
    for queue in plan.queues:
        sqs_backends[DEFAULT_ACCOUNT_ID][REGION].create_queue(queue.name)
    ses_backends[DEFAULT_ACCOUNT_ID][REGION].create_email_identity_v2(
        "desk.example", [], None, None
    )
    url = client("sqs").get_queue_url(QueueName="deskhand-NoticeQueue")["QueueUrl"]
    os.environ["NOTICE_QUEUE_URL"] = url


@cache
def _plan(template: Path) -> Plan:
    return planning.load(template, PARAMETERS, storage_url=PREFIX)


class Session(boto3.Session):
    """Making a client takes 25 ms, a hundred times that of a faked request. So each is made once
    and lent with events of its own: who registers something does so for himself."""

    def __init__(self) -> None:
        super().__init__("test", "test", region_name=REGION)
        self.made: dict[str, Any] = {}
        self.events.register("choose-signer.dynamodb", lambda **_: UNSIGNED)  # moto never looks

    def client(self, service: str, **how: Any) -> Any:  # type: ignore[override]
        config = how.get("config")
        key = str((service, {**how, "config": config and config._user_provided_options}))
        if key not in self.made:
            self.made[key] = super().client(service, **how)  # type: ignore[call-overload]
        return _lent(self.made[key])


def _lent(made: Any) -> Any:
    events = copy.copy(made.meta.events)
    events._alias_name_cache = made.meta.events._alias_name_cache
    lent = object.__new__(type(made))
    lent.__dict__ |= made.__dict__
    lent.meta, lent._endpoint = copy.copy(made.meta), copy.copy(made._endpoint)
    lent.meta.events = lent._endpoint._event_emitter = events
    return lent


@cache
def session() -> Session:
    """One for all tests: it keeps the services' descriptions, which take long to read."""
    return Session()


@cache
def client(service: Any) -> Any:
    return session().client(service)


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
