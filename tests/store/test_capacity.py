"""What each access pattern costs: the table in store/keys.py, held by measurement."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from deskhand.actions import (
    canned_replies,
    customers,
    deleting,
    drafts,
    edits,
    figures,
    marks,
    merging,
    presence,
    splitting,
    taking_back,
    tickets,
    viewing,
    views,
    widget_form,
    widget_tickets,
)
from deskhand.actions import page as public_page
from deskhand.actions.bodies import Body
from deskhand.actions.receive import receive
from deskhand.actions.visits import Visit
from deskhand.actions.widget_form import Form
from deskhand.domain import finding, notices
from deskhand.domain.desk import Desk
from deskhand.domain.form import started
from deskhand.domain.identity import Identity
from deskhand.domain.inbound import Delivery, Receipt
from deskhand.domain.listing import Listing, Sort
from deskhand.domain.people import Operator, Requester, Role
from deskhand.domain.ticket import Status
from deskhand.store import keys
from deskhand.wiring import Helpdesk
from tests.conftest import mail, operator, support_desk
from tests.domain.given import customer
from tests.http.conftest import proof_of
from tests.store.units import Cost, Meter

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def helpdesk(emulated: Helpdesk) -> Helpdesk:
    return emulated


@pytest.fixture(scope="module")
def olga(helpdesk: Helpdesk) -> Operator:
    return operator(helpdesk, "Olga")


@pytest.fixture(scope="module")
def admin(helpdesk: Helpdesk) -> Operator:
    return operator(helpdesk, "Admin", Role.ADMIN)


@pytest.fixture(scope="module")
def desk(helpdesk: Helpdesk, olga: Operator) -> Desk:
    return support_desk(helpdesk, olga)


@pytest.fixture(scope="module")
def ids(helpdesk: Helpdesk, desk: Desk, olga: Operator) -> list[str]:
    """Tickets as they are on a usual day: a subject of eight words, a name, an operator, two tags,
    a long message of the customer's."""
    opening = tickets.Opening(
        desk_id=desk.id,
        subject="The lamp that I ordered does not arrive",
        requester=Requester(
            email="ada.byron@analytical.example", first_name="Ada", last_name="Byron"
        ),
        assignee=olga.id,
        tags=("delivery", "lamp"),
        send=False,
    )
    body = Body(text="Where is it? " * 20)
    return [tickets.open(helpdesk, opening, body, operator=olga).id for _ in range(120)]


@pytest.fixture
def meter(helpdesk: Helpdesk, ids: list[str]) -> Meter:
    assert helpdesk.keyring  # both are kept by a warm function
    assert helpdesk.team.desks()
    return Meter(helpdesk.table.client)


def page(helpdesk: Helpdesk, desk: Desk, **wanted: Any) -> Callable[[], Any]:
    listing = Listing(desks=(desk.id,), statuses=(Status.NEW,), **wanted)
    return lambda: helpdesk.lists.page(listing, {desk.id: 1}, position=None, limit=50)


def test_a_list_of_fifty(helpdesk: Helpdesk, desk: Desk, meter: Meter) -> None:
    assert meter.of(page(helpdesk, desk)) == Cost(1, 2.0, 0)


def test_a_list_of_an_operators_fifty(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, meter: Meter
) -> None:
    assert meter.of(page(helpdesk, desk, assignee=olga.id)) == Cost(1, 2.0, 0)


@pytest.mark.parametrize("sort", ["created_at", "-created_at", "priority"])
def test_a_list_in_another_order(helpdesk: Helpdesk, desk: Desk, meter: Meter, sort: Sort) -> None:
    assert meter.of(page(helpdesk, desk, sort=sort)) == Cost(2, 27.5, 0)


def test_a_conversation(helpdesk: Helpdesk, ids: list[str], meter: Meter) -> None:
    assert meter.of(lambda: helpdesk.tickets.conversation(ids[0])) == Cost(1, 1.0, 0)


def test_a_ticket_view_with_earlier_tickets(
    helpdesk: Helpdesk, ids: list[str], olga: Operator, meter: Meter
) -> None:
    assert meter.of(lambda: viewing.view(helpdesk, olga, ids[0])) == Cost(2, 1.5, 0)


