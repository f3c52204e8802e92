"""Mail that became nothing: kept, shown, tried again, taken in by hand, discarded."""

from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from deskhand.actions import quarantine
from deskhand.actions.mailed import MOST_FILES
from deskhand.domain.desk import Desk
from deskhand.domain.errors import Conflict, Invalid, NotFound
from deskhand.domain.inbound import Receipt
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Status, Ticket
from deskhand.mail.gateway import MOST_BYTES
from deskhand.wiring import Helpdesk
from tests.actions.mails import all_tickets, change_desk, said, sent_mails, sent_to, texts
from tests.conftest import Arrives, mail
from tests.meanwhile import meanwhile

Settle = Callable[[], None]
JOINS = {"message_id": "<2@x>", "In_Reply_To": "<1@byron.example>"}


def listed(
    helpdesk: Helpdesk, operator: Operator, *desks: str, state: Any = "quarantined"
) -> list[str]:
    """Ids of the mails that wait."""
    found = quarantine.page(helpdesk, operator, desks, state, position=None, limit=50)
    assert found.position is None
    return [receipt.id for receipt in found.receipts]


def counts(helpdesk: Helpdesk, operator: Operator, desk_id: str) -> dict[str, int]:
    """What is not nothing."""
    found = quarantine.counts(helpdesk, operator)[desk_id]
    return {k.removeprefix("mail_"): n for k, n in found.items() if k[:5] == "mail_" and n}


@pytest.fixture
def spam(arrives: Arrives) -> Receipt:
    (receipt,) = arrives(mail(), id="m1", spam="FAIL")
    assert receipt.reason == "spam"
    return receipt


# --- kept and shown -----------------------------------------------------------------------------


def test_a_mail_in_quarantine_can_be_read_whole_with_its_header(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, arrives: Arrives
) -> None:
    raw = mail("Buy!", sender="Eve <eve@e.example>", subject="=?utf-8?q?Gr=C3=BC=C3=9Fe?=")
    arrives(raw, id="m1", spam="FAIL")

    (receipt,) = quarantine.page(helpdesk, olga, (), "quarantined", position=None, limit=1).receipts
    shown = quarantine.show(helpdesk, olga, "m1", desk.id)

    assert (receipt.sender, receipt.sender_name) == ("eve@e.example", "Eve")
    assert receipt.subject == "Grüße"
    assert shown.receipt == receipt
    assert shown.mail.text == "Buy!"
    assert ("From", "Eve <eve@e.example>") in shown.headers
    assert shown.whole
    assert "kept/m1" in shown.url
    assert helpdesk.mail.raw("m1") == raw


def test_what_it_shows_loads_nothing_and_runs_nothing(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, arrives: Arrives
) -> None:
    raw = mail("<p>Hi</p><script>steal()</script><img src='https://track.example/1.gif'>")
    arrives(raw.replace(b"text/plain", b"text/html"), id="m1", spam="FAIL")

    html = quarantine.show(helpdesk, olga, "m1", desk.id).html
    assert "Hi" in html
    assert "script" not in html


def test_quarantine_is_listed_newest_first_page_by_page(
    helpdesk: Helpdesk, desk: Desk, sales: Desk, olga: Operator, arrives: Arrives
) -> None:
    for place in range(7):
        to = "sales@desk.example" if place % 3 else "support@desk.example"
        arrives(mail(message_id=f"<{place}@x>"), id=f"m{place}", to=to, spam="FAIL")

    found, position = [], None
    for _ in range(4):
        page = quarantine.page(helpdesk, olga, (), "quarantined", position=position, limit=2)
        found += [receipt.id for receipt in page.receipts]
        position = page.position
    assert found == [f"m{place}" for place in (6, 5, 4, 3, 2, 1, 0)]
    assert position is None
    assert listed(helpdesk, olga, sales.id) == ["m5", "m4", "m2", "m1"]


