"""Mail in quarantine, as operators see it and what they can do about it."""

from collections.abc import Callable
from email.message import EmailMessage
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest

from deskhand.domain.desk import Desk
from deskhand.domain.people import Operator
from deskhand.wiring import Helpdesk
from tests.conftest import Arrives, mail
from tests.domain.given import desk as desk_of
from tests.http.conftest import Answer, Call

Settle = Callable[[], None]
SEVERAL = "support@desk.example sales@desk.example nobody@desk.example"


@pytest.fixture
def sales(helpdesk: Helpdesk, desk: Desk, stranger: Operator) -> Desk:
    """Another desk, with another member."""
    added = desk_of(id="sales00001", addresses=("sales@desk.example",), members=(stranger.id,))
    helpdesk.team.add_desk(added)
    return added


@pytest.fixture
def spam(arrives: Arrives) -> str:
    return id_of(arrives(mail("Buy now!", subject="Cheap"), id="spam", spam="FAIL"))


@pytest.fixture
def nobodys(arrives: Arrives) -> str:
    """To an address that no desk has."""
    return id_of(arrives(mail(), id="lost", to="billing@desk.example"))


@pytest.fixture
def taken_in(arrives: Arrives) -> str:
    return id_of(arrives(mail(message_id="<taken@b.example>"), id="taken"))


def id_of(receipts: Any) -> str:
    return f"{receipts[0].id}.{receipts[0].desk_id or '-'}"


def ids(answer: Answer) -> list[str]:
    assert answer.status == 200, answer.body
    return [item["id"] for item in answer.body["items"]]


def with_address(helpdesk: Helpdesk, desk: Desk, address: str) -> None:
    added = {"addresses": (*desk.addresses, address), "version": desk.version + 1}
    helpdesk.team.save_desk(desk, desk.model_copy(update=added))


# --- the list -----------------------------------------------------------------------------------


def test_mail_that_became_nothing_is_listed_with_why_and_from_whom(
    admin_api: Call, olga: Operator, spam: str, desk: Desk
) -> None:
    (shown,) = admin_api("GET", "/inbound", me=olga).body["items"]

    assert shown.pop("received_at").startswith("2026-11-22T10:00:00")
    assert shown == {
        "id": f"spam.{desk.id}",
        "desk_id": desk.id,
        "state": "quarantined",
        "reason": "spam",
        "detail": "",
        "sender": "ada@byron.example",
        "sender_name": "Ada Byron",
        "subject": "Cheap",
        "recipients": ["support@desk.example"],
        "ticket_id": None,
        "handled_by": "",
        "handled_at": None,
    }


def test_mail_of_several_desks_and_of_none_is_listed_newest_first_page_by_page(
    admin_api: Call, arrives: Arrives, sales: Desk, admin: Operator
) -> None:
    came = []
    for place, to in enumerate(SEVERAL.split() * 3):
        came.append(id_of(arrives(mail(), id=f"m{place}", to=to, spam="FAIL")))

    found: list[str] = []
    cursor = None
    for expected in (4, 4, 1):
        more = {"cursor": cursor} if cursor else {}
        page = admin_api("GET", "/inbound", me=admin, limit=4, **more)
        assert len(page.body["items"]) == expected
        found, cursor = found + ids(page), page.body["cursor"]

    assert cursor is None
    assert found == came[::-1]


def test_a_page_that_ends_with_the_list_has_no_cursor(
    admin_api: Call, arrives: Arrives, olga: Operator
) -> None:
    for place in range(2):
        arrives(mail(), id=f"m{place}", spam="FAIL")

    assert admin_api("GET", "/inbound", me=olga, limit=2).body["cursor"] is None
    assert admin_api("GET", "/inbound", me=olga, limit=1).body["cursor"]