def test_a_reply(helpdesk: Helpdesk, ids: list[str], olga: Operator, meter: Meter) -> None:
    body = Body(text="On its way.")

    assert meter.of(lambda: tickets.reply(helpdesk, olga, ids[1], body)) == Cost(2, 1.0, 11)


def test_a_note(helpdesk: Helpdesk, ids: list[str], olga: Operator, meter: Meter) -> None:
    body = Body(text="Lost by the carrier.")

    def mention() -> None:
        tickets.note(helpdesk, olga, ids[2], body, mentions=(olga.id,))

    assert meter.of(lambda: tickets.note(helpdesk, olga, ids[2], body)) == Cost(2, 1.0, 8)
    assert meter.of(mention) == Cost(2, 1.0, 8)


def test_an_answer_that_is_taken_back(
    helpdesk: Helpdesk, desk: Desk, ids: list[str], olga: Operator, meter: Meter
) -> None:
    said = tickets.reply(helpdesk, olga, ids[7], Body(text="On its way."))
    announced = notices.caused_by_message(said, helpdesk.tickets.get(ids[7]), desk, [])
    for notice in announced:
        helpdesk.notices.add(notice, at=helpdesk.now())

    def take_back() -> None:
        taking_back.take_back(helpdesk, olga, ids[7], said.id)

    assert meter.of(take_back) == Cost(3, 2.0, 14)


def test_customers_by_a_word(helpdesk: Helpdesk, meter: Meter) -> None:
    for place in range(60):
        bob = customer(first_name="Bob", last_name=f"Lamp{place}", emails=(f"b{place}@l.example",))
        helpdesk.customers.add(bob)
        helpdesk.customers.follow_terms(bob.id, put=finding.terms(bob), take_back=set())

    def page() -> None:
        found = customers.page(helpdesk, query="bob la", position=None, limit=50)
        assert len(found.customers) == 50

    assert meter.of(page) == Cost(2, 26.0, 0)


def test_who_has_a_ticket_open(
    helpdesk: Helpdesk, desk: Desk, ids: list[str], olga: Operator, meter: Meter
) -> None:
    for owner in (desk.id, olga.id):
        helpdesk.table.put_all([{**keys.counters(owner), "all": 1}])

    def beat() -> None:
        presence.tell(helpdesk, olga, ids[5], writing=True)
        figures.now(helpdesk, olga, tickets.desks(helpdesk, olga))

    for _ in range(2):
        assert meter.of(lambda: presence.tell(helpdesk, olga, ids[5], writing=True)) == (2, 1.0, 1)
    assert meter.of(beat) == Cost(3, 2.0, 1)


def test_what_an_operator_has_read(
    helpdesk: Helpdesk, ids: list[str], olga: Operator, meter: Meter
) -> None:
    at = helpdesk.now()
    for id in ids:
        assert meter.of(partial(marks.read, helpdesk, olga, id, until=at)) == Cost(2, 1.0, 1)

    assert meter.of(lambda: marks.unread(helpdesk, olga, ids[0])) == Cost(2, 1.0, 1)
    assert meter.of(lambda: marks.page(helpdesk, olga, None)) == Cost(1, 3.0, 0)


def test_a_draft(helpdesk: Helpdesk, ids: list[str], olga: Operator, meter: Meter) -> None:
    id, body = ids[6], Body(text="On its way.")
    kept: dict[str, int] = {}

    def keep(seen: int, text: str) -> None:
        draft = drafts.keep(helpdesk, olga, id, "note", {"text": text}, seen=seen)
        kept["version"] = draft.version

    def send() -> None:
        tickets.note(helpdesk, olga, id, body, draft_version=kept["version"])

    assert meter.of(lambda: keep(0, "On its way.")) == Cost(2, 1.0, 1)
    assert meter.of(lambda: keep(kept["version"], "x" * 3_000)) == Cost(2, 1.0, 4)
    assert meter.of(lambda: drafts.find(helpdesk, olga, id, "note")) == Cost(1, 1.0, 0)
    assert meter.of(lambda: drafts.listed(helpdesk, olga)) == Cost(1, 1.0, 0)
    keep(kept["version"], "On its way.")
    assert meter.of(send) == Cost(2, 1.0, 8 + 2)


