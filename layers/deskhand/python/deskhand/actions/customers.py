from collections.abc import Mapping
from typing import Any

from deskhand.actions.team import validated
from deskhand.domain.people import Customer
from deskhand.store.customers import CustomerPage, folded
from deskhand.wiring import Helpdesk


def page(helpdesk: Helpdesk, *, query: str, position: str | None, limit: int) -> CustomerPage:
    """An address is looked up, anything else is how a name begins; by name."""
    if "@" in query:
        found = helpdesk.customers.with_email(query.strip().lower())
        return CustomerPage([found] if found else [], None)
    return helpdesk.customers.page(begins=folded(query), position=position, limit=limit)


def add(helpdesk: Helpdesk, fields: Mapping[str, Any]) -> Customer:
    own = {"id": helpdesk.new_id(), "created_at": helpdesk.now()}
    customer = validated(Customer, {**fields, **own})
    helpdesk.customers.add(customer)
    return customer


def change(helpdesk: Helpdesk, customer_id: str, fields: Mapping[str, Any]) -> Customer:
    before = helpdesk.customers.get(customer_id)
    after = validated(Customer, {**before.model_dump(), **fields, "version": before.version + 1})
    helpdesk.customers.save(before, after)
    return after


def remove(helpdesk: Helpdesk, customer_id: str) -> None:
    helpdesk.customers.remove(helpdesk.customers.get(customer_id))
