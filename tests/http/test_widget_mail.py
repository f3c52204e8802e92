"""What leaves by mail of what strangers typed: nothing."""

from collections.abc import Callable
from datetime import timedelta

from deskhand.wiring import Helpdesk
from tests.conftest import Outbox
from tests.http.conftest import Widget

Settle = Callable[[], None]
ADA = "ada@byron.example"
TYPED = {"subject": "Cheap lamps", "message": "Buy at https://spam.example", "name": "Buy Lamps"}


def test_a_stranger_has_one_fixed_text_sent_whatever_he_typed(
    widget: Widget, outbox: Outbox, settle: Settle
) -> None:
    widget.sent(email=ADA, **TYPED)
    settle()

    (sent,) = outbox.to(ADA)
    body = sent.get_body()
    assert body
    told = f"{sent}{body.get_content()}"
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


def test_who_is_proven_reads_what_he_wrote(widget: Widget, outbox: Outbox, settle: Settle) -> None:
    for _ in range(2):
        said = {"subject": "The lamp", "message": "It is dark."}
        widget("POST", "/tickets", said, token=widget.token(email=ADA))
        settle()

    assert ["The lamp" in str(sent["Subject"]) for sent in outbox.to(ADA)] == [True, True]
