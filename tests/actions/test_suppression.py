"""Mail that comes back for good, and complaints: what follows for the address."""

from collections.abc import Callable

import pytest

from deskhand.actions import tickets, viewing
from deskhand.actions.bodies import Body
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk
from tests.aws import Context
from tests.conftest import Outbox, handler

Settle = Callable[[], None]


def ses_event(kind: str, mail: object, **detail: object) -> dict[str, object]:
    """docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html."""
    return {
        "detail-type": kind,
        "detail": {"mail": {"messageId": "0100", "tags": mail}, **detail},
    }


@pytest.fixture
def tags(helpdesk: Helpdesk, replied_ticket: Ticket, settle: Settle) -> dict[str, list[str]]:
    """Those of the answer's mail."""
    settle()
    answer = helpdesk.tickets.conversation(replied_ticket.id).messages[-1]
    (notice,) = helpdesk.table.query(("pk", f"NOTICE#{answer.id}"))
    return {"cause": [answer.id], "notice": [notice["sk"]]}


def delivery(helpdesk: Helpdesk, ticket: Ticket) -> str:
    answers = (m for m in helpdesk.tickets.conversation(ticket.id).messages if m.is_an_answer)
    return list(answers)[-1].delivery


def test_after_a_permanent_bounce_no_mail_goes_to_the_address(
    helpdesk: Helpdesk,
    replied_ticket: Ticket,
    tags: dict[str, list[str]],
    olga: Operator,
    outbox: Outbox,
    settle: Settle,
) -> None:
    bounce = ses_event("Email Bounced", tags, bounce={"bounceType": "Permanent"})
    handler("mail_events").lambda_handler(bounce, Context())
    assert delivery(helpdesk, replied_ticket) == "bounced"
    sent = len(outbox.to("ada@byron.example"))

    tickets.reply(helpdesk, olga, replied_ticket.id, Body(text="Hello?"))
    settle()

    assert len(outbox.to("ada@byron.example")) == sent
    assert delivery(helpdesk, replied_ticket) == "bounced"


@pytest.mark.parametrize(
    ("why", "shown"),
    [("General", "sent"), ("MailboxFull", "bounced"), ("MessageTooLarge", "bounced")],
)
def test_a_mailbox_that_is_full_today_takes_mail_tomorrow(
    helpdesk: Helpdesk,
    replied_ticket: Ticket,
    tags: dict[str, list[str]],
    olga: Operator,
    outbox: Outbox,
    settle: Settle,
    why: str,
    shown: str,
) -> None:
    transient = {"bounceType": "Transient", "bounceSubType": why}
    handler("mail_events").lambda_handler(
        ses_event("Email Bounced", tags, bounce=transient), Context()
    )

    assert delivery(helpdesk, replied_ticket) == shown
    assert helpdesk.suppressions.get("ada@byron.example") is None
    tickets.reply(helpdesk, olga, replied_ticket.id, Body(text="Hello?"))
    settle()
    assert "Hello?" in str(outbox.to("ada@byron.example")[-1])
    assert delivery(helpdesk, replied_ticket) == "sent"


def test_what_the_other_side_said_stands_beside_the_answer(
    helpdesk: Helpdesk, replied_ticket: Ticket, tags: dict[str, list[str]]
) -> None:
    refused = {
        "bounceType": "Permanent",
        "bounceSubType": "NoEmail",
        "bouncedRecipients": [
            {"emailAddress": "ada@byron.example", "diagnosticCode": "smtp; 550 5.1.1 unknown"}
        ],
    }
    handler("mail_events").lambda_handler(
        ses_event("Email Bounced", tags, bounce=refused), Context()
    )

    answer = helpdesk.tickets.conversation(replied_ticket.id).messages[-1]
    assert answer.delivery_detail == "NoEmail smtp; 550 5.1.1 unknown"


def test_a_suppressed_address_is_shown_on_its_ticket_until_it_is_lifted(
    helpdesk: Helpdesk, replied_ticket: Ticket, tags: dict[str, list[str]], olga: Operator
) -> None:
    def shown() -> list[tuple[str, str]]:
        found = viewing.view(helpdesk, olga, replied_ticket.id).suppressed
        return [(each.address, each.reason) for each in found]

    assert shown() == []
    handler("mail_events").lambda_handler(ses_event("Email Complaint Received", tags), Context())
    assert shown() == [("ada@byron.example", "complained")]
    helpdesk.suppressions.lift("ada@byron.example")
    assert shown() == []


def test_the_first_reason_stays_whatever_comes_after_it(
    helpdesk: Helpdesk, replied_ticket: Ticket, tags: dict[str, list[str]]
) -> None:
    events = [
        ses_event("Email Complaint Received", tags),
        ses_event("Email Bounced", tags, bounce={"bounceType": "Permanent"}),
        ses_event("Email Delivered", tags),
        ses_event("Email Complaint Received", tags),
    ]
    for event in events:
        handler("mail_events").lambda_handler(event, Context())

    suppressed = helpdesk.suppressions.get("ada@byron.example")
    assert suppressed
    assert (suppressed.reason, suppressed.ticket_id) == ("complained", replied_ticket.id)
    assert delivery(helpdesk, replied_ticket) == "bounced"


def test_once_it_is_lifted_mail_goes_there_again(
    helpdesk: Helpdesk,
    replied_ticket: Ticket,
    tags: dict[str, list[str]],
    olga: Operator,
    outbox: Outbox,
    settle: Settle,
) -> None:
    handler("mail_events").lambda_handler(ses_event("Email Complaint Received", tags), Context())
    helpdesk.suppressions.lift("ada@byron.example")

    tickets.reply(helpdesk, olga, replied_ticket.id, Body(text="Good to hear from you."))
    settle()

    assert "Good to hear" in str(outbox.to("ada@byron.example")[-1])
