from typing import Any

import pytest

from deskhand.domain.errors import Conflict, NotFound, Taken
from deskhand.domain.people import Customer
from deskhand.store.customers import folded
from deskhand.wiring import Helpdesk
from tests.domain.given import customer


def kept(helpdesk: Helpdesk, **fields: Any) -> Customer:
    added = customer(**fields)
    helpdesk.customers.add(added)
    return added


def renamed(before: Customer, **fields: Any) -> Customer:
    return before.model_copy(update={**fields, "version": before.version + 1})


def test_an_email_and_an_external_id_are_one_customers(helpdesk: Helpdesk) -> None:
    ada = kept(helpdesk, emails=("ada@b.example",), external_ids=("1",))

    for taken in ({"emails": ("new@b.example", "ada@b.example")}, {"external_ids": ("1",)}):
        with pytest.raises(Taken):
            kept(helpdesk, **taken)
    assert helpdesk.customers.with_email("ada@b.example") == ada
    assert helpdesk.customers.with_external_id("1") == ada
    assert helpdesk.customers.with_email("new@b.example") is None
    assert helpdesk.customers.with_email("1") is None


def test_an_email_that_was_given_up_is_free_for_another(helpdesk: Helpdesk) -> None:
    ada = kept(helpdesk, emails=("ada@b.example", "a@b.example"))
    bob = kept(helpdesk, emails=("bob@b.example",))

    with pytest.raises(Taken):
        helpdesk.customers.save(bob, renamed(bob, emails=("a@b.example",)))
    helpdesk.customers.save(ada, renamed(ada, emails=("ada@b.example",)))
    helpdesk.customers.save(bob, renamed(bob, emails=("a@b.example",)))

    found = helpdesk.customers.with_email("a@b.example")
    assert found and found.id == bob.id
    assert helpdesk.customers.with_email("bob@b.example") is None


def test_a_customer_changed_or_removed_meanwhile_is_a_conflict(helpdesk: Helpdesk) -> None:
    ada = kept(helpdesk, emails=("ada@b.example",))
    now = renamed(ada, emails=("ada@b.example", "new@b.example"))
    helpdesk.customers.save(ada, now)

    with pytest.raises(Conflict):
        helpdesk.customers.save(ada, renamed(ada, first_name="Eve"))
    with pytest.raises(Conflict):  # else nobody could have new@b.example any more
        helpdesk.customers.remove(ada)
    helpdesk.customers.remove(now)
    with pytest.raises(Conflict):
        helpdesk.customers.save(now, renamed(now, first_name="Eve"))
    with pytest.raises(NotFound):
        helpdesk.customers.get(ada.id)
    kept(helpdesk, emails=("ada@b.example", "new@b.example"))


def test_customers_are_listed_by_name_each_once_and_found_by_how_they_begin(
    helpdesk: Helpdesk,
) -> None:
    names = ["Zoe", "ada", "Ada", "Adam", "bob", "Ádám", "", "Ada"]
    made = [kept(helpdesk, first_name=name) for name in names]

    def walked(begins: str) -> list[str]:
        found: list[Customer] = []
        position: str | None = None
        while True:
            page = helpdesk.customers.page(begins=begins, position=position, limit=2)
            found += page.customers
            position = page.position
            if position is None:
                return [each.id for each in found]

    everybody = walked("")
    assert sorted(everybody) == sorted(each.id for each in made)
    assert sorted(walked("ada")) == sorted(made[place].id for place in (1, 2, 3, 7))
    assert walked("nobody") == []
    assert {each.id for each in helpdesk.customers.all()} == set(everybody)


def test_a_name_of_any_length_can_be_kept_and_found(helpdesk: Helpdesk) -> None:
    """A sort key holds 1,024 bytes; the fake does not count them."""
    long = kept(helpdesk, first_name="ΐ" * 300, last_name="日" * 300)

    item = helpdesk.table.get({"pk": f"C#{long.id}", "sk": "C"})
    assert item and len(item["owner_sort"].encode()) <= 1024
    begins = folded(long.name)
    assert helpdesk.customers.page(begins=begins, position=None, limit=5).customers == [long]