def test_the_quarantine_of_a_desk_is_for_its_operators(
    helpdesk: Helpdesk, desk: Desk, spam: Receipt, stranger: Operator
) -> None:
    assert listed(helpdesk, stranger) == []
    with pytest.raises(NotFound):
        listed(helpdesk, stranger, desk.id)
    assert desk.id not in quarantine.counts(helpdesk, stranger)
    for action in (quarantine.show, quarantine.retry, quarantine.discard):
        with pytest.raises(NotFound):
            action(helpdesk, stranger, "m1", desk.id)
    with pytest.raises(NotFound):
        quarantine.accept(helpdesk, stranger, "m1", desk.id, at_desk=None)


def test_mail_of_no_desk_is_for_admins_only(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, admin: Operator, arrives: Arrives
) -> None:
    arrives(mail(), id="m1", to="nobody@desk.example")

    assert listed(helpdesk, admin) == listed(helpdesk, admin, "") == ["m1"]
    assert listed(helpdesk, olga) == []
    with pytest.raises(NotFound):
        listed(helpdesk, olga, "")
    assert "" not in quarantine.counts(helpdesk, olga)
    for action in (quarantine.show, quarantine.retry, quarantine.discard):
        with pytest.raises(NotFound):
            action(helpdesk, olga, "m1", "")
    with pytest.raises(NotFound):
        quarantine.accept(helpdesk, olga, "m1", "", at_desk=desk.id)


def test_what_was_never_received_is_not_found(
    helpdesk: Helpdesk, desk: Desk, admin: Operator
) -> None:
    for desk_id in (desk.id, "", "gone"):
        with pytest.raises(NotFound):
            quarantine.show(helpdesk, admin, "m1", desk_id)


def test_a_mail_that_was_taken_in_can_not_be_dealt_with_again(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, arrives: Arrives
) -> None:
    arrives(mail(), id="m1")

    for action in (quarantine.retry, quarantine.discard):
        with pytest.raises(Invalid):
            action(helpdesk, olga, "m1", desk.id)
    with pytest.raises(Invalid):
        quarantine.accept(helpdesk, olga, "m1", desk.id, at_desk=None)


# --- taken in by hand ---------------------------------------------------------------------------


def test_spam_that_was_none_becomes_a_ticket_and_nobody_is_thanked_for_it(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, spam: Receipt, settle: Settle
) -> None:
    (receipt,) = quarantine.accept(helpdesk, olga, "m1", desk.id, at_desk=None)
    settle()

    (made,) = all_tickets(helpdesk, desk)
    assert (receipt.outcome, receipt.ticket_id) == ("tickets", made.id)
    assert made.requester.email == "ada@byron.example"
    assert texts(helpdesk, made.id) == ["It is on fire."]
    assert sent_to("ada@byron.example") == []
    assert listed(helpdesk, olga) == []
    assert counts(helpdesk, olga, desk.id) == {"received": 1, "tickets": 1}


def test_it_joins_the_ticket_that_it_answers(
    helpdesk: Helpdesk,
    desk: Desk,
    closed_ticket: Ticket,
    olga: Operator,
    arrives: Arrives,
) -> None:
    (held,) = arrives(mail("Still burning.", **JOINS), id="m2", spam="FAIL")
    assert helpdesk.tickets.get(closed_ticket.id).status is Status.CLOSED

    (receipt,) = quarantine.accept(helpdesk, olga, held.id, desk.id, at_desk=None)

    assert (receipt.outcome, receipt.ticket_id) == ("messages", closed_ticket.id)
    assert texts(helpdesk, closed_ticket.id)[-1] == "Still burning."
    assert helpdesk.tickets.get(closed_ticket.id).status is Status.NEW


def test_to_take_it_in_twice_is_refused(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, spam: Receipt
) -> None:
    quarantine.accept(helpdesk, olga, "m1", desk.id, at_desk=desk.id)

    with pytest.raises(Invalid):
        quarantine.accept(helpdesk, olga, "m1", desk.id, at_desk=None)
    assert len(all_tickets(helpdesk, desk)) == 1


