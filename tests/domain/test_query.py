from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.domain.errors import Unreadable
from deskhand.domain.people import Requester
from deskhand.domain.query import MOST_WORDS, Query, parse
from deskhand.domain.ticket import OPEN, Status
from tests.domain.given import NOW, ticket


def query(**fields: object) -> Query:
    return Query(**{"says_nothing": False, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("printer on fi", query(words=["printer", "on"], beginning="fi")),
        ("  PRINTER ", query(beginning="printer")),
        ("fire fire", query(words=["fire"], beginning="fire")),
        ("ada@byron.exa", query(words=["ada", "byron"], beginning="exa")),
        ("SUP-1042", query(words=["sup"], beginning="1042")),
        ("SUP-5", query(words=["sup", "5"])),
        ("東京都", query(words=["東京"], beginning="京都")),
        ('"on fire" printer', query(phrases=["on fire"], beginning="printer")),
        ('"fire"', query(phrases=["fire"])),
        ("“on fire”", query(phrases=["on fire"])),
        ("fire -smoke", query(without=["smoke"], beginning="fire")),
        ('fire -"no smoke"', query(without_phrases=["no smoke"], beginning="fire")),
        ("fire -e-mail", query(without_phrases=["e mail"], beginning="fire")),
        ("-smoke", query(without=["smoke"])),
        ("tag:VIP fire", query(tags=["vip"], beginning="fire")),
        ('-tag:"on hold"', query(not_tags=["on-hold"])),
        ("from:ada@byron.example", query(senders=[["ada", "byron", "example"]])),
        ('FROM:"Ada Byron"', query(senders=[["ada", "byron"]])),
        ("status:in-progress", query(statuses={Status.IN_PROGRESS})),
        ("status:open", query(statuses=set(OPEN))),
        ("status:new status:waiting", query(statuses={Status.NEW, Status.WAITING})),
        ("-status:closed", query(not_statuses={Status.CLOSED})),
        ("after:2026-02", query(since=datetime(2026, 2, 1, tzinfo=UTC))),
        ("before:2026", query(until=datetime(2026, 1, 1, tzinfo=UTC))),
        ("after:2025 after:2026", query(since=datetime(2026, 1, 1, tzinfo=UTC))),
        ("error:404", query(words=["error"], beginning="404")),
        ("http://x.example", query(words=["http", "x"], beginning="example")),
        ('12" pipe', query(words=["12"], beginning="pipe")),
    ],
)  # fmt: skip
def test_what_a_query_means(text: str, meant: Query) -> None:
    assert parse(text) == meant


@pytest.mark.parametrize("text", ["", "  ", ",;!", "-", '""', "- -", "???", "-!"])
def test_a_query_without_words_looks_for_nothing(text: str) -> None:
    assert parse(text).says_nothing


@pytest.mark.parametrize(
    ("text", "position", "reason"),
    [
        ("fire status:burning", 12, "in_progress"),
        ("status:", 7, "value"),
        ("from: ada", 5, "value"),
        ("from:!!!", 5, "name or an address"),
        ('tag:""', 5, "value"),
        ('fire "on', 5, "quotation mark"),
        ('fire tag:"on', 9, "quotation mark"),
        ("before:yesterday", 7, "2026-11-26"),
        ("after:2026-13", 6, "2026-11-26"),
        ("after:2026-02-30", 6, "2026-11-26"),
        ("after:1066", 6, "2026-11-26"),
        ("x -before:2026", 10, "minus"),
        ("-desk:support", 6, "minus"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, position: int, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse(text)

    assert refused.value.position == position
    assert reason in refused.value.message


@given(st.text(max_size=80))
def test_any_text_is_a_query_or_is_refused_with_a_place_within_it(text: str) -> None:
    try:
        parse(text)
    except Unreadable as refused:
        assert 0 <= refused.position <= len(text)


def test_of_very_many_words_the_first_are_looked_for_and_filters_still_hold() -> None:
    long = parse(" ".join(f"word{nr}" for nr in range(200)) + " status:closed")

    assert long.words == [f"word{nr}" for nr in range(MOST_WORDS)]
    assert long.cut
    assert not long.beginning
    assert long.statuses == {Status.CLOSED}
    assert not parse("two words").cut


@pytest.mark.parametrize(
    "text",
    [
        " ".join(f"tag:t{nr}" for nr in range(100)),
        " ".join(f"from:ada{nr}" for nr in range(100)),
        "from:" + "-".join(f"ada{nr}" for nr in range(200)),
        '"' + " ".join(f"w{nr}" for nr in range(200)) + '"',
        " ".join(f"-w{nr}" for nr in range(200)),
        " ".join(f'-"w{nr} x{nr}"' for nr in range(200)),
    ],
)
def test_no_query_asks_for_more_than_is_looked_for(text: str) -> None:
    asked = parse(text)

    assert asked.cut
    assert asked.room == 0
    phrases = {word for phrase in asked.without_phrases for word in phrase.split()}
    assert len({*asked.exact_words, *asked.without, *phrases}) == MOST_WORDS


def test_what_a_ticket_itself_tells_of() -> None:
    ada = Requester(email="ada@byron.example", first_name="Ada", last_name="King")
    found = ticket(requester=ada, tags=("VIP", "on hold"), status=Status.WAITING)

    def holds(text: str) -> bool:
        return parse(text).holds(found)

    assert holds("from:ada from:king from:byron.example tag:vip tag:on-hold status:open")
    assert holds("-from:bob -tag:blue -status:closed")
    assert not holds("from:bob")
    assert not holds("-from:ada")
    assert not holds("tag:blue")
    assert not parse("tag:c").holds(ticket(tags=("C++",)))
    assert parse("tag:c++").holds(ticket(tags=("C++",)))
    assert not holds("-tag:vip")
    assert not holds("status:new")
    assert not holds("-status:waiting")


def test_dates_are_days_in_utc_and_a_day_belongs_to_what_is_after_it() -> None:
    morning = ticket(created_at=NOW.replace(hour=0, minute=0))
    day = f"{NOW:%Y-%m-%d}"

    assert parse(f"after:{day}").holds(morning)
    assert not parse(f"before:{day}").holds(morning)
    assert parse(f"before:{NOW + timedelta(days=1):%Y-%m-%d}").holds(morning)
