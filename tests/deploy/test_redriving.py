"""`make redrive`: what was given up is tried again."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from deploy.answers import answers
from deploy.redriving import redrive
from tests import aws
from tests.deploy.test_deploying import FIRST, Desk
from tests.deploy.test_policy import of_type

pytestmark = pytest.mark.slow

REGION_OF = "arn:aws:lambda:eu-west-1:123456789012:function"
SES_EVENT = {"source": "aws.ses", "detail": {"mail": {"messageId": "1"}}}


class Functions:
    """Lambda: what was invoked, and what it answers."""

    def __init__(self) -> None:
        self.invoked: list[tuple[str, Any]] = []
        self.fails = False
        self.meanwhile: Callable[[], None] = lambda: None

    def invoke(self, FunctionName: str, Payload: bytes) -> dict[str, Any]:  # noqa: N803 - boto3's
        self.meanwhile()
        assert len(Payload) < 6_000_000
        self.invoked.append((FunctionName, json.loads(Payload)))
        said = {"errorType": "Throttled"} if self.fails else None
        answer: dict[str, Any] = {"Payload": io.BytesIO(json.dumps(said).encode())}
        return answer | ({"FunctionError": "Unhandled"} if self.fails else {})


class Failed(Desk):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.functions = Functions()
        self.account.others["lambda"] = self.functions
        self.sqs = self.client("sqs")
        for name in ("Events", "Notices"):
            self.stacks.outputs[f"Failed{name}Url"] = self.queue(f"failed-{name}")
        self.stacks.physical = {"MailEvents": "desk-MailEvents-1", "Maintenance": "desk-Maint-1"}
        self.stacks.found_status = "CREATE_COMPLETE"
        self.says = list(FIRST)
        answers(self.world(), "default")

    def queue(self, name: str) -> str:
        url: str = self.sqs.create_queue(QueueName=name, Attributes={"VisibilityTimeout": "0"})[
            "QueueUrl"
        ]
        return url

    def gave_up(self, failure: dict[str, Any]) -> None:
        url = self.stacks.outputs["FailedEventsUrl"]
        self.sqs.send_message(QueueUrl=url, MessageBody=json.dumps(failure))

    def left(self) -> int:
        url = self.stacks.outputs["FailedEventsUrl"]
        asked = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])
        return int(asked["Attributes"]["ApproximateNumberOfMessages"])

    def redrives(self) -> None:
        redrive(self.world(), "default")


@pytest.fixture
def failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Failed]:
    for name, value in aws.ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    with mock_aws():
        yield Failed(tmp_path)


def of_lambda(function: str, payload: Any) -> dict[str, Any]:
    return {"requestContext": {"functionArn": f"{REGION_OF}:{function}"}, "requestPayload": payload}


def test_an_event_goes_to_the_function_that_failed_at_it(failed: Failed) -> None:
    failed.gave_up(of_lambda("desk-InboundMail-1", {"Records": ["a mail"]}))
    failed.redrives()

    assert failed.functions.invoked == [
        (f"{REGION_OF}:desk-InboundMail-1", {"Records": ["a mail"]})
    ]
    assert failed.left() == 0


def test_what_eventbridge_could_not_deliver_goes_to_mail_events(failed: Failed) -> None:
    failed.gave_up(SES_EVENT)
    failed.redrives()

    assert failed.functions.invoked == [("desk-MailEvents-1", SES_EVENT)]


def test_a_run_of_maintenance_is_not_made_up_for(failed: Failed) -> None:
    failed.gave_up(of_lambda("desk-Maint-1", {}))
    failed.gave_up({"version": "0"})
    failed.redrives()

    assert (failed.functions.invoked, failed.left()) == ([], 0)


def test_what_fails_again_stays(failed: Failed, capsys: pytest.CaptureFixture[str]) -> None:
    failed.functions.fails = True
    failed.gave_up(SES_EVENT)
    failed.redrives()

    assert failed.left() == 1
    assert len(failed.functions.invoked) == 1
    assert "fails still: Throttled" in capsys.readouterr().out


def test_nobody_else_gets_what_is_being_tried_and_everybody_what_is_left(failed: Failed) -> None:
    seen = []
    failed.functions.fails, failed.functions.meanwhile = True, lambda: seen.append(failed.left())
    failed.gave_up(SES_EVENT)
    failed.redrives()

    assert seen == [0]
    assert failed.left() == 1


def test_a_run_is_waited_for_however_long_it_takes_and_never_begun_anew(failed: Failed) -> None:
    failed.gave_up(SES_EVENT)
    failed.redrives()
    config = failed.account.asked["lambda"]["config"]
    longest = max(f.get("Timeout", 0) for f in of_type("AWS::Serverless::Function").values())

    assert config.read_timeout > longest
    assert config.retries == {"total_max_attempts": 1}


def changes(failed: Failed) -> tuple[str, str, list[str]]:
    """Three changes of a table: its stream, its shard, their numbers."""
    dynamodb, streams = failed.client("dynamodb"), failed.client("dynamodbstreams")
    arn = dynamodb.create_table(
        TableName="desk",
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
    )["TableDescription"]["LatestStreamArn"]
    for key in "abc":
        dynamodb.put_item(TableName="desk", Item={"pk": {"S": key}, "file": {"B": b"x"}})
    shard = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
    iterator = streams.get_shard_iterator(
        StreamArn=arn, ShardId=shard, ShardIteratorType="TRIM_HORIZON"
    )["ShardIterator"]
    records = streams.get_records(ShardIterator=iterator)["Records"]
    return arn, shard, [record["dynamodb"]["SequenceNumber"] for record in records]


def test_changes_of_the_table_are_read_again_from_its_stream(failed: Failed) -> None:
    arn, shard, numbers = changes(failed)
    batch = {
        "streamArn": arn, "shardId": shard,
        "startSequenceNumber": numbers[0], "endSequenceNumber": numbers[1],
    }  # fmt: skip
    failed.gave_up({**of_lambda("desk-Projections-1", None), "DDBStreamBatchInfo": batch})
    failed.redrives()
    ((function, event),) = failed.functions.invoked

    assert function.endswith("desk-Projections-1")
    keys = [record["dynamodb"]["Keys"]["pk"]["S"] for record in event["Records"]]
    assert keys == ["a", "b"]
    assert event["Records"][0]["dynamodb"]["NewImage"]["file"] == {"B": "eA=="}


def test_changes_that_the_stream_no_longer_has_stay_and_are_told(
    failed: Failed, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = "arn:aws:dynamodb:eu-west-1:123456789012:table/gone/stream/2026"
    batch = {
        "streamArn": gone, "shardId": f"shardId-{1:020}-00000001",
        "startSequenceNumber": f"{1:021}", "endSequenceNumber": f"{1:021}",
    }  # fmt: skip
    failed.gave_up({**of_lambda("desk-Projections-1", None), "DDBStreamBatchInfo": batch})
    failed.redrives()

    assert failed.left() == 1
    assert "older than the day" in capsys.readouterr().out


class Streams:
    """A shard page by page: moto's has all in one, and never an empty one."""

    exceptions = boto3.client("dynamodbstreams", region_name="eu-west-1").exceptions

    def __init__(self, *pages: list[int], size: int = 1, ends: bool = False) -> None:
        self.pages, self.size, self.ends, self.read = pages, size, ends, 0

    def get_shard_iterator(self, **_: str) -> dict[str, Any]:
        return {"ShardIterator": "0"}

    def get_records(self, ShardIterator: str) -> dict[str, Any]:  # noqa: N803 - boto3's
        page, self.read = int(ShardIterator), self.read + 1
        numbers = self.pages[page] if page < len(self.pages) else []
        records = [
            {"dynamodb": {"SequenceNumber": str(number), "file": "x" * self.size}}
            for number in numbers
        ]
        over = self.ends and page + 1 >= len(self.pages)
        return {"Records": records, **({} if over else {"NextShardIterator": str(page + 1)})}