@pytest.mark.parametrize("message_id", ["<1@byron.example>", ""])
def test_two_operators_at_the_same_moment_make_one_ticket(
    helpdesk: Helpdesk,
    desk: Desk,
    olga: Operator,
    arrives: Arrives,
    elsewhere: Helpdesk,
    message_id: str,
) -> None:
    raw = mail(message_id="<1@byron.example>").replace(b"<1@byron.example>", message_id.encode())
    arrives(raw, id="m1", spam="FAIL")
    meanwhile(helpdesk, lambda: quarantine.accept(elsewhere, olga, "m1", desk.id, at_desk=None))

    with pytest.raises(Conflict):
        quarantine.accept(helpdesk, olga, "m1", desk.id, at_desk=None)

    (made,) = all_tickets(helpdesk, desk)
    assert texts(helpdesk, made.id) == ["It is on fire."]
    receipt = helpdesk.receipts.get("m1", desk.id)
    assert receipt and receipt.ticket_id == made.id


def test_what_one_operator_discards_while_another_takes_it_in_is_one_or_the_other(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, spam: Receipt, elsewhere: Helpdesk
) -> None:
    meanwhile(helpdesk, lambda: quarantine.discard(elsewhere, olga, "m1", desk.id))

    with pytest.raises(Conflict):
        quarantine.accept(helpdesk, olga, "m1", desk.id, at_desk=None)

    assert all_tickets(helpdesk, desk) == []
    assert listed(helpdesk, olga, state="discarded") == ["m1"]


def test_the_same_spam_twice_is_one_message_when_both_are_taken_in(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, spam: Receipt, arrives: Arrives, settle: Settle
) -> None:
    arrives(mail(), id="m2", spam="FAIL")

    for id in ("m1", "m2"):
        (receipt,) = quarantine.accept(helpdesk, olga, id, desk.id, at_desk=None)
    settle()

    assert receipt.state == "duplicate"
    assert len(all_tickets(helpdesk, desk)) == 1
    assert counts(helpdesk, olga, desk.id) == {"received": 2, "tickets": 1, "duplicates": 1}


def test_a_mail_with_a_virus_comes_in_without_its_files(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, arrives: Arrives
) -> None:
    raw = (
        b"From: ada@byron.example\r\nSubject: Invoice\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n\r\nSee the invoice.\r\n'
        b'--b\r\nContent-Type: application/pdf; name="invoice.pdf"\r\n\r\n%PDF\r\n--b--\r\n'
    )
    (held,) = arrives(raw, id="m1", virus="FAIL", spam="FAIL")
    (receipt,) = quarantine.accept(helpdesk, olga, "m1", desk.id, at_desk=None)

    assert held.reason == "virus"
    (message,) = said(helpdesk, receipt.ticket_id)
    assert (message.text, message.attachments) == ("See the invoice.", ())
    assert message.flags == ("files_left_out",)
    stored = helpdesk.s3.list_objects_v2(Bucket=helpdesk.settings.files_bucket)
    assert stored["KeyCount"] == 0
    assert helpdesk.mail.raw("m1") == raw, "the original is kept as it came"


def test_taken_in_it_is_believed_no_more_than_before(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, arrives: Arrives
) -> None:
    arrives(mail(sender="olga@desk.example"), id="m1", spam="FAIL", dmarc="FAIL")
    (receipt,) = quarantine.accept(helpdesk, olga, "m1", desk.id, at_desk=None)

    (message,) = said(helpdesk, receipt.ticket_id)
    assert (message.trust, message.flags) == ("none", ("operator_address",))


def test_a_mail_to_a_desk_stays_with_this_desk(
    helpdesk: Helpdesk, desk: Desk, sales: Desk, olga: Operator, spam: Receipt
) -> None:
    with pytest.raises(Invalid):
        quarantine.accept(helpdesk, olga, "m1", desk.id, at_desk=sales.id)
    assert all_tickets(helpdesk, sales) == []


# --- tried again --------------------------------------------------------------------------------


