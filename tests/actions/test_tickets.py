"""What operators do while others do something else."""

from collections.abc import Callable

import pytest

from deskhand.actions import edits, page, tickets, viewing
from deskhand.actions.bodies import Body
from deskhand.domain.desk import Desk
from deskhand.domain.errors import Forbidden, Invalid, NotFound, Renewed, Stale
from deskhand.domain.people import Operator, Requester
from deskhand.domain.ticket import Priority, Status, Ticket
from deskhand.wiring import Helpdesk, Settings
from tests.actions.mails import change_desk
from tests.conftest import Clock
from tests.meanwhile import meanwhile

Settle = Callable[[], None]


@pytest.fixture
def elsewhere(settings: Settings, clock: Clock) -> Helpdesk:
    return Helpdesk(settings, clock)


def test_a_change_decided_while_a_customer_wrote_loses_neither(
    helpdesk: Helpdesk, elsewhere: Helpdesk, mailed_ticket: Ticket, olga: Operator
) -> None:
    token = tickets.link_url(helpdesk, mailed_ticket).partition("#")[2]
    meanwhile(helpdesk, lambda: page.comment(elsewhere, token, Body(text="More.")))

    edits.change(helpdesk, olga, mailed_ticket.id, {"priority": Priority.URGENT})

    found = helpdesk.tickets.conversation(mailed_ticket.id)
    assert found.ticket.priority is Priority.URGENT
    assert [each.text for each in found.messages] == ["It is on fire.", "More."]
    assert found.ticket.message_count == 2


def test_an_operator_who_saw_an_older_version_is_told_what_came_in_between(
    helpdesk: Helpdesk, elsewhere: Helpdesk, mailed_ticket: Ticket, olga: Operator
) -> None:
    token = tickets.link_url(helpdesk, mailed_ticket).partition("#")[2]
    meanwhile(helpdesk, lambda: page.comment(elsewhere, token, Body(text="Never mind.")))

    for attempt in (
        lambda: edits.change(helpdesk, olga, mailed_ticket.id, {"status": Status.CLOSED}, seen=1),
        lambda: tickets.reply(helpdesk, olga, mailed_ticket.id, Body(text="So?"), seen=1),
    ):
        with pytest.raises(Stale) as refused:
            attempt()
        assert [each.text for each in refused.value.changes] == ["Never mind."]

    found = helpdesk.tickets.get(mailed_ticket.id)
    assert (found.status, found.version) == (Status.NEW, 2)


def test_a_link_opens_no_more_after_it_was_renewed_and_closed_for_long_takes_no_comment(
    helpdesk: Helpdesk, closed_ticket: Ticket, olga: Operator, clock: Clock
) -> None:
    old = tickets.link_url(helpdesk, closed_ticket).partition("#")[2]
    renewed = edits.renew_link(helpdesk, olga, closed_ticket.id)
    with pytest.raises(Renewed):
        page.comment(helpdesk, old, Body(text="Hello?"))

    fresh = tickets.link_url(helpdesk, renewed).partition("#")[2]
    clock.pass_by(days=31)
    assert not page.view(helpdesk, fresh).may_comment
    with pytest.raises(Forbidden):
        page.comment(helpdesk, fresh, Body(text="Hello?"))


def test_what_a_stranger_may_not_see_does_not_exist_for_him(
    helpdesk: Helpdesk, mailed_ticket: Ticket, stranger: Operator
) -> None:
    body = Body(text="x")
    for attempt in (
        lambda: viewing.view(helpdesk, stranger, mailed_ticket.id),
        lambda: tickets.reply(helpdesk, stranger, mailed_ticket.id, body),
        lambda: tickets.note(helpdesk, stranger, mailed_ticket.id, body),
        lambda: edits.change(helpdesk, stranger, mailed_ticket.id, {"tags": ("x",)}),
        lambda: edits.renew_link(helpdesk, stranger, mailed_ticket.id),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert helpdesk.tickets.get(mailed_ticket.id) == mailed_ticket


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"category": "unknown"}, "category"),
        ({"assignee": "nobody"}, "assignee"),
    ],
)
def test_what_the_desk_does_not_know_is_refused(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator, fields: dict[str, str], named: str
) -> None:
    with pytest.raises(Invalid) as refused:
        edits.change(helpdesk, olga, mailed_ticket.id, fields)
    assert refused.value.field == named


def test_only_members_who_are_active_can_be_given_a_ticket(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator, stranger: Operator, admin: Operator
) -> None:
    def give(to: Operator) -> Ticket:
        return edits.change(helpdesk, admin, mailed_ticket.id, {"assignee": to.id})

    with pytest.raises(Invalid):
        give(stranger)
    assert give(olga).assignee == olga.id
    assert give(admin).assignee == admin.id
    helpdesk.team.save_operator(olga, olga.model_copy(update={"active": False, "version": 2}))
    with pytest.raises(Invalid):
        give(olga)


def test_an_assignee_and_a_category_that_are_no_more_do_not_hold_up_another_change(
    helpdesk: Helpdesk, desk: Desk, mailed_ticket: Ticket, olga: Operator, admin: Operator
) -> None:
    edits.change(helpdesk, admin, mailed_ticket.id, {"assignee": olga.id, "category": "printing"})
    change_desk(helpdesk, desk, members=(), categories=())

    changed = edits.change(helpdesk, admin, mailed_ticket.id, {"subject": "Lamp"})

    assert (changed.subject, changed.assignee, changed.category) == ("Lamp", olga.id, "printing")
    edits.change(helpdesk, admin, mailed_ticket.id, {"assignee": None, "category": None})
    for gone in ({"assignee": olga.id}, {"category": "printing"}):
        with pytest.raises(Invalid):
            edits.change(helpdesk, admin, mailed_ticket.id, gone)


def test_opening_one_while_somebody_changed_the_pattern_finds_a_free_number(
    helpdesk: Helpdesk, desk: Desk, olga: Operator
) -> None:
    """`1{nr}` has given 11 already when `{nr}` comes to it."""
    opening = tickets.Opening(
        desk_id=desk.id, subject="x", requester=Requester(email="a@b.example")
    )
    for version, pattern in enumerate(("1{nr}", "{nr}"), start=1):
        before = helpdesk.team.desk(desk.id)
        assert before
        after = before.model_copy(update={"number_pattern": pattern, "version": version + 1})
        helpdesk.team.save_desk(before, after)
        tickets.open(helpdesk, opening, Body(text="x"), operator=olga)
    for _ in range(8):
        helpdesk.tickets.next_number(desk.id)

    assert tickets.open(helpdesk, opening, Body(text="x"), operator=olga).number == "12"
