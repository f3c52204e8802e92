from deskhand.domain.people import Customer, Operator
from deskhand.domain.suppression import Suppression
from deskhand.wiring import Helpdesk
from tests.http.conftest import Call


def test_a_customer_is_added_changed_and_removed(admin_api: Call, olga: Operator) -> None:
    new = {"first_name": "Bob", "emails": ["Bob@Lamp.example"], "fields": {"plan": "gold"}}

    bob = admin_api("POST", "/customers", new, me=olga)
    assert bob.status == 201
    assert bob.body["emails"] == ["bob@lamp.example"]

    path = f"/customers/{bob.body['id']}"
    changed = admin_api("PATCH", path, {"company": "Lamps", "phones": ["1"]}, me=olga).body
    assert (changed["first_name"], changed["company"], changed["phones"]) == ("Bob", "Lamps", ["1"])
    assert changed["fields"] == {"plan": "gold"}

    assert admin_api("DELETE", path, me=olga).status == 204
    assert admin_api("GET", path, me=olga).status == 404


def test_an_address_belongs_to_one_customer(admin_api: Call, ada: Customer, olga: Operator) -> None:
    refused = admin_api("POST", "/customers", {"emails": ["ada@byron.example"]}, me=olga)
    assert refused.status == 409
    assert "ada@byron.example" in refused.body["detail"]

    admin_api("PATCH", f"/customers/{ada.id}", {"emails": []}, me=olga)
    assert admin_api("POST", "/customers", {"emails": ["ada@byron.example"]}, me=olga).status == 201


def test_customers_are_listed_by_name_page_by_page(admin_api: Call, olga: Operator) -> None:
    for name in ("Cleo", "adam", "Bea"):
        admin_api("POST", "/customers", {"first_name": name}, me=olga)

    first = admin_api("GET", "/customers", me=olga, limit=2).body
    rest = admin_api("GET", "/customers", me=olga, limit=2, cursor=first["cursor"]).body

    assert [c["first_name"] for c in first["items"]] == ["adam", "Bea"]
    assert [c["first_name"] for c in rest["items"]] == ["Cleo"]
    assert rest["cursor"] is None


def test_a_customer_is_found_by_address_and_by_how_his_name_begins(
    admin_api: Call, ada: Customer, olga: Operator
) -> None:
    def found(query: str) -> list[str]:
        return [c["id"] for c in admin_api("GET", "/customers", me=olga, q=query).body["items"]]

    assert found("ADA@byron.example") == [ada.id]
    assert found("ada b") == [ada.id]
    assert found("byron") == []
    assert found("nobody@byron.example") == []


def test_a_customer_shows_which_of_his_addresses_take_no_mail(
    helpdesk: Helpdesk, admin_api: Call, ada: Customer, olga: Operator
) -> None:
    path = f"/customers/{ada.id}"
    admin_api("PATCH", path, {"emails": ["ada@byron.example", "ada@work.example"]}, me=olga)
    assert admin_api("GET", path, me=olga).body["suppressed"] == []
    for address in ("ada@work.example", "bob@lamp.example"):
        helpdesk.suppressions.add(
            Suppression(address=address, reason="bounced", since=helpdesk.now(), ticket_id="1")
        )

    (found,) = admin_api("GET", path, me=olga).body["suppressed"]

    assert (found["address"], found["reason"]) == ("ada@work.example", "bounced")


def test_a_customer_without_an_address_has_none_that_takes_no_mail(
    admin_api: Call, olga: Operator
) -> None:
    bob = admin_api("POST", "/customers", {"first_name": "Bob"}, me=olga).body

    assert admin_api("GET", f"/customers/{bob['id']}", me=olga).body["suppressed"] == []


def test_bad_input_is_refused(admin_api: Call, olga: Operator) -> None:
    assert admin_api("POST", "/customers", {"emails": ["x"]}, me=olga).status == 400
    assert admin_api("POST", "/customers", {"age": 36}, me=olga).status == 400
    assert admin_api("GET", "/customers", me=olga, limit=0).status == 400
    assert admin_api("GET", "/customers", me=olga, nmae="x").status == 400
