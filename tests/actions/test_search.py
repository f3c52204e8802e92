"""Search against what reading every ticket says."""

import random
from datetime import timedelta
from typing import Any

import pytest

from deskhand.actions import search
from deskhand.actions.indexing import reindex
from deskhand.domain.errors import Unreadable
from deskhand.domain.ids import Ids
from deskhand.domain.indexed import of_message, of_ticket, said, says, words_said
from deskhand.domain.listing import Listing
from deskhand.domain.message import Message
from deskhand.domain.people import Operator, Requester
from deskhand.domain.query import Query, parse
from deskhand.domain.ticket import Priority, Status, Ticket
from deskhand.store import items
from deskhand.store.table import filled
from deskhand.wiring import Helpdesk
from tests.conftest import NOW, operator, support_desk
from tests.domain.given import message, ticket

pytestmark = pytest.mark.slow

COMMON = ["printer", "printers", "print", "fire", "order", "the"]
RARE = ["prince", "principle", "zebra", "ordered", "orbit", "firewall", "smoke", "water"]
PEOPLE = ["ada@byron.example", "bob@lamp.example", "eve@e.example"]
MADE = 260


@pytest.fixture(scope="module")
def helpdesk(emulated: Helpdesk) -> Helpdesk:
    return emulated


@pytest.fixture(scope="module")
def olga(helpdesk: Helpdesk) -> Operator:
    olga = operator(helpdesk, "Olga")
    desk = support_desk(helpdesk, olga)
    sales = desk.model_copy(
        update={"id": "desk000002", "name": "Große Sales", "addresses": (), "list_shards": 3}
    )
    helpdesk.team.add_desk(sales)
    hidden = desk.model_copy(update={"id": "desk000003", "addresses": (), "members": ()})
    helpdesk.team.add_desk(hidden)
    return olga


Whole = tuple[Ticket, list[Message]]


def some(chance: random.Random, ids: Ids, nr: int) -> Whole:
    at = NOW + timedelta(hours=nr)

    def text() -> str:
        usual = [word for word in COMMON if chance.random() < 0.6]
        seldom = [chance.choice(RARE)] if chance.random() < 0.1 else []
        return " ".join(chance.sample(usual + seldom, len(usual + seldom)))

    made = ticket(
        id=ids.new(at),
        number=f"SUP-{nr}",
        desk_id=chance.choice(["desk000001", "desk000001", "desk000002", "desk000003"]),
        subject=text(),
        status=chance.choice([*Status, Status.CLOSED, Status.CLOSED]),
        priority=chance.choice(list(Priority)),
        tags=("vip",) if chance.random() < 0.1 else (),
        requester=Requester(email=chance.choice(PEOPLE)),
        created_at=at,
        updated_at=at,
    )
    said_later = [
        message(id=ids.new(at), ticket_id=made.id, text=text(), created_at=at)
        for _ in range(chance.randrange(3))
    ]
    return made, said_later


@pytest.fixture(scope="module")
def everything(helpdesk: Helpdesk, olga: Operator) -> list[Whole]:
    """Newest first; long stretches of one desk, status and words among them."""
    chance, ids = random.Random(1815), Ids()
    made = [some(chance, ids, nr) for nr in range(MADE)]
    helpdesk.table.put_all(
        filled(item)
        for each, messages in made
        for item in (items.from_ticket(each, 1), *map(items.from_message, messages))
    )
    for each, _ in made:
        reindex(helpdesk, each.id)
    return made[::-1]


def matches(whole: Whole, query: Query) -> bool:
    found, messages = whole
    parts = [said(of_ticket(found)), *(said(of_message(each)) for each in messages)]
    words = set[str]().union(*map(words_said, parts))
    senders = [word for sender in query.senders for word in sender]
    return (
        query.holds(found)
        and words.issuperset(query.words + senders)
        and words.isdisjoint(query.without)
        and (not query.beginning or any(word.startswith(query.beginning) for word in words))
        and all(any(says(part, phrase) for part in parts) for phrase in query.phrases)
        and not any(says(part, p) for part in parts for p in query.without_phrases)
    )


def searched(helpdesk: Helpdesk, olga: Operator, asked: str, limit: int, **more: Any) -> list[str]:
    position: str | None = None
    found: list[str] = []
    for _ in range(1_000):
        page = search.page(
            helpdesk, olga, Listing(desks=(), **more), asked, position=position, limit=limit
        )
        assert len(page.tickets) <= limit
        assert page.partial or page.position is None or len(page.tickets) == limit
        found += [each.id for each in page.tickets]
        if page.position is None:
            return found
        assert position is None or page.position < position
        position = page.position
    raise AssertionError("it never ends")


