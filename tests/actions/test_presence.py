import pytest

from deskhand.actions import presence
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk
from tests.conftest import Clock


def names(helpdesk: Helpdesk, ticket: Ticket, seen_by: Operator) -> list[str]:
    others = presence.tell(helpdesk, seen_by, ticket.id, writing=False).others
    return [other.name for other in others]


@pytest.mark.parametrize(("seconds", "there"), [(24, ["Olga"]), (26, [])])
def test_who_was_not_heard_of_for_25_seconds_is_there_no_more(
    helpdesk: Helpdesk,
    clock: Clock,
    mailed_ticket: Ticket,
    olga: Operator,
    admin: Operator,
    seconds: int,
    there: list[str],
) -> None:
    presence.tell(helpdesk, olga, mailed_ticket.id, writing=True)

    clock.pass_by(seconds=seconds)

    assert names(helpdesk, mailed_ticket, admin) == there


def test_who_stays_is_there_since_he_came_and_who_comes_back_begins_anew(
    helpdesk: Helpdesk, clock: Clock, mailed_ticket: Ticket, olga: Operator, admin: Operator
) -> None:
    def olga_after(seconds: int) -> float:
        """For how long she has been there."""
        clock.pass_by(seconds=seconds)
        presence.tell(helpdesk, olga, mailed_ticket.id, writing=False)
        (shown,) = presence.tell(helpdesk, admin, mailed_ticket.id, writing=False).others
        return round((clock.now - shown.since).total_seconds())

    assert [olga_after(seconds) for seconds in (0, 10, 10, 60, 10)] == [0, 10, 20, 0, 10]


def test_others_are_in_the_order_in_which_they_came(
    helpdesk: Helpdesk, clock: Clock, mailed_ticket: Ticket, olga: Operator, admin: Operator
) -> None:
    boss = admin.model_copy(update={"id": "0", "name": "Boss"})
    for operator in (olga, admin, boss, olga):
        clock.pass_by(seconds=1)
        presence.tell(helpdesk, operator, mailed_ticket.id, writing=False)

    assert names(helpdesk, mailed_ticket, admin) == ["Olga", "Boss"]
