"""Operators who answer the notice that a customer wrote."""

from collections.abc import Callable
from email.message import EmailMessage

import pytest

from deskhand.actions import edits, page, tickets
from deskhand.actions.bodies import Body
from deskhand.domain.desk import Desk
from deskhand.domain.inbound import Receipt
from deskhand.domain.message import Message
from deskhand.domain.people import Operator, Role
from deskhand.domain.ticket import Status, Ticket
from deskhand.wiring import Helpdesk
from tests.actions import clients
from tests.actions.mails import (
    all_tickets,
    answering,
    change_desk,
    plain,
    reply_to,
    said,
    sent_to,
    texts,
)
from tests.conftest import Arrives, mail, operator

pytestmark = pytest.mark.slow

Settle = Callable[[], None]
ADA = "ada@byron.example"
LINK = "/admin/"


@pytest.fixture
def notice(mailed_ticket: Ticket, olga: Operator, settle: Settle) -> EmailMessage:
    """What olga got when the customer wrote."""
    settle()
    (told,) = sent_to(olga.email)
    assert LINK in plain(told)
    return told


def latest(helpdesk: Helpdesk, ticket: Ticket) -> Message:
    return said(helpdesk, ticket.id)[-1]


def to_customer() -> list[EmailMessage]:
    """Answers, without what the desk says by itself."""
    return [each for each in sent_to(ADA) if "Auto-Submitted" not in each]


# --- his answer ---------------------------------------------------------------------------------


@pytest.mark.parametrize("write", clients.ALL, ids=lambda write: write.__name__)
def test_the_customer_gets_what_the_operator_newly_wrote_and_nothing_of_the_notice(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    olga: Operator,
    notice: EmailMessage,
    arrives: Arrives,
    settle: Settle,
    write: clients.Answer,
) -> None:
    raw = write(notice, "Have you tried water?").as_bytes()

    (receipt,) = arrives(raw, to=reply_to(notice))
    settle()

    assert (receipt.ticket_id, receipt.outcome) == (mailed_ticket.id, "messages")
    assert texts(helpdesk, mailed_ticket.id)[1:] == ["Have you tried water?"]
    (answer,) = to_customer()
    assert "Have you tried water?" in plain(answer)
    for private in (LINK, "wrote to Support", "Open the ticket", olga.email):
        assert private not in answer.as_string()
        assert private not in plain(answer)


def test_it_is_an_answer_as_from_the_panel(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    olga: Operator,
    notice: EmailMessage,
    arrives: Arrives,
    settle: Settle,
) -> None:
    arrives(answering(notice, "Have you tried water?"), to=reply_to(notice))
    settle()

    answer = latest(helpdesk, mailed_ticket)
    assert (answer.kind, answer.channel, answer.trust) == ("public", "email", "dmarc")
    assert (answer.author.kind, answer.author.id) == ("operator", olga.id)
    assert (answer.author.name, answer.author.email) == ("Olga", olga.email)
    assert (answer.delivery, answer.flags, answer.html) == ("sent", (), "")
    found = helpdesk.tickets.get(mailed_ticket.id)
    assert found.status is Status.IN_PROGRESS
    assert found.participants == {ADA}, "who answers for the desk takes no part in the ticket"
    assert len(sent_to(olga.email)) == 1, "he is not told of himself"
    told = to_customer()[-1]
    assert str(told["From"].addresses[0].addr_spec) == "support@desk.example"


def test_it_continues_the_customers_thread_and_his_answer_comes_back_to_the_ticket(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    notice: EmailMessage,
    arrives: Arrives,
    settle: Settle,
) -> None:
    arrives(answering(notice), to=reply_to(notice))
    settle()
    (told,) = to_customer()
    assert told["In-Reply-To"] == "<1@byron.example>"

    (receipt,) = arrives(answering(told, "It helped.", message_id="<2@x>"), to=reply_to(told))

    assert receipt.ticket_id == mailed_ticket.id
    assert latest(helpdesk, mailed_ticket).is_from_customer


def test_delivered_twice_it_is_one_answer(
    helpdesk: Helpdesk,
    desk: Desk,
    mailed_ticket: Ticket,
    notice: EmailMessage,
    arrives: Arrives,
    settle: Settle,
) -> None:
    raw = answering(notice, "Have you tried water?")
    states = [arrives(raw, id=id, to=reply_to(notice))[0].state for id in ("m1", "m1", "m2")]
    settle()

    assert states == ["processed", "processed", "duplicate"]
    assert len(said(helpdesk, mailed_ticket.id)) == 2
    assert len(to_customer()) == 1
    assert len(all_tickets(helpdesk, desk)) == 1


