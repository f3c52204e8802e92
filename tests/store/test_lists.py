"""Lists against what a plain filter and sort over all tickets says."""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from moto import mock_aws

from deskhand.domain.change import Change
from deskhand.domain.ids import Ids
from deskhand.domain.listing import Listing, Sort
from deskhand.domain.people import Requester
from deskhand.domain.ticket import OPEN, Priority, Status, Ticket
from deskhand.store.order import URGENCY
from deskhand.wiring import Helpdesk, Settings
from tests import aws
from tests.conftest import NOW, ROOT
from tests.domain.given import ticket

SHARDS = {"sales": 1, "support": 2}
DESKS = tuple(SHARDS)
SORTS: dict[Sort, Callable[[Ticket], Any]] = {
    "updated_at": lambda t: (t.updated_at, t.id[-8:]),
    "created_at": lambda t: t.id,
    "priority": lambda t: (URGENCY[t.priority], t.id),
    "due": lambda t: (t.snoozed_until, t.id[-8:]),
}


@pytest.fixture(scope="module")
def helpdesk() -> Iterator[Helpdesk]:
    with pytest.MonkeyPatch.context() as environment, mock_aws():
        for name, value in aws.ENVIRONMENT.items():
            environment.setenv(name, value)
        environment.delenv("AWS_ENDPOINT_URL", raising=False)
        environment.setenv("NOTICE_QUEUE_URL", "")
        aws.create(ROOT / "template.yaml")
        yield Helpdesk(Settings.from_environment())


