"""Tickets and customers find each other, whichever comes first."""

from collections.abc import Callable

from deskhand.actions import edits, indexing, projections
from deskhand.domain.people import Customer, Operator, Requester
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk
from tests.conftest import Arrives, mail
from tests.domain.given import customer

Settle = Callable[[], None]


def owner(helpdesk: Helpdesk, ticket: Ticket) -> tuple[str | None, str | None]:
    found = helpdesk.tickets.get(ticket.id)
    return found.customer_id, found.linked_by


def with_requester(helpdesk: Helpdesk, olga: Operator, ticket: Ticket, **requester: str) -> Ticket:
    fields = {"requester": Requester(**requester)}  # type: ignore[arg-type]
    return edits.change(helpdesk, olga, ticket.id, fields)


def test_a_customer_who_comes_later_takes_over_his_tickets(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator, arrives: Arrives, settle: Settle
) -> None:
    other = helpdesk.tickets.get(
        arrives(mail("b", sender="b@b.example", message_id="<b@x>"))[0].ticket_id
    )
    with_requester(helpdesk, olga, other, external_id="c-1815")
    settle()
    assert owner(helpdesk, mailed_ticket) == (None, None)

    ada = customer(emails=("ada@byron.example",), external_ids=("c-1815",))
    helpdesk.customers.add(ada)
    settle()

    assert owner(helpdesk, mailed_ticket) == (ada.id, "email")
    assert owner(helpdesk, other) == (ada.id, "external_id")
    assert sorted(helpdesk.lists.of_customer(ada.id)) == sorted([mailed_ticket.id, other.id])
    events = helpdesk.tickets.conversation(mailed_ticket.id).events
    assert [each.kind for each in events] == ["opened", "customer_linked"]


def test_an_address_added_to_a_customer_takes_over_its_tickets(
    helpdesk: Helpdesk, mailed_ticket: Ticket, settle: Settle
) -> None:
    ada = customer(emails=("a@b.example",))
    helpdesk.customers.add(ada)
    settle()
    more = ada.model_copy(update={"emails": ("a@b.example", "ada@byron.example"), "version": 2})
    helpdesk.customers.save(ada, more)
    settle()

    assert owner(helpdesk, mailed_ticket) == (ada.id, "email")


def test_a_changed_requester_is_looked_for_again(
    helpdesk: Helpdesk, ada: Customer, mailed_ticket: Ticket, olga: Operator, settle: Settle
) -> None:
    settle()
    with_requester(helpdesk, olga, mailed_ticket, email="nobody@x.example", external_id="c-1815")
    settle()
    assert owner(helpdesk, mailed_ticket) == (ada.id, "external_id")
    with_requester(helpdesk, olga, mailed_ticket, email="nobody@x.example")
    settle()
    assert owner(helpdesk, mailed_ticket) == (None, None)


def test_a_choice_by_hand_stays_whatever_is_found(
    helpdesk: Helpdesk, ada: Customer, mailed_ticket: Ticket, olga: Operator, settle: Settle
) -> None:
    settle()
    edits.change(helpdesk, olga, mailed_ticket.id, {"customer_id": None})
    settle()
    with_requester(helpdesk, olga, mailed_ticket, email="a@b.example", external_id="c-1815")
    helpdesk.customers.save(ada, ada.model_copy(update={"emails": ("a@b.example",), "version": 2}))
    settle()

    assert owner(helpdesk, mailed_ticket) == (None, "hand")


def test_tickets_of_a_removed_customer_go_back_and_find_another(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator, settle: Settle
) -> None:
    by_email = customer(emails=("ada@byron.example",))
    by_id = customer(external_ids=("c-1815",))
    helpdesk.customers.add(by_email)
    helpdesk.customers.add(by_id)
    with_requester(helpdesk, olga, mailed_ticket, email="ada@byron.example", external_id="c-1815")
    settle()
    assert owner(helpdesk, mailed_ticket) == (by_email.id, "email")

    helpdesk.customers.remove(by_email)
    settle()
    assert owner(helpdesk, mailed_ticket) == (by_id.id, "external_id")
    helpdesk.customers.remove(by_id)
    settle()
    assert owner(helpdesk, mailed_ticket) == (None, None)


def test_an_old_record_of_a_customer_takes_nothing_that_is_no_longer_his(
    helpdesk: Helpdesk, ada: Customer, mailed_ticket: Ticket
) -> None:
    now = ada.model_copy(update={"emails": (), "version": 2})
    helpdesk.customers.save(ada, now)

    projections.customer_changed(helpdesk, None, ada)
    assert owner(helpdesk, mailed_ticket) == (None, None)
    helpdesk.customers.remove(now)
    projections.customer_changed(helpdesk, None, ada)
    assert owner(helpdesk, mailed_ticket) == (None, None)


def test_doing_it_all_again_changes_nothing(
    helpdesk: Helpdesk, ada: Customer, mailed_ticket: Ticket, settle: Settle
) -> None:
    settle()
    linked = helpdesk.tickets.get(mailed_ticket.id)
    for _ in range(2):
        projections.ticket_changed(helpdesk, None, mailed_ticket)
        projections.customer_changed(helpdesk, None, ada)
        written = helpdesk.tickets.conversation(linked.id).messages[0]
        indexing.message_changed(helpdesk, None, written)

    assert helpdesk.tickets.get(linked.id) == linked
    assert len(helpdesk.tickets.conversation(linked.id).events) == 2
