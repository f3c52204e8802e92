"""A message that is a matter of its own."""

from collections.abc import Callable

import pytest

from deskhand.actions import splitting, tickets
from deskhand.actions.bodies import Body
from deskhand.domain import preview
from deskhand.domain.errors import Invalid, NotFound, Stale
from deskhand.domain.message import Message
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Status, Ticket
from deskhand.wiring import Helpdesk, Settings
from tests.actions.mails import sent_mails, texts
from tests.conftest import Arrives, Clock, mail
from tests.meanwhile import meanwhile

pytestmark = pytest.mark.slow

Settle = Callable[[], None]
LONG = "And the scanner is broken. " * 400


@pytest.fixture
def second(helpdesk: Helpdesk, arrives: Arrives, mailed_ticket: Ticket) -> Message:
    """A long mail on the ticket that asks for something else."""
    raw = mail(LONG, message_id="<2@byron.example>", In_Reply_To="<1@byron.example>")
    (receipt,) = arrives(raw)
    assert receipt.ticket_id == mailed_ticket.id
    return helpdesk.tickets.conversation(mailed_ticket.id).messages[-1]


def split(helpdesk: Helpdesk, olga: Operator, message: Message, **more: int) -> Ticket:
    return splitting.split(helpdesk, olga, message.ticket_id, message.id, "Scanner", **more)


def test_the_message_leaves_its_ticket_and_opens_a_new_one_as_it_is(
    helpdesk: Helpdesk, second: Message, mailed_ticket: Ticket, olga: Operator
) -> None:
    opened = split(helpdesk, olga, second)

    (moved,) = helpdesk.tickets.conversation(opened.id).messages
    same = {"ticket_id", "version", "split_from"}
    assert moved.model_dump(exclude=same) == second.model_dump(exclude=same)
    assert texts(helpdesk, mailed_ticket.id) == ["It is on fire."]
    assert (opened.number, opened.subject, opened.status) == ("SUP-2", "Scanner", Status.NEW)
    assert (opened.requester, opened.continues) == (mailed_ticket.requester, mailed_ticket.id)
    left = helpdesk.tickets.get(mailed_ticket.id)
    assert (left.message_count, opened.message_count) == (1, 1)


def test_both_tickets_tell_of_it_and_the_old_one_keeps_its_history(
    helpdesk: Helpdesk, second: Message, mailed_ticket: Ticket, olga: Operator
) -> None:
    first = helpdesk.tickets.conversation(mailed_ticket.id).messages[0]
    opened = split(helpdesk, olga, first)

    def lines(id: str) -> list[tuple[str, str, str]]:
        events = helpdesk.tickets.conversation(id).events
        return [(event.kind, event.before, event.after) for event in events]

    assert lines(mailed_ticket.id) == [("opened", "", "new"), ("split_off", first.id, "SUP-2")]
    assert lines(opened.id) == [("opened", "SUP-1", "new")]


def test_each_shows_in_lists_what_was_last_said_on_it(
    helpdesk: Helpdesk, second: Message, mailed_ticket: Ticket, olga: Operator
) -> None:
    """Whoever had read the old one has read it still."""
    new = split(helpdesk, olga, second)

    left, opened = (helpdesk.tickets.get(id) for id in (mailed_ticket.id, new.id))
    assert (left.preview, left.preview_by) == ("It is on fire.", "customer")
    assert left.heard_at
    assert left.heard_at <= mailed_ticket.updated_at
    assert (opened.preview, opened.heard_at) == (preview.line(LONG), second.created_at)


def test_an_answer_to_the_mail_comes_to_the_new_ticket(
    helpdesk: Helpdesk, second: Message, olga: Operator, arrives: Arrives
) -> None:
    opened = split(helpdesk, olga, second)

    (receipt,) = arrives(mail("So?", message_id="<3@b.example>", In_Reply_To="<2@byron.example>"))

    assert receipt.ticket_id == opened.id


