import random
from datetime import datetime, timedelta
from itertools import permutations
from typing import Any

from deskhand.domain.counting import places
from deskhand.domain.inbound import NO_DESK, Receipt
from deskhand.domain.ticket import OPEN, Status, Ticket
from deskhand.store import keys
from deskhand.wiring import Helpdesk
from tests.domain.given import NOW, ticket

STATUSES = list(Status)
DAY = timedelta(days=1)


def history(chance: random.Random) -> list[Ticket]:
    versions = [ticket(desk_id=chance.choice(["support", "sales"]))]
    for day in range(6):
        before, at = versions[-1], NOW + day * DAY
        fields = {
            **before.turned(chance.choice(STATUSES), at=at),
            "assignee": chance.choice([None, "olga", "oskar"]),
            "snoozed_until": chance.choice([None, None, at + DAY]),
            "first_reply_at": before.first_reply_at or chance.choice([None, at]),
        }
        versions.append(before.changed(at=at, **fields))
    return versions


def truth(tickets: list[Ticket]) -> dict[str, dict[str, int]]:
    counted: dict[str, dict[str, int]] = {}

    def count(whose: str, what: str) -> None:
        owner = counted.setdefault(whose, {})
        owner[what] = owner.get(what, 0) + 1

    for each in tickets:
        count(each.desk_id, "all")
        count(each.desk_id, each.status.value)
        if each.snoozed_until:
            count(each.desk_id, "snoozed")
        elif each.status in OPEN and each.assignee:
            count(each.assignee, each.desk_id)
        elif each.status in OPEN:
            count(each.desk_id, "unassigned")
    return counted


def days_of(tickets: list[Ticket], desk: str) -> dict[str, dict[str, int]]:
    counted: dict[str, dict[str, int]] = {}

    def count(at: datetime, what: str, by: int = 1) -> None:
        day = counted.setdefault(at.date().isoformat(), {})
        day[what] = day.get(what, 0) + by

    for each in (each for each in tickets if each.desk_id == desk):
        count(each.created_at, "opened")
        for nr, turn in enumerate(each.turns):
            count(turn, ("closed", "reopened")[nr % 2])
        if reply := each.first_reply_at:
            count(reply, "first_replies")
            count(reply, "first_reply_seconds", int((reply - each.created_at).total_seconds()))
    return without_nothing(counted)


def everything(helpdesk: Helpdesk) -> dict[str, dict[str, int]]:
    """What stands in the counters now, without what is none; stripes added up."""
    counted: dict[str, dict[str, int]] = {}
    for item in helpdesk.table.query(("pk", keys.COUNTERS)):
        whose = counted.setdefault(item.pop("sk").partition("#")[0], {})
        del item["pk"]
        for name, by in item.items():
            whose[name] = whose.get(name, 0) + by
    return without_nothing(counted)


def without_nothing(counters: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    kept = {owner: {k: v for k, v in held.items() if v} for owner, held in counters.items()}
    return {owner: held for owner, held in kept.items() if held}


def days(helpdesk: Helpdesk, desk: str) -> dict[str, dict[str, int]]:
    return without_nothing(helpdesk.counters.days(desk, "2026-01-01", "2027-01-01"))


def test_counters_are_exact_whatever_order_records_come_in_and_however_often(
    helpdesk: Helpdesk,
) -> None:
    """Also when the desk has got more stripes in between."""
    chance = random.Random(1815)
    histories = [history(chance) for _ in range(12)]
    records = [version for each in histories for version in each]
    records += chance.sample(records, 30)
    chance.shuffle(records)

    for nr, record in enumerate(records):
        helpdesk.counters.count_ticket(record, 1 if nr < len(records) / 2 else 4)

    last = [each[-1] for each in histories]
    assert everything(helpdesk) == truth(last)
    for desk in ("support", "sales"):
        assert days(helpdesk, desk) == days_of(last, desk)


def test_a_batch_that_runs_again_from_its_start_counts_nothing_twice(helpdesk: Helpdesk) -> None:
    versions = history(random.Random(7))
    for _ in range(3):
        for version in versions:
            helpdesk.counters.count_ticket(version, 1)

    assert everything(helpdesk) == truth(versions[-1:])


def test_counters_of_desks_and_of_an_operator_are_read_together(helpdesk: Helpdesk) -> None:
    chance = random.Random(3)
    last = [history(chance)[-1] for _ in range(12)]
    for each in last:
        helpdesk.counters.count_ticket(each, 3)

    counted = helpdesk.counters.of({"support": 3, "sales": 3, "new": 1}, "olga")

    wanted = truth(last)
    assert without_nothing(counted.desks) == {d: wanted[d] for d in ("support", "sales")}
    assert {k: v for k, v in counted.mine.items() if v} == wanted["olga"]
    assert helpdesk.counters.of({"new": 1}, "nobody") == ({"new": {}}, {})


def test_of_a_deleted_ticket_only_what_happened_on_its_days_is_left(helpdesk: Helpdesk) -> None:
    versions = history(random.Random(11))
    for version in versions:
        helpdesk.counters.count_ticket(version, 1)
    before = days(helpdesk, versions[0].desk_id)

    for _ in range(2):
        helpdesk.counters.forget_ticket(versions[-1])
        helpdesk.counters.count_ticket(versions[-1], 1)

    assert everything(helpdesk) == {}
    assert days(helpdesk, versions[0].desk_id) == before


def test_each_ticket_counts_once_in_all_and_once_in_its_status() -> None:
    for version in history(random.Random(5)):
        names = [place.name for place in places(version) if not place.day]
        assert names.count("all") == 1
        assert sum(names.count(status.value) for status in Status) == 1


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
            counted = everything(helpdesk)[f"d{place}"]
            assert counted == {"mail_received": 1, "mail_tickets": 1}


def test_a_mail_at_two_desks_counts_at_each(helpdesk: Helpdesk) -> None:
    helpdesk.counters.count_mail(HELD)
    helpdesk.counters.count_mail(TAKEN_IN.model_copy(update={"desk_id": "sales"}))

    assert everything(helpdesk) == {
        "support": {"mail_received": 1, "mail_quarantined": 1},
        "sales": {"mail_received": 1, "mail_tickets": 1},
    }


def test_mail_of_no_desk_that_found_one_counts_there_only_whichever_record_comes_first(
    helpdesk: Helpdesk,
) -> None:
    unknown = receipt(desk_id="", reason="unknown_address")
    helpdesk.counters.count_mail(unknown)
    assert everything(helpdesk)[NO_DESK]["mail_received"] == 1
    helpdesk.counters.forget_mail(unknown)
    helpdesk.counters.count_mail(TAKEN_IN)

    late = unknown.model_copy(update={"id": "m2"})
    helpdesk.counters.forget_mail(late)
    helpdesk.counters.count_mail(late)

    assert everything(helpdesk) == {"support": {"mail_received": 1, "mail_tickets": 1}}


def test_mail_and_tickets_of_a_desk_are_counted_apart(helpdesk: Helpdesk) -> None:
    opened = ticket(desk_id="support")
    helpdesk.counters.count_ticket(opened, 1)
    helpdesk.counters.count_mail(TAKEN_IN)

    counted = everything(helpdesk)["support"]
    assert counted == {**truth([opened])["support"], "mail_received": 1, "mail_tickets": 1}
