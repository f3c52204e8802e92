from collections.abc import Callable

import pytest

from deskhand.actions import edits
from deskhand.domain.desk import Desk
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Status, Ticket
from deskhand.wiring import Helpdesk
from tests.conftest import operator
from tests.http.conftest import Call

Settle = Callable[[], None]
NONE = {"all": 0, "new": 0, "in_progress": 0, "waiting": 0, "closed": 0, "unassigned": 0}


@pytest.fixture
def taken(helpdesk: Helpdesk, replied_ticket: Ticket, olga: Operator, settle: Settle) -> Ticket:
    taken = edits.change(helpdesk, olga, replied_ticket.id, {"assignee": olga.id})
    settle()
    return taken


def test_the_side_bar_gets_all_its_numbers_at_once(
    admin_api: Call, taken: Ticket, desk: Desk, olga: Operator, stranger: Operator, admin: Operator
) -> None:
    counters = admin_api("GET", "/counters", me=olga).body

    counted = {**NONE, "all": 1, "in_progress": 1, "snoozed": 0, "mine": 1, "desk_id": desk.id}
    assert counters == {"items": [counted], "mine": 1}
    assert admin_api("GET", "/counters", me=admin).body["items"] == [{**counted, "mine": 0}]
    assert admin_api("GET", "/counters", me=stranger).body == {"items": [], "mine": 0}
    assert admin_api("GET", "/me", me=olga).body["open"] == 1


def test_how_much_everybody_has_is_told_of_the_desks_that_one_sees(
    admin_api: Call, taken: Ticket, olga: Operator, stranger: Operator
) -> None:
    def open_of_olga(me: Operator) -> int:
        team = admin_api("GET", "/operators", me=me).body["items"]
        return next(each["open"] for each in team if each["id"] == olga.id)

    assert open_of_olga(olga) == 1
    assert open_of_olga(stranger) == 0


def test_what_happened_is_told_day_by_day(
    admin_api: Call,
    helpdesk: Helpdesk,
    taken: Ticket,
    desk: Desk,
    olga: Operator,
    settle: Settle,
) -> None:
    for status in (Status.CLOSED, Status.NEW, Status.CLOSED):
        edits.change(helpdesk, olga, taken.id, {"status": status})
    settle()

    days = admin_api(
        "GET", "/reports/days", me=olga, desk=desk.id, **{"from": "2026-11-21", "to": "2026-11-23"}
    ).body["items"]

    assert [day["day"] for day in days] == ["2026-11-21", "2026-11-22", "2026-11-23"]
    assert days[1] == {
        "day": "2026-11-22", "opened": 1, "closed": 2, "reopened": 1, "first_replies": 1,
        "first_reply_seconds": 0,
    }  # fmt: skip
    assert days[0] == days[2] | {"day": "2026-11-21"}
    assert set(days[0].values()) == {"2026-11-21", 0}


@pytest.mark.parametrize(
    ("dates", "field"),
    [
        ({"from": "2026-11-23", "to": "2026-11-22"}, "to"),
        ({"from": "2020-01-01", "to": "2026-11-22"}, "from"),
        ({"from": "yesterday", "to": "2026-11-22"}, "from"),
        ({"from": "2026-11-22"}, "to"),
    ],
)
def test_days_that_are_none_are_refused(
    admin_api: Call, desk: Desk, olga: Operator, dates: dict[str, str], field: str
) -> None:
    answer = admin_api("GET", "/reports/days", me=olga, desk=desk.id, **dates)

    assert answer.status == 400
    assert answer.body["errors"][0]["field"] == field


def test_days_of_a_desk_that_is_not_seen_do_not_exist(
    admin_api: Call, desk: Desk, stranger: Operator
) -> None:
    dates = {"from": "2026-11-22", "to": "2026-11-22"}

    assert admin_api("GET", "/reports/days", me=stranger, desk=desk.id, **dates).status == 404


def test_an_admin_begins_jobs_and_nobody_else_does(
    admin_api: Call, taken: Ticket, olga: Operator, admin: Operator
) -> None:
    job = admin_api("POST", "/jobs/reindex", me=admin).body
    assert (job["kind"], job["state"], job["done"], job["total"]) == ("reindex", "done", 1, 1)
    assert [each["id"] for each in admin_api("GET", "/jobs", me=admin).body["items"]] == [job["id"]]
    recount = admin_api("POST", "/jobs/recount", me=admin).body
    assert (recount["state"], recount["done"]) == ("running", 1)  # it ends after a while

    assert admin_api("POST", "/jobs/recount", me=olga).status == 403
    assert admin_api("GET", "/jobs", me=olga).status == 403
    assert admin_api("POST", "/jobs/dancing", me=admin).status == 400


def test_a_search_sees_only_ones_own_desks(
    admin_api: Call, helpdesk: Helpdesk, taken: Ticket, stranger: Operator, desk: Desk
) -> None:
    other = desk.model_copy(
        update={"id": "desk000009", "name": "Other", "addresses": (), "members": (stranger.id,)}
    )
    helpdesk.team.add_desk(other)
    nina = operator(helpdesk, "Nina")

    for me in (stranger, nina):
        assert admin_api("GET", "/tickets", me=me, q="fire").body["items"] == []
        refused = admin_api("GET", "/tickets", me=me, q="fire desk:Support")
        assert refused.status == 400
        assert refused.body["errors"][0]["position"] == 10
