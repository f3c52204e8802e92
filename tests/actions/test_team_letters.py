"""What operators are told of each other's work, and what becomes of their answers."""

from collections.abc import Callable
from email.message import EmailMessage

import pytest

from deskhand.actions import edits, tickets
from deskhand.actions.bodies import Body
from deskhand.actions.notices import announce, deliver
from deskhand.domain.desk import Desk
from deskhand.domain.notices import NoticeRef
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.store.quotas import ASSIGNED
from deskhand.wiring import Helpdesk
from tests.actions.mails import answering, change_desk, plain, reply_to, said, sent_to
from tests.conftest import Arrives

Settle = Callable[[], None]


def told(who: Operator) -> EmailMessage:
    return sent_to(who.email)[-1]


def test_who_is_assigned_a_ticket_reads_by_whom_what_was_said_last_and_where_it_is(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator, oskar: Operator, settle: Settle
) -> None:
    settle()
    edits.change(helpdesk, olga, mailed_ticket.id, {"assignee": oskar.id})
    settle()

    mail = told(oskar)
    assert mail["Subject"] == "[SUP-1] Printer on fire"
    assert str(mail["From"]).startswith('"Olga (Support)"')
    assert mail["Auto-Submitted"] == "auto-generated"
    text = plain(mail)
    assert text.startswith("Olga assigned this ticket to you.")
    assert "It is on fire." in text
    assert f"{helpdesk.settings.site_url}/admin/tickets/{mailed_ticket.id}" in text


def test_who_is_assigned_a_ticket_as_it_is_opened_reads_who_opened_it(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, oskar: Operator, settle: Settle
) -> None:
    opening = tickets.Opening(desk_id=desk.id, subject="Lamp", assignee=oskar.id, send=False)
    tickets.open(helpdesk, opening, Body(text="She called."), operator=olga)
    settle()

    assert plain(told(oskar)).startswith("Olga assigned this ticket to you.")
    assert "She called." in plain(told(oskar))
    assert sent_to(olga.email) == []


def test_who_follows_reads_who_wrote_what_and_why_he_is_told(
    helpdesk: Helpdesk,
    desk: Desk,
    mailed_ticket: Ticket,
    olga: Operator,
    oskar: Operator,
    settle: Settle,
) -> None:
    edits.change(helpdesk, olga, mailed_ticket.id, {"followers": (oskar.id,)})
    for write, head in ((tickets.reply, "Olga answered the customer:"), (tickets.note, "a note:")):
        write(helpdesk, olga, mailed_ticket.id, Body(text="Use water."))
        settle()

        text = plain(told(oskar))
        assert head in text
        assert "Use water." in text
        assert "because you follow the ticket" in text


def test_of_many_tickets_assigned_at_once_only_the_first_are_told(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, oskar: Operator, settle: Settle
) -> None:
    opening = tickets.Opening(desk_id=desk.id, subject="Lamp")
    many = range(ASSIGNED.in_a_row + 2)
    opened = [tickets.open(helpdesk, opening, Body(text="x"), operator=olga).id for _ in many]
    edits.change_many(helpdesk, olga, opened, {"assignee": oskar.id})
    settle()

    assert len(sent_to(oskar.email)) == ASSIGNED.in_a_row


def test_who_left_the_desk_before_the_mail_went_does_not_get_it(
    helpdesk: Helpdesk, desk: Desk, mailed_ticket: Ticket, olga: Operator, oskar: Operator
) -> None:
    note = tickets.note(
        helpdesk, olga, mailed_ticket.id, Body(text="Secret."), mentions=(oskar.id,)
    )
    announce(helpdesk, note)
    change_desk(helpdesk, desk, members=(olga.id,))

    for cause, id in helpdesk.notices.unsent_since(helpdesk.now()):
        deliver(helpdesk, NoticeRef(cause=cause, id=id))

    assert sent_to(oskar.email) == []
    assert helpdesk.notices.unsent_since(helpdesk.now()) == []


# --- what he answers ----------------------------------------------------------------------------


@pytest.fixture
def mention(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator, oskar: Operator, settle: Settle
) -> EmailMessage:
    """What oskar got when olga mentioned him."""
    body = Body(text="Oskar, is he a liar?")
    tickets.note(helpdesk, olga, mailed_ticket.id, body, mentions=(oskar.id,))
    settle()
    return told(oskar)


def test_what_he_answers_to_a_note_is_a_note_and_reaches_no_customer(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    oskar: Operator,
    mention: EmailMessage,
    arrives: Arrives,
    settle: Settle,
) -> None:
    before = len(sent_to("ada@byron.example"))
    assert "becomes a note that the customer does not see" in plain(mention)
    assert "goes to the customer" not in plain(mention)

    arrives(answering(mention, "He is."), to=reply_to(mention))
    settle()

    written = said(helpdesk, mailed_ticket.id)[-1]
    assert (written.kind, written.text, written.author.id) == ("note", "He is.", oskar.id)
    assert len(sent_to("ada@byron.example")) == before


def test_what_he_answers_to_an_answer_that_he_follows_goes_to_the_customer(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    olga: Operator,
    mention: EmailMessage,
    oskar: Operator,
    arrives: Arrives,
    settle: Settle,
) -> None:
    tickets.reply(helpdesk, olga, mailed_ticket.id, Body(text="Use water."))
    settle()
    arrives(answering(told(oskar), "Or sand."), to=reply_to(told(oskar)))
    settle()

    assert said(helpdesk, mailed_ticket.id)[-1].kind == "public"
    assert "Or sand." in plain(sent_to("ada@byron.example")[-1])


def test_two_responders_of_operators_do_not_write_notes_to_each_other_for_ever(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    olga: Operator,
    mention: EmailMessage,
    arrives: Arrives,
    settle: Settle,
) -> None:
    edits.change(helpdesk, olga, mailed_ticket.id, {"followers": (olga.id,)})
    for turn in range(15):
        raw = answering(mention, "I am busy.", message_id=f"<{turn}@home.example>")
        arrives(raw, to=reply_to(mention))
    settle()

    notes = [m for m in said(helpdesk, mailed_ticket.id) if m.text == "I am busy."]
    assert (len(notes), sum(not note.automatic for note in notes)) == (15, 10)
    assert sum("I am busy." in plain(mail) for mail in sent_to(olga.email)) == 10
