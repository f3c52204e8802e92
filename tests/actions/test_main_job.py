from collections.abc import Callable

from deskhand.actions import page, tickets
from deskhand.actions.bodies import Body
from deskhand.domain.desk import Desk
from deskhand.domain.people import Customer, Operator
from deskhand.domain.ticket import Status, Ticket
from deskhand.wiring import Helpdesk
from tests.conftest import Arrives, Outbox, mail

Settle = Callable[[], None]


def test_a_mail_becomes_a_ticket_with_a_number(helpdesk: Helpdesk, mailed_ticket: Ticket) -> None:
    assert mailed_ticket.number == "SUP-1"
    assert mailed_ticket.subject == "Printer on fire"
    assert mailed_ticket.status is Status.NEW
    assert mailed_ticket.requester.email == "ada@byron.example"
    assert mailed_ticket.requester.name == "Ada Byron"
    messages = helpdesk.tickets.conversation(mailed_ticket.id).messages
    assert [message.text for message in messages] == ["It is on fire."]


def test_the_requester_is_told_that_the_mail_arrived(
    mailed_ticket: Ticket, outbox: Outbox, settle: Settle
) -> None:
    settle()

    (greeting,) = outbox.to("ada@byron.example")
    assert "SUP-1" in greeting.get_body(("plain",)).get_content()
    assert greeting["Auto-Submitted"] == "auto-replied"


def test_an_answer_reaches_the_customer_and_a_note_does_not(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator, outbox: Outbox, settle: Settle
) -> None:
    tickets.note(helpdesk, olga, mailed_ticket.id, Body(text="He is angry."))
    tickets.reply(helpdesk, olga, mailed_ticket.id, Body(text="Have you tried water?"))
    settle()

    answer = outbox.to("ada@byron.example")[-1]
    text = answer.get_body(("plain",)).get_content()
    assert "Have you tried water?" in text
    assert tickets.link_url(helpdesk, mailed_ticket) in text
    assert not any("angry" in str(sent) for sent in outbox)


def test_an_answer_by_mail_to_the_reply_address_reopens_the_closed_ticket(
    helpdesk: Helpdesk, closed_ticket: Ticket, arrives: Arrives, outbox: Outbox, settle: Settle
) -> None:
    settle()
    reply_to = str(outbox.to("ada@byron.example")[-1]["Reply-To"].addresses[0].addr_spec)

    (receipt,) = arrives(
        mail("Still burning.", to=reply_to, subject="Something else", message_id="<2@b.example>"),
        to=reply_to,
    )

    assert receipt.ticket_id == closed_ticket.id
    assert helpdesk.tickets.get(closed_ticket.id).status is Status.NEW


def test_whoever_holds_the_link_sees_the_conversation_without_notes_and_may_answer(
    helpdesk: Helpdesk, closed_ticket: Ticket, olga: Operator
) -> None:
    tickets.note(helpdesk, olga, closed_ticket.id, Body(text="He is angry."))
    token = tickets.link_url(helpdesk, closed_ticket).partition("#")[2]

    page.comment(helpdesk, token, Body(text="It is still burning."))

    seen = page.view(helpdesk, token).conversation
    assert [m.text for m in seen.messages] == [
        "It is on fire.",
        "Have you tried water?",
        "It is still burning.",
    ]
    assert seen.ticket.status is Status.NEW


def test_a_ticket_links_to_the_customer_who_has_its_address(
    helpdesk: Helpdesk, ada: Customer, mailed_ticket: Ticket, settle: Settle
) -> None:
    settle()

    found = helpdesk.tickets.get(mailed_ticket.id)
    assert (found.customer_id, found.linked_by) == (ada.id, "email")


def test_the_team_is_told_that_a_customer_wrote(
    desk: Desk, mailed_ticket: Ticket, olga: Operator, outbox: Outbox, settle: Settle
) -> None:
    settle()

    (told,) = outbox.to(olga.email)
    assert "It is on fire." in told.get_body(("plain",)).get_content()
    assert f"/admin/tickets/{mailed_ticket.id}" in told.get_body(("plain",)).get_content()


def test_an_answer_to_the_plain_address_finds_its_ticket_by_our_id_in_its_references(
    closed_ticket: Ticket, arrives: Arrives, outbox: Outbox, settle: Settle
) -> None:
    settle()
    ours = str(outbox.to("ada@byron.example")[-1]["References"]).split()[0]

    (receipt,) = arrives(mail("Still burning.", message_id="<2@b.example>", References=ours))

    assert receipt.ticket_id == closed_ticket.id


def test_a_bounce_that_comes_as_mail_lands_on_its_ticket_and_changes_no_status(
    helpdesk: Helpdesk, closed_ticket: Ticket, arrives: Arrives, settle: Settle
) -> None:
    settle()
    answer = helpdesk.tickets.conversation(closed_ticket.id).messages[-1]
    (notice,) = helpdesk.table.query(("pk", f"NOTICE#{answer.id}"))
    bounce = (
        "From: Mail Delivery System <MAILER-DAEMON@mx.example>\r\nTo: support@desk.example\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nNo such user.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        "Final-Recipient: rfc822; ada@byron.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        "--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        f"From: support@desk.example\r\nMessage-ID: {notice['mail_id']}\r\nSubject: Re: x\r\n\r\n"
        "--b--\r\n"
    )

    (receipt,) = arrives(bounce.encode())

    assert receipt.ticket_id == closed_ticket.id
    assert helpdesk.tickets.get(closed_ticket.id).status is Status.CLOSED
    assert helpdesk.tickets.conversation(closed_ticket.id).messages[-1].automatic
