"""What happens although nobody asks for it."""

from datetime import timedelta
from typing import Any

import pytest

from deskhand.actions import edits, tickets
from deskhand.actions.upkeep import tidy
from deskhand.domain.desk import Desk
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Status, Ticket
from deskhand.wiring import Helpdesk, Settings
from tests.conftest import Clock
from tests.meanwhile import meanwhile


@pytest.fixture
def closing_desk(helpdesk: Helpdesk, desk: Desk) -> Desk:
    """Closes what waits for more than seven days."""
    closing = desk.model_copy(update={"auto_close_days": 7, "version": 2})
    helpdesk.team.save_desk(desk, closing)
    return closing


def set_to(helpdesk: Helpdesk, olga: Operator, ticket: Ticket, **fields: Any) -> Ticket:
    return edits.change(helpdesk, olga, ticket.id, fields)


def test_a_snoozed_ticket_wakes_when_its_time_has_come_and_only_once(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator, clock: Clock
) -> None:
    until = helpdesk.now() + timedelta(hours=1)
    snoozed = set_to(helpdesk, olga, mailed_ticket, snoozed_until=until)

    clock.pass_by(minutes=59)
    assert tidy(helpdesk).woken == 0
    clock.pass_by(minutes=1)
    assert tidy(helpdesk).woken == 1
    assert tidy(helpdesk).woken == 0

    found = helpdesk.tickets.get(snoozed.id)
    assert found.snoozed_until is None
    assert found.updated_at > until, "it stands on top of its list"
    assert found.status is Status.NEW


def test_a_ticket_that_is_snoozed_again_in_the_moment_of_waking_sleeps_on(
    helpdesk: Helpdesk, settings: Settings, mailed_ticket: Ticket, olga: Operator, clock: Clock
) -> None:
    soon, later = (helpdesk.now() + timedelta(hours=hours) for hours in (1, 5))
    set_to(helpdesk, olga, mailed_ticket, snoozed_until=soon)
    clock.pass_by(hours=2)
    elsewhere = Helpdesk(settings, clock)
    meanwhile(helpdesk, lambda: set_to(elsewhere, olga, mailed_ticket, snoozed_until=later))

    assert tidy(helpdesk).woken == 0
    assert helpdesk.tickets.get(mailed_ticket.id).snoozed_until == later


def test_a_status_and_a_snooze_may_be_set_together(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator
) -> None:
    until = helpdesk.now() + timedelta(days=1)
    both = set_to(helpdesk, olga, mailed_ticket, status=Status.WAITING, snoozed_until=until)
    assert both.snoozed_until == until
    assert helpdesk.tickets.get(both.id) == both

    moved = set_to(helpdesk, olga, mailed_ticket, status=Status.IN_PROGRESS)
    assert moved.snoozed_until is None


def test_an_answer_that_closes_leaves_a_ticket_that_can_still_be_changed(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator
) -> None:
    until = helpdesk.now() + timedelta(days=1)
    set_to(helpdesk, olga, mailed_ticket, snoozed_until=until)
    tickets.reply(
        helpdesk, olga, mailed_ticket.id, tickets.Body(text="Done."), status=Status.CLOSED
    )

    assert set_to(helpdesk, olga, mailed_ticket, tags=("fire",)).tags == ("fire",)


def test_what_waits_quietly_for_long_is_closed_and_nothing_else(
    helpdesk: Helpdesk, closing_desk: Desk, mailed_ticket: Ticket, olga: Operator, clock: Clock
) -> None:
    clock.pass_by(days=30)
    assert tidy(helpdesk).closed == 0  # new, not waiting
    set_to(helpdesk, olga, mailed_ticket, status=Status.WAITING)
    clock.pass_by(days=7, seconds=-1)
    assert tidy(helpdesk).closed == 0
    clock.pass_by(seconds=1)
    assert tidy(helpdesk).closed == 1
    assert tidy(helpdesk).closed == 0

    found = helpdesk.tickets.conversation(mailed_ticket.id)
    assert found.ticket.status is Status.CLOSED
    assert found.ticket.closed_at
    assert found.events[-1].author.kind == "system"


def test_a_desk_without_auto_close_closes_nothing(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator, clock: Clock
) -> None:
    set_to(helpdesk, olga, mailed_ticket, status=Status.WAITING)
    clock.pass_by(days=9_000)

    assert tidy(helpdesk).closed == 0


def test_what_is_snoozed_is_not_closed_before_it_wakes(
    helpdesk: Helpdesk, closing_desk: Desk, mailed_ticket: Ticket, olga: Operator, clock: Clock
) -> None:
    until = helpdesk.now() + timedelta(days=20)
    set_to(helpdesk, olga, mailed_ticket, status=Status.WAITING, snoozed_until=until)
    clock.pass_by(days=10)

    assert tidy(helpdesk).closed == 0
    assert helpdesk.tickets.get(mailed_ticket.id).snoozed_until == until
