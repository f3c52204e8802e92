import pytest

from deskhand.actions import drafts, tickets
from deskhand.actions.bodies import Body
from deskhand.domain.desk import Desk
from deskhand.domain.errors import NotFound
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk, Settings
from tests.conftest import Clock
from tests.meanwhile import meanwhile


def keep(helpdesk: Helpdesk, ticket: Ticket, by: Operator, text: str, seen: int = 0) -> int:
    return drafts.keep(helpdesk, by, ticket.id, "reply", {"text": text}, seen=seen).version


def excerpts(helpdesk: Helpdesk, of: Operator) -> list[str]:
    return [line.excerpt for line in drafts.listed(helpdesk, of)]


def test_a_draft_goes_thirty_days_after_its_last_change(
    helpdesk: Helpdesk, clock: Clock, mailed_ticket: Ticket, olga: Operator
) -> None:
    first = keep(helpdesk, mailed_ticket, olga, "One")
    clock.pass_by(days=29)
    second = keep(helpdesk, mailed_ticket, olga, "Two", seen=first)
    clock.pass_by(days=29)
    assert excerpts(helpdesk, olga) == ["Two"]

    clock.pass_by(days=1, minutes=1)

    assert excerpts(helpdesk, olga) == []
    with pytest.raises(NotFound):
        drafts.find(helpdesk, olga, mailed_ticket.id, "reply")
    assert keep(helpdesk, mailed_ticket, olga, "Three") > second
    assert excerpts(helpdesk, olga) == ["Three"]


def test_who_left_a_desk_sees_no_more_what_he_wrote_there(
    helpdesk: Helpdesk, mailed_ticket: Ticket, desk: Desk, olga: Operator
) -> None:
    keep(helpdesk, mailed_ticket, olga, "Dear Ada")
    helpdesk.team.save_desk(desk, desk.model_copy(update={"members": (), "version": 2}))

    assert excerpts(helpdesk, olga) == []
    with pytest.raises(NotFound):
        drafts.find(helpdesk, olga, mailed_ticket.id, "reply")


def test_an_answer_takes_its_draft_along_also_when_it_is_decided_again(
    helpdesk: Helpdesk, settings: Settings, clock: Clock, mailed_ticket: Ticket, olga: Operator
) -> None:
    id, other = mailed_ticket.id, Helpdesk(settings, clock)
    version = keep(helpdesk, mailed_ticket, olga, "Water!")
    meanwhile(helpdesk, lambda: tickets.note(other, olga, id, Body(text="?")))

    tickets.reply(helpdesk, olga, id, Body(text="Water!"), draft_version=version)

    assert excerpts(helpdesk, olga) == []
    said = helpdesk.tickets.conversation(id).messages
    assert [message.text for message in said][1:] == ["?", "Water!"]
