"""A recount and making postings anew, while the desk goes on working."""

from collections.abc import Callable

import pytest

from deskhand import wiring
from deskhand.actions import edits, jobs, tickets, upkeep
from deskhand.actions.bodies import Body
from deskhand.actions.jobs import STEP
from deskhand.domain.desk import Desk
from deskhand.domain.errors import Forbidden
from deskhand.domain.job import Job, Kind
from deskhand.domain.people import Operator, Requester
from deskhand.domain.ticket import Status, Ticket
from deskhand.store import keys
from deskhand.wiring import Helpdesk
from tests.conftest import Clock
from tests.store.test_counters import days, everything, truth

pytestmark = pytest.mark.slow

Settle = Callable[[], None]
KINDS: tuple[Kind, ...] = ("recount", "reindex")


def opened(helpdesk: Helpdesk, desk: Desk, olga: Operator, number: int) -> list[Ticket]:
    opening = tickets.Opening(
        desk_id=desk.id, subject="Lamp", requester=Requester(email="bob@lamp.example")
    )
    return [
        tickets.open(helpdesk, opening, Body(text="Dark"), operator=olga) for _ in range(number)
    ]


@pytest.fixture
def made(helpdesk: Helpdesk, desk: Desk, olga: Operator, settle: Settle) -> list[Ticket]:
    """More than one step; some are closed, some taken."""
    made = opened(helpdesk, desk, olga, STEP + 2)
    for each in made[::3]:
        edits.change(helpdesk, olga, each.id, {"status": Status.CLOSED})
    for each in made[::4]:
        edits.change(helpdesk, olga, each.id, {"assignee": olga.id})
    settle()
    return made


def now(helpdesk: Helpdesk, made: list[Ticket]) -> dict[str, dict[str, int]]:
    return truth([helpdesk.tickets.get(each.id) for each in made])


def finished(helpdesk: Helpdesk, admin: Operator, kind: Kind, clock: Clock) -> Job:
    """Asked again after half a minute, as often as it takes."""
    for _ in range(100):
        job = jobs.go_on(helpdesk, admin, kind)
        clock.pass_by(seconds=30)
        if job.state == "done":
            return job
    raise AssertionError("it never ends")


def one_step(helpdesk: Helpdesk, admin: Operator, kind: Kind, clock: Clock) -> Job:
    """As much as there is time for at least."""
    slow = Helpdesk(helpdesk.settings, lambda: clock.pass_by(seconds=6) or clock())
    return jobs.go_on(slow, admin, kind)


def a_while_later() -> None:
    """Functions know by now what happened: theirs is the real clock."""
    wiring.helpdesk.cache_clear()


def spoil(helpdesk: Helpdesk, owner: str, **by: int) -> None:
    key = keys.counters(owner)
    item = helpdesk.table.get(key) or dict(key)
    helpdesk.table.put_all([item | {name: item.get(name, 0) + n for name, n in by.items()}])


def test_a_recount_of_what_is_right_finds_nothing(
    helpdesk: Helpdesk, admin: Operator, made: list[Ticket], clock: Clock
) -> None:
    before = everything(helpdesk)

    job = finished(helpdesk, admin, "recount", clock)

    assert (job.done, job.total, job.mended, job.drift) == (len(made), len(made), 0, ())
    assert everything(helpdesk) == before == now(helpdesk, made)