@pytest.mark.parametrize(("status", "writes"), [(Status.WAITING, 11), (Status.CLOSED, 13)])
def test_a_change_of_status(
    helpdesk: Helpdesk, ids: list[str], olga: Operator, meter: Meter, status: Status, writes: int
) -> None:
    change, id = {"status": status}, ids[3 if status is Status.WAITING else 4]

    assert meter.of(lambda: edits.change(helpdesk, olga, id, change)) == Cost(2, 1.0, writes)


def test_merging_reading_and_unmerging(
    helpdesk: Helpdesk, ids: list[str], olga: Operator, meter: Meter
) -> None:
    source, target = ids[7], ids[8]

    assert meter.of(lambda: merging.merge(helpdesk, olga, source, target)) == Cost(3, 2.0, 21)
    assert meter.of(lambda: viewing.view(helpdesk, olga, target)) == Cost(3, 2.5, 0)
    assert meter.of(lambda: viewing.view(helpdesk, olga, source)) == Cost(3, 2.5, 0)
    assert meter.of(lambda: merging.unmerge(helpdesk, olga, source)) == Cost(3, 2.0, 21)


def test_splitting_and_deleting(
    helpdesk: Helpdesk, desk: Desk, admin: Operator, meter: Meter
) -> None:
    first = mail("Where is it? " * 20, sender="carl@lamp.example", message_id="<s1@lamp.example>")
    second = mail("And mine?", message_id="<s2@lamp.example>", In_Reply_To="<s1@lamp.example>")
    for id, raw in (("s1", first), ("s2", second)):
        key = helpdesk.settings.mail_prefix + id
        helpdesk.s3.put_object(Bucket=helpdesk.settings.mail_bucket, Key=key, Body=raw)
        at = helpdesk.now()
        delivery = Delivery(id=id, recipients=desk.addresses, received_at=at, dmarc="PASS")
        (receipt,) = receive(helpdesk, delivery)
    id = receipt.ticket_id
    last = helpdesk.tickets.conversation(id).messages[-1].id

    assert meter.of(lambda: splitting.split(helpdesk, admin, id, last, "Mine")) == Cost(6, 4.0, 24)
    assert meter.of(lambda: deleting.delete(helpdesk, admin, id)) == Cost(9, 5.5, 21)


def test_opening_a_ticket(helpdesk: Helpdesk, desk: Desk, olga: Operator, meter: Meter) -> None:
    opening = tickets.Opening(
        desk_id=desk.id, subject="Lamp", requester=Requester(email="bob@lamp.example")
    )
    body = Body(text="Hi")

    cost = meter.of(lambda: tickets.open(helpdesk, opening, body, operator=olga))

    assert cost == Cost(2, 0, 12)


def test_all_desks_and_operators(helpdesk: Helpdesk, meter: Meter) -> None:
    helpdesk.team.forget()

    assert meter.of(helpdesk.team.desks) == Cost(1, 1.0, 0)


def test_what_operators_keep_is_listed_with_one_query(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, meter: Meter
) -> None:
    for place in range(10):
        said = {"name": f"Lamp {place}", "text": "It is on its way. " * 10, "desk_id": desk.id}
        canned_replies.add(helpdesk, olga, said)
        views.add(helpdesk, olga, {"name": "Lamps", "query": "lamp", "position": place})

    assert meter.of(lambda: canned_replies.seen(helpdesk, olga)) == Cost(1, 1.0, 0)
    assert meter.of(lambda: views.seen(helpdesk, olga)) == Cost(1, 1.0, 0)


def test_taking_a_mail_in(helpdesk: Helpdesk, desk: Desk, meter: Meter) -> None:
    raw = mail("Where is it? " * 20, sender="bob@lamp.example", message_id="<1@lamp.example>")
    key = helpdesk.settings.mail_prefix + "m1"
    helpdesk.s3.put_object(Bucket=helpdesk.settings.mail_bucket, Key=key, Body=raw)
    at = helpdesk.now()
    delivery = Delivery(id="m1", recipients=desk.addresses, received_at=at, dmarc="PASS")

    cost = meter.of(lambda: receive(helpdesk, delivery))

    assert cost == Cost(6, 3.5, 16)


