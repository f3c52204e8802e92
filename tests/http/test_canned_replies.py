from collections.abc import Callable
from typing import Any

import pytest

from deskhand.actions import edits
from deskhand.domain.desk import Desk
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Status, Ticket
from deskhand.wiring import Helpdesk
from tests.conftest import Arrives, mail
from tests.http.conftest import Answer, Call

Keep = Callable[..., Answer]
PATH = "/canned-replies"


@pytest.fixture
def keep(admin_api: Call) -> Keep:
    def keep(me: Operator, name: str = "Hello", text: str = "Hi.", **fields: Any) -> Answer:
        return admin_api("POST", PATH, {"name": name, "text": text, **fields}, me=me)

    return keep


@pytest.fixture
def names(admin_api: Call) -> Callable[[Operator], list[str]]:
    return lambda me: [r["name"] for r in admin_api("GET", PATH, me=me).body["items"]]


def test_an_operator_keeps_changes_and_removes_a_reply_of_his_own(
    admin_api: Call, keep: Keep, olga: Operator
) -> None:
    kept = keep(olga, "  Thanks ", "Thank you, {{ customer_first_name }}.")
    assert kept.status == 201
    assert (kept.body["name"], kept.body["owner"], kept.body["desk_id"]) == (
        "Thanks",
        olga.id,
        None,
    )
    path = f"{PATH}/{kept.body['id']}"
    assert admin_api("GET", path, me=olga).body == kept.body

    changed = admin_api("PATCH", path, {"text": "Thanks!"}, me=olga, if_match=1)
    assert changed.body == {**kept.body, "text": "Thanks!", "version": 2}

    assert admin_api("DELETE", path, me=olga).status == 204
    assert admin_api("GET", path, me=olga).status == 404
    assert admin_api("DELETE", path, me=olga).status == 404


def test_replies_are_listed_by_name_whatever_its_case(
    keep: Keep, names: Callable[[Operator], list[str]], olga: Operator
) -> None:
    for name in ("water", "Élan", "Fire", "ash"):
        keep(olga, name)

    assert names(olga) == ["ash", "Élan", "Fire", "water"]


def test_what_an_operator_keeps_for_himself_nobody_else_sees_or_changes(
    admin_api: Call, keep: Keep, olga: Operator, oskar: Operator, admin: Operator, desk: Desk,
    names: Callable[[Operator], list[str]],
) -> None:  # fmt: skip
    path = f"{PATH}/{keep(olga, desk_id=desk.id).body['id']}"

    for other in (oskar, admin):
        assert names(other) == []
        assert admin_api("GET", path, me=other).status == 404
        assert admin_api("PATCH", path, {"text": "x"}, me=other).status == 404
        assert admin_api("DELETE", path, me=other).status == 404
    assert names(olga) == ["Hello"]


def test_the_teams_replies_are_seen_by_members_of_their_desk_and_changed_by_admins(
    admin_api: Call, keep: Keep, admin: Operator, olga: Operator, stranger: Operator, desk: Desk,
    names: Callable[[Operator], list[str]],
) -> None:  # fmt: skip
    of_desk = keep(admin, "Desk", owner=None, desk_id=desk.id).body
    keep(admin, "All", owner=None)
    path = f"{PATH}/{of_desk['id']}"

    assert names(olga) == names(admin) == ["All", "Desk"]
    assert names(stranger) == ["All"]
    assert admin_api("GET", path, me=olga).body["owner"] is None
    assert admin_api("GET", path, me=stranger).status == 404
    assert admin_api("PATCH", path, {"text": "x"}, me=olga).status == 403
    assert admin_api("DELETE", path, me=olga).status == 403
    assert admin_api("PATCH", path, {"text": "x"}, me=admin).status == 200
    assert admin_api("DELETE", path, me=admin).status == 204


