"""Mail that SES stored and that nobody told us of: maintenance takes it in."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from deskhand.actions.receive import receive
from deskhand.actions.upkeep import LOST, MOST_AT_ONCE, tidy
from deskhand.domain.desk import Desk
from deskhand.domain.inbound import Delivery, Receipt
from deskhand.domain.message import Message
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.domain.tokens import reply_address
from deskhand.mail.gateway import KEPT, MOST_BYTES, NO_MAIL
from deskhand.wiring import Helpdesk
from tests.actions.mails import all_tickets, put, said, sent_to, stored, texts
from tests.conftest import Arrives, mail

pytestmark = pytest.mark.slow

Settle = Callable[[], None]
Lies = Callable[..., None]
SES = (
    "from mail.byron.example (mail.byron.example [192.0.2.7]) by "
    "inbound-smtp.eu-west-1.amazonaws.com with SMTP id o3vrnil0e2ic28trm7dfhrc2v0clambda4nbp0g1 "
    "for {to}; Sun, 22 Nov 2026 09:00:00 +0000 (UTC)"
)


@pytest.fixture
def lies(helpdesk: Helpdesk) -> Lies:
    """As SES put it there some time ago, and nobody was told."""

    def lie(raw: bytes, id: str = "m1", *, since: timedelta = LOST) -> None:
        put(helpdesk, raw, id, at=helpdesk.now() - since - timedelta(seconds=1))

    return lie


def keys(helpdesk: Helpdesk) -> list[str]:
    found = helpdesk.s3.list_objects_v2(Bucket=helpdesk.settings.mail_bucket)
    return [each["Key"] for each in found.get("Contents", [])]


def taken_in(helpdesk: Helpdesk, id: str = "m1") -> Receipt:
    (receipt,) = helpdesk.receipts.of_mail(id)
    return receipt


def only(helpdesk: Helpdesk, desk: Desk) -> Message:
    (made,) = all_tickets(helpdesk, desk)
    (message,) = said(helpdesk, made.id)
    return message


# --- what is lost -------------------------------------------------------------------------------


def test_a_lost_mail_becomes_a_ticket_and_its_sender_hears_of_it(
    helpdesk: Helpdesk, desk: Desk, lies: Lies, settle: Settle
) -> None:
    lies(mail())

    assert tidy(helpdesk).recovered == 1
    settle()

    message = only(helpdesk, desk)
    assert (message.text, message.receipt_id) == ("It is on fire.", "m1")
    assert taken_in(helpdesk).outcome == "tickets"
    assert len(sent_to("ada@byron.example")) == 1
    assert helpdesk.mail.raw("m1") == mail()


def test_a_mail_that_is_on_its_way_is_left_alone(
    helpdesk: Helpdesk, desk: Desk, lies: Lies
) -> None:
    lies(mail(), since=LOST - timedelta(seconds=30))

    assert tidy(helpdesk).recovered == 0
    assert helpdesk.receipts.of_mail("m1") == []
    assert keys(helpdesk) == ["inbound/m1"]


def test_found_once_it_is_not_found_again(helpdesk: Helpdesk, desk: Desk, lies: Lies) -> None:
    lies(mail())

    assert [tidy(helpdesk).recovered for _ in range(3)] == [1, 0, 0]
    assert len(all_tickets(helpdesk, desk)) == 1
    assert keys(helpdesk) == [f"{KEPT}m1"]


def test_told_of_it_after_all_we_do_nothing_more(
    helpdesk: Helpdesk, desk: Desk, lies: Lies
) -> None:
    """An invocation may come very late."""
    lies(mail())
    tidy(helpdesk)
    late = Delivery(
        id="m1",
        recipients=("support@desk.example",),
        received_at=helpdesk.now(),
        dmarc="PASS",
    )

    assert receive(helpdesk, late) == [taken_in(helpdesk)]
    assert only(helpdesk, desk).trust == "none"


def test_what_ses_writes_to_try_the_bucket_is_no_mail(helpdesk: Helpdesk, lies: Lies) -> None:
    lies(b"An example mail of SES", NO_MAIL)
    lies(b"", "")

    assert tidy(helpdesk).recovered == 0
    assert helpdesk.receipts.of_mail(NO_MAIL) == []


def test_many_lost_mails_come_in_a_few_turns(helpdesk: Helpdesk, desk: Desk, lies: Lies) -> None:
    for place in range(MOST_AT_ONCE + 3):
        lies(mail(to="nobody@desk.example"), f"m{place:04}")

    assert [tidy(helpdesk).recovered for _ in range(3)] == [MOST_AT_ONCE, 3, 0]


# --- what is only put away ----------------------------------------------------------------------


def test_a_mail_with_its_receipt_is_only_put_away(
    helpdesk: Helpdesk, desk: Desk, arrives: Arrives, lies: Lies
) -> None:
    receipts = arrives(mail(), id="m1")
    lies(mail())  # as if it had never been put away

    tidy(helpdesk)

    assert helpdesk.receipts.of_mail("m1") == receipts
    assert only(helpdesk, desk).trust == "dmarc"
    assert keys(helpdesk) == [f"{KEPT}m1"]


@pytest.mark.parametrize(
    ("raw", "verdicts"),
    [
        (mail(), {"spam": "FAIL"}),
        (mail(to="nobody@desk.example"), {"to": "nobody@desk.example"}),
        (b"", {}),
    ],
)
def test_what_waits_in_quarantine_stays_there(
    helpdesk: Helpdesk,
    desk: Desk,
    arrives: Arrives,
    lies: Lies,
    raw: bytes,
    verdicts: dict[str, str],
) -> None:
    """Also where the header, other than the receipt, says nothing of spam."""
    receipts = arrives(raw, id="m1", **verdicts)
    lies(raw)

    tidy(helpdesk)

    assert helpdesk.receipts.of_mail("m1") == receipts
    assert all_tickets(helpdesk, desk) == []


def test_a_putting_away_that_stopped_half_way_is_ended(
    helpdesk: Helpdesk, desk: Desk, arrives: Arrives, lies: Lies
) -> None:
    arrives(mail(), id="m1")
    lies(mail())
    assert keys(helpdesk) == ["inbound/m1", f"{KEPT}m1"], "copied and not removed"
    assert helpdesk.mail.raw("m1") == mail()

    tidy(helpdesk)

    assert keys(helpdesk) == [f"{KEPT}m1"]
    assert helpdesk.mail.raw("m1") == mail()


def test_to_put_away_twice_is_to_put_away_once(helpdesk: Helpdesk, lies: Lies) -> None:
    lies(mail())
    for _ in range(3):
        helpdesk.mail.put_away("m1")
        assert helpdesk.mail.raw("m1") == mail()

    assert keys(helpdesk) == [f"{KEPT}m1"]


def test_a_mail_that_came_to_one_of_its_two_desks_only_comes_to_the_other(
    helpdesk: Helpdesk, desk: Desk, sales: Desk, arrives: Arrives, lies: Lies
) -> None:
    """Whoever took it in died between the two."""
    raw = mail(to="support@desk.example, sales@desk.example")
    (first,) = arrives(raw, id="m1", to="support@desk.example")
    lies(raw)

    tidy(helpdesk)

    assert first in helpdesk.receipts.of_mail("m1")
    assert only(helpdesk, sales).text == "It is on fire."
    assert only(helpdesk, desk).trust == "dmarc"


# --- what it is believed ------------------------------------------------------------------------

VOUCHED = {
    "Authentication_Results": "amazonses.com; spf=pass; dkim=pass; dmarc=pass",
    "X_SES_DMARC_Verdict": "PASS",
    "X_SES_Spam_Verdict": "PASS",
    "X_SES_Virus_Verdict": "PASS",
    "Received_SPF": "pass",
}


def test_nobody_vouches_for_the_sender_of_a_lost_mail(
    helpdesk: Helpdesk, desk: Desk, lies: Lies
) -> None:
    lies(mail(**VOUCHED))

    tidy(helpdesk)

    assert only(helpdesk, desk).trust == "none"
    (made,) = all_tickets(helpdesk, desk)
    assert made.requester.proven == "none"


def test_a_lost_mail_of_an_operator_is_a_customers_message(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, mailed_ticket: Ticket, lies: Lies
) -> None:
    to = reply_address("support@desk.example", mailed_ticket, helpdesk.keyring, operator_id=olga.id)
    answer = {"message_id": "<2@x>", "In_Reply_To": "<1@byron.example>"}
    lies(mail("Water?", sender=olga.email, to=to, **answer, **VOUCHED), "m2")

    tidy(helpdesk)

    written = said(helpdesk, mailed_ticket.id)[-1]
    assert (written.is_from_customer, written.trust) == (True, "none")
    assert "operator_address" in written.flags


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"X_SES_Spam_Verdict": "FAIL"}, "spam"),
        ({"X_SES_Virus_Verdict": "FAIL"}, "virus"),
        ({"X_SES_Spam_Verdict": " fail "}, "spam"),
        ({"X_SES_Spam_Verdict": "FAIL", "X_SES_Virus_Verdict": "FAIL"}, "virus"),
    ],
)
def test_that_a_lost_mail_is_spam_or_worse_is_believed(
    helpdesk: Helpdesk, desk: Desk, lies: Lies, headers: dict[str, str], reason: str
) -> None:
    lies(mail(**headers))

    tidy(helpdesk)

    assert (taken_in(helpdesk).state, taken_in(helpdesk).reason) == ("quarantined", reason)


def test_a_second_verdict_of_the_senders_own_does_not_outweigh_the_first(
    helpdesk: Helpdesk, desk: Desk, lies: Lies
) -> None:
    lies(b"X-SES-Spam-Verdict: FAIL\r\nX-SES-Spam-Verdict: PASS\r\n" + mail())

    tidy(helpdesk)

    assert taken_in(helpdesk).reason == "spam"


# --- for whom -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"to": "support@desk.example"},
        {"to": "Support <SUPPORT@Desk.example>"},
        {"to": "bob@b.example", "Cc": "bob@c.example, help@desk.example"},
        {"to": "bob@b.example", "Received": SES.format(to="support@desk.example")},
        {"to": "undisclosed-recipients:;", "Received": SES.format(to="<Help@Desk.example>")},
    ],
)
def test_whom_a_lost_mail_is_for_stands_in_its_header(
    helpdesk: Helpdesk, desk: Desk, sales: Desk, lies: Lies, headers: dict[str, str]
) -> None:
    lies(mail(**headers))

    tidy(helpdesk)

    assert taken_in(helpdesk).desk_id == desk.id
    assert only(helpdesk, desk).text == "It is on fire."
    assert all_tickets(helpdesk, sales) == []


def test_a_lost_answer_comes_to_its_ticket_by_the_address_it_was_received_for(
    helpdesk: Helpdesk, mailed_ticket: Ticket, lies: Lies
) -> None:
    to = reply_address("support@desk.example", mailed_ticket, helpdesk.keyring)
    answer = mail("More.", to="x@y.example", subject="x", message_id="<2@x>")
    lies(f"Received: {SES.format(to=to)}\r\n".encode() + answer, "m2")

    tidy(helpdesk)

    assert texts(helpdesk, mailed_ticket.id) == ["It is on fire.", "More."]


def test_a_lost_mail_for_no_address_that_we_know_waits_for_an_admin(
    helpdesk: Helpdesk, desk: Desk, lies: Lies
) -> None:
    lies(mail(to="bob@b.example"))

    tidy(helpdesk)

    assert (taken_in(helpdesk).desk_id, taken_in(helpdesk).reason) == ("", "unknown_address")
    assert keys(helpdesk) == [f"{KEPT}m1"]


def test_a_lost_mail_to_thousands_is_not_looked_up_a_thousand_times(
    helpdesk: Helpdesk, desk: Desk, lies: Lies
) -> None:
    to = ",\r\n ".join(f"a{place}@b.example" for place in range(1_500))
    lies(f"Cc: {to}, support@desk.example\r\n".encode() + mail(to="bob@b.example"))
    asked: list[Any] = []
    helpdesk.table.client.meta.events.register(
        "before-call.dynamodb.Query", lambda **_: asked.append(1)
    )

    tidy(helpdesk)

    assert taken_in(helpdesk).desk_id == desk.id
    assert len(asked) < 20


# --- in any state -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff" * 1_000,
        b"From: " * 10_000,
        b"Received: " + b"with SMTP id x for " * 5_000,
        b"X-SES-Spam-Verdict: FAIL\r\n" * 2_000,
        b"\r\n".join(b"--b" for _ in range(5_000)),
        mail() + b"\r\n" + b"x" * MOST_BYTES,
    ],
    ids=["empty", "bytes", "from", "received", "verdicts", "boundaries", "large"],
)
def test_a_lost_mail_in_any_state_gets_a_receipt_and_holds_up_none_after_it(
    helpdesk: Helpdesk, desk: Desk, lies: Lies, raw: bytes
) -> None:
    lies(raw, "m1")
    lies(mail(), "m2")

    assert tidy(helpdesk).recovered == 2

    assert taken_in(helpdesk, "m1").state == "quarantined"
    assert taken_in(helpdesk, "m2").state == "processed"


def test_a_mail_that_can_not_be_got_at_holds_up_nothing_and_is_told(
    helpdesk: Helpdesk, desk: Desk, lies: Lies
) -> None:
    lies(mail(), "m2")
    lies(mail(), "m1")
    stored(helpdesk, "m1")._storage_class = "GLACIER"

    for _ in range(2):
        with pytest.raises(ExceptionGroup) as told:
            tidy(helpdesk)
        assert "InvalidObjectState" in str(told.value.exceptions)

    assert taken_in(helpdesk, "m2").state == "processed"
    assert helpdesk.receipts.of_mail("m1") == []
