"""A bounce that comes as mail: what it says of the message that came back, and of the address."""

from collections.abc import Callable
from email.message import EmailMessage

import pytest

from deskhand.actions import tickets, viewing
from deskhand.actions.bodies import Body
from deskhand.domain.desk import Desk
from deskhand.domain.message import Message
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Status, Ticket
from deskhand.wiring import Helpdesk
from tests.actions.mails import said, sent_to
from tests.conftest import Arrives, mail

pytestmark = pytest.mark.slow

Settle = Callable[[], None]
ADA, BOB = "ada@byron.example", "bob@b.example"


def bounce(
    sent: EmailMessage,
    recipient: str = ADA,
    *,
    status: str = "5.1.1",
    action: str = "failed",
    says: str = "550 No such user",
    to: str = "support@desk.example",
) -> bytes:
    """RFC 3464, section 6."""
    return (
        f"From: Mail Delivery System <MAILER-DAEMON@mx.example>\r\nTo: {to}\r\n"
        "Return-Path: <>\r\nAuto-Submitted: auto-replied\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nYour mail could not be delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: {action}\r\nStatus: {status}\r\n"
        f"Diagnostic-Code: smtp; {says}\r\n\r\n"
        "--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        f"From: support@desk.example\r\nTo: {recipient}\r\nMessage-ID: {sent['Message-ID']}\r\n"
        "Subject: Re: x\r\n\r\n--b--\r\n"
    ).encode()


@pytest.fixture
def answer(replied_ticket: Ticket, settle: Settle) -> EmailMessage:
    """As SES sent it to the customer."""
    settle()
    return sent_to(ADA)[-1]


def answers(helpdesk: Helpdesk, ticket: Ticket) -> list[Message]:
    return [message for message in said(helpdesk, ticket.id) if message.is_an_answer]


def test_a_permanent_bounce_marks_the_answer_and_ends_mail_to_the_address(
    helpdesk: Helpdesk,
    replied_ticket: Ticket,
    olga: Operator,
    answer: EmailMessage,
    arrives: Arrives,
    settle: Settle,
) -> None:
    (receipt,) = arrives(bounce(answer))

    (marked,) = answers(helpdesk, replied_ticket)
    assert (marked.delivery, marked.delivery_detail) == ("bounced", "5.1.1 550 No such user")
    suppressed = helpdesk.suppressions.get(ADA)
    assert suppressed
    assert (suppressed.reason, suppressed.ticket_id) == ("bounced", replied_ticket.id)
    assert receipt.ticket_id == replied_ticket.id, "the bounce itself stands on the ticket"
    assert said(helpdesk, replied_ticket.id)[-1].automatic

    before = len(sent_to(ADA))
    tickets.reply(helpdesk, olga, replied_ticket.id, Body(text="Hello?"))
    settle()
    assert len(sent_to(ADA)) == before
    assert answers(helpdesk, replied_ticket)[-1].delivery == "bounced"


def test_a_suppressed_address_is_shown_on_its_ticket(
    helpdesk: Helpdesk,
    replied_ticket: Ticket,
    olga: Operator,
    answer: EmailMessage,
    arrives: Arrives,
) -> None:
    assert viewing.view(helpdesk, olga, replied_ticket.id).suppressed == []

    arrives(bounce(answer))

    (shown,) = viewing.view(helpdesk, olga, replied_ticket.id).suppressed
    assert (shown.address, shown.reason) == (ADA, "bounced")
    helpdesk.suppressions.lift(ADA)
    assert viewing.view(helpdesk, olga, replied_ticket.id).suppressed == []


def test_only_the_answer_that_bounced_is_marked(
    helpdesk: Helpdesk,
    replied_ticket: Ticket,
    olga: Operator,
    answer: EmailMessage,
    arrives: Arrives,
    settle: Settle,
) -> None:
    tickets.reply(helpdesk, olga, replied_ticket.id, Body(text="And now?"))
    settle()

    arrives(bounce(answer))

    assert [m.delivery for m in answers(helpdesk, replied_ticket)] == ["bounced", "sent"]


@pytest.mark.parametrize("status", ["4.2.2", "4.4.7"])
def test_what_failed_for_now_is_marked_and_the_address_goes_on(
    helpdesk: Helpdesk,
    replied_ticket: Ticket,
    answer: EmailMessage,
    arrives: Arrives,
    status: str,
) -> None:
    arrives(bounce(answer, status=status, says="452 Mailbox full"))

    (marked,) = answers(helpdesk, replied_ticket)
    assert (marked.delivery, marked.delivery_detail) == ("bounced", f"{status} 452 Mailbox full")
    assert helpdesk.suppressions.get(ADA) is None


