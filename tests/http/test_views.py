from collections.abc import Callable
from typing import Any

import pytest

from deskhand.domain.desk import Desk
from deskhand.domain.kept import Filters
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.http import apis
from tests.http.conftest import Answer, Call

Keep = Callable[..., Answer]


@pytest.fixture
def keep(admin_api: Call) -> Keep:
    def keep(me: Operator, name: str = "Fires", **fields: Any) -> Answer:
        return admin_api("POST", "/views", {"name": name, **fields}, me=me)

    return keep


@pytest.fixture
def names(admin_api: Call) -> Callable[[Operator], list[str]]:
    return lambda me: [view["name"] for view in admin_api("GET", "/views", me=me).body["items"]]


def test_an_operator_keeps_changes_and_removes_a_view_of_his_own(
    admin_api: Call, keep: Keep, olga: Operator, desk: Desk
) -> None:
    filters = {"desk": [desk.id], "status": ["new", "waiting"], "assignee": "me", "snoozed": False}

    kept = keep(olga, query='"on fire" -smoke', filters=filters, position=3)

    assert kept.status == 201
    assert kept.body["query"] == '"on fire" -smoke'
    assert {k: v for k, v in kept.body["filters"].items() if k in filters} == filters
    assert (kept.body["shared"], kept.body["position"], kept.body["version"]) == (False, 3, 1)
    assert admin_api("GET", "/views", me=olga).body == {"items": [kept.body], "cursor": None}

    path = f"/views/{kept.body['id']}"
    changed = admin_api("PATCH", path, {"position": 0, "query": ""}, me=olga, if_match=1)
    assert changed.body == {**kept.body, "position": 0, "query": "", "version": 2}
    assert admin_api("GET", "/views", me=olga).body["items"] == [changed.body]

    assert admin_api("DELETE", path, me=olga).status == 204
    assert admin_api("DELETE", path, me=olga).status == 404
    assert admin_api("GET", "/views", me=olga).body["items"] == []


def test_filters_are_changed_as_a_whole(admin_api: Call, keep: Keep, olga: Operator) -> None:
    path = f"/views/{keep(olga, filters={'tag': 'vip', 'sort': 'priority'}).body['id']}"

    changed = admin_api("PATCH", path, {"filters": {"priority": "high"}}, me=olga).body["filters"]

    assert (changed["tag"], changed["priority"], changed["sort"]) == (None, "high", "-updated_at")


def test_a_view_filters_by_what_the_list_of_tickets_takes(
    admin_api: Call,
    keep: Keep,
    mailed_ticket: Ticket,
    olga: Operator,
    settle: Callable[[], None],
) -> None:
    settle()
    parameters = apis.description()["paths"]["/api/admin/tickets"]["get"]["parameters"]
    taken = {p["name"] for p in parameters if p["in"] == "query"}
    assert set(Filters.model_fields) == taken - {"q", "due_before", "counters", "limit", "cursor"}

    filters = {"desk": [mailed_ticket.desk_id], "assignee": "none", "sort": "priority"}
    view = keep(olga, filters=filters, query="fire").body
    asked = {name: value for name, value in view["filters"].items() if value not in (None, [])}
    found = admin_api("GET", "/tickets", me=olga, q=view["query"], **asked).body["items"]

    assert [ticket["id"] for ticket in found] == [mailed_ticket.id]


def test_views_stand_in_the_order_of_their_positions_then_of_their_names(
    keep: Keep, olga: Operator, names: Callable[[Operator], list[str]]
) -> None:
    for name, position in (("c", 1), ("B", 2), ("a", 2), ("d", 0)):
        keep(olga, name, position=position)

    assert names(olga) == ["d", "c", "a", "B"]


def test_what_an_operator_keeps_for_himself_nobody_else_sees_or_changes(
    admin_api: Call, keep: Keep, olga: Operator, admin: Operator,
    names: Callable[[Operator], list[str]],
) -> None:  # fmt: skip
    path = f"/views/{keep(olga).body['id']}"

    assert names(admin) == []
    assert admin_api("PATCH", path, {"name": "x"}, me=admin).status == 404
    assert admin_api("DELETE", path, me=admin).status == 404
    assert names(olga) == ["Fires"]