def test_what_is_spam_still_is_spam_when_it_is_tried_again(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, spam: Receipt, settle: Settle
) -> None:
    (receipt,) = quarantine.retry(helpdesk, olga, "m1", desk.id)
    settle()

    assert (receipt.state, receipt.reason, receipt.version) == ("quarantined", "spam", 2)
    assert listed(helpdesk, olga) == ["m1"]
    assert counts(helpdesk, olga, desk.id) == {"received": 1, "quarantined": 1}


def test_mail_to_an_address_that_a_desk_has_got_since_comes_in_as_if_it_came_now(
    helpdesk: Helpdesk,
    desk: Desk,
    olga: Operator,
    admin: Operator,
    arrives: Arrives,
    settle: Settle,
) -> None:
    arrives(mail(to="new@desk.example"), id="m1", to="new@desk.example")
    with pytest.raises(Invalid):
        quarantine.retry(helpdesk, admin, "m1", "")
    change_desk(helpdesk, desk, addresses=(*desk.addresses, "new@desk.example"))

    (receipt,) = quarantine.retry(helpdesk, admin, "m1", "")
    settle()

    assert (receipt.desk_id, receipt.outcome) == (desk.id, "tickets")
    assert len(sent_to("ada@byron.example")) == 1, "thanked as everybody is"
    assert helpdesk.receipts.get("m1", "") is None
    assert listed(helpdesk, admin) == []
    assert counts(helpdesk, admin, desk.id) == {"received": 1, "tickets": 1}
    assert counts(helpdesk, admin, "") == {}


def test_an_automatic_mail_comes_in_once_its_desk_takes_such(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, arrives: Arrives
) -> None:
    arrives(mail("Disk full.", Auto_Submitted="auto-generated"), id="m1")
    assert quarantine.retry(helpdesk, olga, "m1", desk.id)[0].reason == "automatic"

    change_desk(helpdesk, desk, automatic_tickets=True)
    (receipt,) = quarantine.retry(helpdesk, olga, "m1", desk.id)

    assert receipt.outcome == "tickets"


# --- of no desk ---------------------------------------------------------------------------------


@pytest.fixture
def unknown(arrives: Arrives) -> Receipt:
    (receipt,) = arrives(mail(to="nobody@desk.example"), id="m1", to="nobody@desk.example")
    assert receipt.reason == "unknown_address"
    return receipt


def test_an_admin_says_which_desk_a_mail_of_none_is_for(
    helpdesk: Helpdesk, desk: Desk, sales: Desk, admin: Operator, unknown: Receipt, settle: Settle
) -> None:
    settle()
    assert counts(helpdesk, admin, "") == {"received": 1, "quarantined": 1}
    with pytest.raises(Invalid):
        quarantine.accept(helpdesk, admin, "m1", "", at_desk=None)
    with pytest.raises(NotFound):
        quarantine.accept(helpdesk, admin, "m1", "", at_desk="gone")

    (receipt,) = quarantine.accept(helpdesk, admin, "m1", "", at_desk=sales.id)
    settle()

    assert receipt.desk_id == sales.id
    (made,) = all_tickets(helpdesk, sales)
    assert texts(helpdesk, made.id) == ["It is on fire."]
    assert helpdesk.receipts.of_mail("m1") == [receipt]
    assert counts(helpdesk, admin, sales.id) == {"received": 1, "tickets": 1}
    assert counts(helpdesk, admin, "") == {}


def test_two_admins_at_the_same_moment_make_one_ticket_of_it(
    helpdesk: Helpdesk, desk: Desk, admin: Operator, unknown: Receipt, elsewhere: Helpdesk
) -> None:
    meanwhile(helpdesk, lambda: quarantine.accept(elsewhere, admin, "m1", "", at_desk=desk.id))

    (receipt,) = quarantine.accept(helpdesk, admin, "m1", "", at_desk=desk.id)

    (made,) = all_tickets(helpdesk, desk)
    assert receipt.ticket_id == made.id
    assert helpdesk.receipts.of_mail("m1") == [receipt]