def some_ticket(chance: random.Random, ids: Ids, nr: int) -> Ticket:
    """Several of one millisecond, and updates in another order than creation."""
    created = NOW + timedelta(milliseconds=nr // 3)
    status = chance.choice(list(Status))
    customer = chance.choice([None, "ada", "bob"])
    sleeps = status is not Status.CLOSED and chance.random() < 0.4
    return ticket(
        id=ids.new(created),
        number=str(nr),
        desk_id=chance.choice(DESKS),
        status=status,
        closed_at=created if status is Status.CLOSED else None,
        priority=chance.choice(list(Priority)),
        assignee=chance.choice([None, "olga", "oskar"]),
        category=chance.choice([None, "printing"]),
        tags=tuple(chance.sample(["red", "green", "blue"], chance.randrange(3))),
        customer_id=customer,
        linked_by="email" if customer else None,
        snoozed_until=NOW + timedelta(days=chance.randrange(3)) if sleeps else None,
        created_at=created,
        updated_at=created + timedelta(milliseconds=chance.randrange(20)),
    )


def keep(helpdesk: Helpdesk, each: Ticket, shards: int) -> Ticket:
    helpdesk.tickets.commit(Change(before=None, after=each), shards=shards)
    return each


@pytest.fixture(scope="module")
def everything(helpdesk: Helpdesk) -> list[Ticket]:
    chance, ids = random.Random(1815), Ids()
    made = [some_ticket(chance, ids, nr) for nr in range(30)]
    return [keep(helpdesk, each, SHARDS[each.desk_id]) for each in made]


def pages(
    helpdesk: Helpdesk, listing: Listing, *, limit: int, shards: dict[str, int] = SHARDS
) -> Iterator[list[Ticket]]:
    position: str | None = None
    while True:
        page = helpdesk.lists.page(listing, shards, position=position, limit=limit)
        assert len(page.tickets) <= limit
        yield page.tickets
        if page.position is None:
            return
        assert page.position != position
        position = page.position


def walked(helpdesk: Helpdesk, listing: Listing, **more: Any) -> list[Ticket]:
    return [each for page in pages(helpdesk, listing, **more) for each in page]


FILTERS: list[dict[str, Any]] = [
    {},
    {},
    {},
    {"desks": ("support",)},
    {"desks": ("sales", "support"), "statuses": (Status.NEW,)},
    {"statuses": OPEN},
    {"assignee": "olga"},
    {"assignee": "none"},
    {"assignee": "olga", "desks": ("sales", "support"), "statuses": OPEN},
    {"assignee": "none", "desks": ("support",), "statuses": (Status.CLOSED, Status.WAITING)},
    {"priority": Priority.URGENT},
    {"category": "printing", "tag": "red"},
    {"customer": "ada"},
    {"customer": "bob", "desks": ("sales",), "statuses": OPEN, "tag": "blue"},
    {"customer": "ada", "assignee": "none"},
    {"customer": "nobody"},
    {"assignee": "nobody"},
    {"desks": ("support", "support"), "statuses": (Status.NEW, Status.NEW)},
    {"snoozed": True},
    {"snoozed": True, "statuses": (Status.NEW, Status.WAITING), "assignee": "none"},
    {"snoozed": False, "assignee": "olga"},
    {"snoozed": False, "desks": ("support",), "statuses": OPEN},
    {"due_before": NOW + timedelta(days=1, hours=1)},
    {"due_before": NOW + timedelta(days=1), "tag": "red"},
    {"priority": Priority.NORMAL, "snoozed": False},
    {"priority": Priority.HIGH, "desks": ("sales",)},
]


@pytest.mark.parametrize("filters", FILTERS)
def test_a_list_holds_exactly_what_was_asked_for_in_its_order(
    helpdesk: Helpdesk, everything: list[Ticket], filters: dict[str, Any]
) -> None:
    for name, sign in product(SORTS, ("", "-")):
        listing = Listing(**{"desks": DESKS, **filters, "sort": f"{sign}{name}"})
        wanted = sorted(filter(listing.holds, everything), key=SORTS[name], reverse=sign == "-")

        assert walked(helpdesk, listing, limit=8) == wanted, listing.sort


@pytest.mark.parametrize("sort", ["-updated_at", "created_at", "priority"])
def test_pages_give_each_ticket_once_whatever_their_size(
    helpdesk: Helpdesk, everything: list[Ticket], sort: Sort
) -> None:
    listing = Listing(desks=DESKS, statuses=(Status.NEW, Status.CLOSED), sort=sort)
    wanted = sorted(each.id for each in everything if listing.holds(each))

    for limit in (1, len(wanted), 200):
        assert sorted(each.id for each in walked(helpdesk, listing, limit=limit)) == wanted


def changed(helpdesk: Helpdesk, before: Ticket, *, shards: int, **fields: Any) -> Ticket:
    after = before.changed(at=NOW + timedelta(days=1), **fields)
    helpdesk.tickets.commit(Change(before=before, after=after), shards=shards)
    return after


def test_a_ticket_that_is_updated_while_somebody_pages_comes_once_and_hides_none(
    helpdesk: Helpdesk,
) -> None:
    ids = Ids()
    made = [
        keep(helpdesk, ticket(id=ids.new(NOW), desk_id="paged", number=str(n)), 1) for n in range(9)
    ]
    listing = Listing(desks=("paged",))
    read = pages(helpdesk, listing, limit=3, shards={"paged": 1})

    seen = [each.id for each in next(read)]
    shown, next_one = made[-1], made[2]
    changed(helpdesk, shown, shards=1, tags=("x",))
    changed(helpdesk, next_one, shards=1, status=Status.WAITING)
    seen += [each.id for page in read for each in page]

    assert len(seen) == len(set(seen))
    assert set(seen) == {each.id for each in made} - {next_one.id}  # that one is on top again
    again = walked(helpdesk, listing, limit=3, shards={"paged": 1})
    assert [each.id for each in again][:2] == sorted([shown.id, next_one.id], reverse=True)


def test_the_shards_of_a_living_desk_can_be_raised(helpdesk: Helpdesk) -> None:
    ids = Ids()
    made = [
        keep(helpdesk, ticket(id=ids.new(NOW), desk_id="grown", number=str(n)), 1)
        for n in range(12)
    ]

    def shown(**filters: Any) -> list[str]:
        listing = Listing(desks=("grown",), **filters)
        found = walked(helpdesk, listing, limit=5, shards={"grown": 4})
        return sorted(each.id for each in found)

    assert shown() == [each.id for each in made]
    moved = [changed(helpdesk, each, shards=4, status=Status.CLOSED) for each in made[:6]]
    for each in moved[:3]:
        changed(helpdesk, each, shards=4, status=Status.NEW)
    changed(helpdesk, made[-1], shards=4, tags=("x",))

    assert shown(statuses=(Status.CLOSED,)) == [each.id for each in made[3:6]]
    assert shown(statuses=(Status.NEW,)) == [each.id for each in made[:3] + made[6:]]
    lists = {
        item["status_list"]
        for each in made
        if (item := helpdesk.table.get({"pk": f"T#{each.id}", "sk": "T"}))
    }
    assert len(lists) > 3, "tickets that move spread over the new shards"


def test_earlier_tickets_are_those_of_the_customer_else_of_the_address_newest_first(
    helpdesk: Helpdesk,
) -> None:
    def made(nr: int, **fields: Any) -> Ticket:
        at = NOW + timedelta(seconds=nr)
        fields = {"requester": Requester(email="eve@e.example"), **fields}
        return keep(helpdesk, ticket(id=Ids().new(at), number=f"e{nr}", **fields), 1)

    first, second, third = (made(nr) for nr in range(3))
    other = made(3, customer_id="eve", linked_by="hand")

    assert [each.id for each in helpdesk.lists.earlier(second)] == [third.id, first.id]
    assert helpdesk.lists.earlier(other) == []
    assert helpdesk.lists.earlier(made(4, requester=Requester(phone="1"))) == []
    assert [each.id for each in helpdesk.lists.earlier(second, most=1)] == [third.id]
