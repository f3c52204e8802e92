"""Operators and the stack's own user pool."""

from typing import Any

import pytest

from deskhand.actions import team
from deskhand.domain.errors import Taken
from deskhand.domain.people import Operator, Role
from deskhand.wiring import Helpdesk, Settings
from tests import aws
from tests.conftest import Clock, operator

NINA = {"email": "nina@desk.example", "name": "Nina"}


@pytest.fixture
def helpdesk(user_pool: str, clock: Clock) -> Helpdesk:
    return Helpdesk(Settings.from_environment(), clock)


@pytest.fixture
def admin(helpdesk: Helpdesk) -> Operator:
    return operator(helpdesk, "Admin", Role.ADMIN)


@pytest.fixture
def nina(helpdesk: Helpdesk, admin: Operator) -> Operator:
    return team.add_operator(helpdesk, admin, NINA)


def people(pool: str) -> dict[str, tuple[bool, str]]:
    """Who is enabled, and who has not taken up his invitation."""
    found = aws.client("cognito-idp").list_users(UserPoolId=pool)["Users"]
    return {_email(user): (user["Enabled"], user["UserStatus"]) for user in found}


def _email(user: dict[str, Any]) -> str:
    attributes = {each["Name"]: each["Value"] for each in user["Attributes"]}
    assert attributes["email_verified"] == "true"
    return str(attributes["email"])


def test_who_is_added_is_invited_to_sign_in(nina: Operator, user_pool: str) -> None:
    assert people(user_pool) == {nina.email: (True, "FORCE_CHANGE_PASSWORD")}


def test_who_was_invited_before_is_not_invited_twice(
    helpdesk: Helpdesk, admin: Operator, nina: Operator, user_pool: str
) -> None:
    with pytest.raises(Taken):
        team.add_operator(helpdesk, admin, NINA)

    assert list(people(user_pool)) == [nina.email]


def test_who_is_switched_off_cannot_sign_in_until_he_comes_back(
    helpdesk: Helpdesk, admin: Operator, nina: Operator, user_pool: str
) -> None:
    team.change_operator(helpdesk, admin, nina.id, {"active": False})
    assert people(user_pool)[nina.email][0] is False

    team.change_operator(helpdesk, admin, nina.id, {"active": True})
    assert people(user_pool)[nina.email][0] is True


def test_a_new_address_is_invited_and_the_old_one_is_of_no_use(
    helpdesk: Helpdesk, admin: Operator, nina: Operator, user_pool: str
) -> None:
    team.change_operator(helpdesk, admin, nina.id, {"email": "nina@sales.example"})

    enabled = {email: enabled for email, (enabled, _) in people(user_pool).items()}
    assert enabled == {"nina@desk.example": False, "nina@sales.example": True}


def test_other_changes_and_people_who_never_signed_in_change_nothing_there(
    helpdesk: Helpdesk, admin: Operator, nina: Operator, user_pool: str
) -> None:
    before = people(user_pool)
    team.change_oneself(helpdesk, nina, {"name": "Nina Nowak"})
    old = operator(helpdesk, "Old")  # of the time before there was a pool
    team.change_operator(helpdesk, admin, old.id, {"active": False})

    assert people(user_pool) == before
