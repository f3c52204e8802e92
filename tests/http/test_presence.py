import json
from collections.abc import Callable

from botocore.model import OperationModel

from deskhand import wiring
from deskhand.actions import drafts, presence
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk, Settings
from local import template
from local.patterns import matches_any
from tests.aws import Machinery
from tests.conftest import ROOT, handler
from tests.http.conftest import Call


def test_who_opens_a_ticket_sees_who_else_has_it_open_and_who_writes(
    admin_api: Call, mailed_ticket: Ticket, olga: Operator, admin: Operator
) -> None:
    path = f"/tickets/{mailed_ticket.id}/presence"

    first = admin_api("POST", path, {"writing": True}, me=olga)
    second = admin_api("POST", path, {}, me=admin)
    third = admin_api("POST", path, {"writing": False}, me=olga)

    assert (first.status, first.body["others"]) == (200, [])
    (seen,) = second.body["others"]
    assert set(seen) == {"operator_id", "name", "writing", "since"}
    assert (seen["operator_id"], seen["name"], seen["writing"]) == (olga.id, "Olga", True)
    assert [(o["name"], o["writing"]) for o in third.body["others"]] == [("Admin", False)]


def test_who_closes_a_ticket_is_there_no_more(
    admin_api: Call, mailed_ticket: Ticket, olga: Operator, admin: Operator
) -> None:
    path = f"/tickets/{mailed_ticket.id}/presence"
    admin_api("POST", path, {"writing": True}, me=olga)

    assert admin_api("DELETE", path, me=olga).status == 204
    assert admin_api("DELETE", path, me=olga).status == 204

    assert admin_api("POST", path, {"writing": False}, me=admin).body["others"] == []


def test_the_same_request_tells_whether_the_ticket_moved_on(
    admin_api: Call, mailed_ticket: Ticket, olga: Operator
) -> None:
    path = f"/tickets/{mailed_ticket.id}"
    before = admin_api("POST", f"{path}/presence", {"writing": False}, me=olga).body
    changed = admin_api("PATCH", path, {"priority": "high"}, me=olga).body

    after = admin_api("POST", f"{path}/presence", {"writing": False}, me=olga).body

    assert (before["version"], after["version"]) == (1, 2)
    assert after["updated_at"] == changed["updated_at"]


def test_presence_changes_nothing_of_the_conversation(
    admin_api: Call, mailed_ticket: Ticket, olga: Operator
) -> None:
    path = f"/tickets/{mailed_ticket.id}"
    before = admin_api("GET", path, me=olga).body

    admin_api("POST", f"{path}/presence", {"writing": True}, me=olga)

    after = admin_api("GET", path, me=olga).body
    assert (after["version"], after["messages"], after["events"]) == (
        before["version"],
        before["messages"],
        before["events"],
    )


def test_nobody_is_seen_at_a_ticket_of_a_foreign_desk_or_at_none(
    admin_api: Call, mailed_ticket: Ticket, olga: Operator, stranger: Operator
) -> None:
    path = f"/tickets/{mailed_ticket.id}/presence"

    assert admin_api("POST", path, {"writing": True}, me=stranger).status == 404
    assert admin_api("DELETE", path, me=stranger).status == 204
    assert admin_api("POST", "/tickets/none/presence", {"writing": True}, me=olga).status == 404
    assert admin_api("POST", path, {"writing": "?"}, me=olga).status == 400
    assert admin_api("POST", path, {"writing": False}, me=olga).body["others"] == []


def test_the_same_request_brings_what_the_side_bar_shows(
    admin_api: Call, mailed_ticket: Ticket, olga: Operator, settle: Callable[[], None]
) -> None:
    path = f"/tickets/{mailed_ticket.id}"
    admin_api("PATCH", path, {"assignee": olga.id}, me=olga)
    settle()

    told = admin_api("POST", f"{path}/presence", {"writing": False}, me=olga).body["counters"]

    assert told == admin_api("GET", "/counters", me=olga).body
    assert (told["mine"], told["items"][0]["all"]) == (1, 1)


def test_it_takes_three_requests_of_the_table(
    admin_api: Call, mailed_ticket: Ticket, olga: Operator
) -> None:
    path = f"/tickets/{mailed_ticket.id}/presence"
    admin_api("POST", path, {"writing": False}, me=olga)  # the team is read, and kept
    asked: list[str] = []

    def note(model: OperationModel, **_: object) -> None:
        asked.append(model.name)

    wiring.helpdesk().table.client.meta.events.register("before-call.dynamodb.*", note)
    admin_api("POST", path, {"writing": True}, me=olga)

    assert asked == ["Query", "PutItem", "BatchGetItem"]


def test_drafts_and_presence_wake_no_function(
    helpdesk: Helpdesk, settings: Settings, mailed_ticket: Ticket, olga: Operator
) -> None:
    machinery = Machinery(settings, handler)
    assert any(map(wakes, machinery.changes()))

    id = mailed_ticket.id
    for seen in (True, False):
        presence.tell(helpdesk, olga, id, writing=seen)
    presence.leave(helpdesk, olga, id)
    kept = drafts.keep(helpdesk, olga, id, "reply", {"text": "x"}, seen=0)
    drafts.keep(helpdesk, olga, id, "reply", {"text": "y"}, seen=kept.version)
    drafts.discard(helpdesk, olga, id, "reply", seen=0)

    records = machinery.changes()
    assert {record["eventName"] for record in records} == {"INSERT", "MODIFY", "REMOVE"}
    assert not any(map(wakes, records))


def wakes(record: object) -> bool:
    resources = template.read(ROOT / "template.yaml")["Resources"]
    return any(
        matches_any(tuple(map(json.loads, patterns(resources[name]))), record)
        for name in ("Projections", "Notifications")
    )


def patterns(function: dict) -> list[str]:  # type: ignore[type-arg]
    (event,) = function["Properties"]["Events"].values()
    return [each["Pattern"] for each in event["Properties"]["FilterCriteria"]["Filters"]]