def test_only_admins_give_the_team_a_reply_and_nobody_gives_another_one(
    admin_api: Call, keep: Keep, olga: Operator, admin: Operator
) -> None:
    own = f"{PATH}/{keep(olga).body['id']}"

    assert keep(olga, "Mine", owner=None).status == 403
    assert admin_api("PATCH", own, {"owner": None}, me=olga).status == 403
    assert keep(olga, "Yours", owner=admin.id).status == 403
    assert admin_api("PATCH", own, {"owner": admin.id}, me=olga).status == 403


def test_an_admin_hands_his_own_reply_to_the_team_where_its_name_may_be_taken(
    admin_api: Call, keep: Keep, olga: Operator, admin: Operator,
    names: Callable[[Operator], list[str]],
) -> None:  # fmt: skip
    keep(admin, "Fire", owner=None)
    own = f"{PATH}/{keep(admin, 'FIRE').body['id']}"
    assert admin_api("PATCH", own, {"owner": None}, me=admin).status == 409

    shared = admin_api("PATCH", own, {"owner": None, "name": "Smoke"}, me=admin)

    assert (shared.status, shared.body["owner"]) == (200, None)
    assert names(olga) == ["Fire", "Smoke"]


def test_a_name_is_unique_among_ones_own_of_a_desk_whatever_its_case_and_accents(
    admin_api: Call, keep: Keep, olga: Operator, oskar: Operator, desk: Desk
) -> None:
    first = keep(olga, "Café Hours").body

    refused = keep(olga, " cafe   HOURS")
    assert refused.status == 409
    assert "cafe   HOURS" in refused.body["detail"]
    assert keep(olga, "Café Hours", desk_id=desk.id).status == 201
    assert keep(oskar, "Café Hours").status == 201

    renamed = admin_api("PATCH", f"{PATH}/{first['id']}", {"name": "Opening"}, me=olga)
    assert renamed.status == 200
    assert keep(olga, "opening").status == 409
    assert keep(olga, "cafe hours").status == 201


def test_a_name_is_free_again_once_its_reply_is_removed(
    admin_api: Call, keep: Keep, olga: Operator
) -> None:
    admin_api("DELETE", f"{PATH}/{keep(olga).body['id']}", me=olga)

    assert keep(olga).status == 201


def test_a_change_of_a_version_that_was_not_seen_overwrites_nothing(
    admin_api: Call, keep: Keep, olga: Operator
) -> None:
    path = f"{PATH}/{keep(olga).body['id']}"
    admin_api("PATCH", path, {"text": "Second."}, me=olga, if_match='"1"')

    refused = admin_api("PATCH", path, {"text": "Third."}, me=olga, if_match=1)

    assert refused.status == 409
    assert [there["text"] for there in refused.body["changes"]] == ["Second."]
    assert admin_api("GET", path, me=olga).body["text"] == "Second."
    assert admin_api("PATCH", path, {"text": "x"}, me=olga, if_match="x").status == 400


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"name": " "}, "name", "at least 1"),
        ({"name": "a\nb"}, "name", "pattern"),
        ({"name": "x" * 101}, "name", "at most 100"),
        ({"text": ""}, "text", "at least 1"),
        ({"text": "x" * 10_001}, "text", "at most 10000"),
        ({"text": "Hi\n{{ nonsense }}"}, "text", "line 2: nonsense is unknown"),
        ({"text": "{{ comment_content }}"}, "text", "comment_content is unknown"),
        ({"text": "a\n\n{% for x in y %}"}, "text", "line 3"),
        ({"text": "{{ status"}, "text", "line 1"),
        ({"text": "{{ 'x' * 100000000 }}"}, "text", "line 1: only variables and if"),
        ({"shortcut": "x"}, "shortcut", ""),
    ],
)
def test_a_reply_with_a_mistake_is_refused_with_its_place(
    admin_api: Call, keep: Keep, olga: Operator, fields: dict[str, str], field: str, said: str
) -> None:
    path = f"{PATH}/{keep(olga, 'First').body['id']}"

    for refused in (keep(olga, **fields), admin_api("PATCH", path, fields, me=olga)):
        assert refused.status == 400
        assert refused.body["errors"][0]["field"] == field
        assert said in refused.body["errors"][0]["message"]