def test_a_mail_that_comes_between_two_pages_shows_none_twice_and_hides_none(
    admin_api: Call, arrives: Arrives, olga: Operator
) -> None:
    came = [id_of(arrives(mail(), id=f"m{place}", spam="FAIL")) for place in range(4)]
    first = admin_api("GET", "/inbound", me=olga, limit=2)
    arrives(mail(), id="later", spam="FAIL")
    admin_api("POST", f"/inbound/{came[3]}/discard", me=olga)

    rest = admin_api("GET", "/inbound", me=olga, limit=2, cursor=first.body["cursor"])

    assert ids(first) + ids(rest) == came[::-1]


def test_a_cursor_is_good_for_its_own_list_only(
    admin_api: Call, arrives: Arrives, desk: Desk, olga: Operator
) -> None:
    for place in range(2):
        arrives(mail(), id=f"m{place}", spam="FAIL")
    cursor = admin_api("GET", "/inbound", me=olga, limit=1).body["cursor"]

    def status(**query: str) -> int:
        return admin_api("GET", "/inbound", me=olga, limit=1, **query).status

    assert status(cursor=cursor) == 200
    assert status(cursor=cursor, state="discarded") == 400
    assert status(cursor=cursor, desk=desk.id) == 400
    assert status(cursor=cursor[:-2] + ("AA" if cursor[-2:] != "AA" else "BB")) == 400
    of_tickets = admin_api("GET", "/tickets", me=olga, limit=1, cursor=cursor)
    assert of_tickets.status == 400


@pytest.mark.parametrize(
    "query", [{"limit": 0}, {"limit": 101}, {"state": "processed"}, {"reason": "spam"}]
)
def test_a_list_with_a_slip_is_refused(
    admin_api: Call, olga: Operator, desk: Desk, query: dict[str, object]
) -> None:
    assert admin_api("GET", "/inbound", me=olga, **query).status == 400


def test_an_operator_sees_his_desks_and_an_admin_all_and_what_was_to_none(
    admin_api: Call,
    arrives: Arrives,
    desk: Desk,
    sales: Desk,
    olga: Operator,
    stranger: Operator,
    admin: Operator,
) -> None:
    for place, to in enumerate(SEVERAL.split()):
        arrives(mail(), id=f"m{place}", to=to, spam="FAIL")

    def found(me: Operator, *desks: str) -> set[str | None]:
        query = {"desk": list(desks)} if desks else {}
        listed = admin_api("GET", "/inbound", me=me, **query).body
        return {item["desk_id"] for item in listed.get("items", [])}

    assert found(olga) == {desk.id}
    assert found(stranger) == {sales.id}
    assert found(admin) == {desk.id, sales.id, None}
    assert found(admin, "-") == {None}
    assert found(admin, desk.id, "-") == {desk.id, None}
    assert found(olga, sales.id) == found(olga, "-") == set()


def test_what_was_discarded_stands_in_a_list_of_its_own(
    admin_api: Call, olga: Operator, spam: str
) -> None:
    admin_api("POST", f"/inbound/{spam}/discard", me=olga)

    assert ids(admin_api("GET", "/inbound", me=olga)) == []
    assert ids(admin_api("GET", "/inbound", me=olga, state="discarded")) == [spam]


# --- the counts ---------------------------------------------------------------------------------


def test_each_received_mail_stands_in_the_counts_as_what_came_of_it(
    admin_api: Call,
    arrives: Arrives,
    settle: Settle,
    desk: Desk,
    spam: str,
    nobodys: str,
    admin: Operator,
) -> None:
    first = mail(message_id="<1@b.example>")
    arrives(first)
    arrives(first)
    arrives(mail("More.", message_id="<2@b.example>", In_Reply_To="<1@b.example>"))
    away = arrives(mail("Away.", message_id="<3@b.example>", Auto_Submitted="auto-replied"))
    admin_api("POST", f"/inbound/{id_of(away)}/discard", me=admin)
    settle()

    listed = admin_api("GET", "/inbound/counts", me=admin).body["items"]

    counted = {each.pop("desk_id"): each for each in listed}
    nothing = dict.fromkeys(counted[None], 0)
    assert counted[None] == {**nothing, "received": 1, "quarantined": 1}
    assert counted[desk.id] == {
        "received": 5,
        "tickets": 1,
        "messages": 1,
        "duplicates": 1,
        "quarantined": 1,
        "discarded": 1,
    }