def test_a_closed_ticket_stays_closed_as_when_he_answers_in_the_panel(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    olga: Operator,
    notice: EmailMessage,
    arrives: Arrives,
) -> None:
    edits.change(helpdesk, olga, mailed_ticket.id, {"status": Status.CLOSED})

    arrives(answering(notice), to=reply_to(notice))

    assert helpdesk.tickets.get(mailed_ticket.id).status is Status.CLOSED


def test_whom_he_copies_joins_and_he_himself_does_not(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    olga: Operator,
    notice: EmailMessage,
    arrives: Arrives,
    settle: Settle,
) -> None:
    raw = answering(notice, "Bob knows more.", Cc=f"bob@b.example, {olga.email}")

    arrives(raw, to=reply_to(notice))
    settle()

    assert helpdesk.tickets.get(mailed_ticket.id).ccs == ("bob@b.example",)
    assert len(sent_to("bob@b.example")) == 1


def test_files_that_he_attaches_go_along(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    notice: EmailMessage,
    arrives: Arrives,
    settle: Settle,
) -> None:
    written = clients.gmail(notice, "See the manual.")
    written.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="manual.pdf")

    arrives(written.as_bytes(), to=reply_to(notice))
    settle()

    (file,) = to_customer()[-1].iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("manual.pdf", b"%PDF")


def test_an_admin_who_is_no_member_may_answer_his_notice_too(
    helpdesk: Helpdesk,
    desk: Desk,
    admin: Operator,
    mailed_ticket: Ticket,
    olga: Operator,
    arrives: Arrives,
    settle: Settle,
) -> None:
    edits.change(helpdesk, olga, mailed_ticket.id, {"assignee": admin.id})
    arrives(mail("Hello?", message_id="<2@x>", In_Reply_To="<1@byron.example>"))
    settle()
    told = sent_to(admin.email)[-1]

    arrives(answering(told), to=reply_to(told))

    assert latest(helpdesk, mailed_ticket).author.id == admin.id


# --- what is no answer of his -------------------------------------------------------------------


def is_customers(
    helpdesk: Helpdesk, ticket: Ticket, receipts: list[Receipt], *, flagged: bool = True
) -> bool:
    """On this ticket or on one of its own; nobody but the team is told of it."""
    (receipt,) = receipts
    assert receipt.state == "processed"
    written = said(helpdesk, receipt.ticket_id)[-1]
    assert ("operator_address" in written.flags) is flagged
    assert to_customer() == []
    assert helpdesk.tickets.get(ticket.id).ccs == ()
    return written.is_from_customer


def test_without_dmarc_it_is_a_customers_message(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    notice: EmailMessage,
    arrives: Arrives,
    settle: Settle,
) -> None:
    for place, verdict in enumerate(("FAIL", "GRAY", "PROCESSING_FAILED")):
        raw = answering(notice, message_id=f"<{place}@home.example>")
        receipts = arrives(raw, to=reply_to(notice), dmarc=verdict)
        settle()
        assert is_customers(helpdesk, mailed_ticket, receipts)
        assert receipts[0].ticket_id == mailed_ticket.id, "the notice that it answers leads there"


def test_with_a_second_sender_it_is_a_customers_message(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    notice: EmailMessage,
    arrives: Arrives,
    settle: Settle,
) -> None:
    raw = answering(notice).replace(b"From: ", b"From: eve@e.example\r\nFrom: ")
    receipts = arrives(raw, to=reply_to(notice))
    settle()

    assert is_customers(helpdesk, mailed_ticket, receipts, flagged=False)


def test_to_another_operators_address_it_is_a_customers_message(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    oskar: Operator,
    notice: EmailMessage,
    arrives: Arrives,
    settle: Settle,
) -> None:
    """As when he forwards the notice, and the other answers to where it says."""
    receipts = arrives(answering(notice, sender=oskar.email), to=reply_to(notice))
    settle()

    assert is_customers(helpdesk, mailed_ticket, receipts)


@pytest.mark.parametrize("sender", [ADA, "eve@e.example"])
def test_whoever_else_has_the_operators_address_writes_as_himself(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    notice: EmailMessage,
    arrives: Arrives,
    settle: Settle,
    sender: str,
) -> None:
    receipts = arrives(answering(notice, sender=sender), to=reply_to(notice))
    settle()

    assert is_customers(helpdesk, mailed_ticket, receipts, flagged=False)


