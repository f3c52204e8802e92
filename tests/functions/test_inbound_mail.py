from copy import deepcopy
from typing import Any

import pytest

from deskhand.domain.desk import Desk
from deskhand.domain.errors import NotFound
from deskhand.domain.message import Message
from deskhand.wiring import Helpdesk
from tests.conftest import mail
from tests.domain.given import desk as desk_of
from tests.functions.conftest import Invoke

ID = "o3vrnil0e2ic28trm7dfhrc2v0clambda4nbp0g1"
ADDRESS = "ada@byron.example"
DATE = "2026-11-22T10:00:00.000Z"
# docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-examples.html
EVENT: dict[str, Any] = {
    "Records": [
        {
            "eventSource": "aws:ses",
            "eventVersion": "1.0",
            "ses": {
                "mail": {
                    "timestamp": DATE,
                    "source": ADDRESS,
                    "messageId": ID,
                    "destination": ["support@desk.example"],
                    "headersTruncated": False,
                    "headers": [{"name": "Return-Path", "value": f"<{ADDRESS}>"}],
                    "commonHeaders": {"from": [f"Ada Byron <{ADDRESS}>"], "subject": "Fire"},
                },
                "receipt": {
                    "timestamp": DATE,
                    "processingTimeMillis": 574,
                    "recipients": ["Support@Desk.example"],
                    "spamVerdict": {"status": "PASS"},
                    "virusVerdict": {"status": "PASS"},
                    "spfVerdict": {"status": "PASS"},
                    "dkimVerdict": {"status": "PASS"},
                    "dmarcVerdict": {"status": "PASS"},
                    "action": {
                        "type": "Lambda",
                        "functionArn": "arn:aws:lambda:eu-west-1:123456789012:function:inbound",
                        "invocationType": "Event",
                    },
                },
            },
        }
    ]
}


def event(**receipt: Any) -> dict[str, Any]:
    made = deepcopy(EVENT)
    made["Records"][0]["ses"]["receipt"] |= receipt
    return made


@pytest.fixture(autouse=True)
def stored(helpdesk: Helpdesk, desk: Desk) -> None:
    """SES has put the mail into the bucket before it tells of it."""
    forged = mail(X_SES_DMARC_Verdict="PASS", Authentication_Results="dmarc=pass")
    bucket = helpdesk.settings.mail_bucket
    helpdesk.s3.put_object(Bucket=bucket, Key=f"inbound/{ID}", Body=forged)


def said(helpdesk: Helpdesk, desk: Desk) -> Message:
    receipt = helpdesk.receipts.get(ID, desk.id)
    assert receipt
    (message,) = helpdesk.tickets.conversation(receipt.ticket_id).messages
    return message


def test_a_receipt_becomes_a_message_and_a_second_invocation_none(
    helpdesk: Helpdesk, desk: Desk, invoke: Invoke
) -> None:
    for _ in range(2):
        assert invoke("inbound_mail", event()) is None

    message = said(helpdesk, desk)
    assert (message.text, message.trust, message.receipt_id) == ("It is on fire.", "dmarc", ID)
    assert helpdesk.tickets.next_number(desk.id) == 2


def test_a_mail_that_has_its_receipts_is_put_away_and_may_come_again(
    helpdesk: Helpdesk, desk: Desk, invoke: Invoke
) -> None:
    bucket = helpdesk.settings.mail_bucket
    raw = helpdesk.mail.raw(ID)
    for _ in range(2):
        invoke("inbound_mail", event())

        listed = helpdesk.s3.list_objects_v2(Bucket=bucket)["Contents"]
        assert [each["Key"] for each in listed] == [f"kept/{ID}"]
    assert helpdesk.mail.raw(ID) == raw


def test_one_mail_to_several_desks_and_addresses_is_one_receipt_at_each_desk(
    helpdesk: Helpdesk, desk: Desk, invoke: Invoke
) -> None:
    sales = desk_of(id="sales", addresses=("sales@desk.example",))
    helpdesk.team.add_desk(sales)
    to = ["support@desk.example", "HELP+x@desk.example", "sales@desk.example", "x@desk.example"]
    for _ in range(2):
        invoke("inbound_mail", event(recipients=to))

    receipts = helpdesk.receipts.of_mail(ID)
    assert sorted((each.desk_id, each.state) for each in receipts) == [
        (desk.id, "processed"),
        ("sales", "processed"),
    ]


@pytest.mark.parametrize(
    ("verdict", "reason"), [("spamVerdict", "spam"), ("virusVerdict", "virus")]
)
def test_what_ses_took_for_spam_or_worse_waits_in_quarantine(
    helpdesk: Helpdesk, desk: Desk, invoke: Invoke, verdict: str, reason: str
) -> None:
    for _ in range(2):
        invoke("inbound_mail", event(**{verdict: {"status": "FAIL"}}))

    receipt = helpdesk.receipts.get(ID, desk.id)
    assert receipt and (receipt.state, receipt.reason) == ("quarantined", reason)
    assert helpdesk.tickets.next_number(desk.id) == 1


@pytest.mark.parametrize("verdict", ["FAIL", "GRAY", "PROCESSING_FAILED", "DISABLED", None])
def test_the_verdicts_are_the_receipts_and_not_the_headers(
    helpdesk: Helpdesk, desk: Desk, invoke: Invoke, verdict: str | None
) -> None:
    told = event(dmarcVerdict={"status": verdict}, dmarcPolicy="reject")
    if verdict is None:
        del told["Records"][0]["ses"]["receipt"]["dmarcVerdict"]
    invoke("inbound_mail", told)

    assert said(helpdesk, desk).trust == "none"


def test_an_address_of_nobody_is_accounted_for_however_often_it_comes(
    helpdesk: Helpdesk, invoke: Invoke
) -> None:
    for _ in range(2):
        invoke("inbound_mail", event(recipients=["nobody@desk.example"]))

    receipt = helpdesk.receipts.get(ID, "")
    assert receipt and receipt.reason == "unknown_address"


def test_a_mail_that_is_not_in_the_bucket_fails_so_that_it_comes_again(
    helpdesk: Helpdesk, desk: Desk, invoke: Invoke
) -> None:
    helpdesk.s3.delete_object(Bucket=helpdesk.settings.mail_bucket, Key=f"inbound/{ID}")

    with pytest.raises(NotFound):
        invoke("inbound_mail", event())
    assert helpdesk.receipts.get(ID, desk.id) is None