def test_counts_are_shown_of_the_desks_that_one_sees(
    admin_api: Call, desk: Desk, sales: Desk, olga: Operator, admin: Operator
) -> None:
    def counted(me: Operator) -> set[str | None]:
        listed = admin_api("GET", "/inbound/counts", me=me).body["items"]
        return {each["desk_id"] for each in listed}

    assert counted(olga) == {desk.id}
    assert counted(admin) == {desk.id, sales.id, None}


# --- reading ------------------------------------------------------------------------------------


def test_a_mail_is_read_with_all_that_tells_whether_to_believe_it(
    admin_api: Call, arrives: Arrives, olga: Operator
) -> None:
    written = EmailMessage()
    written["Received"] = "from evil.example by mx.example"
    written["From"], written["Subject"] = '"bank@bank.example" <eve@evil.example>', "Your account"
    written["X-Priority"] = "1"
    written.set_content("Click here.")
    hostile = "<p onclick=x()>Click <b>here</b></p><script>steal()</script>"
    written.add_alternative(hostile, subtype="html")
    written.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="bill.pdf")
    id = id_of(arrives(written.as_bytes(), dmarc="FAIL", spf="PASS", virus="FAIL"))

    shown = admin_api("GET", f"/inbound/{id}", me=olga)

    assert shown.status == 200
    assert shown.headers["Cache-Control"] == "no-store"
    read = shown.body
    assert (read["reason"], read["text"].strip(), read["whole"]) == ("virus", "Click here.", True)
    assert "<b>here</b>" in read["html"]
    assert not [bad for bad in ("script", "steal", "onclick") if bad in read["html"]]
    names = [header["name"] for header in read["headers"]]
    assert names[:4] == ["Received", "From", "Subject", "X-Priority"]
    assert {"name": "Subject", "value": "Your account"} in read["headers"]
    assert read["attachments"] == [
        {"filename": "bill.pdf", "content_type": "application/pdf", "size": 4}
    ]
    verdicts = {"spf": "PASS", "dkim": "GRAY", "dmarc": "FAIL", "spam": "PASS", "virus": "FAIL"}
    assert read["verdicts"] == verdicts


def test_what_is_wrong_with_a_mail_is_said(
    admin_api: Call, arrives: Arrives, olga: Operator
) -> None:
    id = id_of(arrives(b"Subject: hi\n\nWho am I?"))

    read = admin_api("GET", f"/inbound/{id}", me=olga).body

    assert (read["reason"], read["sender"], read["html"]) == ("no_sender", "", "")
    assert "no address in From" in read["defects"]


def test_of_a_large_mail_the_beginning_is_read(
    admin_api: Call, arrives: Arrives, olga: Operator
) -> None:
    id = id_of(arrives(mail("A long story. " * 100_000), spam="FAIL"))

    read = admin_api("GET", f"/inbound/{id}", me=olga).body

    assert read["whole"] is False
    assert read["text"].startswith("A long story.")
    assert len(read["text"]) < 1_100_000


def test_the_original_is_saved_as_a_file_and_never_shown(
    admin_api: Call, olga: Operator, spam: str
) -> None:
    url = urlparse(admin_api("GET", f"/inbound/{spam}", me=olga).body["url"])

    asked = parse_qs(url.query)
    assert url.path.endswith("/kept/spam")
    assert asked["response-content-type"] == ["application/octet-stream"]
    assert asked["response-content-disposition"] == ['attachment; filename="spam.eml"']
    assert asked["X-Amz-Expires"] == ["600"]


def test_one_mail_is_dealt_with_at_each_desk_that_it_was_to(
    admin_api: Call, arrives: Arrives, sales: Desk, olga: Operator, stranger: Operator
) -> None:
    receipts = arrives(mail(), to="support@desk.example sales@desk.example", spam="FAIL")
    mine, theirs = (f"{receipt.id}.{receipt.desk_id}" for receipt in receipts)

    admin_api("POST", f"/inbound/{mine}/discard", me=olga)

    assert ids(admin_api("GET", "/inbound", me=olga)) == []
    (shown,) = admin_api("GET", "/inbound", me=stranger).body["items"]
    assert (shown["id"], shown["recipients"]) == (theirs, ["sales@desk.example"])
    assert admin_api("GET", f"/inbound/{theirs}", me=olga).status == 404