def test_a_mail_id_that_leads_to_another_ticket_is_left_there(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator, arrives: Arrives
) -> None:
    """The same Message-ID with other content: whoever had it first keeps it."""
    (taken,) = arrives(mail("Mine.", sender="eve@eve.example", message_id="<2@byron.example>"))
    raw = mail("Also.", message_id="<2@byron.example>", In_Reply_To="<1@byron.example>")
    (receipt,) = arrives(raw)
    opened = split(helpdesk, olga, helpdesk.tickets.conversation(receipt.ticket_id).messages[-1])

    (answer,) = arrives(mail("So?", message_id="<3@b.example>", In_Reply_To="<2@byron.example>"))

    assert answer.ticket_id == taken.ticket_id != opened.id


def test_nobody_is_mailed_for_it(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    olga: Operator,
    oskar: Operator,
    arrives: Arrives,
    settle: Settle,
) -> None:
    """Neither the one who never was told that it came, nor the requester of the new ticket."""
    raw = mail(
        LONG, sender="carl@byron.example", message_id="<2@c>", In_Reply_To="<1@byron.example>"
    )
    arrives(raw)
    settle()
    before = len(list(sent_mails()))
    second = helpdesk.tickets.conversation(mailed_ticket.id).messages[-1]

    split(helpdesk, olga, second)
    settle()

    assert len(list(sent_mails())) == before


def test_who_wrote_it_is_the_requester_as_far_as_it_is_proven(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator, arrives: Arrives
) -> None:
    for sender, id in (
        ("Carl Gauss <carl@byron.example>", "<2@c>"),
        ("ada@byron.example", "<3@c>"),
    ):
        raw = mail("x", sender=sender, message_id=id, In_Reply_To="<1@byron.example>")
        arrives(raw, dmarc="FAIL")
    *_, by_carl, as_ada = helpdesk.tickets.conversation(mailed_ticket.id).messages

    carls, adas = (split(helpdesk, olga, message).requester for message in (by_carl, as_ada))

    assert (carls.email, carls.name, carls.proven) == ("carl@byron.example", "Carl Gauss", "none")
    assert (adas.email, adas.name, adas.proven) == ("ada@byron.example", "Ada Byron", "none")


def test_a_second_try_answers_the_ticket_of_the_first(
    helpdesk: Helpdesk, second: Message, mailed_ticket: Ticket, olga: Operator
) -> None:
    seen = helpdesk.tickets.get(mailed_ticket.id).version
    opened = split(helpdesk, olga, second, seen=seen)

    assert split(helpdesk, olga, second, seen=seen).id == opened.id
    assert texts(helpdesk, mailed_ticket.id) == ["It is on fire."]


def test_two_who_split_it_off_at_once_make_one_ticket(
    helpdesk: Helpdesk, settings: Settings, clock: Clock, second: Message, olga: Operator
) -> None:
    other = Helpdesk(settings, clock)
    made: list[str] = []
    meanwhile(helpdesk, lambda: made.append(split(other, olga, second).id))

    assert [split(helpdesk, olga, second).id] == made


def test_only_what_a_customer_wrote_and_never_all_is_split_off(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator
) -> None:
    (only,) = helpdesk.tickets.conversation(mailed_ticket.id).messages
    with pytest.raises(Invalid, match="all that SUP-1 holds"):
        split(helpdesk, olga, only)
    answer = tickets.reply(helpdesk, olga, mailed_ticket.id, Body(text="x"))
    note = tickets.note(helpdesk, olga, mailed_ticket.id, Body(text="x"))

    for message in (answer, note):
        with pytest.raises(Invalid, match="customer"):
            split(helpdesk, olga, message)
    with pytest.raises(NotFound):
        splitting.split(helpdesk, olga, mailed_ticket.id, helpdesk.new_id(), "Scanner")
    with pytest.raises(Stale):
        split(helpdesk, olga, only, seen=mailed_ticket.version)


def test_search_finds_it_where_it_went_and_there_only(
    helpdesk: Helpdesk, second: Message, mailed_ticket: Ticket, olga: Operator, settle: Settle
) -> None:
    settle()
    opened = split(helpdesk, olga, second)
    settle()

    assert set(helpdesk.postings.said(opened.id)) == {"T", second.id}
    assert second.id not in helpdesk.postings.said(mailed_ticket.id)
