from datetime import datetime, timedelta
from typing import Any

import pytest

from deskhand.domain.marks import KEPT
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.store.marks import PAGE
from deskhand.wiring import Helpdesk
from tests.conftest import Arrives, mail
from tests.http.conftest import Call

EPOCH = "1970-01-01T00:00:00.000Z"


@pytest.fixture
def path(mailed_ticket: Ticket) -> str:
    return f"/tickets/{mailed_ticket.id}"


def read(admin_api: Call, path: str, me: Operator) -> dict[str, Any]:
    """As the panel does: tells the update that it shows."""
    shown: dict[str, Any] = admin_api("GET", path, me=me).body
    told = admin_api("PUT", f"{path}/read", {"at": shown["updated_at"]}, me=me)
    assert (told.status, told.body) == (204, None)
    return shown


def unread(admin_api: Call, path: str, me: Operator) -> bool:
    """As the panel finds it out."""
    answer = admin_api("GET", "/read", me=me).body
    shown = admin_api("GET", path, me=me).body
    seen = {mark["ticket_id"]: mark["at"] for mark in answer["items"]}
    return bool(shown["heard_at"] and shown["heard_at"] > seen.get(shown["id"], answer["since"]))


def writes(arrives: Arrives, id: str) -> None:
    arrives(mail("Hello?", message_id=f"<{id}@x>", In_Reply_To="<1@byron.example>"))


@pytest.fixture(autouse=True)
def team_before_the_tickets(helpdesk: Helpdesk, olga: Operator, admin: Operator) -> None:
    """The handlers' clock is the real one, the fixtures' is not."""
    for each in (olga, admin):
        long_ago = each.created_at - timedelta(days=9_000)
        earlier = each.model_copy(update={"created_at": long_ago, "version": 2})
        helpdesk.team.save_operator(each, earlier)


def test_a_ticket_is_unread_until_it_was_seen_and_again_when_the_customer_writes(
    admin_api: Call, path: str, arrives: Arrives, olga: Operator
) -> None:
    assert unread(admin_api, path, olga)
    read(admin_api, path, olga)
    assert not unread(admin_api, path, olga)

    writes(arrives, "2")
    assert unread(admin_api, path, olga)
    read(admin_api, path, olga)
    assert not unread(admin_api, path, olga)


def test_what_colleagues_and_machines_write_makes_nothing_unread(
    admin_api: Call, path: str, arrives: Arrives, olga: Operator, admin: Operator
) -> None:
    read(admin_api, path, olga)

    admin_api("POST", f"{path}/notes", {"text": "Angry."}, me=admin)
    admin_api("POST", f"{path}/replies", {"text": "Soon."}, me=admin)
    admin_api("PATCH", path, {"priority": "high"}, me=admin)
    arrives(mail("Away", message_id="<3@x>", In_Reply_To="<1@byron.example>", X_Autoreply="yes"))

    assert not unread(admin_api, path, olga)


def test_each_has_marks_of_his_own(
    admin_api: Call, path: str, olga: Operator, admin: Operator
) -> None:
    shown = read(admin_api, path, olga)

    mine = admin_api("GET", "/read", me=olga).body
    assert mine["items"] == [{"ticket_id": shown["id"], "at": shown["updated_at"]}]
    assert mine["cursor"] is None
    assert admin_api("GET", "/read", me=admin).body["items"] == []
    assert unread(admin_api, path, admin)


def test_a_device_that_comes_late_makes_nothing_unread(
    admin_api: Call, path: str, arrives: Arrives, olga: Operator
) -> None:
    first = read(admin_api, path, olga)
    writes(arrives, "2")
    read(admin_api, path, olga)

    late = admin_api("PUT", f"{path}/read", {"at": first["updated_at"]}, me=olga)

    assert late.status == 204
    assert not unread(admin_api, path, olga)


def test_nobody_has_read_what_is_to_come(
    admin_api: Call, path: str, arrives: Arrives, olga: Operator
) -> None:
    admin_api("PUT", f"{path}/read", {"at": "2999-01-01T00:00:00Z"}, me=olga)
    assert not unread(admin_api, path, olga)

    writes(arrives, "2")

    assert unread(admin_api, path, olga)


def test_a_ticket_is_marked_unread_again_however_often_and_read_again(
    admin_api: Call, path: str, olga: Operator
) -> None:
    read(admin_api, path, olga)

    for _ in range(2):
        assert admin_api("DELETE", f"{path}/read", me=olga).status == 204
        assert unread(admin_api, path, olga)
    assert [m["at"] for m in admin_api("GET", "/read", me=olga).body["items"]] == [EPOCH]

    read(admin_api, path, olga)
    assert not unread(admin_api, path, olga)


def test_what_is_older_than_the_operator_or_than_any_mark_is_no_news_to_him(
    admin_api: Call, helpdesk: Helpdesk, admin: Operator
) -> None:
    new = admin_api("POST", "/operators", {"email": "n@desk.example", "name": "N"}, me=admin).body
    claims = {"email": "n@desk.example", "email_verified": "true"}

    his = admin_api("GET", "/read", me=None, claims=claims).body["since"]
    admins = datetime.fromisoformat(admin_api("GET", "/read", me=admin).body["since"])

    assert his == new["created_at"]
    assert abs(datetime.now(admins.tzinfo) - KEPT - admins) < timedelta(minutes=1)


@pytest.mark.slow
def test_many_marks_are_answered_page_by_page(
    admin_api: Call, helpdesk: Helpdesk, olga: Operator, admin: Operator
) -> None:
    ids = [f"{n:026}" for n in range(PAGE + 1)]
    kept = {"pk": f"READ#{olga.id}", "at": "01m81b5h88", "expires": 9_999_999_999}
    helpdesk.table.put_all({**kept, "sk": id} for id in ids)

    first = admin_api("GET", "/read", me=olga).body
    second = admin_api("GET", "/read", me=olga, cursor=first["cursor"]).body

    assert [m["ticket_id"] for m in (*first["items"], *second["items"])] == ids
    assert (len(second["items"]), second["cursor"]) == (1, None)
    assert admin_api("GET", "/read", me=admin, cursor=first["cursor"]).status == 400


def test_a_mark_that_is_over_is_not_answered_though_it_is_still_there(
    admin_api: Call, helpdesk: Helpdesk, path: str, olga: Operator
) -> None:
    read(admin_api, path, olga)
    item = {"pk": f"READ#{olga.id}", "sk": path.rpartition("/")[2], "at": "01m81b5h88"}

    helpdesk.table.put_all([{**item, "expires": 1}])

    assert admin_api("GET", "/read", me=olga).body["items"] == []


def test_a_ticket_of_a_foreign_desk_or_none_has_no_mark(
    admin_api: Call, path: str, stranger: Operator, olga: Operator
) -> None:
    body = {"at": "2026-11-22T10:00:00Z"}

    for place, me in ((path, stranger), ("/tickets/none", olga)):
        assert admin_api("PUT", f"{place}/read", body, me=me).status == 404
        assert admin_api("DELETE", f"{place}/read", me=me).status == 404
        assert admin_api("GET", "/read", me=me).body["items"] == []


@pytest.mark.parametrize("body", [{}, {"at": "now"}, {"at": "2026-11-22T10:00:00"}, {"version": 1}])
def test_a_mark_needs_a_time(
    admin_api: Call, path: str, olga: Operator, body: dict[str, object]
) -> None:
    assert admin_api("PUT", f"{path}/read", body, me=olga).status == 400