def test_to_his_address_for_another_ticket_it_does_not_answer_this_one(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    olga: Operator,
    notice: EmailMessage,
    arrives: Arrives,
    settle: Settle,
) -> None:
    (other,) = arrives(mail("Mine.", sender="bob@b.example", message_id="<1@b.example>"))
    settle()
    his = next(each for each in sent_to(olga.email) if "Mine." in plain(each))
    forged = reply_to(his).replace(other.ticket_id, mailed_ticket.id)

    receipts = arrives(answering(notice, to=forged), to=forged)
    settle()

    assert is_customers(helpdesk, mailed_ticket, receipts)


def test_the_address_decides_and_not_the_mail_that_is_answered(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    olga: Operator,
    notice: EmailMessage,
    arrives: Arrives,
    settle: Settle,
) -> None:
    (other,) = arrives(mail("Mine.", sender="bob@b.example", message_id="<1@b.example>"))
    settle()
    his = next(each for each in sent_to(olga.email) if "Mine." in plain(each))

    (receipt,) = arrives(answering(notice, to=reply_to(his)), to=reply_to(his))
    settle()

    assert receipt.ticket_id == other.ticket_id
    assert to_customer() == []


def test_to_a_customers_address_it_is_a_customers_message(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    olga: Operator,
    notice: EmailMessage,
    arrives: Arrives,
    settle: Settle,
) -> None:
    (greeting,) = sent_to(ADA)
    receipts = arrives(answering(greeting, sender=olga.email), to=reply_to(greeting))
    settle()

    assert receipts[0].ticket_id == mailed_ticket.id
    assert is_customers(helpdesk, mailed_ticket, receipts)


def test_to_the_plain_address_it_is_a_customers_message(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    notice: EmailMessage,
    arrives: Arrives,
    settle: Settle,
) -> None:
    receipts = arrives(answering(notice, to="support@desk.example"))
    settle()

    assert is_customers(helpdesk, mailed_ticket, receipts)


def test_after_the_link_was_renewed_it_is_a_customers_message(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    olga: Operator,
    notice: EmailMessage,
    arrives: Arrives,
    settle: Settle,
) -> None:
    edits.renew_link(helpdesk, olga, mailed_ticket.id)

    receipts = arrives(answering(notice), to=reply_to(notice))
    settle()

    assert is_customers(helpdesk, mailed_ticket, receipts)


def test_who_left_the_team_writes_as_a_customer(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    olga: Operator,
    notice: EmailMessage,
    arrives: Arrives,
    settle: Settle,
) -> None:
    gone = olga.model_copy(update={"active": False, "version": 2})
    helpdesk.team.save_operator(olga, gone)

    receipts = arrives(answering(notice), to=reply_to(notice))
    settle()

    assert is_customers(helpdesk, mailed_ticket, receipts)


def test_who_left_the_desk_writes_as_a_customer(
    helpdesk: Helpdesk,
    desk: Desk,
    mailed_ticket: Ticket,
    notice: EmailMessage,
    arrives: Arrives,
    settle: Settle,
) -> None:
    change_desk(helpdesk, desk, members=())

    receipts = arrives(answering(notice), to=reply_to(notice))
    settle()

    assert is_customers(helpdesk, mailed_ticket, receipts)


def test_a_new_mail_of_an_operator_is_a_ticket_of_his_and_is_flagged(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, arrives: Arrives
) -> None:
    (receipt,) = arrives(mail("My own lamp is broken.", sender=olga.email))

    assert helpdesk.tickets.get(receipt.ticket_id).requester.email == olga.email
    assert said(helpdesk, receipt.ticket_id)[0].flags == ("operator_address",)


# --- what he did not write himself --------------------------------------------------------------

AWAY = [
    {"Auto_Submitted": "auto-replied"},
    {"X_Autoreply": "yes"},
    {"subject": "Automatic reply: Printer on fire"},
    {"X_Auto_Response_Suppress": "All", "Auto_Submitted": "auto-generated"},
]


@pytest.mark.parametrize("headers", AWAY)
@pytest.mark.parametrize("to", ["", "support@desk.example"], ids=["reply-to", "from"])
def test_that_he_is_away_no_customer_gets_to_know(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    notice: EmailMessage,
    arrives: Arrives,
    settle: Settle,
    headers: dict[str, str],
    to: str,
) -> None:
    to = to or reply_to(notice)
    arrives(answering(notice, "I am at the sea.", to=to, **headers), to=to)
    settle()

    noted = latest(helpdesk, mailed_ticket)
    assert (noted.kind, noted.automatic, noted.text) == ("note", True, "I am at the sea.")
    assert to_customer() == []
    assert helpdesk.tickets.get(mailed_ticket.id).status is Status.NEW
    token = tickets.link_url(helpdesk, mailed_ticket).partition("#")[2]
    shown = page.view(helpdesk, token).conversation.messages
    assert [message.text for message in shown] == ["It is on fire."]


