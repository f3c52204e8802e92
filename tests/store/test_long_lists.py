"""Lists longer than what one page looks at."""

from collections.abc import Iterator

import pytest
from moto import mock_aws

from deskhand.domain.ids import Ids
from deskhand.domain.listing import Listing
from deskhand.domain.ticket import Status, Ticket
from deskhand.store import items
from deskhand.store.lists import FEW, MOST_READ
from deskhand.store.table import filled
from deskhand.wiring import Helpdesk, Settings
from tests import aws
from tests.conftest import NOW, ROOT
from tests.domain.given import ticket

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def helpdesk() -> Iterator[Helpdesk]:
    with pytest.MonkeyPatch.context() as environment, mock_aws():
        for name, value in aws.ENVIRONMENT.items():
            environment.setenv(name, value)
        environment.delenv("AWS_ENDPOINT_URL", raising=False)
        environment.setenv("NOTICE_QUEUE_URL", "")
        aws.create(ROOT / "template.yaml")
        yield Helpdesk(Settings.from_environment())


@pytest.fixture(scope="module")
def crowd(helpdesk: Helpdesk) -> list[Ticket]:
    """More tickets of one desk and customer than a page looks at; the oldest is rare."""
    ids = Ids()
    made = [
        ticket(
            id=ids.new(NOW),
            desk_id="crowd",
            number=str(n),
            tags=() if n else ("rare",),
            customer_id="machine",
            linked_by="email",
        )
        for n in range(MOST_READ + 20)
    ]
    helpdesk.table.put_all(filled(items.from_ticket(each, 1)) for each in made)
    return made


def test_a_page_that_looked_at_enough_goes_on_with_its_cursor(
    helpdesk: Helpdesk, crowd: list[Ticket]
) -> None:
    rare = Listing(desks=("crowd",), statuses=(Status.NEW,), tag="rare")

    first = helpdesk.lists.page(rare, {"crowd": 1}, position=None, limit=200)
    second = helpdesk.lists.page(rare, {"crowd": 1}, position=first.position, limit=200)

    assert first.tickets == []
    assert first.partial
    assert not second.partial
    assert [each.id for each in second.tickets] == [crowd[0].id]
    assert second.position is None


def test_of_a_customer_with_very_many_tickets_the_newest_are_shown(
    helpdesk: Helpdesk, crowd: list[Ticket]
) -> None:
    his = Listing(desks=("crowd",), customer="machine", sort="-created_at")

    page = helpdesk.lists.page(his, {"crowd": 1}, position=None, limit=5)

    assert [each.id for each in page.tickets] == [each.id for each in reversed(crowd[-5:])]


def test_of_more_tickets_of_one_customer_than_are_sorted_at_once_each_comes_once(
    helpdesk: Helpdesk, crowd: list[Ticket]
) -> None:
    """Sorted as many at a time; where the next ones begin, the page says so."""
    his = Listing(desks=("crowd",), customer="machine", sort="priority")
    found: list[str] = []
    breaks, position = 0, None
    for _ in range(100):
        page = helpdesk.lists.page(his, {"crowd": 1}, position=position, limit=70)
        found += [each.id for each in page.tickets]
        breaks += page.partial
        position = page.position
        if position is None:
            break

    assert sorted(found) == [each.id for each in crowd]
    assert breaks == len(crowd) // FEW


def test_a_filter_over_many_desks_gets_on_with_each_page(
    helpdesk: Helpdesk, crowd: list[Ticket]
) -> None:
    """Each of the lists comes as far as the others: none holds up the rest."""
    desks = {"crowd": 1, **{f"desk{nr}": 1 for nr in range(14)}}
    rare = Listing(desks=tuple(desks), tag="rare")
    found: list[str] = []
    pages, position = 0, None
    while True:
        page = helpdesk.lists.page(rare, desks, position=position, limit=50)
        found += [each.id for each in page.tickets]
        pages, position = pages + 1, page.position
        if position is None:
            break

    assert found == [crowd[0].id]
    assert pages <= 3


def test_a_filter_with_many_lists_reads_no_more_than_with_one(
    helpdesk: Helpdesk, crowd: list[Ticket]
) -> None:
    """A bound for each list would not be one."""
    read: list[int] = []
    client = helpdesk.table.client
    client.meta.events.register(
        "after-call.dynamodb.Query", lambda parsed, **_: read.append(parsed["ScannedCount"])
    )
    nobody = Listing(desks=("crowd", "empty"), tag="nobody")

    page = helpdesk.lists.page(nobody, {"crowd": 16, "empty": 64}, position=None, limit=50)

    assert page.partial
    assert page.tickets == []
    assert MOST_READ <= sum(read) <= MOST_READ + 16