def test_a_customer_and_a_stranger_in_the_widget(
    helpdesk: Helpdesk, desk: Desk, meter: Meter
) -> None:
    known = Identity(id="c-1815", email="c@lamp.example", proven_email=True, name="Carl Lamp")
    carl = Visit(desk, known, "valid", ("ip#1",))
    eve = Visit(desk, None, "none", ("ip#1",))
    form = Form(subject="The lamp that I ordered", message="Where is it? " * 20)
    start = started(desk.id, helpdesk.keyring, at=helpdesk.now() - timedelta(minutes=1))
    typed = form.model_copy(update={"email": "eve@lamp.example", "start": start})
    body = Body(text="Thank you.")
    opened = [widget_form.open(helpdesk, carl, form).number for _ in range(49)]
    seen = opened[0]

    assert meter.of(lambda: widget_form.open(helpdesk, carl, form)) == Cost(3, 0, 14)
    assert meter.of(lambda: widget_form.open(helpdesk, eve, typed)) == Cost(5, 0, 15)
    asking = Visit(desk.model_copy(update={"challenge": "work"}), None, "none", ("ip#1",))
    worked = typed.model_copy(update={"proof": proof_of(start)})
    assert meter.of(lambda: widget_form.open(helpdesk, asking, worked)) == Cost(6, 1, 17)
    by_ipv6 = eve._replace(places=("ip#1", "ip#2"))
    assert meter.of(lambda: widget_form.open(helpdesk, by_ipv6, typed)) == Cost(6, 0, 16)
    named = typed.model_copy(update={"once": "o" * 20})
    assert meter.of(lambda: widget_form.open(helpdesk, eve, named)) == Cost(6, 1, 17)

    def comment() -> None:
        widget_tickets.comment(helpdesk, carl, seen, body, "o" * 20)

    assert meter.of(comment) == Cost(5, 2.5, 11)
    assert meter.of(lambda: widget_tickets.view(helpdesk, carl, seen)) == Cost(3, 2.5, 0)
    shown = widget_tickets.view(helpdesk, carl, seen)
    assert shown
    asked = meter.of(lambda: widget_tickets.view(helpdesk, carl, seen, shown.state))
    assert asked == Cost(2, 1.5, 0)

    def page() -> None:
        found = widget_tickets.own(helpdesk, carl, position=None, limit=50)
        assert len(found.tickets) == 50

    assert meter.of(page) == Cost(5, 28.5, 0)


def test_a_tickets_page(helpdesk: Helpdesk, ids: list[str], olga: Operator, meter: Meter) -> None:
    token = tickets.link_url(helpdesk, helpdesk.tickets.get(ids[9])).partition("#")[2]
    shown = public_page.view(helpdesk, token)
    assert shown

    def comment() -> None:
        public_page.comment(helpdesk, token, Body(text="Thank you."), "o" * 20)

    assert meter.of(lambda: public_page.view(helpdesk, token)) == Cost(2, 2.0, 0)
    assert meter.of(lambda: public_page.view(helpdesk, token, shown.state)) == Cost(1, 1.0, 0)
    assert meter.of(comment) == Cost(5, 3.0, 11)


def test_one_message_that_was_cut(
    helpdesk: Helpdesk, ids: list[str], olga: Operator, meter: Meter
) -> None:
    said = tickets.reply(helpdesk, olga, ids[10], Body(text="x" * 5_000))

    assert meter.of(lambda: viewing.message(helpdesk, olga, ids[10], said.id)) == Cost(2, 2.0, 0)


def test_a_page_of_the_quarantine(helpdesk: Helpdesk, desk: Desk, meter: Meter) -> None:
    for place in range(60):
        held = Receipt(
            id=f"spam-{place:036}",
            desk_id=desk.id,
            state="quarantined",
            reason="spam",
            received_at=helpdesk.now(),
            sender="eve@lamp.example",
            subject="The lamp that you did not order",
        )
        helpdesk.receipts.keep(held)

    def page() -> Any:
        return helpdesk.receipts.page([desk.id], "quarantined", position=None, limit=50)

    assert meter.of(page) == Cost(2, 26.0, 0)