@pytest.mark.parametrize("write", clients.ALL, ids=lambda write: write.__name__)
def test_the_notice_sent_back_without_a_word_is_a_note(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    notice: EmailMessage,
    arrives: Arrives,
    settle: Settle,
    write: clients.Answer,
) -> None:
    arrives(write(notice, "").as_bytes(), to=reply_to(notice))
    settle()

    assert latest(helpdesk, mailed_ticket).kind == "note"
    assert to_customer() == []


@pytest.mark.parametrize(
    "wrapped",
    [
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fdesk.example%2Fadmin"
        "%2Ftickets%2F{id}&data=05%7C01",
        "https://desk.example/admin/\ntickets/{id}",
        "<https://desk.example/admin/tickets/{id}>",
    ],
)
def test_a_link_for_the_team_reaches_no_customer_however_it_is_written(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    notice: EmailMessage,
    arrives: Arrives,
    settle: Settle,
    wrapped: str,
) -> None:
    text = f"Please look: {wrapped.format(id=mailed_ticket.id)}"
    arrives(answering(notice, text), to=reply_to(notice))
    settle()

    assert latest(helpdesk, mailed_ticket).kind == "note"
    assert to_customer() == []


def test_the_customers_own_link_is_no_link_for_the_team(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    notice: EmailMessage,
    arrives: Arrives,
    settle: Settle,
) -> None:
    text = f"Look here: {tickets.link_url(helpdesk, mailed_ticket)}"
    arrives(answering(notice, text), to=reply_to(notice))
    settle()

    assert len(to_customer()) == 1


def test_a_notice_that_he_forwards_is_a_note(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    notice: EmailMessage,
    arrives: Arrives,
    settle: Settle,
) -> None:
    subject, text = f"Fwd: {notice['Subject']}", f"Who takes it?\n\n{plain(notice)}"

    arrives(answering(notice, text, subject=subject), to=reply_to(notice))
    settle()

    assert latest(helpdesk, mailed_ticket).kind == "note"
    assert to_customer() == []


def test_answers_between_the_lines_reach_the_customer_without_the_link_below_them(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    notice: EmailMessage,
    arrives: Arrives,
    settle: Settle,
) -> None:
    quoted = clients.quoted(plain(notice).strip())
    text = "On 23.11.26 15:05, Support wrote:\n" + quoted.replace(
        "> It is on fire.", "> It is on fire.\n\nHave you tried water?\n"
    )

    arrives(answering(notice, text), to=reply_to(notice))
    settle()

    (answer,) = to_customer()
    assert "Have you tried water?" in plain(answer)
    assert LINK not in answer.as_string()


def test_two_operators_each_answer_by_their_own_notice(
    helpdesk: Helpdesk,
    desk: Desk,
    oskar: Operator,
    olga: Operator,
    arrives: Arrives,
    settle: Settle,
) -> None:
    (receipt,) = arrives(mail())
    settle()
    for place, who in enumerate((olga, oskar)):
        (told,) = sent_to(who.email)
        own = answering(told, f"From {who.name}.", message_id=f"<{place}@home.example>")
        arrives(own, to=reply_to(told))
    settle()

    written = said(helpdesk, receipt.ticket_id)[1:]
    assert [(m.author.id, m.text) for m in written] == [
        (olga.id, "From Olga."),
        (oskar.id, "From Oskar."),
    ]
    assert len(to_customer()) == 2


def test_an_operator_who_is_the_customer_too_gets_no_notice_of_himself(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, arrives: Arrives, settle: Settle
) -> None:
    boss = operator(helpdesk, "Boss", Role.ADMIN)
    change_desk(helpdesk, desk, members=(olga.id, boss.id))
    (receipt,) = arrives(mail("My lamp.", sender=boss.email))
    settle()
    tickets.reply(helpdesk, olga, receipt.ticket_id, Body(text="Which one?"))
    settle()

    assert [str(each.get("Auto-Submitted")) for each in sent_to(boss.email)] == [
        "auto-replied",
        "None",
    ]
    assert len(sent_to(olga.email)) == 1
