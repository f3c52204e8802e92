"""A recount of all counters, and making all postings anew: ticket by ticket, desk by desk, in order
of creation. Whoever asks does a part of it; what is left `maintenance` does."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import islice

from deskhand.actions import indexing
from deskhand.actions.changes import decided_again
from deskhand.domain import access
from deskhand.domain.errors import Conflict, NotFound
from deskhand.domain.job import KINDS, MOST_DRIFT, Drift, Job, Kind
from deskhand.domain.people import Operator
from deskhand.store.counters import EVERYBODY_KNOWS
from deskhand.wiring import Helpdesk

STEP = 10  # tickets; after as many it is written down how far it is
AT_ONCE = timedelta(seconds=10)  # of whoever asks


def show(helpdesk: Helpdesk, operator: Operator) -> list[Job]:
    access.require_admin(operator)
    return [job for kind in KINDS if (job := helpdesk.jobs.get(kind))]


def go_on(helpdesk: Helpdesk, operator: Operator, kind: Kind) -> Job:
    """Begins it, or goes on where it was; answers how far it is after a few seconds."""
    access.require_admin(operator)
    job = helpdesk.jobs.get(kind)
    if job is None or job.state == "done":
        job = _begun(helpdesk, kind, job)
    return _advanced(helpdesk, job, until=helpdesk.now() + AT_ONCE)


def go_on_with_all(helpdesk: Helpdesk, *, until: datetime) -> int:
    """How many of them ran."""
    jobs = [job for kind in KINDS if (job := helpdesk.jobs.get(kind)) and job.state == "running"]
    for job in jobs:
        _advanced(helpdesk, job, until=until)
    return len(jobs)


def _begun(helpdesk: Helpdesk, kind: Kind, before: Job | None) -> Job:
    at = helpdesk.now()
    shards = {desk.id: desk.list_shards for desk in helpdesk.team.desks()}
    counted = helpdesk.counters.of(shards).desks.values()
    total = sum(names.get("all", 0) for names in counted)
    job = Job(
        kind=kind,
        id=helpdesk.new_id(),
        before=before.id if before else "",
        total=total,
        started_at=at,
        updated_at=at,
        version=before.version + 1 if before else 1,
    )
    helpdesk.jobs.save(before, job)
    return job


def _advanced(helpdesk: Helpdesk, job: Job, *, until: datetime) -> Job:
    """Stops when somebody else goes on with it at the same time, or when it has to wait."""
    while job.state == "running" and helpdesk.now() < until:
        try:
            stepped = _step(helpdesk, job, until)
            if stepped is None:
                return job
            helpdesk.jobs.save(job, stepped)
        except Conflict:
            return helpdesk.jobs.get(job.kind) or job
        job = stepped
    return job


def _step(helpdesk: Helpdesk, job: Job, until: datetime) -> Job | None:
    """One ticket at least, however long it takes; None while the end has to wait."""
    position, done, mended = job.position, 0, 0
    for position in islice(_places(helpdesk, job.position), STEP):
        mended += _WORK[job.kind](helpdesk, job.id, position.partition("|")[2])
        done += 1
        if helpdesk.now() >= until:
            break
    at = helpdesk.now()
    if done:
        return job.stepped(
            position=position, done=job.done + done, mended=job.mended + mended, at=at
        )
    if job.kind == "recount":
        return _settled(helpdesk, job, at=at)
    return job.stepped(state="done", at=at)


def _settled(helpdesk: Helpdesk, job: Job, *, at: datetime) -> Job | None:
    """Not before every function knows of the recount and no record is left from before it."""
    if at < job.started_at + EVERYBODY_KNOWS:
        return None
    owners = helpdesk.counters.owners(job.id)
    wrong = [drift for owner in owners for drift in _drift(helpdesk, job.id, owner)]
    return job.stepped(state="done", drift=tuple(wrong[:MOST_DRIFT]), at=at)


def _drift(helpdesk: Helpdesk, job_id: str, owner: str) -> Iterator[Drift]:
    """Of a desk with several shards, each of them has counters of its own."""
    wrong = decided_again(partial(helpdesk.counters.settle, job_id, owner))
    for name, (was, now) in wrong.items():
        yield Drift(owner=owner.partition("#")[0], counter=name, was=was, now=now)


def _places(helpdesk: Helpdesk, position: str) -> Iterator[str]:
    """`<desk>|<ticket>` of all tickets behind the position."""
    at, _, after = position.partition("|")
    for desk in sorted(helpdesk.team.desks(), key=lambda desk: desk.id):
        if desk.id >= at:
            after_this = after if desk.id == at else None
            for id in helpdesk.lists.in_order_of_creation(
                desk.id, desk.list_shards, after=after_this, page=STEP
            ):
                yield f"{desk.id}|{id}"


def _recount(helpdesk: Helpdesk, job_id: str, ticket_id: str) -> bool:
    def attempt() -> bool:
        ticket = helpdesk.tickets.get(ticket_id)
        desk = helpdesk.team.desk(ticket.desk_id)
        shards = desk.shards_written(helpdesk.now()) if desk else 1
        return helpdesk.counters.recount_ticket(ticket, shards, job_id)

    try:
        return decided_again(attempt)
    except NotFound:  # deleted since the list was read
        return False


def _reindex(helpdesk: Helpdesk, _: str, ticket_id: str) -> bool:
    return indexing.reindex(helpdesk, ticket_id)


_WORK: dict[Kind, Callable[[Helpdesk, str, str], bool]] = {
    "recount": _recount,
    "reindex": _reindex,
}
