"""Counters that stay exact: what was counted for a ticket is remembered beside it, and memory and
counters change in one transaction, so that a record that comes twice or late counts once.

A recount counts all tickets anew beside what is there: each belongs to it from its next change on,
or from when the recount comes to it. Every later change of that ticket changes both counts in one
transaction. So what they differ by at its end is drift, however much happened meanwhile."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from deskhand.domain.counting import Place
from deskhand.domain.errors import Conflict, Duplicate
from deskhand.domain.inbound import NO_DESK, Receipt
from deskhand.domain.ticket import Ticket
from deskhand.store import keys, table
from deskhand.store.counts import (
    NONE,
    Counts,
    add,
    counts_of,
    difference,
    key_of,
    numbers,
    of_days,
    of_now,
    of_ticket,
)
from deskhand.store.keys import Key
from deskhand.store.table import Item, Table, Write

KEPT = timedelta(seconds=10)
EVERYBODY_KNOWS = timedelta(seconds=90)  # of a recount: what is kept, and what a stream is behind
FORGOTTEN = timedelta(days=2)
Drift = dict[str, tuple[int, int]]
"""By counter, what it was and what it is."""


class Passes(NamedTuple):
    """Ids of the last recount that was settled, and of one that goes on; empty if there is none.
    The counters hold what one of them has counted, and nothing else."""

    settled: str = ""
    running: str = ""

    @property
    def latest(self) -> str:
        return self.running or self.settled

    def counted(self, pass_id: str) -> bool:
        return pass_id == self.settled or (pass_id != "" and pass_id == self.running)


class Counted(NamedTuple):
    """By desk; `mine` are an operator's open tickets."""

    desks: dict[str, dict[str, int]]
    mine: dict[str, int]


class Counters:
    def __init__(self, table: Table, now: Callable[[], datetime]) -> None:
        self.table, self._now = table, now
        self._passes, self._read_at = Passes(), datetime.min.replace(tzinfo=UTC)

    def of(self, shards: Mapping[str, int], operator_id: str = "") -> Counted:
        """In one request; `shards` is the number of list shards of each desk."""
        owners = {
            keys.counters(desk, stripe)["sk"]: desk
            for desk, number in shards.items()
            for stripe in range(number)
        }
        asked = [*owners, operator_id] if operator_id else list(owners)
        found = {i["sk"]: numbers(i) for i in self.table.get_all(map(keys.counters, asked))}
        desks: dict[str, dict[str, int]] = {desk: {} for desk in shards}
        for owner, desk in owners.items():
            add(desks[desk], found.get(owner, {}))
        return Counted(desks, found.get(operator_id, {}))

    def of_operators(self, ids: Iterable[str]) -> dict[str, dict[str, int]]:
        """Their open tickets by desk."""
        return {i["sk"]: numbers(i) for i in self.table.get_all(map(keys.counters, ids))}

    def days(self, desk_id: str, first: str, last: str) -> dict[str, dict[str, int]]:
        """What happened on each day from the first to the last, as far as anything did."""
        found = self.table.query(("pk", keys.days(desk_id)), ("sk", "between", (first, last + "~")))
        days: dict[str, dict[str, int]] = {}
        for item in found:
            add(days.setdefault(item["sk"].partition("#")[0], {}), numbers(item))
        return days

    def count_ticket(self, ticket: Ticket, shards: int) -> None:
        """Raises Conflict when another record of it is counted at the same time."""
        self._count(ticket.id, ticket.version, of_ticket(ticket, shards))

    def forget_ticket(self, ticket: Ticket) -> None:
        """What happened on a day stays so."""
        memory = self.table.get(keys.counted(ticket.id))
        days = of_days(memory["counts"]) if memory else NONE
        self._count(ticket.id, ticket.version + 1, days)

    def _count(self, what: str, version: int, counts: Counts) -> None:
        memory = self.table.get(keys.counted(what))
        if memory is None or memory["seen"] < version:
            passes = self.passes_for(memory)
            self.table.commit(_moves(what, memory, version, counts, passes))

    def count_mail(self, receipt: Receipt) -> None:
        """Each received mail counts as received and as what came of it: the sums are equal at any
        time. Recounts are no business of mail."""
        desk = receipt.desk_id or NO_DESK
        names = ("mail_received", f"mail_{receipt.outcome}")
        self._count_mail(receipt, receipt.version, counts_of(Place(desk, n) for n in names))

    def forget_mail(self, receipt: Receipt) -> None:
        self._count_mail(receipt, receipt.version + 1, NONE)

    def _count_mail(self, receipt: Receipt, version: int, counts: Counts) -> None:
        what = f"{receipt.id}#{receipt.desk_id or NO_DESK}"
        memory = self.table.get(keys.counted(what))
        if memory is None or memory["seen"] < version:
            self.table.commit(_moves(what, memory, version, counts, Passes()))

    # --- recount ---

    def passes_for(self, memory: Item | None) -> Passes:
        """Kept for a while, but for a memory that knows of a newer one."""
        known = memory is None or self._passes.counted(memory.get("pass", ""))
        if not known or self._now() - self._read_at > KEPT:
            self._read_passes()
        return self._passes

    def _read_passes(self) -> None:
        job = self.table.get(keys.kept(keys.JOBS, "recount")) or {"state": "done", "id": ""}
        done = job["state"] == "done"
        self._passes = Passes(
            settled=job["id"] if done else job.get("before", ""),
            running="" if done else job["id"],
        )
        self._read_at = self._now()

    def recount_ticket(self, ticket: Ticket, shards: int, pass_id: str) -> bool:
        """Whether it was counted wrong. Raises Conflict when a newer version was counted, when it
        is counted at the same time, or when this recount goes on no more."""
        if self._passes.running != pass_id:  # what is kept may be of the one before
            self._read_passes()
        memory, counts = self.table.get(keys.counted(ticket.id)), of_ticket(ticket, shards)
        passes = self.passes_for(memory)
        if passes.running != pass_id or (memory and memory["seen"] > ticket.version):
            raise Conflict
        right = memory is not None and memory["counts"] == counts
        if not right or (memory and memory.get("pass", "") != pass_id):
            self.table.commit(_moves(ticket.id, memory, ticket.version, counts, passes))
        return not right

    def owners(self, pass_id: str) -> list[str]:
        """Whose counters there are, or should be."""
        partitions = (keys.recount(pass_id)["pk"], keys.COUNTERS)
        found = (self.table.query(("pk", pk), consistent=True) for pk in partitions)
        return sorted({item["sk"] for items in found for item in items})

    def settle(self, pass_id: str, owner: str) -> Drift:
        """Sets right what a recount that has counted all tickets found wrong, once, whoever else
        does it too. Raises Conflict when they change at the same time."""
        both = self.table.get_together([keys.counters(owner), keys.recount(pass_id, owner)])
        held, found = (item or {} for item in both)
        if "drift" in found:
            return {name: (was, now) for name, (was, now) in found["drift"].items()}
        wrong = _drift(numbers(held), numbers(found))
        moved = {name: now - was for name, (was, now) in wrong.items()}
        settled = _settled(keys.recount(pass_id, owner), wrong, self._now() + FORGOTTEN)
        try:
            self.table.commit([settled, *([_added(keys.counters(owner), moved)] if moved else [])])
        except Duplicate:
            return self.settle(pass_id, owner)
        return wrong