@pytest.mark.parametrize("status", ["5.2.3", "5.3.4", "5.6.0", "5.6.3"])
def test_what_only_this_mail_was_refused_for_is_marked_and_the_address_goes_on(
    helpdesk: Helpdesk,
    replied_ticket: Ticket,
    answer: EmailMessage,
    arrives: Arrives,
    status: str,
) -> None:
    arrives(bounce(answer, status=status, says="552 Message too large"))

    assert answers(helpdesk, replied_ticket)[0].delivery == "bounced"
    assert helpdesk.suppressions.get(ADA) is None


def test_what_is_only_late_is_not_marked(
    helpdesk: Helpdesk, replied_ticket: Ticket, answer: EmailMessage, arrives: Arrives
) -> None:
    (receipt,) = arrives(bounce(answer, action="delayed", status="4.4.1"))

    assert answers(helpdesk, replied_ticket)[0].delivery == "sent"
    assert helpdesk.suppressions.get(ADA) is None
    assert receipt.ticket_id == replied_ticket.id


def test_a_bounce_at_where_it_was_sent_on_to_leaves_our_recipient_alone(
    helpdesk: Helpdesk, replied_ticket: Ticket, answer: EmailMessage, arrives: Arrives
) -> None:
    arrives(bounce(answer, "ada@old-provider.example"))

    assert answers(helpdesk, replied_ticket)[0].delivery == "bounced"
    assert helpdesk.suppressions.get(ADA) is None
    assert helpdesk.suppressions.get("ada@old-provider.example") is None


def test_who_does_not_know_the_id_of_our_mail_can_make_nobody_unreachable(
    helpdesk: Helpdesk,
    replied_ticket: Ticket,
    answer: EmailMessage,
    arrives: Arrives,
) -> None:
    for id in ("<1@byron.example>", "<guessed@eu-west-1.amazonses.com>", ""):
        forged = EmailMessage()
        forged["Message-ID"] = id
        arrives(bounce(forged))

    assert answers(helpdesk, replied_ticket)[0].delivery == "sent"
    assert helpdesk.suppressions.get(ADA) is None


def test_a_recipient_can_make_only_himself_unreachable(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator, arrives: Arrives, settle: Settle
) -> None:
    tickets.reply(helpdesk, olga, mailed_ticket.id, Body(text="Both of you:"), ccs=(BOB,))
    settle()
    (his,) = sent_to(BOB)

    arrives(bounce(his, ADA))
    arrives(bounce(his, "olga@desk.example"))
    assert helpdesk.suppressions.of([ADA, BOB, "olga@desk.example"]) == []

    arrives(bounce(his, BOB))
    assert helpdesk.suppressions.get(BOB)
    assert [s.address for s in viewing.view(helpdesk, olga, mailed_ticket.id).suppressed] == [BOB]


def test_a_bounce_that_came_to_another_desk_says_nothing_of_this_ones_mail(
    helpdesk: Helpdesk,
    sales: Desk,
    replied_ticket: Ticket,
    answer: EmailMessage,
    arrives: Arrives,
) -> None:
    to = "sales@desk.example"
    (receipt,) = arrives(bounce(answer, to=to), to=to)

    assert (receipt.desk_id, receipt.reason) == (sales.id, "automatic")
    assert answers(helpdesk, replied_ticket)[0].delivery == "sent"


@pytest.mark.parametrize("verdict", ["spam", "virus"])
def test_a_bounce_in_quarantine_says_nothing(
    helpdesk: Helpdesk,
    replied_ticket: Ticket,
    answer: EmailMessage,
    arrives: Arrives,
    verdict: str,
) -> None:
    arrives(bounce(answer), **{verdict: "FAIL"})

    assert answers(helpdesk, replied_ticket)[0].delivery == "sent"
    assert helpdesk.suppressions.get(ADA) is None


def test_twice_it_says_no_more_than_once(
    helpdesk: Helpdesk, replied_ticket: Ticket, answer: EmailMessage, arrives: Arrives
) -> None:
    for id in ("m1", "m1", "m2"):
        arrives(bounce(answer), id=id)

    (marked,) = answers(helpdesk, replied_ticket)
    assert marked.delivery == "bounced"
    assert helpdesk.suppressions.get(ADA)


def test_neither_customer_nor_status_is_moved_by_a_bounce(
    helpdesk: Helpdesk,
    closed_ticket: Ticket,
    arrives: Arrives,
    settle: Settle,
) -> None:
    settle()
    before = len(sent_to(ADA)), len(sent_to("olga@desk.example"))
    arrives(bounce(sent_to(ADA)[0]))
    settle()

    found = helpdesk.tickets.get(closed_ticket.id)
    assert (found.status, found.participants) == (Status.CLOSED, {ADA})
    assert (len(sent_to(ADA)), len(sent_to("olga@desk.example"))) == before


