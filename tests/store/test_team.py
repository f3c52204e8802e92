import pytest

from deskhand.domain.errors import Conflict, Taken
from deskhand.domain.people import Operator
from deskhand.store.team import KEPT
from deskhand.wiring import Helpdesk, Settings
from tests.conftest import Clock, operator, support_desk
from tests.domain.given import desk


@pytest.fixture
def elsewhere(settings: Settings, clock: Clock) -> Helpdesk:
    """The same help desk in another function."""
    return Helpdesk(settings, clock)


def test_what_another_function_added_is_found_at_once(
    helpdesk: Helpdesk, elsewhere: Helpdesk
) -> None:
    assert elsewhere.team.desks() == []
    olga = operator(helpdesk, "Olga")
    support = support_desk(helpdesk, olga)

    assert elsewhere.team.desk_of("support+abc@desk.example") == support
    assert elsewhere.team.operator_with("olga@desk.example") == olga
    assert elsewhere.team.operator(olga.id) == olga
    assert elsewhere.team.desk("nowhere") is None


def test_own_writes_are_seen_at_once_and_those_of_others_after_ten_seconds(
    helpdesk: Helpdesk, elsewhere: Helpdesk, clock: Clock
) -> None:
    olga = operator(helpdesk, "Olga")
    support = support_desk(helpdesk, olga)
    assert elsewhere.team.desk(support.id) == support

    closed = support.model_copy(update={"active": False, "version": 2})
    helpdesk.team.save_desk(support, closed)
    gone = olga.model_copy(update={"active": False, "version": 2})
    helpdesk.team.save_operator(olga, gone)

    assert helpdesk.team.desk(support.id) == closed
    assert helpdesk.team.desk_of("support@desk.example") is None
    assert helpdesk.team.operator(olga.id) == gone
    clock.pass_by(seconds=KEPT.total_seconds())
    assert elsewhere.team.desk(support.id) == closed
    assert elsewhere.team.operators() == [gone]


def test_a_mail_address_is_one_desks_and_free_when_it_was_given_up(helpdesk: Helpdesk) -> None:
    support = desk(id="a", addresses=("support@d.example", "help@d.example"))
    helpdesk.team.add_desk(support)
    with pytest.raises(Taken):
        helpdesk.team.add_desk(desk(id="b", addresses=("sales@d.example", "help@d.example")))
    assert helpdesk.team.desk("b") is None
    less = support.model_copy(update={"addresses": ("support@d.example",), "version": 2})
    helpdesk.team.save_desk(support, less)
    helpdesk.team.add_desk(desk(id="b", addresses=("help@d.example",)))

    with pytest.raises(Taken):
        helpdesk.team.save_desk(less, support.model_copy(update={"version": 3}))
    with pytest.raises(Conflict):
        helpdesk.team.save_desk(support, less)
    found = helpdesk.team.desk_of("help@d.example")
    assert found and found.id == "b"


def test_an_operators_address_is_his_until_he_changes_it(helpdesk: Helpdesk) -> None:
    olga = operator(helpdesk, "Olga")
    with pytest.raises(Taken):
        operator(helpdesk, "OLGA")
    other: Operator = olga.model_copy(update={"email": "o@desk.example", "version": 2})
    helpdesk.team.save_operator(olga, other)

    assert operator(helpdesk, "Olga").id != olga.id
    assert helpdesk.team.operator_with("o@desk.example") == other
