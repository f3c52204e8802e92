"""What something counts in, as the counters' items hold it."""

from collections.abc import Iterable, Mapping
from typing import Any

from deskhand.domain.counting import Place, places
from deskhand.domain.ticket import Ticket
from deskhand.store import keys
from deskhand.store.keys import Key, shard_of

Counts = dict[str, dict[str, int]]
"""By the keys of an item with a bar between, and the name of the counter."""
NONE: Counts = {}


def of_ticket(ticket: Ticket, shards: int) -> Counts:
    return counts_of(places(ticket), shard_of(ticket.id, shards))


def counts_of(counted: Iterable[Place], stripe: int = 0) -> Counts:
    counts: Counts = {}
    for place in counted:
        if place.operator:
            key = keys.counters(place.operator)
        elif place.day:
            key = keys.day_counters(place.desk_id, place.day, stripe)
        else:
            key = keys.counters(place.desk_id, stripe)
        add(counts.setdefault(f"{key['pk']}|{key['sk']}", {}), {place.name: place.by})
    return counts


def difference(before: Counts, after: Counts) -> Counts:
    moved: Counts = {}
    for of in (*after, *(of for of in before if of not in after)):
        was, now = before.get(of, {}), after.get(of, {})
        names = {name: now.get(name, 0) - was.get(name, 0) for name in (*now, *was)}
        if changed := {name: by for name, by in names.items() if by}:
            moved[of] = changed
    return moved


def key_of(of: str) -> Key:
    pk, _, sk = of.partition("|")
    return {"pk": pk, "sk": sk}


def is_state(of: str) -> bool:
    return of.startswith(keys.COUNTERS + "|")


def numbers(item: Mapping[str, Any]) -> dict[str, int]:
    return {name: by for name, by in item.items() if name not in ("pk", "sk")}


def add(counted: dict[str, int], more: Mapping[str, int]) -> None:
    for name, by in more.items():
        counted[name] = counted.get(name, 0) + by
