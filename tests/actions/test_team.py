"""Desks, operators, and who may change them."""

from typing import Any

import pytest

from deskhand.actions import browse, search, team
from deskhand.domain.desk import Desk
from deskhand.domain.errors import Forbidden, Invalid, NotAnOperator, NotFound, Taken
from deskhand.domain.listing import Listing
from deskhand.domain.people import Operator, Role
from deskhand.wiring import Helpdesk, Settings
from tests import aws
from tests.conftest import Arrives, Clock, mail, operator

FIRST = "admin@desk.example"


def test_the_first_admin_gets_in_only_while_nobody_else_exists(helpdesk: Helpdesk) -> None:
    with pytest.raises(NotAnOperator):
        team.signed_in(helpdesk, "eve@e.example", "Eve")
    assert helpdesk.team.operators() == []

    first = team.signed_in(helpdesk, f" {FIRST.upper()} ", " ")

    assert (first.role, first.email, first.name) == (Role.ADMIN, FIRST, FIRST)
    assert team.signed_in(helpdesk, FIRST, "Other") == first
    with pytest.raises(NotAnOperator):
        team.signed_in(helpdesk, "", "")


def test_where_somebody_is_the_first_admin_is_nobody(helpdesk: Helpdesk, olga: Operator) -> None:
    with pytest.raises(NotAnOperator):
        team.signed_in(helpdesk, FIRST, "Admin")


def test_who_was_switched_off_does_not_get_in_also_the_first_admin(
    helpdesk: Helpdesk, olga: Operator
) -> None:
    admin = operator(helpdesk, "Admin", Role.ADMIN)
    other = operator(helpdesk, "Other", Role.ADMIN)
    for gone in (admin, olga):
        team.change_operator(helpdesk, other, gone.id, {"active": False})
        with pytest.raises(NotAnOperator):
            team.signed_in(helpdesk, gone.email, "")


@pytest.mark.parametrize("fields", [{"role": "operator"}, {"active": False}])
def test_the_last_admin_stays(helpdesk: Helpdesk, admin: Operator, fields: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        team.change_operator(helpdesk, admin, admin.id, fields)

    other = operator(helpdesk, "Other", Role.ADMIN)
    team.change_operator(helpdesk, other, admin.id, fields)
    with pytest.raises(Invalid):
        team.change_operator(helpdesk, other, other.id, fields)


def test_operators_may_not_administer(helpdesk: Helpdesk, olga: Operator, desk: Desk) -> None:
    for attempt in (
        lambda: team.add_desk(helpdesk, olga, {"name": "Mine"}),
        lambda: team.change_desk(helpdesk, olga, desk.id, {"name": "Mine"}),
        lambda: team.add_operator(helpdesk, olga, {"email": "e@e.example", "name": "Eve"}),
        lambda: team.change_operator(helpdesk, olga, olga.id, {"role": "admin"}),
    ):
        with pytest.raises(Forbidden):
            attempt()
    assert helpdesk.team.operator(olga.id) == olga
    assert len(helpdesk.team.desks()) == 1


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("{{ ticket_url", 1),
        ("a\n{% for x in y %}{% endfor %}", 2),
        ("\n\n{{ 'x' * 100000000 }}", 3),
        ("{{ ticket_url.__class__ }}", 1),
        ("{{ secret }}", 1),
        ("{% if x %}", 1),
    ],
)
def test_a_bad_template_is_refused_with_its_line(
    helpdesk: Helpdesk, admin: Operator, desk: Desk, body: str, line: int
) -> None:
    fields = {"templates": {"created": {"subject": "x", "body": body}}}

    with pytest.raises(Invalid, match=f"line {line}:") as refused:
        team.change_desk(helpdesk, admin, desk.id, fields)
    assert refused.value.field == "templates.created.body"


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"members": ("nobody",)}, "members"),
        ({"categories": ({"code": "a", "name": "A", "default_assignee": "nobody"},)}, "categories"),
        ({"number_pattern": "SUP"}, "number_pattern"),
        ({"addresses": ("a@b.example", "x")}, "addresses"),
        ({"colour": "red"}, "colour"),
        ({"name": ""}, "name"),
    ],
)
def test_a_desk_that_could_not_work_is_refused_and_the_field_named(
    helpdesk: Helpdesk, admin: Operator, desk: Desk, fields: dict[str, Any], named: str
) -> None:
    with pytest.raises(Invalid) as refused:
        team.change_desk(helpdesk, admin, desk.id, fields)
    assert refused.value.field == named


