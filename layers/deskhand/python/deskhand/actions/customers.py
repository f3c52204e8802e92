from collections.abc import Mapping
from typing import Any

from deskhand.actions.changes import decided_again, require_seen
from deskhand.actions.team import validated
from deskhand.domain import finding
from deskhand.domain.people import Customer, address
from deskhand.store.customers import CustomerPage, folded
from deskhand.wiring import Helpdesk


def page(helpdesk: Helpdesk, *, query: str, position: str | None, limit: int) -> CustomerPage:
    """Those who have all that is asked for. By name if that is nothing, or a single letter, with
    which the name begins. A whole address finds him alone, also when he was added just now."""
    if "@" in query and (found := helpdesk.customers.with_email(address(query))):
        return CustomerPage([found], None)
    beginnings = finding.asked(query)
    if finding.rarest(beginnings) is None:
        return helpdesk.customers.page(begins=folded(query), position=position, limit=limit)
    return helpdesk.customers.with_terms(beginnings, position=position, limit=limit)


def add(helpdesk: Helpdesk, fields: Mapping[str, Any]) -> Customer:
    own = {"id": helpdesk.new_id(), "created_at": helpdesk.now()}
    customer = validated(Customer, {**fields, **own})
    helpdesk.customers.add(customer)
    return customer


def change(
    helpdesk: Helpdesk, customer_id: str, fields: Mapping[str, Any], *, seen: int | None = None
) -> Customer:
    """Raises Stale with the customer when he is no more what the writer saw."""

    def attempt() -> Customer:
        before = helpdesk.customers.get(customer_id)
        require_seen("customer", before, seen)
        own = {"version": before.version + 1}
        after = validated(Customer, {**before.model_dump(), **fields, **own})
        helpdesk.customers.save(before, after)
        return after

    return decided_again(attempt)


def remove(helpdesk: Helpdesk, customer_id: str) -> None:
    helpdesk.customers.remove(helpdesk.customers.get(customer_id))