def test_the_teams_views_are_seen_by_who_sees_all_their_desks_and_changed_by_admins(
    admin_api: Call, keep: Keep, admin: Operator, olga: Operator, stranger: Operator, desk: Desk,
    names: Callable[[Operator], list[str]],
) -> None:  # fmt: skip
    sales = admin_api("POST", "/desks", {"name": "Sales"}, me=admin).body["id"]
    path = f"/views/{keep(admin, 'Ours', shared=True, filters={'desk': [desk.id]}).body['id']}"
    keep(admin, "Both", shared=True, filters={"desk": [desk.id, sales]})
    keep(admin, "All", shared=True)

    assert names(admin) == ["All", "Both", "Ours"]
    assert names(olga) == ["All", "Ours"]
    assert names(stranger) == ["All"]
    assert admin_api("PATCH", path, {"name": "x"}, me=olga).status == 403
    assert admin_api("DELETE", path, me=olga).status == 403
    assert admin_api("PATCH", path, {"name": "x"}, me=stranger).status == 404
    assert admin_api("PATCH", path, {"name": "x"}, me=admin).body["shared"] is True
    assert admin_api("DELETE", path, me=admin).status == 204


def test_only_admins_share_a_view_and_may_take_it_back(
    admin_api: Call, keep: Keep, olga: Operator, admin: Operator,
    names: Callable[[Operator], list[str]],
) -> None:  # fmt: skip
    own = f"/views/{keep(olga).body['id']}"
    assert keep(olga, shared=True).status == 403
    assert admin_api("PATCH", own, {"shared": True}, me=olga).status == 403

    path = f"/views/{keep(admin, 'Smoke').body['id']}"
    assert admin_api("PATCH", path, {"shared": True}, me=admin).body["shared"] is True
    assert names(olga) == ["Fires", "Smoke"]
    assert admin_api("PATCH", path, {"shared": False}, me=admin).body["shared"] is False
    assert names(olga) == ["Fires"]


def test_a_change_of_a_version_that_was_not_seen_overwrites_nothing(
    admin_api: Call, keep: Keep, olga: Operator, names: Callable[[Operator], list[str]]
) -> None:
    path = f"/views/{keep(olga).body['id']}"
    admin_api("PATCH", path, {"name": "Second"}, me=olga, if_match=1)

    assert admin_api("PATCH", path, {"name": "Third"}, me=olga, if_match=1).status == 409
    assert names(olga) == ["Second"]


@pytest.mark.parametrize(
    ("fields", "field", "position"),
    [
        ({"name": ""}, "name", None),
        ({"query": "fire status:burning"}, "query", 12),
        ({"query": 'fire "on'}, "query", 5),
        ({"query": "x" * 6_001}, "query", None),
        ({"filters": {"colour": "red"}}, "filters.colour", None),
        ({"filters": {"due_before": "2026-11-22T10:00:00Z"}}, "filters.due_before", None),
        ({"filters": {"status": ["burning"]}}, "filters.status.0", None),
        ({"filters": {"sort": "colour"}}, "filters.sort", None),
        ({"filters": {"snoozed": False, "sort": "due"}}, "filters", None),
        ({"position": -1}, "position", None),
        ({"owner": "x"}, "owner", None),
    ],
)
def test_a_view_with_a_mistake_is_refused_with_its_place(
    admin_api: Call, keep: Keep, olga: Operator, fields: dict[str, Any], field: str,
    position: int | None,
) -> None:  # fmt: skip
    path = f"/views/{keep(olga).body['id']}"

    for refused in (keep(olga, **fields), admin_api("PATCH", path, fields, me=olga)):
        assert refused.status == 400
        error = refused.body["errors"][0]
        assert (error["field"], error.get("position")) == (field, position)


def test_a_view_of_a_desk_that_one_does_not_see_is_not_kept(
    admin_api: Call, keep: Keep, stranger: Operator, desk: Desk
) -> None:
    filters = {"filters": {"desk": [desk.id]}}
    own = f"/views/{keep(stranger).body['id']}"

    assert keep(stranger, **filters).status == 404
    assert admin_api("PATCH", own, filters, me=stranger).status == 404
