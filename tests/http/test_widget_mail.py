"""What leaves by mail of what strangers typed: nothing."""

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest

from deskhand.actions import edits, tickets
from deskhand.actions.bodies import Body
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Status, Ticket
from deskhand.wiring import Helpdesk
from tests.actions.mails import answering, reply_to
from tests.conftest import Arrives, Outbox
from tests.http.conftest import Widget

Settle = Callable[[], None]
ADA = "ada@byron.example"
TYPED = {"subject": "Cheap lamps", "message": "Buy at https://spam.example", "name": "Buy Lamps"}
SIGNED_IN = {"subject": "The lamp", "message": "It is dark."}


def everything(sent: EmailMessage) -> str:
    """With its headers, and its text as it is read."""
    body = sent.get_body()
    assert body
    return f"{sent}{body.get_content()}"


def test_a_stranger_has_one_fixed_text_sent_whatever_he_typed(
    widget: Widget, outbox: Outbox, settle: Settle
) -> None:
    widget.sent(email=ADA, **TYPED)
    settle()

    (sent,) = outbox.to(ADA)
    told = everything(sent)
    assert "SUP-1" in told
    assert not [said for said in ("lamps", "spam", "buy") if said in told.lower()]


def test_an_address_that_nobody_proved_gets_one_such_mail_a_day_and_desk(
    widget: Widget, outbox: Outbox, settle: Settle
) -> None:
    for hours in (0, 2, 20, 1, 2):
        widget.clock.pass_by(hours=hours)
        widget.sent(email=ADA)
        settle()

    assert len(outbox.to(ADA)) == 2


def test_it_is_the_mail_that_counts_and_not_how_often_it_is_tried(helpdesk: Helpdesk) -> None:
    def take(of: str) -> bool:
        at, day = helpdesk.now(), timedelta(days=1)
        return helpdesk.quotas.take_once("desk", ADA, "stranger", of=of, at=at, rest=day)

    assert [take("m1"), take("m1"), take("m2"), take("m1")] == [True, True, False, True]


def test_all_spellings_of_a_mailbox_get_one_such_mail(
    widget: Widget, outbox: Outbox, settle: Settle
) -> None:
    for place in range(3):
        widget.ip = f"192.0.2.{place}"
        widget.sent(email=f"victim+{place}@v.example")
        settle()

    assert [str(sent["To"]) for sent in outbox if "victim" in str(sent["To"])] == [
        "victim+0@v.example"
    ]


def open_as(widget: Widget, said: dict[str, str] = SIGNED_IN, **claims: Any) -> Ticket:
    sent = widget("POST", "/tickets", said, token=widget.token(email=ADA, **claims))
    return widget.ticket(sent.body["number"])


def test_whose_address_the_site_has_proven_reads_what_he_wrote(
    widget: Widget, outbox: Outbox, settle: Settle
) -> None:
    for _ in range(2):
        open_as(widget, email_verified=True)
        settle()

    assert ["The lamp" in str(sent["Subject"]) for sent in outbox.to(ADA)] == [True, True]


def test_who_is_signed_in_with_any_address_has_no_more_sent_there_than_a_stranger(
    widget: Widget, helpdesk: Helpdesk, olga: Operator, outbox: Outbox, settle: Settle
) -> None:
    """A shop may let everybody register with every address."""
    for _ in range(2):
        ticket = open_as(widget, TYPED, name="Buy Lamps")
        settle()
    edits.change(helpdesk, olga, ticket.id, {"status": Status.CLOSED})
    settle()

    opened, closed = outbox.to(ADA)
    for sent, number in ((opened, "SUP-1"), (closed, "SUP-2")):
        told = everything(sent)
        assert number in told
        assert not [said for said in ("lamps", "spam", "buy") if said in told.lower()]


def test_an_answer_goes_there_whole_and_quotes_nothing_that_he_typed(
    widget: Widget, helpdesk: Helpdesk, olga: Operator, outbox: Outbox, settle: Settle
) -> None:
    ticket = open_as(widget)
    tickets.reply(helpdesk, olga, ticket.id, Body(text="Use the switch."))
    settle()

    told = everything(outbox.to(ADA)[-1])
    assert "The lamp" in told
    assert "Use the switch." in told
    assert "It is dark." not in told


@pytest.mark.parametrize(
    ("dmarc", "automatic", "told"),
    [("PASS", "no", True), ("GRAY", "no", False), ("PASS", "auto-replied", False)],
)
def test_a_mail_from_the_address_proves_it_for_its_ticket(
    widget: Widget,
    helpdesk: Helpdesk,
    olga: Operator,
    arrives: Arrives,
    outbox: Outbox,
    settle: Settle,
    dmarc: str,
    automatic: str,
    told: bool,
) -> None:
    ticket = open_as(widget)
    settle()
    (asked,) = outbox.to(ADA)
    arrives(answering(asked, Auto_Submitted=automatic), to=reply_to(asked), dmarc=dmarc)
    edits.change(helpdesk, olga, ticket.id, {"status": Status.CLOSED})
    settle()

    assert len(helpdesk.tickets.conversation(ticket.id).messages) == 2
    assert ("The lamp" in everything(outbox.to(ADA)[-1])) is told


@pytest.mark.parametrize(("dmarc", "quoted"), [("PASS", True), ("GRAY", False)])
def test_an_answer_quotes_a_mail_that_came_from_the_address(
    widget: Widget,
    helpdesk: Helpdesk,
    olga: Operator,
    arrives: Arrives,
    outbox: Outbox,
    settle: Settle,
    dmarc: str,
    quoted: bool,
) -> None:
    ticket = open_as(widget)
    settle()
    (asked,) = outbox.to(ADA)
    arrives(answering(asked, "It flickers."), to=reply_to(asked), dmarc=dmarc)
    tickets.reply(helpdesk, olga, ticket.id, Body(text="Use the switch."))
    settle()

    assert ("> It flickers." in everything(outbox.to(ADA)[-1])) is quoted


def test_what_whoever_filled_the_form_adds_is_not_quoted_there_for_all_that(
    widget: Widget,
    helpdesk: Helpdesk,
    olga: Operator,
    arrives: Arrives,
    outbox: Outbox,
    settle: Settle,
) -> None:
    ticket = open_as(widget)
    settle()
    (asked,) = outbox.to(ADA)
    arrives(answering(asked, "Who asked that?"), to=reply_to(asked))
    path = f"/tickets/{ticket.number}/comments"
    widget("POST", path, {"text": "Buy lamps."}, token=widget.token(email=ADA))
    tickets.reply(helpdesk, olga, ticket.id, Body(text="Use the switch."))
    settle()

    told = everything(outbox.to(ADA)[-1])
    assert "Use the switch." in told
    assert "Buy lamps." not in told