def test_the_longest_name_is_kept_whatever_folding_makes_of_it(keep: Keep, olga: Operator) -> None:
    assert keep(olga, "\ufdfa" * 100).status == 201


def test_a_reply_for_a_desk_that_one_does_not_see_is_not_kept(
    admin_api: Call, keep: Keep, stranger: Operator, desk: Desk, admin: Operator
) -> None:
    own = f"{PATH}/{keep(stranger).body['id']}"

    assert keep(stranger, "Other", desk_id=desk.id).status == 404
    assert admin_api("PATCH", own, {"desk_id": desk.id}, me=stranger).status == 404
    assert keep(admin, "Other", owner=None, desk_id="nowhere").status == 404


def test_ones_own_reply_outlives_the_membership_of_its_desk(
    admin_api: Call, keep: Keep, olga: Operator, admin: Operator, desk: Desk
) -> None:
    path = f"{PATH}/{keep(olga, desk_id=desk.id).body['id']}"
    admin_api("PATCH", f"/desks/{desk.id}", {"members": []}, me=admin)

    assert admin_api("PATCH", path, {"text": "Bye."}, me=olga).status == 200
    assert admin_api("PATCH", path, {"desk_id": None}, me=olga).status == 200


def test_a_reply_is_filled_in_for_the_ticket_and_whoever_answers(
    helpdesk: Helpdesk, admin_api: Call, keep: Keep, mailed_ticket: Ticket, olga: Operator
) -> None:
    edits.change(helpdesk, olga, mailed_ticket.id, {"status": Status.WAITING})
    text = (
        "Hello {{ customer_first_name }},\n"
        "{{ticket_number}}, {{ ticket_title }}: {{ status }}.{% if operator_name %}\n"
        "{{ operator_name }}, {{ desk_name }}{% endif %}\n{{ ticket_url }}\n"
    )
    reply = keep(olga, text=text).body

    filled = admin_api("POST", f"/tickets/{mailed_ticket.id}{PATH}/{reply['id']}", me=olga)

    link = admin_api("GET", f"/tickets/{mailed_ticket.id}", me=olga).body["link_url"]
    assert filled.status == 200
    assert filled.body == {
        "text": f"Hello Ada,\nSUP-1, Printer on fire: waiting for you.\nOlga, Support\n{link}"
    }


def test_what_a_customer_typed_is_no_template(
    admin_api: Call, keep: Keep, arrives: Arrives, olga: Operator
) -> None:
    (receipt,) = arrives(mail(subject="{{ operator_name }} <b>"))
    reply = keep(olga, text="{{ ticket_title }}").body

    filled = admin_api("POST", f"/tickets/{receipt.ticket_id}{PATH}/{reply['id']}", me=olga)

    assert filled.body["text"] == "{{ operator_name }} <b>"


def test_nothing_is_filled_in_that_one_does_not_see_or_of_another_desk(
    admin_api: Call, keep: Keep, mailed_ticket: Ticket, olga: Operator, stranger: Operator,
    admin: Operator,
) -> None:  # fmt: skip
    sales = admin_api("POST", "/desks", {"name": "Sales"}, me=admin).body
    own, strangers = keep(olga).body["id"], keep(stranger).body["id"]
    of_sales = keep(admin, "Sales", owner=None, desk_id=sales["id"]).body["id"]

    def filled(me: Operator, ticket_id: str, reply_id: str) -> int:
        return admin_api("POST", f"/tickets/{ticket_id}{PATH}/{reply_id}", me=me).status

    assert filled(olga, mailed_ticket.id, own) == 200
    assert filled(olga, mailed_ticket.id, strangers) == 404
    assert filled(olga, mailed_ticket.id, "nothing") == 404
    assert filled(olga, mailed_ticket.id, of_sales) == 404
    assert filled(stranger, mailed_ticket.id, strangers) == 404
    assert filled(admin, mailed_ticket.id, of_sales) == 400
