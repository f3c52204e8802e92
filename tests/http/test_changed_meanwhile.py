"""Settings and customers that somebody else has changed since they were loaded."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from deskhand import wiring
from deskhand.actions import canned_replies, customers, team, views
from deskhand.domain.desk import Desk
from deskhand.domain.people import Customer, Operator
from deskhand.wiring import Helpdesk, Settings
from tests.conftest import Clock
from tests.http.conftest import Call
from tests.meanwhile import meanwhile


class Changeable(NamedTuple):
    path: str
    field: str
    change: Callable[[dict[str, Any]], Any]


@pytest.fixture(params=["desk", "operator", "customer", "me", "canned reply", "view"])
def changeable(
    request: pytest.FixtureRequest, settings: Settings, clock: Clock, admin: Operator,
    olga: Operator, desk: Desk, ada: Customer,
) -> Changeable:  # fmt: skip
    """By another function, on another machine."""
    other = Helpdesk(settings, clock)

    def of_operator(id: str) -> Callable[[dict[str, Any]], Any]:
        return lambda to: team.change_operator(other, admin, id, to)

    own = {"name": "Mine", "owner": None}
    reply = canned_replies.add(other, admin, {**own, "text": "Hello!"})
    view = views.add(other, admin, own)
    return {
        "canned reply": Changeable(
            f"/canned-replies/{reply.id}",
            "name",
            lambda to: canned_replies.change(other, admin, reply.id, to),
        ),
        "view": Changeable(
            f"/views/{view.id}", "name", lambda to: views.change(other, admin, view.id, to)
        ),
        "desk": Changeable(
            f"/desks/{desk.id}", "name", lambda to: team.change_desk(other, admin, desk.id, to)
        ),
        "operator": Changeable(f"/operators/{olga.id}", "name", of_operator(olga.id)),
        "customer": Changeable(
            f"/customers/{ada.id}", "company", lambda to: customers.change(other, ada.id, to)
        ),
        "me": Changeable("/me", "name", of_operator(admin.id)),
    }[request.param]


def test_what_was_changed_since_is_not_overwritten_but_told(
    admin_api: Call, admin: Operator, changeable: Changeable
) -> None:
    path, field, change = changeable
    change({field: "Anna"})

    refused = admin_api("PATCH", path, {field: "Berta"}, me=admin, if_match=1)

    assert refused.status == 409
    assert refused.body["current_version"] == 2
    assert [there[field] for there in refused.body["changes"]] == ["Anna"]
    again = admin_api("PATCH", path, {field: "Berta"}, me=admin, if_match=2)
    assert (again.status, again.body[field], again.body["version"]) == (200, "Berta", 3)


@pytest.mark.parametrize(("seen", "status"), [(1, 409), (None, 200)])
def test_who_was_slower_by_a_moment_is_told_if_he_said_what_he_saw(
    admin_api: Call, admin: Operator, changeable: Changeable, seen: int | None, status: int
) -> None:
    path, field, change = changeable
    happened: list[Any] = []
    meanwhile(wiring.helpdesk(), lambda: happened.append(change({field: "Anna"})))

    answer = admin_api("PATCH", path, {field: "Berta"}, me=admin, if_match=seen)

    assert len(happened) == 1
    assert answer.status == status
    if seen:
        assert [there[field] for there in answer.body["changes"]] == ["Anna"]
    else:
        assert (answer.body[field], answer.body["version"]) == ("Berta", 3)