# --- dealing with it ----------------------------------------------------------------------------


def test_spam_that_is_none_becomes_a_ticket_by_hand(
    helpdesk: Helpdesk, admin_api: Call, olga: Operator, spam: str
) -> None:
    taken = admin_api("POST", f"/inbound/{spam}/ticket", {}, me=olga)

    assert taken.status == 200
    (came,) = taken.body["items"]
    assert (came["id"], came["state"], came["reason"]) == (spam, "processed", None)
    (said,) = admin_api("GET", f"/tickets/{came['ticket_id']}", me=olga).body["messages"]
    assert said["text"] == "Buy now!"
    assert ids(admin_api("GET", "/inbound", me=olga)) == []


def test_a_mail_taken_in_by_hand_comes_to_the_ticket_that_it_answers(
    helpdesk: Helpdesk, admin_api: Call, arrives: Arrives, taken_in: str, olga: Operator
) -> None:
    answer = mail("Me again.", message_id="<2@b.example>", In_Reply_To="<taken@b.example>")
    id = id_of(arrives(answer, spam="FAIL"))

    (came,) = admin_api("POST", f"/inbound/{id}/ticket", {}, me=olga).body["items"]

    first = helpdesk.receipts.get("taken", came["desk_id"])
    assert first and came["ticket_id"] == first.ticket_id


def test_nobody_gets_an_automatic_mail_for_what_was_taken_in_by_hand(
    helpdesk: Helpdesk, admin_api: Call, settle: Settle, olga: Operator, spam: str, outbox: Any
) -> None:
    admin_api("POST", f"/inbound/{spam}/ticket", {}, me=olga)
    settle()

    assert outbox.to(olga.email)
    assert not outbox.to("ada@byron.example")


def test_retrying_decides_as_if_the_mail_came_now(
    helpdesk: Helpdesk, admin_api: Call, arrives: Arrives, desk: Desk, olga: Operator, spam: str
) -> None:
    robot = mail("Disk full.", message_id="<r@b.example>", Auto_Submitted="auto-generated")
    automatic = id_of(arrives(robot))
    wants = desk.model_copy(update={"automatic_tickets": True, "version": 2})
    helpdesk.team.save_desk(desk, wants)

    (still,) = admin_api("POST", f"/inbound/{spam}/retry", me=olga).body["items"]
    (came,) = admin_api("POST", f"/inbound/{automatic}/retry", me=olga).body["items"]

    assert (still["state"], still["reason"]) == ("quarantined", "spam")
    assert came["state"] == "processed"
    assert ids(admin_api("GET", "/inbound", me=olga)) == [spam]


def test_mail_to_an_address_that_a_desk_got_since_is_its_own_after_a_retry(
    helpdesk: Helpdesk, admin_api: Call, desk: Desk, admin: Operator, olga: Operator, nobodys: str
) -> None:
    refused = admin_api("POST", f"/inbound/{nobodys}/retry", me=admin)
    assert (refused.status, refused.body["errors"][0]["field"]) == (400, "id")
    with_address(helpdesk, desk, "billing@desk.example")

    (came,) = admin_api("POST", f"/inbound/{nobodys}/retry", me=admin).body["items"]

    assert (came["id"], came["state"]) == (f"lost.{desk.id}", "processed")
    assert admin_api("GET", f"/tickets/{came['ticket_id']}", me=olga).status == 200
    assert ids(admin_api("GET", "/inbound", me=admin)) == []
    assert admin_api("GET", f"/inbound/{nobodys}", me=admin).status == 404