def test_a_recount_sets_right_what_is_wrong_and_says_what_it_was(
    helpdesk: Helpdesk,
    desk: Desk,
    admin: Operator,
    olga: Operator,
    made: list[Ticket],
    clock: Clock,
) -> None:
    right = everything(helpdesk)
    spoil(helpdesk, desk.id, all=5, new=-2, mail_received=7)
    spoil(helpdesk, olga.id, **{desk.id: 40})
    spoil(helpdesk, "nobody", somewhere=3)

    job = finished(helpdesk, admin, "recount", clock)

    found = {(wrong.owner, wrong.counter): (wrong.was, wrong.now) for wrong in job.drift}
    all, new, mine = right[desk.id]["all"], right[desk.id]["new"], right[olga.id][desk.id]
    assert found == {
        (desk.id, "all"): (all + 5, all),
        (desk.id, "new"): (new - 2, new),
        (olga.id, desk.id): (mine + 40, mine),
        ("nobody", "somewhere"): (3, 0),
    }
    now_counted = everything(helpdesk)
    assert now_counted[desk.id].pop("mail_received") == 7  # mail is no business of a recount
    assert now_counted == right
    assert finished(helpdesk, admin, "recount", clock).drift == ()


def test_a_recount_counts_what_no_record_told_of(
    helpdesk: Helpdesk,
    desk: Desk,
    olga: Operator,
    admin: Operator,
    made: list[Ticket],
    clock: Clock,
) -> None:
    for each in made[:3]:
        edits.change(helpdesk, olga, each.id, {"status": Status.WAITING})  # its record is lost
    key = keys.counted(made[5].id)
    helpdesk.table.client.delete_item(TableName=helpdesk.table.name, Key=key)

    job = finished(helpdesk, admin, "recount", clock)

    assert job.mended == 4
    assert everything(helpdesk) == now(helpdesk, made)
    assert days(helpdesk, desk.id)["2026-11-22"]["opened"] >= len(made)


def test_a_recount_is_exact_however_much_happens_meanwhile(
    helpdesk: Helpdesk,
    desk: Desk,
    olga: Operator,
    admin: Operator,
    made: list[Ticket],
    settle: Settle,
    clock: Clock,
) -> None:
    spoil(helpdesk, desk.id, all=5, closed=1)
    for place in (0, 1):
        job = one_step(helpdesk, admin, "recount", clock)
        assert job.state == "running"
        for each in (made[place], made[-1 - place]):
            edits.change(helpdesk, olga, each.id, {"status": Status.WAITING, "assignee": olga.id})
        made += opened(helpdesk, desk, olga, 2)
        gone = made.pop(3)
        helpdesk.table.client.delete_item(TableName=helpdesk.table.name, Key=keys.ticket(gone.id))
        settle()

    job = finished(helpdesk, admin, "recount", clock)

    assert {(wrong.counter, wrong.was - wrong.now) for wrong in job.drift} == {
        ("all", 5), ("closed", 1)
    }  # fmt: skip
    assert everything(helpdesk) == now(helpdesk, made)
    for each in made:
        edits.change(helpdesk, olga, each.id, {"status": Status.NEW, "assignee": None})
    settle()
    assert everything(helpdesk) == now(helpdesk, made)


def test_a_recount_right_after_another_counts_everything_again(
    helpdesk: Helpdesk,
    desk: Desk,
    olga: Operator,
    admin: Operator,
    made: list[Ticket],
    settle: Settle,
    clock: Clock,
) -> None:
    """What a function keeps of recounts is of the one before."""
    jobs.go_on(helpdesk, admin, "recount")
    opened(helpdesk, desk, olga, 1)
    settle()
    right = everything(helpdesk)
    clock.pass_by(seconds=100)
    assert jobs.go_on(helpdesk, admin, "recount").state == "done"

    assert jobs.go_on(helpdesk, admin, "recount").state == "running"
    clock.pass_by(seconds=100)
    again = jobs.go_on(helpdesk, admin, "recount")

    assert (again.state, again.drift) == ("done", ())
    assert everything(helpdesk) == right


def test_two_who_end_a_recount_at_the_same_time_set_right_what_is_wrong_once(
    helpdesk: Helpdesk, desk: Desk, admin: Operator, made: list[Ticket], clock: Clock
) -> None:
    right = everything(helpdesk)
    spoil(helpdesk, desk.id, all=-3)
    while jobs.go_on(helpdesk, admin, "recount").done < len(made):
        continue
    (job,) = jobs.show(helpdesk, admin)
    ending = {owner: helpdesk.counters.settle(job.id, owner) for owner in (desk.id,)}

    ended = finished(helpdesk, admin, "recount", clock)
    late = {owner: helpdesk.counters.settle(job.id, owner) for owner in (desk.id,)}

    assert everything(helpdesk) == right
    assert ending == late == {desk.id: {"all": (len(made) - 3, len(made))}}
    assert [(wrong.was, wrong.now) for wrong in ended.drift] == [(len(made) - 3, len(made))]