def test_shards_are_only_raised_and_an_unknown_operator_is_not_found(
    helpdesk: Helpdesk, admin: Operator, desk: Desk
) -> None:
    assert team.change_desk(helpdesk, admin, desk.id, {"list_shards": 4}).list_shards == 4
    with pytest.raises(Invalid):
        team.change_desk(helpdesk, admin, desk.id, {"list_shards": 3})
    with pytest.raises(NotFound):
        team.change_operator(helpdesk, admin, "nobody", {"name": "x"})
    with pytest.raises(Taken):
        team.add_desk(helpdesk, admin, {"name": "B", "addresses": desk.addresses})


def test_an_operator_without_a_name_is_refused_and_hides_nobody(
    helpdesk: Helpdesk, admin: Operator
) -> None:
    """Else the whole team could not be read any more."""
    with pytest.raises(Invalid):
        team.add_operator(helpdesk, admin, {"email": "o@o.example", "name": " "})
    helpdesk.team.forget()
    assert helpdesk.team.operators() == [admin]


def test_a_desk_that_another_function_just_added_can_be_listed(
    helpdesk: Helpdesk, settings: Settings, clock: Clock, admin: Operator, desk: Desk
) -> None:
    elsewhere = Helpdesk(settings, clock)
    assert len(elsewhere.team.desks()) == 1
    added = team.add_desk(helpdesk, admin, {"name": "New"})

    listing = Listing(desks=(added.id,))
    assert browse.page(elsewhere, admin, listing, position=None, limit=5).tickets == []


def test_new_list_shards_are_read_at_once_and_written_when_every_function_knows_of_them(
    helpdesk: Helpdesk, admin: Operator, desk: Desk, arrives: Arrives, clock: Clock
) -> None:
    """Else a function that still reads the old ones would not see a ticket for some seconds."""
    elsewhere = Helpdesk(helpdesk.settings, clock)
    assert elsewhere.team.desk(desk.id)

    def come(number: int) -> set[str]:
        """Lists in which they stand."""
        for nr in range(number):
            arrives(mail(message_id=f"<{clock().timestamp()}-{nr}@x>"))
        found = aws.items(helpdesk.table.name)
        return {item["status_list"] for item in found if "status_list" in item}

    def seen() -> int:
        listing = Listing(desks=(desk.id,))
        return len(browse.page(elsewhere, admin, listing, position=None, limit=100).tickets)

    assert len(come(1)) == 1
    raised = team.change_desk(helpdesk, admin, desk.id, {"list_shards": 4})
    assert raised.list_shards == 4
    assert len(come(6)) == 1
    assert seen() == 7
    raised = team.change_desk(helpdesk, admin, desk.id, {"list_shards": 8})
    clock.pass_by(seconds=30)
    assert len(come(3)) == 1
    clock.pass_by(seconds=61)
    assert len(come(12)) > 4
    assert seen() == 22


def test_a_list_and_a_search_show_only_what_the_operator_sees(
    helpdesk: Helpdesk, desk: Desk, stranger: Operator
) -> None:
    everything, ours = Listing(desks=()), Listing(desks=(desk.id,))

    assert browse.page(helpdesk, stranger, everything, position=None, limit=5) == browse.Found(
        [], None
    )
    assert search.page(
        helpdesk, stranger, everything, "fire", position=None, limit=5
    ) == browse.Found([], None)
    with pytest.raises(NotFound):
        browse.page(helpdesk, stranger, ours, position=None, limit=5)
    with pytest.raises(NotFound):
        search.page(helpdesk, stranger, ours, "fire", position=None, limit=5)
