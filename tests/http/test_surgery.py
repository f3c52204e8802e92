"""Merging, splitting and deleting over HTTP."""

import pytest

from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk
from tests.conftest import Arrives, mail
from tests.http.conftest import Call


@pytest.fixture
def again(helpdesk: Helpdesk, mailed_ticket: Ticket, arrives: Arrives) -> Ticket:
    (receipt,) = arrives(mail("Still on fire.", subject="Hurry", message_id="<2@b.example>"))
    return helpdesk.tickets.get(receipt.ticket_id)


def test_a_merged_ticket_leads_to_its_target_and_that_shows_both(
    admin_api: Call, again: Ticket, mailed_ticket: Ticket, olga: Operator
) -> None:
    into = {"into": mailed_ticket.id}
    merged = admin_api("POST", f"/tickets/{again.id}/merge", into, me=olga, if_match=1)
    target = admin_api("GET", f"/tickets/{mailed_ticket.id}", me=olga).body
    source = admin_api("GET", f"/tickets/{again.id}", me=olga).body
    closed = admin_api("GET", "/tickets", me=olga, status="closed").body["items"]

    assert merged.status == 200
    where = {"id": mailed_ticket.id, "number": "SUP-1"}
    assert merged.body["merged_into"] == closed[0]["merged_into"] == where
    assert source["merged_into"] == {**where, "subject": "Printer on fire"}
    assert [m["ticket_id"] for m in target["messages"]] == [mailed_ticket.id, again.id]
    (shown,) = target["merged"]
    assert (shown["id"], shown["number"], shown["subject"]) == (again.id, "SUP-2", "Hurry")
    assert shown["status"] == "closed"
    assert target["merged_into"] is None
    assert source["merged"] == []


def test_a_merged_ticket_refuses_work_and_names_its_target_until_it_is_unmerged(
    admin_api: Call, again: Ticket, mailed_ticket: Ticket, olga: Operator
) -> None:
    path = f"/tickets/{again.id}"
    admin_api("POST", f"{path}/merge", {"into": mailed_ticket.id}, me=olga)

    for method, rest, body in (
        ("POST", "/replies", {"text": "x"}),
        ("POST", "/notes", {"text": "x"}),
        ("PATCH", "", {"status": "waiting"}),
    ):
        refused = admin_api(method, path + rest, body, me=olga)
        assert refused.status == 400
        assert refused.body["errors"][0]["field"] == "merged_into"
        assert "SUP-1" in refused.body["detail"]
    back = admin_api("POST", f"{path}/unmerge", me=olga)
    assert (back.body["status"], back.body["merged_into"]) == ("new", None)
    assert admin_api("POST", f"{path}/notes", {"text": "x"}, me=olga).status == 201


def test_merging_is_refused_where_it_makes_no_sense_or_is_none_of_his(
    admin_api: Call, again: Ticket, mailed_ticket: Ticket, olga: Operator, stranger: Operator
) -> None:
    path, into = f"/tickets/{again.id}/merge", {"into": mailed_ticket.id}

    assert admin_api("POST", path, {"into": again.id}, me=olga).status == 400
    assert admin_api("POST", path, {"into": "nothing"}, me=olga).status == 404
    assert admin_api("POST", path, {}, me=olga).status == 400
    assert admin_api("POST", path, into, me=olga, if_match=7).status == 409
    assert admin_api("POST", path, into, me=stranger).status == 404
    assert admin_api("POST", f"/tickets/{again.id}/unmerge", me=stranger).status == 404


def test_a_message_is_split_off_once(
    admin_api: Call, mailed_ticket: Ticket, arrives: Arrives, olga: Operator, stranger: Operator
) -> None:
    arrives(mail("And the scanner.", message_id="<2@b>", In_Reply_To="<1@byron.example>"))
    seen = admin_api("GET", f"/tickets/{mailed_ticket.id}", me=olga).body
    message = seen["messages"][-1]["id"]
    path, new = f"/tickets/{mailed_ticket.id}/messages/{message}/split", {"subject": "Scanner"}

    assert admin_api("POST", path, {"subject": " "}, me=olga).status == 400
    assert admin_api("POST", path, new, me=stranger).status == 404
    first = admin_api("POST", path, new, me=olga, if_match=seen["version"])
    assert (first.status, first.body["subject"]) == (201, "Scanner")
    assert first.body["continues"] == mailed_ticket.id
    assert admin_api("POST", path, new, me=olga).body["id"] == first.body["id"]
    kept = seen["messages"][0]["id"]
    refused = admin_api("POST", path.replace(message, kept), new, me=olga)
    assert (refused.status, refused.body["detail"]) == (
        400,
        "message: it is all that SUP-1 holds",
    )


def test_only_an_admin_deletes_a_ticket_and_then_it_is_not_found(
    admin_api: Call, mailed_ticket: Ticket, olga: Operator, admin: Operator, stranger: Operator
) -> None:
    path = f"/tickets/{mailed_ticket.id}"

    assert admin_api("DELETE", path, me=olga).status == 403
    assert admin_api("DELETE", path, me=stranger).status == 403
    assert admin_api("DELETE", path, me=admin, if_match=7).status == 409
    assert admin_api("DELETE", path, me=admin, if_match=1).status == 204
    assert admin_api("GET", path, me=admin).status == 404
    assert admin_api("DELETE", path, me=admin).status == 404
