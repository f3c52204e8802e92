"""Mails that SES refuses only for now: its domain is not verified yet, or, in the sandbox, who gets
it is not."""

import contextlib
import json
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse

from deskhand import sdk
from deskhand.actions.notices import announce, deliver, enqueue_stuck
from deskhand.domain.notices import NoticeRef
from deskhand.domain.ticket import Ticket
from deskhand.mail.gateway import NotAccepted
from deskhand.wiring import Helpdesk
from tests import aws
from tests.conftest import Clock, Outbox
from tests.functions.conftest import Invoke
from tests.functions.rights import RESOURCES

# moto has other words: repost.aws/knowledge-center/ses-554-400-message-rejected-error
REFUSAL = {
    "Code": "MessageRejected",
    "Message": "Email address is not verified. The following identities failed the check in region"
    " EU-WEST-1: support@desk.example",
}
TRIES = RESOURCES["NoticeQueue"]["Properties"]["RedrivePolicy"]["maxReceiveCount"]


class Verification:
    def __init__(self) -> None:
        self.done = False

    def __call__(self, **_: Any) -> tuple[AWSResponse, dict[str, Any]] | None:
        return None if self.done else (AWSResponse("", 400, {}, None), {"Error": REFUSAL})


@pytest.fixture
def verification(helpdesk: Helpdesk) -> Iterator[Verification]:
    """What SES looks at before it takes a mail."""
    verification = Verification()
    sdk.session.cache_clear()
    sdk.session().register("before-call.sesv2.SendEmail", verification)
    yield verification
    sdk.session.cache_clear()


class Queue:
    """What Lambda and SQS do with it, without the pauses."""

    def __init__(self, helpdesk: Helpdesk, invoke: Invoke) -> None:
        self.sqs, self.invoke = aws.client("sqs"), invoke
        self.url = helpdesk.settings.notice_queue
        self.failed = self.sqs.get_queue_url(QueueName="deskhand-FailedNotices")["QueueUrl"]
        arn = self.sqs.get_queue_attributes(QueueUrl=self.failed, AttributeNames=["QueueArn"])
        policy = {
            "deadLetterTargetArn": arn["Attributes"]["QueueArn"], "maxReceiveCount": TRIES,
        }  # fmt: skip
        self.sqs.set_queue_attributes(
            QueueUrl=self.url, Attributes={"RedrivePolicy": json.dumps(policy)}
        )

    def runs(self) -> None:
        for message in self.received(self.url):
            record = aws.sqs_record(message["Body"])
            if self.invoke("mail_sender", {"Records": [record]}) == {"batchItemFailures": []}:
                self.sqs.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])

    def received(self, url: str) -> Iterator[Any]:
        while messages := self.sqs.receive_message(QueueUrl=url, VisibilityTimeout=0).get(
            "Messages"
        ):
            yield from messages

    def redrives(self) -> None:
        for message in self.received(self.failed):
            self.sqs.send_message(QueueUrl=self.url, MessageBody=message["Body"])
            self.sqs.delete_message(QueueUrl=self.failed, ReceiptHandle=message["ReceiptHandle"])

    def given_up(self) -> int:
        found = self.sqs.get_queue_attributes(QueueUrl=self.failed, AttributeNames=["All"])
        return int(found["Attributes"]["ApproximateNumberOfMessages"])


@pytest.fixture
def queue(helpdesk: Helpdesk, invoke: Invoke) -> Queue:
    return Queue(helpdesk, invoke)


def test_a_confirmation_counts_once_however_often_it_is_refused(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    outbox: Outbox,
    queue: Queue,
    verification: Verification,
) -> None:
    """Two automatic mails in a row, and a customer is left in peace."""
    announce(helpdesk, helpdesk.tickets.conversation(mailed_ticket.id).messages[0])
    queue.runs()
    verification.done = True
    queue.redrives()
    queue.runs()

    assert len(outbox.to(str(mailed_ticket.requester.email))) == 1


def test_what_is_refused_until_a_domain_is_verified_is_given_up_and_goes_out_after_a_redrive(
    helpdesk: Helpdesk,
    replied_ticket: Ticket,
    outbox: Outbox,
    queue: Queue,
    verification: Verification,
) -> None:
    def delivery() -> str:
        return helpdesk.tickets.conversation(replied_ticket.id).messages[-1].delivery

    announce(helpdesk, helpdesk.tickets.conversation(replied_ticket.id).messages[-1])
    queue.runs()
    assert (queue.given_up(), len(list(outbox)), delivery()) == (1, 0, "queued")

    verification.done = True
    queue.redrives()
    queue.runs()
    assert (queue.given_up(), len(list(outbox)), delivery()) == (0, 1, "sent")


def test_what_is_refused_for_days_is_tried_ever_less_often_and_goes_out_by_itself(
    helpdesk: Helpdesk,
    replied_ticket: Ticket,
    outbox: Outbox,
    queue: Queue,
    verification: Verification,
    clock: Clock,
) -> None:
    def runs() -> None:
        for message in queue.received(helpdesk.settings.notice_queue):
            ref = NoticeRef.model_validate_json(message["Body"])
            with contextlib.suppress(NotAccepted):
                deliver(helpdesk, ref)
                queue.sqs.delete_message(QueueUrl=queue.url, ReceiptHandle=message["ReceiptHandle"])

    def rounds_of_a_day() -> int:
        rounds = 0
        for _ in range(24 * 12):
            clock.pass_by(seconds=300)
            rounds += enqueue_stuck(helpdesk)
            runs()
        return rounds

    announce(helpdesk, helpdesk.tickets.conversation(replied_ticket.id).messages[-1])
    runs()
    assert 4 <= rounds_of_a_day() <= 8
    assert rounds_of_a_day() == 1
    verification.done = True
    assert rounds_of_a_day() == 1
    assert len(list(outbox)) == 1
    assert rounds_of_a_day() == 0
