"""docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html"""

from itertools import permutations
from typing import Any

import pytest

from deskhand.actions.notices import announce
from deskhand.domain.message import Message
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk
from tests.functions.conftest import Invoke

SES_ID = "0102018f-1-000000"


@pytest.fixture
def answer(helpdesk: Helpdesk, replied_ticket: Ticket) -> Message:
    said = helpdesk.tickets.conversation(replied_ticket.id).messages[-1]
    announce(helpdesk, said)
    return said


def event(helpdesk: Helpdesk, kind: str, **detail: Any) -> dict[str, Any]:
    waiting = list(helpdesk.table.query(("due_list", "UNSENT"), index="by_due"))
    cause, notice = waiting[0]["pk"].removeprefix("NOTICE#"), waiting[0]["sk"]
    tags = {
        "ses:configuration-set": ["deskhand-ConfigurationSet"],
        "cause": [cause],
        "notice": [notice],
    }
    mail = {"messageId": SES_ID, "source": "support@desk.example", "tags": tags}
    return {
        "version": "0",
        "source": "aws.ses",
        "detail-type": kind,
        "detail": {"mail": mail, **detail},
    }


def state(helpdesk: Helpdesk, answer: Message) -> str:
    return helpdesk.tickets.message(answer.ticket_id, answer.id).delivery


def bounce(kind: str, why: str = "General") -> dict[str, Any]:
    return {
        "bounce": {
            "bounceType": kind,
            "bounceSubType": why,
            "bouncedRecipients": [{"emailAddress": "ada@byron.example"}],
        }
    }


def test_events_may_come_in_any_order_and_twice(
    helpdesk: Helpdesk, answer: Message, invoke: Invoke
) -> None:
    kinds = ("Email Sent", "Email Delivered", "Email Complaint Received")
    complaint = {"complaint": {"complainedRecipients": [{"emailAddress": "ada@byron.example"}]}}
    events = [event(helpdesk, kind, **complaint) for kind in kinds]
    for order in permutations(events):
        for each in (*order, *order):
            invoke("mail_events", each)
        assert state(helpdesk, answer) == "complained"

    mail_id = f"<{SES_ID}@eu-west-1.amazonses.com>"
    assert helpdesk.mails.tickets_of("desk000001", [mail_id]) == [answer.ticket_id]


@pytest.mark.parametrize(
    ("kind", "detail", "then"),
    [
        ("Email Sent", {}, "sent"),
        ("Email Delivered", {}, "delivered"),
        ("Email Bounced", bounce("Permanent"), "bounced"),
        ("Email Bounced", bounce("Transient"), "queued"),
        ("Email Bounced", bounce("Transient", "MailboxFull"), "bounced"),
        ("Email Bounced", bounce("Undetermined"), "bounced"),
        ("Email Rejected", {"reject": {"reason": "Bad content"}}, "bounced"),
        ("Email Opened", {}, "queued"),
    ],
)
def test_what_ses_says_becomes_the_messages_state(
    helpdesk: Helpdesk, answer: Message, invoke: Invoke, kind: str, detail: Any, then: str
) -> None:
    told = event(helpdesk, kind, **detail)
    for _ in range(2):
        invoke("mail_events", told)

    assert state(helpdesk, answer) == then


def test_a_late_delivery_does_not_undo_a_bounce(
    helpdesk: Helpdesk, answer: Message, invoke: Invoke
) -> None:
    delivered = event(helpdesk, "Email Delivered")
    invoke("mail_events", event(helpdesk, "Email Bounced", **bounce("Permanent")))
    invoke("mail_events", delivered)

    assert state(helpdesk, answer) == "bounced"


@pytest.mark.parametrize("tags", [None, {}, {"cause": ["x"], "notice": ["y"]}, {"cause": ["x"]}])
def test_a_mail_that_is_not_ours_changes_nothing(
    helpdesk: Helpdesk, answer: Message, invoke: Invoke, tags: Any
) -> None:
    foreign = event(helpdesk, "Email Delivered")
    if tags is None:
        del foreign["detail"]["mail"]["tags"]
    else:
        foreign["detail"]["mail"]["tags"] = tags
    invoke("mail_events", foreign)

    assert state(helpdesk, answer) == "queued"
