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
DAY_STRIPES = 4
NO_COUNTERS = {"pk", "sk", "drift", "expires"}


def of_ticket(ticket: Ticket, shards: int) -> Counts:
    """What happened on a day never moves to another item, however many shards there come to be."""
    stripe, of_days = shard_of(ticket.id, shards), shard_of(ticket.id, DAY_STRIPES)
    return counts_of(places(ticket), stripe, of_days)


def counts_of(counted: Iterable[Place], stripe: int = 0, day_stripe: int = 0) -> Counts:
    counts: Counts = {}
    for place in counted:
        if place.operator:
            key = keys.counters(place.operator)
        elif place.day:
            key = keys.day_counters(place.desk_id, place.day, day_stripe)
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


def of_now(counts: Counts) -> Counts:
    return {of: names for of, names in counts.items() if of.startswith(keys.COUNTERS + "|")}


def of_days(counts: Counts) -> Counts:
    return {of: names for of, names in counts.items() if not of.startswith(keys.COUNTERS + "|")}


def numbers(item: Mapping[str, Any]) -> dict[str, int]:
    return {name: by for name, by in item.items() if name not in NO_COUNTERS}


def add(counted: dict[str, int], more: Mapping[str, int]) -> None:
    for name, by in more.items():
        counted[name] = counted.get(name, 0) + by
