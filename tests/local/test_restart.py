import contextlib
import json
import smtplib
import sqlite3
import time
from collections.abc import Callable

import httpx
import pytest

from local.process import StackProcess

pytestmark = pytest.mark.slow


@pytest.fixture
def fresh(tmp_path, project):
    """A stack that is started and stopped by the test."""
    stack = StackProcess(tmp_path / "data", project)
    stack.start()
    yield stack
    if stack.runs:
        stack.stop()


def put(stack, *names):
    stack.http.post("/api/open/things", content=json.dumps(names)).raise_for_status()


def names(items, stack, pk):
    return {item["sk"] for item in items(stack, pk)}


def stored_mail(stack: StackProcess) -> None:
    with smtplib.SMTP("127.0.0.1", stack.smtp_port) as smtp:
        smtp.sendmail("a@b.example", ["support@desk.localhost"], b"Subject: kept\r\n\r\nHello\r\n")


def send(stack: StackProcess, subject: str) -> None:
    work = json.dumps({"to": "ada@byron.example", "subject": subject})
    stack.http.post("/api/open/work", content=work).raise_for_status()


def outbox(stack: StackProcess) -> list[str]:
    return [mail["subject"] for mail in stack.http.get("/outbox/messages.json").json()]


STOPS: dict[str, Callable[[StackProcess], object]] = {
    "stopped cleanly": lambda stack: stack.stop(),
    "killed": lambda stack: stack.crash(),
    "killed with its storage": lambda stack: stack.crash(with_storage=True),
}


@pytest.mark.parametrize("stop", STOPS.values(), ids=STOPS.keys())
def test_nothing_is_lost_when_the_stack_was(fresh, items, eventually, stop):
    token = fresh.token("olga@desk.localhost")
    stored_mail(fresh)
    send(fresh, "kept")
    put(fresh, "one", "two")
    eventually(lambda: names(items, fresh, "SEEN") == {"one", "two"})
    put(fresh, "held", "behind it")
    eventually(lambda: items(fresh, "MAIL"))
    eventually(lambda: outbox(fresh) == ["kept"])
    time.sleep(0.3)  # the last second of a crash is forgiven, this is less
    assert names(items, fresh, "SEEN") == {"one", "two"}

    stop(fresh)
    started = time.monotonic()
    fresh.start()
    assert time.monotonic() - started < 6

    assert names(items, fresh, "THING") == {"one", "two", "held", "behind it"}
    (mail,) = items(fresh, "MAIL")
    stored = fresh.clients.s3.get_object(Bucket="deskhand-mailbucket", Key=f"inbound/{mail['sk']}")
    assert stored["Body"].read().endswith(b"Hello\r\n")
    assert outbox(fresh) == ["kept"]
    signed = fresh.http.get("/api/signed/x", headers={"authorization": f"Bearer {token}"})
    assert signed.is_success

    # What had been delivered does not come again, what had not been comes now.
    gate = {"pk": {"S": "GATE"}, "sk": {"S": "OPEN"}}
    fresh.clients.dynamodb.put_item(TableName="deskhand-Table", Item=gate)
    expected = {"one", "two", "held", "behind it"}
    eventually(lambda: names(items, fresh, "SEEN") == expected)
    assert {item["times"] for item in items(fresh, "SEEN")} == {1}


def test_a_deleted_item_stays_deleted_after_a_crash(fresh, items, eventually):
    put(fresh, "gone")
    eventually(lambda: names(items, fresh, "SEEN") == {"gone"})
    key = {"pk": {"S": "THING"}, "sk": {"S": "gone"}}
    fresh.clients.dynamodb.delete_item(TableName="deskhand-Table", Key=key)
    time.sleep(0.5)

    fresh.crash(with_storage=True)
    fresh.start()

    assert items(fresh, "THING") == []


def test_a_second_crash_loses_nothing_of_what_the_first_had_left(fresh, items, eventually):
    put(fresh, "one")
    eventually(lambda: names(items, fresh, "SEEN") == {"one"})
    time.sleep(0.3)
    fresh.crash(with_storage=True)
    fresh.start()
    put(fresh, "two")
    eventually(lambda: names(items, fresh, "SEEN") == {"one", "two"})
    time.sleep(0.3)
    fresh.crash(with_storage=True)
    fresh.start()

    assert names(items, fresh, "THING") == {"one", "two"}


def test_a_message_in_the_queue_survives_a_clean_restart(fresh, eventually):
    sqs = fresh.clients.sqs
    url = sqs.get_queue_url(QueueName="deskhand-WorkQueue")["QueueUrl"]
    work = json.dumps({"to": "ada@byron.example", "subject": "later"})
    sqs.send_message(QueueUrl=url, MessageBody=work, DelaySeconds=5)
    assert outbox(fresh) == []

    fresh.stop()
    fresh.start()

    eventually(lambda: outbox(fresh) == ["later"])


def test_nothing_of_the_stack_is_left_after_a_clean_stop(fresh):
    storage = fresh.facts["storage"]

    assert fresh.stop() == 0

    with pytest.raises(httpx.ConnectError):
        httpx.get(storage)
    assert not (fresh.data / "stack.json").exists()


def test_a_storage_that_saved_after_the_last_journal_entry_is_not_overwritten(fresh, items):
    put(fresh, "one")
    fresh.stop()
    keys = {"pk": {"S": "THING"}, "sk": {"S": "one"}}
    deletion = {"eventName": "REMOVE", "dynamodb": {"Keys": keys}}
    with contextlib.closing(sqlite3.connect(fresh.data / "journal.sqlite")) as journal, journal:
        an_hour_ago = time.time() - 3600
        journal.execute(
            "INSERT INTO change (at, record) VALUES (?, ?)", (an_hour_ago, json.dumps(deletion))
        )

    fresh.start()

    assert names(items, fresh, "THING") == {"one"}