def _moves(
    what: str, memory: Item | None, version: int, counts: Counts, passes: Passes
) -> Iterator[Write]:
    """The memory, what changes in the counters, and in those of a recount that goes on."""
    memory = memory or {"seen": 0, "counts": NONE, "pass": passes.latest}
    before, of_pass = memory["counts"], memory.get("pass", "")
    remembered = {**keys.counted(what), "seen": version, "pass": passes.latest}
    yield _remember({**table.filled(remembered), "counts": counts}, memory["seen"], of_pass)
    # What the last recount has missed the counters do not hold any more.
    held = before if passes.counted(of_pass) else of_days(before)
    for of, names in difference(held, counts).items():
        yield _added(key_of(of), names)
    if passes.running:
        recounted = of_now(before) if of_pass == passes.running else NONE
        for of, names in difference(recounted, of_now(counts)).items():
            yield _added(keys.recount(passes.running, key_of(of)["sk"]), names)


def _remember(memory: Item, seen: int, pass_id: str) -> Write:
    same_pass = "#pass = :pass" if pass_id else "attribute_not_exists(#pass)"
    request: dict[str, Any] = {
        "Item": memory,
        "ConditionExpression": f"attribute_not_exists(pk) OR (seen = :seen AND {same_pass})",
        "ExpressionAttributeValues": {":seen": seen, **({":pass": pass_id} if pass_id else {})},
        "ExpressionAttributeNames": {"#pass": "pass"},
    }
    return Write("Put", request, Conflict())


def _drift(held: Mapping[str, int], found: Mapping[str, int]) -> Drift:
    names = sorted(name for name in {*held, *found} if not name.startswith("mail_"))
    both = {name: (held.get(name, 0), found.get(name, 0)) for name in names}
    return {name: (was, now) for name, (was, now) in both.items() if was != now}


def _settled(key: Key, drift: Drift, expires: datetime) -> Write:
    request = {
        "Key": key,
        "UpdateExpression": "SET #drift = :drift, #expires = :expires",
        "ConditionExpression": "attribute_not_exists(#drift)",
        "ExpressionAttributeNames": {"#drift": "drift", "#expires": "expires"},
        "ExpressionAttributeValues": {
            ":drift": {name: list(pair) for name, pair in drift.items()},
            ":expires": int(expires.timestamp()),
        },
    }
    return Write("Update", request, Duplicate())


def _added(key: Key, moved: Mapping[str, int]) -> Write:
    places = range(len(moved))
    request = {
        "Key": key,
        "UpdateExpression": "ADD " + ", ".join(f"#{place} :{place}" for place in places),
        "ExpressionAttributeNames": {f"#{n}": name for n, name in enumerate(moved)},
        "ExpressionAttributeValues": {f":{n}": by for n, by in enumerate(moved.values())},
    }
    return Write("Update", request, Conflict())