def test_that_a_customer_could_not_even_be_thanked_is_shown_before_he_is_answered(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator, arrives: Arrives, settle: Settle
) -> None:
    settle()
    (greeting,) = sent_to(ADA)

    for _ in range(2):
        arrives(bounce(greeting))

    first = said(helpdesk, mailed_ticket.id)[0]
    assert (first.flags, first.text, first.delivery) == (
        ("undeliverable",),
        "It is on fire.",
        "none",
    )
    assert [s.address for s in viewing.view(helpdesk, olga, mailed_ticket.id).suppressed] == [ADA]


def test_who_writes_from_an_address_that_takes_no_mail_is_flagged(
    helpdesk: Helpdesk,
    olga: Operator,
    replied_ticket: Ticket,
    answer: EmailMessage,
    arrives: Arrives,
) -> None:
    arrives(bounce(answer))
    (receipt,) = arrives(mail("Hello?", message_id="<9@byron.example>"))

    assert said(helpdesk, receipt.ticket_id)[0].flags == ("undeliverable",)
    assert [s.address for s in viewing.view(helpdesk, olga, receipt.ticket_id).suppressed] == [ADA]


def test_an_operator_whose_mailbox_is_gone_gets_no_more_notices(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator, arrives: Arrives, settle: Settle
) -> None:
    settle()
    (told,) = sent_to(olga.email)

    arrives(bounce(told, olga.email))
    arrives(mail("More.", message_id="<2@x>", In_Reply_To="<1@byron.example>"))
    settle()

    assert len(sent_to(olga.email)) == 1
    assert all(message.delivery == "none" for message in said(helpdesk, mailed_ticket.id))


QMAIL = """\
From: MAILER-DAEMON@mx.example
To: support@desk.example
Return-Path: <>
Subject: failure notice

Hi. This is the qmail-send program at mx.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<ada@byron.example>:
192.0.2.7 does not like recipient.
Remote host said: 550 5.1.1 User unknown
Giving up on 192.0.2.7.

--- Below this line is a copy of the message.

Return-Path: <support@desk.example>
From: support@desk.example
To: ada@byron.example
Message-ID: {id}
Subject: Re: Printer on fire

Have you tried water?
"""


def test_a_bounce_of_no_standard_says_the_same(
    helpdesk: Helpdesk, replied_ticket: Ticket, answer: EmailMessage, arrives: Arrives
) -> None:
    arrives(QMAIL.format(id=answer["Message-ID"]).encode())

    (marked,) = answers(helpdesk, replied_ticket)
    assert marked.delivery == "bounced"
    assert "User unknown" in marked.delivery_detail
    assert helpdesk.suppressions.get(ADA)


def test_a_person_who_writes_about_a_bounce_says_nothing_of_the_kind(
    helpdesk: Helpdesk, replied_ticket: Ticket, answer: EmailMessage, arrives: Arrives
) -> None:
    text = "I got this:\n\n> " + QMAIL.format(id=answer["Message-ID"]).replace("\n", "\n> ")

    arrives(mail(text, message_id="<2@x>", subject="Fwd: failure notice"))

    assert answers(helpdesk, replied_ticket)[0].delivery == "sent"
    assert helpdesk.suppressions.get(ADA) is None


def test_a_complaint_that_comes_as_mail_ends_mail_to_who_complained(
    helpdesk: Helpdesk,
    replied_ticket: Ticket,
    olga: Operator,
    answer: EmailMessage,
    arrives: Arrives,
) -> None:
    """RFC 5965, appendix B."""
    complaint = (
        "From: <abusedesk@mx.example>\r\nTo: support@desk.example\r\n"
        "Subject: FW: Printer on fire\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=feedback-report; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nThis is an email abuse report.\r\n"
        "--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\n"
        "User-Agent: SomeGenerator/1.0\r\nVersion: 1\r\n"
        f"Original-Rcpt-To: <{ADA}>\r\n\r\n"
        "--b\r\nContent-Type: message/rfc822\r\n\r\n"
        f"From: support@desk.example\r\nTo: {ADA}\r\nMessage-ID: {answer['Message-ID']}\r\n"
        "Subject: Re: Printer on fire\r\n\r\nHave you tried water?\r\n--b--\r\n"
    )

    arrives(complaint.encode())

    assert answers(helpdesk, replied_ticket)[0].delivery == "complained"
    (shown,) = viewing.view(helpdesk, olga, replied_ticket.id).suppressed
    assert (shown.address, shown.reason) == (ADA, "complained")