def test_what_was_deleted_before_a_recount_and_told_of_after_it_is_taken_away_once(
    helpdesk: Helpdesk, admin: Operator, made: list[Ticket], settle: Settle, clock: Clock
) -> None:
    gone = made.pop(2)
    helpdesk.table.client.delete_item(TableName=helpdesk.table.name, Key=keys.ticket(gone.id))

    finished(helpdesk, admin, "recount", clock)
    assert everything(helpdesk) == now(helpdesk, made)
    a_while_later()
    settle()

    assert everything(helpdesk) == now(helpdesk, made)


def test_a_ticket_that_a_recount_has_missed_counts_again_with_its_next_change(
    helpdesk: Helpdesk,
    olga: Operator,
    admin: Operator,
    made: list[Ticket],
    settle: Settle,
    clock: Clock,
) -> None:
    """An index may lag behind a ticket that moves from one list to another."""
    hidden = helpdesk.table.get(keys.ticket(made[4].id)) or {}
    listed = hidden.pop("phase_list")
    helpdesk.table.put_all([hidden])
    finished(helpdesk, admin, "recount", clock)
    helpdesk.table.put_all([{**hidden, "phase_list": listed}])
    assert everything(helpdesk) != now(helpdesk, made)

    edits.change(helpdesk, olga, made[4].id, {"status": Status.WAITING})
    a_while_later()
    settle()

    assert everything(helpdesk) == now(helpdesk, made)


def test_reindexing_goes_through_all_desks_and_mends_what_it_meets(
    helpdesk: Helpdesk, desk: Desk, admin: Operator, made: list[Ticket], clock: Clock
) -> None:
    word = keys.posting(desk.id, "lamp", made[7].id)
    other = keys.posting(desk.id, "dark", made[-1].id)
    for key in (word, other):
        helpdesk.table.client.delete_item(TableName=helpdesk.table.name, Key=key)

    job = finished(helpdesk, admin, "reindex", clock)

    assert (job.done, job.mended) == (len(made), 2)
    assert helpdesk.table.get(word)
    assert helpdesk.table.get(other)


@pytest.mark.parametrize("kind", KINDS)
def test_a_job_says_how_far_it_is_and_goes_on_where_it_was(
    helpdesk: Helpdesk, admin: Operator, made: list[Ticket], clock: Clock, kind: Kind
) -> None:
    first = one_step(helpdesk, admin, kind, clock)
    assert (first.state, first.done) == ("running", 1)
    (shown,) = jobs.show(helpdesk, admin)
    assert shown == first

    rest = finished(helpdesk, admin, kind, clock)
    assert (rest.id, rest.done) == (first.id, len(made))
    assert jobs.go_on(helpdesk, admin, kind).id != first.id


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_begun_is_ended_though_nobody_asks(
    helpdesk: Helpdesk, admin: Operator, made: list[Ticket], clock: Clock, kind: Kind
) -> None:
    one_step(helpdesk, admin, kind, clock)

    clock.pass_by(minutes=5)
    assert upkeep.tidy(helpdesk).jobs == 1

    assert [job.state for job in jobs.show(helpdesk, admin)] == ["done"]
    assert upkeep.tidy(helpdesk).jobs == 0


def test_only_admins_may_begin_or_see_a_job(helpdesk: Helpdesk, olga: Operator) -> None:
    with pytest.raises(Forbidden):
        jobs.show(helpdesk, olga)
    with pytest.raises(Forbidden):
        jobs.go_on(helpdesk, olga, "recount")