QUERIES = [
    "printer",
    "fire order",
    "zebra",
    "zebra the",
    "zebra smoke",
    "pri",
    "pr the",
    "or zebra",
    "zebra or",
    "fire the order print",
    "sup-1",
    '"printer fire"',
    '"the order" -print',
    "the -fire -order",
    "-the",
    '-"the fire"',
    "status:open",
    "status:closed fire",
    "status:open zebra",
    "-status:closed the",
    "status:new status:waiting pri",
    "status:new -status:new",
    "tag:vip",
    "tag:VIP fire",
    "fire -tag:vip",
    "from:ada",
    "from:bob@lamp.example the",
    "the -from:ada",
    "after:2026-11-24 fire",
    "before:2026-11-25 or",
    "after:2026-11-24 before:2026-11-26",
    "after:2030 fire",
    "before:2030 after:2029 fire",
    "nothing",
    "printer nothing",
    "nothing printer",
]


@pytest.mark.parametrize("asked", QUERIES)
def test_a_search_finds_exactly_what_holds_all_that_was_asked_for_newest_first(
    helpdesk: Helpdesk, olga: Operator, everything: list[Whole], asked: str
) -> None:
    query = parse(asked)
    seen = [whole for whole in everything if whole[0].desk_id != "desk000003"]
    wanted = [each[0].id for each in seen if matches(each, query)]

    assert searched(helpdesk, olga, asked, limit=7) == wanted
    assert searched(helpdesk, olga, asked, limit=100) == wanted


def test_many_queries_by_chance(
    helpdesk: Helpdesk, olga: Operator, everything: list[Whole]
) -> None:
    chance = random.Random(1852)
    pieces = [*COMMON, *RARE, "p", "pri", "or", "-the", "-zebra", '"the fire"', '-"fire print"']
    pieces += ["status:open", "status:closed", "tag:vip", "from:eve", "after:2026-11-27"]
    seen = [whole for whole in everything if whole[0].desk_id != "desk000003"]
    for _ in range(60):
        asked = "the " + " ".join(chance.sample(pieces, chance.randint(1, 4)))
        wanted = [each[0].id for each in seen if matches(each, parse(asked))]

        assert searched(helpdesk, olga, asked, limit=20) == wanted, asked


def test_filters_of_a_list_hold_for_a_search_too(
    helpdesk: Helpdesk, olga: Operator, everything: list[Whole]
) -> None:
    listing = Listing(
        desks=("desk000001",), statuses=(Status.NEW, Status.CLOSED), priority=Priority.HIGH
    )
    wanted = [
        each.id
        for each, messages in everything
        if listing.holds(each) and matches((each, messages), parse("the"))
    ]

    page = search.page(helpdesk, olga, listing, "the", position=None, limit=100)

    assert [each.id for each in page.tickets] == wanted
    assert searched(
        helpdesk, olga, "the desk:support", 9, statuses=listing.statuses, priority=Priority.HIGH
    ) == wanted  # fmt: skip


def test_a_desk_is_named_by_its_name_or_id_and_one_that_is_not_seen_is_not_there(
    helpdesk: Helpdesk, olga: Operator, everything: list[Whole]
) -> None:
    wanted = [each.id for each, _ in everything if each.desk_id == "desk000002"]

    assert searched(helpdesk, olga, 'desk:"GROSSE sales"', 100) == wanted
    assert searched(helpdesk, olga, "desk:desk000002", 100) == wanted
    for name in ("nowhere", "desk000003"):
        with pytest.raises(Unreadable) as refused:
            searched(helpdesk, olga, f"fire desk:{name}", 10)
        assert refused.value.position == 10


def test_each_hit_shows_the_text_around_what_was_asked_for(
    helpdesk: Helpdesk, olga: Operator, everything: list[Whole]
) -> None:
    by_id = {each.id: (each, messages) for each, messages in everything}

    page = search.page(helpdesk, olga, Listing(desks=()), "zebra the", position=None, limit=100)

    assert page.tickets
    assert set(page.postings) >= {each.id for each in page.tickets}
    for found in page.tickets:
        posting = page.postings[found.id]
        made, messages = by_id[found.id]
        texts = {"T": made.subject, **{each.id: each.text for each in messages}}
        assert posting.excerpt == texts[posting.source]
        assert "zebra" in posting.excerpt or "the" in posting.excerpt


def test_of_what_begins_with_one_letter_only_the_word_itself_is_found_and_that_is_said(
    helpdesk: Helpdesk, olga: Operator, everything: list[Whole]
) -> None:
    page = search.page(helpdesk, olga, Listing(desks=()), "e", position=None, limit=100)

    assert [each.requester.email for each in page.tickets] == ["eve@e.example"] * len(page.tickets)
    assert "“e”" in page.note
