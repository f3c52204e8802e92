import random

from deskhand.domain.ticket import OPEN, Status, Ticket
from deskhand.wiring import Helpdesk
from tests.domain.given import NOW, ticket

STATUSES = list(Status)


def history(chance: random.Random) -> list[Ticket]:
    versions = [ticket(desk_id=chance.choice(["support", "sales"]))]
    for _ in range(6):
        fields = {
            "status": chance.choice(STATUSES),
            "assignee": chance.choice([None, "olga", "oskar"]),
        }
        versions.append(versions[-1].changed(at=NOW, **fields))
    return versions


def truth(tickets: list[Ticket]) -> dict[str, dict[str, int]]:
    counted: dict[str, dict[str, int]] = {}

    def count(whose: str, what: str) -> None:
        owner = counted.setdefault(whose, {})
        owner[what] = owner.get(what, 0) + 1

    for each in tickets:
        count(each.desk_id, "all")
        count(each.desk_id, each.status.value)
        if each.status in OPEN and each.assignee:
            count(each.assignee, "open")
        elif each.status in OPEN:
            count(each.desk_id, "unassigned")
    return counted


def without_nothing(counters: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    kept = {owner: {k: v for k, v in held.items() if v} for owner, held in counters.items()}
    return {owner: held for owner, held in kept.items() if held}


def test_counters_are_exact_whatever_order_records_come_in_and_however_often(
    helpdesk: Helpdesk,
) -> None:
    chance = random.Random(1815)
    histories = [history(chance) for _ in range(8)]
    records = [version for each in histories for version in each]
    records += chance.sample(records, 30)
    chance.shuffle(records)

    for record in records:
        helpdesk.counters.count_ticket(record)

    assert without_nothing(helpdesk.counters.all()) == truth([each[-1] for each in histories])


def test_a_batch_that_runs_again_from_its_start_counts_nothing_twice(helpdesk: Helpdesk) -> None:
    versions = history(random.Random(7))
    for _ in range(3):
        for version in versions:
            helpdesk.counters.count_ticket(version)

    assert without_nothing(helpdesk.counters.all()) == truth(versions[-1:])