def test_mail_that_was_to_no_desk_becomes_a_ticket_at_the_one_that_is_said(
    admin_api: Call, desk: Desk, admin: Operator, nobodys: str
) -> None:
    path = f"/inbound/{nobodys}/ticket"
    refused = admin_api("POST", path, {}, me=admin)
    assert (refused.status, refused.body["errors"][0]["field"]) == (400, "desk_id")
    assert admin_api("POST", path, {"desk_id": "nowhere"}, me=admin).status == 404

    (came,) = admin_api("POST", path, {"desk_id": desk.id}, me=admin).body["items"]

    assert (came["desk_id"], came["state"]) == (desk.id, "processed")
    assert ids(admin_api("GET", "/inbound", me=admin)) == []


def test_mail_that_was_to_a_desk_becomes_no_ticket_of_another(
    admin_api: Call, desk: Desk, sales: Desk, admin: Operator, spam: str
) -> None:
    path = f"/inbound/{spam}/ticket"
    refused = admin_api("POST", path, {"desk_id": sales.id}, me=admin)
    assert (refused.status, refused.body["errors"][0]["field"]) == (400, "desk_id")

    assert admin_api("POST", path, {"desk_id": desk.id}, me=admin).status == 200


def test_discarded_mail_says_who_did_it_and_can_still_be_taken_in(
    admin_api: Call, olga: Operator, admin: Operator, spam: str
) -> None:
    path = f"/inbound/{spam}"
    discarded = admin_api("POST", f"{path}/discard", me=olga)
    again = admin_api("POST", f"{path}/discard", me=admin)

    assert discarded.status == 200
    assert (discarded.body["state"], discarded.body["handled_by"]) == ("discarded", "Olga")
    assert discarded.body["handled_at"]
    assert again.body == discarded.body
    assert admin_api("GET", path, me=olga).body["text"].strip() == "Buy now!"
    (came,) = admin_api("POST", f"{path}/ticket", {}, me=olga).body["items"]
    assert came["state"] == "processed"


@pytest.mark.parametrize(("do", "body"), [("retry", None), ("ticket", {}), ("discard", None)])
def test_what_was_taken_in_already_stays_as_it_is(
    helpdesk: Helpdesk,
    admin_api: Call,
    olga: Operator,
    desk: Desk,
    taken_in: str,
    do: str,
    body: Any,
) -> None:
    before = helpdesk.receipts.get("taken", desk.id)

    refused = admin_api("POST", f"/inbound/{taken_in}/{do}", body, me=olga)

    assert (refused.status, refused.body["errors"][0]["field"]) == (400, "id")
    assert helpdesk.receipts.get("taken", desk.id) == before
    assert helpdesk.tickets.next_number(desk.id) == 2


ROUTES = [("GET", "", None), ("POST", "/retry", None), ("POST", "/discard", None)]
ROUTES.append(("POST", "/ticket", {"desk_id": "desk000001"}))


@pytest.mark.parametrize(("method", "what", "body"), ROUTES)
def test_what_is_not_there_and_what_is_not_ones_own_look_the_same(
    helpdesk: Helpdesk,
    admin_api: Call,
    desk: Desk,
    sales: Desk,
    olga: Operator,
    stranger: Operator,
    admin: Operator,
    spam: str,
    nobodys: str,
    method: str,
    what: str,
    body: Any,
) -> None:
    def answer(id: str, me: Operator) -> Answer:
        return admin_api(method, f"/inbound/{id}{what}", body, me=me)

    missing = [f"gone.{desk.id}", f"spam.{sales.id}", "spam.nowhere", "spam.-", "spam", ".", "s."]
    hidden = [answer(spam, stranger), answer(nobodys, olga)]
    answers = [answer(id, admin) for id in missing] + hidden

    assert {each.status for each in answers} == {404}
    assert len({str(each.body) for each in answers}) == 1
    receipts = [helpdesk.receipts.get("spam", desk.id), helpdesk.receipts.get("lost", "")]
    assert [receipt.state for receipt in receipts if receipt] == ["quarantined"] * 2


