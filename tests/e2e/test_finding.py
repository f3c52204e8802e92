"""What came by mail is found, listed and counted, over SMTP and HTTP."""

from typing import Any

import pytest

from local.process import StackProcess
from tests.e2e.conftest import Mailbox, Person, eventually

pytestmark = pytest.mark.slow
SUPPORT = "support@desk.localhost"


@pytest.fixture(scope="module")
def olga(admin: Person, stack: StackProcess) -> Person:
    made = admin.call(
        "POST", "/operators", {"email": "olga@desk.localhost", "name": "Olga"}, expect=201
    )
    desk = {"name": "Support", "addresses": [SUPPORT], "members": [made["id"]]}
    admin.call("POST", "/desks", desk, expect=201)
    return Person(stack, "olga@desk.localhost")


@pytest.fixture(scope="module")
def numbers(olga: Person, stack: StackProcess) -> list[str]:
    """Of three tickets, oldest first."""
    mails = (
        ("ada@byron.example", "Ada Byron", "Drücker in Flammen", "Łucja says: the lamp smokes."),
        ("bob@stone.example", "Bob Stone", "注文1234番", "商品がまだ届きません。"),
        ("eve@e.example", "Eve", "Refund", "The lamp is here. It does not smoke " + "x " * 2_000),
    )
    for nr, (address, name, subject, text) in enumerate(mails, 1):
        Mailbox(stack, address, name).send(text, to=SUPPORT, subject=subject)
        eventually(lambda nr=nr: counted(olga, "all") == nr)
    return [ticket["number"] for ticket in olga.get("/tickets", sort="created_at")["items"]]


def counted(olga: Person, name: str) -> int:
    (desk,) = olga.get("/counters")["items"]
    return int(desk[name])


def found(olga: Person, asked: str, **more: Any) -> list[str]:
    return [ticket["number"] for ticket in olga.get("/tickets", q=asked, **more)["items"]]


def test_mail_is_found_by_what_it_says_in_any_script(olga: Person, numbers: list[str]) -> None:
    first, second, third = numbers

    eventually(lambda: found(olga, "lamp") == [third, first])
    assert found(olga, "refund") == [third]
    assert found(olga, "drucker lucja") == found(olga, '"lamp smokes"') == [first]
    assert found(olga, "smok") == [third, first]
    assert found(olga, "lamp -refund") == found(olga, "from:ada@byron.example") == [first]
    assert found(olga, "商品") == found(olga, "届") == found(olga, "1234") == [second]
    (hit,) = olga.get("/tickets", q="łucja")["items"]
    assert hit["excerpt"]["text"] == "Łucja says: the lamp smokes."


def test_what_becomes_of_tickets_is_counted_and_filtered(
    olga: Person, admin: Person, numbers: list[str]
) -> None:
    first, second, third = olga.get("/tickets", sort="created_at")["items"]
    me = olga.get("/me")["operator"]["id"]
    olga.call("PATCH", f"/tickets/{first['id']}", {"assignee": me})
    olga.call("PATCH", f"/tickets/{third['id']}", {"status": "closed"})
    eventually(lambda: counted(olga, "closed") == counted(olga, "mine") == 1)

    later = "2999-01-01T00:00:00.000Z"
    olga.call("PATCH", f"/tickets/{first['id']}", {"snoozed_until": later})
    eventually(lambda: counted(olga, "snoozed") == 1)
    counters = olga.get("/counters")
    assert counters["mine"] == 0
    (desk,) = counters["items"]
    assert (desk["all"], desk["unassigned"], desk["closed"]) == (3, 1, 1)
    assert found(olga, "status:closed") == [third["number"]]
    assert found(olga, "lamp status:open") == [first["number"]]
    listed = olga.get("/tickets", snoozed="true", sort="due")["items"]
    assert [ticket["id"] for ticket in listed] == [first["id"]]
    day = third["created_at"][:10]
    days = olga.get("/reports/days", desk=desk["desk_id"], **{"from": day, "to": day})["items"]
    assert days[0]["opened"] == 3
    assert days[0]["closed"] in (0, 1)  # it may be midnight
    assert second["number"] in found(olga, "status:new")


def test_an_admin_has_everything_counted_and_indexed_anew(
    olga: Person, admin: Person, numbers: list[str]
) -> None:
    for kind, state in (("recount", "running"), ("reindex", "done")):
        job = admin.call("POST", f"/jobs/{kind}")  # a recount ends a while later
        assert (job["state"], job["done"], job["drift"]) == (state, 3, [])
        olga.call("POST", f"/jobs/{kind}", expect=403)
    assert len(admin.get("/jobs")["items"]) == 2


def test_new_lists_are_used_by_a_living_desk(
    olga: Person, admin: Person, stack: StackProcess, numbers: list[str]
) -> None:
    (desk,) = admin.get("/desks")["items"]
    admin.call("PATCH", f"/desks/{desk['id']}", {"list_shards": 4})
    Mailbox(stack, "zoe@z.example", "Zoe").send("Hello", to=SUPPORT, subject="Zebra")

    eventually(lambda: found(olga, "zebra"))
    assert len(olga.get("/tickets")["items"]) == 4
    eventually(lambda: counted(olga, "all") == 4)
    refused = admin.call("PATCH", f"/desks/{desk['id']}", {"list_shards": 2}, expect=400)
    assert refused["errors"][0]["field"] == "list_shards"
