from collections.abc import Callable

import pytest

from deskhand.domain.people import Customer, Operator
from deskhand.domain.suppression import Suppression
from deskhand.wiring import Helpdesk
from tests.http.conftest import Call

Settle = Callable[[], None]


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


def found(admin_api: Call, me: Operator, query: str) -> list[str]:
    return [c["id"] for c in admin_api("GET", "/customers", me=me, q=query).body["items"]]


def test_a_customer_is_found_by_his_whole_address_at_once(
    admin_api: Call, ada: Customer, olga: Operator
) -> None:
    assert found(admin_api, olga, " ADA@byron.example ") == [ada.id]
    assert found(admin_api, olga, "nobody@byron.example") == []
    assert found(admin_api, olga, "a") == [ada.id]


@pytest.mark.parametrize(
    "query", ["ada b", "byr", "byron ada", "lamp", "ada@by", "+49 30 1", "c-1815", "123 byron"]
)
def test_a_customer_is_found_by_how_any_of_his_words_begins(
    admin_api: Call, ada: Customer, olga: Operator, settle: Settle, query: str
) -> None:
    told = {"company": "123 Lamps", "phones": ["0049 30 12"]}
    admin_api("PATCH", f"/customers/{ada.id}", told, me=olga)
    admin_api("POST", "/customers", {"first_name": "Adam"}, me=olga)
    settle()

    assert found(admin_api, olga, query) == [ada.id]


def test_a_customer_is_found_by_what_he_is_now(
    admin_api: Call, ada: Customer, olga: Operator, settle: Settle
) -> None:
    path = f"/customers/{ada.id}"
    settle()
    admin_api("PATCH", path, {"last_name": "Lovelace"}, me=olga)
    assert found(admin_api, olga, "byron") == []  # also before the stream has told
    settle()
    assert found(admin_api, olga, "love") == [ada.id]

    admin_api("DELETE", path, me=olga)
    settle()

    assert found(admin_api, olga, "ada") == []


def test_what_customers_are_found_by_goes_with_them(
    admin_api: Call, helpdesk: Helpdesk, ada: Customer, olga: Operator, settle: Settle
) -> None:
    settle()
    assert list(helpdesk.table.query(("pk", "SEARCH#CUSTOMERS#ad")))

    admin_api("PATCH", f"/customers/{ada.id}", {"first_name": "Eve", "emails": []}, me=olga)
    settle()
    assert not list(helpdesk.table.query(("pk", "SEARCH#CUSTOMERS#ad")))
    admin_api("DELETE", f"/customers/{ada.id}", me=olga)
    settle()

    assert not list(helpdesk.table.query(("pk", "SEARCH#CUSTOMERS#ev")))


def test_found_customers_come_page_by_page_and_each_once(
    admin_api: Call, olga: Operator, settle: Settle
) -> None:
    added = [
        admin_api("POST", "/customers", {"first_name": "Ada", "last_name": f"Adams{n}"}, me=olga)
        for n in range(5)
    ]
    admin_api("POST", "/customers", {"first_name": "Bob", "last_name": "Adams"}, me=olga)
    settle()

    pages, cursor = [], None
    while True:
        more = {"cursor": cursor} if cursor else {}
        page = admin_api("GET", "/customers", me=olga, q="ad ada", limit=2, **more).body
        pages.append([each["id"] for each in page["items"]])
        if (cursor := page["cursor"]) is None:
            break

    assert [len(page) for page in pages] == [2, 2, 2]
    ids = [id for page in pages for id in page]
    assert len(set(ids)) == 6
    assert {each.body["id"] for each in added} <= set(ids)


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