@pytest.mark.parametrize("body", [{"desk": "x"}, {"desk_id": 1}, "{", [], None])
def test_a_ticket_with_a_slip_in_its_body_is_refused(
    admin_api: Call, olga: Operator, spam: str, body: Any
) -> None:
    assert admin_api("POST", f"/inbound/{spam}/ticket", body, me=olga).status == 400
    assert ids(admin_api("GET", "/inbound", me=olga)) == [spam]


def test_whoever_is_no_operator_sees_no_mail(admin_api: Call, spam: str) -> None:
    for path in ("/inbound", "/inbound/counts", f"/inbound/{spam}"):
        assert admin_api("GET", path, me=None).status == 403


# --- many at once -------------------------------------------------------------------------------


def test_many_mails_are_dealt_with_and_what_cannot_be_holds_up_nothing(
    admin_api: Call, arrives: Arrives, admin: Operator, spam: str, nobodys: str, taken_in: str
) -> None:
    other = id_of(arrives(mail(message_id="<o@b.example>"), id="other", spam="FAIL"))
    bulk = {"ids": ["gone.x", taken_in, nobodys, spam, other, spam], "do": "ticket"}

    answer = admin_api("POST", "/inbound/bulk", bulk, me=admin)

    assert answer.status == 200
    results = [(each["id"], each["ok"], each["error"]) for each in answer.body["items"]]
    assert results == [
        ("gone.x", False, "NotFound"),
        (taken_in, False, "id: was taken in already"),
        (nobodys, False, "desk_id: say which desk: the mail was to none"),
        (spam, True, ""),
        (other, True, ""),
    ]
    assert ids(admin_api("GET", "/inbound", me=admin)) == [nobodys]


@pytest.mark.parametrize(
    ("do", "left"), [("retry", ["spam.desk000001"]), ("discard", []), ("ticket", ["lost.-"])]
)
def test_each_deed_for_one_mail_is_one_for_many(
    helpdesk: Helpdesk,
    admin_api: Call,
    desk: Desk,
    admin: Operator,
    spam: str,
    nobodys: str,
    do: str,
    left: list[str],
) -> None:
    """Spam stays spam when it is tried again; what was to no desk needs one for a ticket."""
    with_address(helpdesk, desk, "billing@desk.example")
    bulk = {"ids": [spam, nobodys], "do": do}

    answer = admin_api("POST", "/inbound/bulk", bulk, me=admin).body["items"]

    assert [each["ok"] for each in answer] == [True, do != "ticket"]
    assert ids(admin_api("GET", "/inbound", me=admin)) == left


def test_many_mails_of_no_desk_become_tickets_of_one(
    admin_api: Call, desk: Desk, admin: Operator, nobodys: str
) -> None:
    bulk = {"ids": [nobodys], "do": "ticket", "desk_id": desk.id}

    assert admin_api("POST", "/inbound/bulk", bulk, me=admin).body["items"][0]["ok"]
    assert ids(admin_api("GET", "/inbound", me=admin)) == []


def test_nobody_deals_with_mail_of_desks_that_he_does_not_see(
    helpdesk: Helpdesk, admin_api: Call, stranger: Operator, desk: Desk, spam: str, nobodys: str
) -> None:
    bulk = {"ids": [spam, nobodys], "do": "discard"}

    answer = admin_api("POST", "/inbound/bulk", bulk, me=stranger).body["items"]

    assert [(each["ok"], each["error"]) for each in answer] == [(False, "NotFound")] * 2
    kept = helpdesk.receipts.get("spam", desk.id)
    assert kept and kept.state == "quarantined"


@pytest.mark.parametrize(
    "change",
    [{"ids": []}, {"ids": ["x"] * 51}, {"do": "delete"}, {"ids": "x"}, {"colour": "red"}],
)
def test_a_bulk_with_a_slip_is_refused_whole(
    admin_api: Call, olga: Operator, spam: str, change: dict[str, Any]
) -> None:
    bulk = {"ids": [spam], "do": "discard", **change}

    assert admin_api("POST", "/inbound/bulk", bulk, me=olga).status == 400
    assert ids(admin_api("GET", "/inbound", me=olga)) == [spam]
