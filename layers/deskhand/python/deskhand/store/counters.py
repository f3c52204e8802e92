"""Counters that stay exact: what was counted for a ticket is remembered beside it, and memory and
counters change in one transaction, so that a record that comes twice or late counts once.

A recount counts all tickets anew beside what is there. Whatever changes of a ticket that it has
counted already changes both counts in one transaction: so what they differ by at its end is drift,
however much happened meanwhile."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from deskhand.domain.counting import Place
from deskhand.domain.errors import CommitFailed, Conflict
from deskhand.domain.inbound import NO_DESK, Receipt
from deskhand.domain.ticket import Ticket
from deskhand.store import keys, table
from deskhand.store.counts import (
    NONE,
    Counts,
    add,
    counts_of,
    difference,
    is_state,
    key_of,
    numbers,
    of_ticket,
)
from deskhand.store.keys import Key
from deskhand.store.table import Item, Table, Write


class RecountOver(CommitFailed):
    pass


class Counted(NamedTuple):
    """By desk; `mine` are an operator's open tickets."""

    desks: dict[str, dict[str, int]]
    mine: dict[str, int]


class Counters:
    def __init__(self, table: Table) -> None:
        self.table = table

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
        self._count(ticket.id, ticket.version, of_ticket(ticket, shards))

    def forget_ticket(self, ticket: Ticket) -> None:
        """What happened on a day stays so."""
        memory = self.table.get(keys.counted(ticket.id)) or {"counts": NONE}
        days = {of: names for of, names in memory["counts"].items() if not is_state(of)}
        self._count(ticket.id, ticket.version + 1, days)

    def count_mail(self, receipt: Receipt) -> None:
        """Each received mail counts as received and as what came of it: the sums are equal at any
        time."""
        desk = receipt.desk_id or NO_DESK
        names = ("mail_received", f"mail_{receipt.outcome}")
        self._count(_receipt(receipt), receipt.version, counts_of(Place(desk, n) for n in names))

    def forget_mail(self, receipt: Receipt) -> None:
        self._count(_receipt(receipt), receipt.version + 1, NONE)

    def _count(self, what: str, version: int, counts: Counts) -> None:
        """Raises Conflict when another record of the same thing is counted at the same time."""
        memory = self._memory(what)
        if memory["seen"] >= version:
            return
        try:
            self.table.commit(_moves(what, memory, version, counts, memory.get("pass", "")))
        except RecountOver:
            self.table.commit(_moves(what, memory, version, counts, ""))

    def _memory(self, what: str) -> Item:
        """A ticket that is new while a recount goes on belongs to it from the beginning."""
        if memory := self.table.get(keys.counted(what)):
            return memory
        job = self.table.get(keys.job("recount"))
        running = job["id"] if job and job["state"] == "running" else ""
        return {"seen": 0, "counts": NONE, "pass": running}

    # --- recount ---

    def recount_ticket(self, ticket: Ticket, shards: int, pass_id: str) -> bool:
        """Whether it was counted wrong. Raises Conflict when a newer version was counted, or when
        it is counted at the same time."""
        memory = self.table.get(keys.counted(ticket.id)) or {"seen": 0, "counts": NONE}
        counts = of_ticket(ticket, shards)
        if memory["seen"] > ticket.version:
            raise Conflict
        if memory.get("pass") == pass_id and memory["counts"] == counts:
            return False
        writes = _moves(ticket.id, memory, ticket.version, counts, pass_id)
        self.table.commit(writes)
        return bool(memory["counts"] != counts)

    def settle(self, pass_id: str) -> dict[str, dict[str, tuple[int, int]]]:
        """Sets right what a recount that has counted all tickets found wrong: by owner and counter,
        what it was and what it is."""
        recounted = self.table.query(("pk", keys.recount(pass_id)["pk"]), consistent=True)
        owners = {item["sk"] for item in recounted}
        owners |= {item["sk"] for item in self.table.query(("pk", keys.COUNTERS), consistent=True)}
        drift = {owner: self._settle(pass_id, owner) for owner in sorted(owners)}
        return {owner: wrong for owner, wrong in drift.items() if wrong}

    def _settle(self, pass_id: str, owner: str) -> dict[str, tuple[int, int]]:
        both = self.table.get_together([keys.counters(owner), keys.recount(pass_id, owner)])
        held, found = (numbers(item or {}) for item in both)
        names = {name for name in (*held, *found) if not name.startswith("mail_")}
        wrong = {
            name: (held.get(name, 0), found.get(name, 0))
            for name in sorted(names)
            if held.get(name, 0) != found.get(name, 0)
        }
        if wrong:
            moved = {name: found - held for name, (held, found) in wrong.items()}
            self.table.commit([_added(keys.counters(owner), moved)])
        return wrong

    def forget_recount(self, pass_id: str) -> None:
        for item in list(self.table.query(("pk", keys.recount(pass_id)["pk"]))):
            self.table.commit([table.delete({"pk": item["pk"], "sk": item["sk"]})])


def _receipt(receipt: Receipt) -> str:
    return f"{receipt.id}#{receipt.desk_id or NO_DESK}"


def _moves(what: str, memory: Item, version: int, counts: Counts, pass_id: str) -> Iterator[Write]:
    """The memory, what changes in the counters, and the same in those of a recount that has counted
    this, or does now."""
    before: Counts = memory["counts"]
    remembered = {**keys.counted(what), "seen": version, "counts": counts, "pass": pass_id}
    yield _remember(table.filled(remembered), int(memory["seen"]), memory.get("pass", ""))
    moved = difference(before, counts)
    for of, names in moved.items():
        yield _added(key_of(of), names)
    if not pass_id:
        return
    yield _goes_on(pass_id)
    anew = moved if memory["seen"] and memory.get("pass") == pass_id else counts
    for of, names in anew.items():
        if is_state(of):
            yield _added(keys.recount(pass_id, key_of(of)["sk"]), names)


def _remember(memory: Item, seen: int, pass_id: str) -> Write:
    memory.setdefault("counts", NONE)
    same_pass = "#pass = :pass" if pass_id else "attribute_not_exists(#pass)"
    request: dict[str, Any] = {
        "Item": memory,
        "ConditionExpression": f"attribute_not_exists(pk) OR (seen = :seen AND {same_pass})",
        "ExpressionAttributeValues": {":seen": seen, **({":pass": pass_id} if pass_id else {})},
        "ExpressionAttributeNames": {"#pass": "pass"},
    }
    return Write("Put", request, Conflict())


def _goes_on(pass_id: str) -> Write:
    request = {
        "Key": keys.job("recount"),
        "ConditionExpression": "#id = :pass AND #state = :running",
        "ExpressionAttributeNames": {"#id": "id", "#state": "state"},
        "ExpressionAttributeValues": {":pass": pass_id, ":running": "running"},
    }
    return Write("ConditionCheck", request, RecountOver())


def _added(key: Key, moved: Mapping[str, int]) -> Write:
    places = range(len(moved))
    request = {
        "Key": key,
        "UpdateExpression": "ADD " + ", ".join(f"#{place} :{place}" for place in places),
        "ExpressionAttributeNames": {f"#{n}": name for n, name in enumerate(moved)},
        "ExpressionAttributeValues": {f":{n}": by for n, by in enumerate(moved.values())},
    }
    return Write("Update", request, Conflict())