def test_it_may_be_discarded_too(
    helpdesk: Helpdesk, desk: Desk, admin: Operator, unknown: Receipt, settle: Settle
) -> None:
    quarantine.discard(helpdesk, admin, "m1", "")
    settle()

    assert counts(helpdesk, admin, "") == {"received": 1, "discarded": 1}
    assert listed(helpdesk, admin, state="discarded") == ["m1"]
    quarantine.accept(helpdesk, admin, "m1", "", at_desk=desk.id)
    settle()
    assert counts(helpdesk, admin, "") == {}
    assert counts(helpdesk, admin, desk.id) == {"received": 1, "tickets": 1}


def test_told_again_once_a_desk_has_its_address_it_comes_in(
    helpdesk: Helpdesk,
    desk: Desk,
    admin: Operator,
    unknown: Receipt,
    arrives: Arrives,
    settle: Settle,
) -> None:
    change_desk(helpdesk, desk, addresses=(*desk.addresses, "nobody@desk.example"))

    (receipt,) = arrives(mail(to="nobody@desk.example"), id="m1", to="nobody@desk.example")
    settle()

    assert (receipt.desk_id, receipt.outcome) == (desk.id, "tickets")
    assert listed(helpdesk, admin) == []
    assert counts(helpdesk, admin, "") == {}


# --- discarded ----------------------------------------------------------------------------------


def test_what_is_discarded_says_by_whom_and_can_be_taken_in_later(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, spam: Receipt, settle: Settle
) -> None:
    discarded = quarantine.discard(helpdesk, olga, "m1", desk.id)
    assert quarantine.discard(helpdesk, olga, "m1", desk.id) == discarded, "twice is once"
    settle()

    assert (discarded.handled_by, discarded.reason) == ("Olga", "spam")
    assert listed(helpdesk, olga) == []
    assert listed(helpdesk, olga, state="discarded") == ["m1"]
    assert counts(helpdesk, olga, desk.id) == {"received": 1, "discarded": 1}

    (receipt,) = quarantine.accept(helpdesk, olga, "m1", desk.id, at_desk=None)
    settle()
    assert texts(helpdesk, receipt.ticket_id) == ["It is on fire."]
    assert counts(helpdesk, olga, desk.id) == {"received": 1, "tickets": 1}


def test_the_same_delivery_again_does_not_bring_back_what_was_discarded(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, spam: Receipt, arrives: Arrives
) -> None:
    discarded = quarantine.discard(helpdesk, olga, "m1", desk.id)

    assert arrives(mail(), id="m1", spam="FAIL") == [discarded]


# --- why ----------------------------------------------------------------------------------------


def test_automatic_mail_that_belongs_to_nothing_waits_unless_the_desk_takes_such(
    helpdesk: Helpdesk, desk: Desk, arrives: Arrives, settle: Settle
) -> None:
    machine = mail("Disk full.", sender="cron@host.example", Auto_Submitted="auto-generated")
    (held,) = arrives(machine)
    assert (held.state, held.reason) == ("quarantined", "automatic")

    change_desk(helpdesk, desk, automatic_tickets=True)
    (receipt,) = arrives(machine.replace(b"Disk full", b"Still full"))
    settle()

    assert receipt.outcome == "tickets"
    assert said(helpdesk, receipt.ticket_id)[0].automatic
    assert list(sent_mails()) == [], "neither machine nor team is written to"


def test_a_bounce_without_a_sender_waits_as_automatic(desk: Desk, arrives: Arrives) -> None:
    raw = (
        b"From: <>\r\nReturn-Path: <>\r\nSubject: Undelivered Mail Returned to Sender\r\n\r\n"
        b"<ada@byron.example>: host mx said: 550 5.1.1 user unknown\r\n"
    )

    (receipt,) = arrives(raw)

    assert (receipt.state, receipt.reason) == ("quarantined", "automatic")