BATCH = {"streamArn": "s", "shardId": "1", "startSequenceNumber": "1", "endSequenceNumber": "4"}


def redriven(failed: Failed, streams: Streams) -> list[list[int]]:
    """The changes that a function was given, by its runs."""
    failed.account.others["dynamodbstreams"] = streams
    failed.gave_up({**of_lambda("desk-Projections-1", None), "DDBStreamBatchInfo": BATCH})
    failed.redrives()
    return [
        [int(record["dynamodb"]["SequenceNumber"]) for record in event["Records"]]
        for _, event in failed.functions.invoked
    ]


def test_an_empty_page_is_not_the_end_of_a_batch(failed: Failed) -> None:
    assert redriven(failed, Streams([], [1, 2], [], [], [4, 5])) == [[1, 2, 4]]
    assert failed.left() == 0


@pytest.mark.parametrize("streams", [Streams([1, 2], ends=True), Streams([1, 2])])
def test_a_batch_that_is_not_all_there_is_not_given_in_part(
    failed: Failed, streams: Streams, capsys: pytest.CaptureFixture[str]
) -> None:
    assert redriven(failed, streams) == []
    assert failed.left() == 1
    assert "does not give all of it" in capsys.readouterr().out
    assert streams.read <= 1000


def test_what_lambda_would_not_take_at_once_is_given_one_after_the_other(failed: Failed) -> None:
    assert redriven(failed, Streams([1, 2, 3, 4], size=2_000_000)) == [[1, 2], [3, 4]]
    assert failed.left() == 0


def test_what_fails_in_its_first_part_stays_whole(failed: Failed) -> None:
    failed.functions.fails = True

    assert redriven(failed, Streams([1, 2, 3, 4], size=2_000_000)) == [[1, 2]]
    assert failed.left() == 1
