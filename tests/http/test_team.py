import pytest

from deskhand.domain.desk import Desk
from deskhand.domain.people import Operator
from tests.http.conftest import Call


def test_an_admin_adds_a_desk_and_its_members_see_it(
    admin_api: Call, admin: Operator, olga: Operator, stranger: Operator
) -> None:
    new = {"name": "Sales", "addresses": ["Sales@desk.example"], "members": [olga.id]}

    desk = admin_api("POST", "/desks", new, me=admin)

    assert desk.status == 201
    assert desk.body["addresses"] == ["sales@desk.example"]
    assert desk.body["counters"]["all"] == 0
    assert len(desk.body["widget_token"]) > 20
    assert [d["name"] for d in admin_api("GET", "/desks", me=olga).body["items"]] == ["Sales"]
    assert admin_api("GET", "/desks", me=stranger).body["items"] == []
    assert admin_api("GET", f"/desks/{desk.body['id']}", me=stranger).status == 404


def test_a_change_of_a_desk_is_seen_at_once(
    admin_api: Call, admin: Operator, desk: Desk, olga: Operator
) -> None:
    change = {"number_pattern": "SUP-{yy}-{mm}-{nr}", "addresses": ["new@desk.example"]}

    assert admin_api("PATCH", f"/desks/{desk.id}", change, me=admin).status == 200

    seen = admin_api("GET", f"/desks/{desk.id}", me=olga).body
    assert seen["number_pattern"] == "SUP-{yy}-{mm}-{nr}"
    assert seen["addresses"] == ["new@desk.example"]
    assert seen["name"] == "Support"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"number_pattern": "SUP"}, "number_pattern"),
        ({"addresses": ["nowhere"]}, "addresses"),
        ({"members": ["nobody"]}, "members"),
        ({"colour": "red"}, "colour"),
        ({"name": ""}, "name"),
        ({"list_shards": 0}, "list_shards"),
        ({"allowed_origins": ["https://shop.example/cart"]}, "allowed_origins"),
        ({"allowed_origins": ["shop.example"]}, "allowed_origins"),
        ({"allowed_origins": ["https://shop.example:x"]}, "allowed_origins"),
        ({"allowed_origins": ["https://ada@shop.example"]}, "allowed_origins"),
        ({"widget_fields": ["age"]}, "widget_fields.0"),
        ({"templates": {"created": {"body": "{{ nonsense }}"}}}, "templates.created.body"),
        ({"templates": {"closed": {"body": "a\n{% for x in y %}"}}}, "templates.closed.body"),
    ],
)
def test_a_bad_setting_of_a_desk_is_refused_and_named(
    admin_api: Call, admin: Operator, desk: Desk, change: dict[str, object], field: str
) -> None:
    refused = admin_api("PATCH", f"/desks/{desk.id}", change, me=admin)

    assert refused.status == 400
    assert refused.body["errors"][0]["field"] == field


def test_sites_are_kept_as_browsers_name_them(admin_api: Call, admin: Operator, desk: Desk) -> None:
    given = {
        "allowed_origins": [
            "https://Shop.example/",
            "https://shop.example:443",
            "http://localhost:3000",
            "http://lamp.example:80",
            "http://lamp.example:443",
            "https://Münchner-Straße.example",
            "http://[::1]:80",
        ]
    }

    kept = admin_api("PATCH", f"/desks/{desk.id}", given, me=admin).body

    assert kept["allowed_origins"] == [
        "https://shop.example",
        "http://localhost:3000",
        "http://lamp.example",
        "http://lamp.example:443",
        "https://xn--mnchner-strae-mdb73b.example",
        "http://[::1]",
    ]


def test_a_desk_may_speak_its_visitors_language(
    admin_api: Call, admin: Operator, desk: Desk
) -> None:
    path = f"/desks/{desk.id}"
    kept = admin_api("PATCH", path, {"visitors_language": True}, me=admin).body
    assert kept["visitors_language"] is True

    new = admin_api("POST", "/desks", {"name": "Copy", "visitors_language": True}, me=admin)
    assert new.body["visitors_language"] is True


def test_two_desks_cannot_have_the_same_address(
    admin_api: Call, admin: Operator, desk: Desk
) -> None:
    refused = admin_api(
        "POST", "/desks", {"name": "Copy", "addresses": ["help@desk.example"]}, me=admin
    )

    assert refused.status == 409
    assert "help@desk.example" in refused.body["detail"]


def test_a_desk_that_gives_up_an_address_leaves_it_to_another(
    admin_api: Call, admin: Operator, desk: Desk
) -> None:
    kept = {"addresses": ["support@desk.example"]}
    admin_api("PATCH", f"/desks/{desk.id}", kept, me=admin)

    new = {"name": "Help", "addresses": ["help@desk.example"]}
    assert admin_api("POST", "/desks", new, me=admin).status == 201


def test_operators_administer_nothing(admin_api: Call, olga: Operator, desk: Desk) -> None:
    assert admin_api("POST", "/desks", {"name": "Mine"}, me=olga).status == 403
    assert admin_api("PATCH", f"/desks/{desk.id}", {"name": "Mine"}, me=olga).status == 403
    new = {"email": "friend@desk.example", "name": "Friend"}
    assert admin_api("POST", "/operators", new, me=olga).status == 403
    promotion = {"role": "admin"}
    assert admin_api("PATCH", f"/operators/{olga.id}", promotion, me=olga).status == 403


def test_an_admin_adds_an_operator_who_is_in_at_once_and_out_again(
    admin_api: Call, admin: Operator
) -> None:
    new = {"email": "Nina@desk.example", "name": "Nina"}
    nina = admin_api("POST", "/operators", new, me=admin)
    claims = {"email": "nina@desk.example", "email_verified": "true"}
    assert nina.status == 201
    assert admin_api("GET", "/me", me=None, claims=claims).body["operator"]["name"] == "Nina"

    admin_api("PATCH", f"/operators/{nina.body['id']}", {"active": False}, me=admin)

    assert admin_api("GET", "/me", me=None, claims=claims).status == 403


def test_two_operators_cannot_have_the_same_address(
    admin_api: Call, admin: Operator, olga: Operator
) -> None:
    refused = admin_api("POST", "/operators", {"email": olga.email, "name": "O"}, me=admin)

    assert refused.status == 409


def test_the_last_admin_stays_one(admin_api: Call, admin: Operator) -> None:
    refused = admin_api("PATCH", f"/operators/{admin.id}", {"role": "operator"}, me=admin)

    assert refused.status == 400


def test_the_first_admin_is_made_at_his_first_sign_in(admin_api: Call) -> None:
    claims = {"email": "admin@desk.example", "email_verified": "true", "name": "Ada"}

    first = admin_api("GET", "/me", me=None, claims=claims)

    assert (first.status, first.body["operator"]["role"]) == (200, "admin")


def test_once_there_is_an_operator_nobody_is_made_admin_by_signing_in(
    admin_api: Call, olga: Operator
) -> None:
    claims = {"email": "admin@desk.example", "email_verified": "true", "name": "Ada"}

    assert admin_api("GET", "/me", me=None, claims=claims).status == 403


def test_operators_are_listed_for_all_of_the_team(
    admin_api: Call, olga: Operator, admin: Operator
) -> None:
    listed = admin_api("GET", "/operators", me=olga).body

    assert {o["name"] for o in listed["items"]} == {"Olga", "Admin"}
    assert admin_api("GET", f"/operators/{admin.id}", me=olga).body["name"] == "Admin"
    assert admin_api("GET", "/operators/nobody", me=olga).status == 404