def test_automatic_mail_on_a_ticket_closed_long_ago_stays_on_it(
    helpdesk: Helpdesk, desk: Desk, closed_ticket: Ticket, arrives: Arrives, clock: Any
) -> None:
    clock.pass_by(days=desk.reopen_days + 100)

    (receipt,) = arrives(mail("I am away.", Auto_Submitted="auto-replied", **JOINS))

    assert receipt.ticket_id == closed_ticket.id
    assert helpdesk.tickets.get(closed_ticket.id).status is Status.CLOSED
    assert len(all_tickets(helpdesk, desk)) == 1


@pytest.mark.parametrize("verdicts", [{}, {"spam": "FAIL"}, {"virus": "FAIL"}])
def test_a_mail_too_large_to_read_waits_and_comes_in_with_its_beginning(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, arrives: Arrives, verdicts: dict[str, str]
) -> None:
    raw = mail("Look at this:") + b"\r\n" + b"x" * MOST_BYTES

    (held,) = arrives(raw, id="m1", **verdicts)
    shown = quarantine.show(helpdesk, olga, "m1", desk.id)
    (receipt,) = quarantine.accept(helpdesk, olga, "m1", desk.id, at_desk=None)

    assert held.reason == next(iter(verdicts), "too_large")
    assert (held.sender, held.subject) == ("ada@byron.example", "Printer on fire")
    assert not shown.whole
    assert "Look at this:" in texts(helpdesk, receipt.ticket_id)[0]


def test_a_mail_as_large_as_ses_takes_is_read(desk: Desk, arrives: Arrives) -> None:
    raw = mail("Look at this:")
    raw += b"\n" * (MOST_BYTES - len(raw))

    assert arrives(raw)[0].state == "processed"


@pytest.mark.parametrize(
    "raw",
    [b"", b"\r\n\r\n", b"\x00" * 100, b"X-Nothing: at all\r\n\r\n", b"Date: today\r\n\r\n  "],
)
def test_a_mail_with_nothing_in_it_is_unreadable(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, arrives: Arrives, raw: bytes
) -> None:
    (held,) = arrives(raw, id="m1")

    assert (held.state, held.reason) == ("quarantined", "unreadable")
    assert not quarantine.show(helpdesk, olga, "m1", desk.id).mail.text.strip("\x00 ")


def test_of_a_thousand_files_come_in_as_many_as_a_message_can_hold(
    helpdesk: Helpdesk, desk: Desk, arrives: Arrives
) -> None:
    file = b'--b\r\nContent-Disposition: attachment; filename="%s"\r\n\r\n\r\n'
    raw = (
        b"From: ada@byron.example\r\nSubject: Files\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
    ) + file % ("\U0001f4a9".encode() * 150) * 1_000

    (receipt,) = arrives(raw, id="m1")

    (message,) = said(helpdesk, receipt.ticket_id)
    assert len(message.attachments) == MOST_FILES
    assert message.flags == ("files_left_out",)
    assert helpdesk.mail.raw("m1") == raw, "the others are in the original"


LONG = b"x" * 500_000


@pytest.mark.parametrize(
    "fields",
    [
        b"Content-ID: <%s@x>",
        b"Content-Type: image/%s",
        b"Content-Type: image/png; name=%s.png",
        b"Content-Location: https://x.example/%s",
        b"Content-Description: %s",
    ],
)
def test_however_long_the_header_of_a_file_is_its_mail_has_a_receipt(
    helpdesk: Helpdesk, desk: Desk, arrives: Arrives, fields: bytes
) -> None:
    raw = (
        b"From: ada@byron.example\r\nSubject: File\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Disposition: attachment\r\n" + fields % LONG + b"\r\n\r\nx\r\n--b--\r\n"
    )

    (receipt,) = arrives(raw, id="m1")

    assert receipt.state == "processed" or receipt.reason == "unreadable"
    assert helpdesk.mail.raw("m1") == raw


