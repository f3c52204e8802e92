import random
from itertools import permutations
from typing import Any

from deskhand.domain.inbound import NO_DESK, Receipt
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


# --- mail ---------------------------------------------------------------------------------------


def receipt(**fields: Any) -> Receipt:
    usual = {"id": "m1", "desk_id": "support", "state": "quarantined", "received_at": NOW}
    return Receipt(**{**usual, **fields})


HELD = receipt(reason="spam")
DISCARDED = HELD.discarded(by="Olga", at=NOW)
TAKEN_IN = receipt(state="processed", opened=True, ticket_id="t1", version=3)


def test_a_mail_counts_as_received_and_as_the_last_that_came_of_it_in_any_order(
    helpdesk: Helpdesk,
) -> None:
    for place, order in enumerate(permutations([HELD, DISCARDED, TAKEN_IN] * 2, 4)):
        if place % 12 == 0 and TAKEN_IN in order:
            for each in order:
                own = each.model_copy(update={"id": f"m{place}", "desk_id": f"d{place}"})
                helpdesk.counters.count_mail(own)
            counted = without_nothing(helpdesk.counters.all())[f"d{place}"]
            assert counted == {"mail_received": 1, "mail_tickets": 1}


def test_a_mail_at_two_desks_counts_at_each(helpdesk: Helpdesk) -> None:
    helpdesk.counters.count_mail(HELD)
    helpdesk.counters.count_mail(TAKEN_IN.model_copy(update={"desk_id": "sales"}))

    assert without_nothing(helpdesk.counters.all()) == {
        "support": {"mail_received": 1, "mail_quarantined": 1},
        "sales": {"mail_received": 1, "mail_tickets": 1},
    }


def test_mail_of_no_desk_that_found_one_counts_there_only_whichever_record_comes_first(
    helpdesk: Helpdesk,
) -> None:
    unknown = receipt(desk_id="", reason="unknown_address")
    helpdesk.counters.count_mail(unknown)
    assert helpdesk.counters.all()[NO_DESK]["mail_received"] == 1
    helpdesk.counters.forget_mail(unknown)
    helpdesk.counters.count_mail(TAKEN_IN)

    late = unknown.model_copy(update={"id": "m2"})
    helpdesk.counters.forget_mail(late)
    helpdesk.counters.count_mail(late)

    assert without_nothing(helpdesk.counters.all()) == {
        "support": {"mail_received": 1, "mail_tickets": 1}
    }


def test_mail_and_tickets_of_a_desk_are_counted_apart(helpdesk: Helpdesk) -> None:
    opened = ticket(desk_id="support")
    helpdesk.counters.count_ticket(opened)
    helpdesk.counters.count_mail(TAKEN_IN)

    counted = without_nothing(helpdesk.counters.all())["support"]
    assert counted == {**truth([opened])["support"], "mail_received": 1, "mail_tickets": 1}