@pytest.mark.parametrize(
    "fields",
    [
        b"Message-ID: <%s@x>",
        b"In-Reply-To: <%s@x>",
        b"Reply-To: %s <a@b.example>",
        b"Reply-To: %s@b.example",
        b"From: %s <a@b.example>",
        b"From: %s@b.example",
        b"Subject: %s",
        b"To: %s@b.example",
        b"Auto-Submitted: %s",
    ],
)
def test_however_long_its_own_header_is_a_mail_has_a_receipt(
    helpdesk: Helpdesk, desk: Desk, arrives: Arrives, fields: bytes
) -> None:
    raw = fields % LONG + b"\r\n" + mail()

    (receipt,) = arrives(raw, id="m1")

    assert receipt.state in ("processed", "quarantined")
    assert receipt.reason != "unreadable"
    assert helpdesk.mail.raw("m1") == raw


def refuse_transactions(helpdesk: Helpdesk, code: str) -> None:
    """As DynamoDB does, other than its fake:
    docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html."""
    error = {"Code": "TransactionCanceledException", "Message": f"[None, {code}]"}
    answer = {"Error": error, "CancellationReasons": [{"Code": "None"}, {"Code": code}]}
    helpdesk.table.client.meta.events.register(
        "before-call.dynamodb.TransactWriteItems",
        lambda **_: (SimpleNamespace(status_code=400), answer),
    )


def test_a_mail_that_we_fail_at_is_kept_as_unreadable(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, arrives: Arrives
) -> None:
    refuse_transactions(helpdesk, "ValidationError")

    (held,) = arrives(mail(), id="m1")

    assert (held.state, held.reason) == ("quarantined", "unreadable")
    assert (held.detail, held.sender) == ("TransactionCanceledException", "ada@byron.example")
    assert listed(helpdesk, olga) == ["m1"]
    assert helpdesk.mail.raw("m1") == mail()
    (again,) = quarantine.retry(helpdesk, olga, "m1", desk.id)
    assert (again.reason, again.version) == ("unreadable", 2)
    (by_hand,) = quarantine.accept(helpdesk, olga, "m1", desk.id, at_desk=None)
    assert (by_hand.state, by_hand.version) == ("quarantined", 3), "it fails at him just as well"


def test_once_we_are_mended_it_comes_in(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, arrives: Arrives, elsewhere: Helpdesk
) -> None:
    refuse_transactions(helpdesk, "ValidationError")
    arrives(mail(), id="m1")

    (receipt,) = quarantine.retry(elsewhere, olga, "m1", desk.id)

    assert receipt.outcome == "tickets"


@pytest.mark.parametrize("code", ["ThrottlingError", "ProvisionedThroughputExceeded"])
def test_what_the_table_can_not_take_now_fails_so_that_it_comes_again(
    helpdesk: Helpdesk, desk: Desk, arrives: Arrives, code: str
) -> None:
    refuse_transactions(helpdesk, code)

    with pytest.raises(ClientError):
        arrives(mail(), id="m1")

    assert helpdesk.receipts.of_mail("m1") == []
    assert list(helpdesk.mail.left_since(datetime.max.replace(tzinfo=UTC))) == ["m1"]


def test_our_own_mail_that_comes_back_is_a_loop(
    helpdesk: Helpdesk,
    desk: Desk,
    replied_ticket: Ticket,
    olga: Operator,
    arrives: Arrives,
    settle: Settle,
) -> None:
    settle()
    ours = sent_to("ada@byron.example")
    receipts = [arrives(each.as_bytes(), id=f"m{place}")[0] for place, each in enumerate(ours)]
    settle()

    assert {receipt.reason for receipt in receipts} == {"loop"}
    assert len(said(helpdesk, replied_ticket.id)) == 2
    assert len(sent_to("ada@byron.example")) == len(ours)

    (taken,) = quarantine.accept(helpdesk, olga, "m1", desk.id, at_desk=None)
    assert taken.state == "processed", "an operator may think otherwise"


def test_who_took_a_mail_in_and_when_stands_in_its_receipt(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, spam: Receipt
) -> None:
    (taken,) = quarantine.accept(helpdesk, olga, spam.id, desk.id, at_desk=None)

    kept = helpdesk.receipts.get(spam.id, desk.id)
    assert kept == taken
    assert kept.handled_by == "Olga"
    assert kept.handled_at and kept.handled_at > spam.received_at
