"""Which keyed lists of the table a listing is read from, and what DynamoDB filters on the way."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import NamedTuple, TypeVar

from deskhand.domain.listing import Listing
from deskhand.domain.ticket import OPEN, Priority, Status
from deskhand.store import keys, order
from deskhand.store.asking import Filter

Condition = tuple[str, dict[str, str]]  # an expression, and the values that it names


Kind = TypeVar("Kind")
MOST_NAMED = 20  # desks in a filter, whose expression may have 4 KB


class Source(NamedTuple):
    """`sort` is the attribute that the list is sorted by; `begins` and `below` bound it. `whole`:
    the index holds all that a list shows."""

    index_name: str
    name: str
    value: str
    sort: str
    whole: bool
    matching: Filter | None = None
    begins: str = ""
    below: str = ""


class Reading(NamedTuple):
    """The lists side by side, in the order that they have by themselves."""

    sources: list[Source]
    order: str  # updated_at, created_at, priority or due
    forward: bool  # how to read first what matters most, if the listing wants another order


def reading(listing: Listing, shards: Mapping[str, int]) -> Reading:
    """`shards` is the number of list shards of each desk."""
    wanted = listing.sort.lstrip("-")
    if listing.customer:
        return Reading([_of_customer(listing)], "created_at", forward=False)
    if listing.only_snoozed:
        return Reading(list(_snoozed(listing)), "due", forward=True)
    if listing.assignee and listing.assignee != "none":
        return Reading(list(_of_operator(listing)), "updated_at", forward=False)
    if wanted == "updated_at":
        return Reading(list(_by_status(listing, shards)), wanted, forward=False)
    return Reading(list(_by_phase(listing, shards, wanted)), wanted, forward=True)


def _of_customer(listing: Listing) -> Source:
    some = len(listing.statuses) < len(Status) and len(listing.desks) <= MOST_NAMED
    matching = _filter([_in_statuses(listing.statuses, listing.desks)]) if some else None
    value = keys.owner_list(listing.customer, None) or ""
    return Source("by_owner", "owner_list", value, "owner_sort", whole=False, matching=matching)


def _snoozed(listing: Listing) -> Iterator[Source]:
    below = order.time_key(listing.due_before) if listing.due_before else ""
    for desk in listing.desks:
        value = keys.snoozed_list(desk)
        yield Source("by_due", "due_list", value, "due", whole=False, below=below)


def _of_operator(listing: Listing) -> Iterator[Source]:
    operator, matching = listing.assignee or "", _filter(_conditions(listing))
    for status in listing.statuses:
        value = keys.operators_list(operator, status)
        yield Source("by_assignee", "assignee_list", value, "updated", True, matching)


def _by_status(listing: Listing, shards: Mapping[str, int]) -> Iterator[Source]:
    matching = _filter(_conditions(listing))
    for desk, status, shard in _lists(listing.desks, listing.statuses, shards):
        if listing.assignee == "none":
            value = keys.unassigned_list(desk, status, shard)
            yield Source("by_assignee", "assignee_list", value, "updated", True, matching)
        else:
            value = keys.status_list(desk, status, shard)
            yield Source("by_status", "status_list", value, "updated", True, matching)


def _by_phase(listing: Listing, shards: Mapping[str, int], wanted: str) -> Iterator[Source]:
    phases = dict.fromkeys(status is Status.CLOSED for status in listing.statuses)
    index, sort = {
        "created_at": ("by_creation", "created"),
        "priority": ("by_urgency", "urgency"),
    }[wanted]
    begins = order.URGENCY[listing.priority] if listing.priority and wanted == "priority" else ""
    left = [status for status in OPEN if status in listing.statuses]
    for desk, closed, shard in _lists(listing.desks, phases, shards):
        some = not closed and len(left) < len(OPEN)
        matching = _filter([_in_statuses(left, [desk])]) if some else None
        value = keys.phase_list(desk, closed, shard)
        yield Source(index, "phase_list", value, sort, False, matching, begins)


def _lists(
    desks: Iterable[str], kinds: Iterable[Kind], shards: Mapping[str, int]
) -> Iterator[tuple[str, Kind, int]]:
    for desk, kind in product(desks, kinds):
        for shard in range(shards[desk]):
            yield desk, kind, shard


def _conditions(listing: Listing) -> Iterator[Condition | None]:
    """On attributes that the indexes hold; what is as usual is left out of the items."""
    if listing.priority is Priority.NORMAL:
        yield "attribute_not_exists(priority)", {}
    elif listing.priority:
        yield "priority = :priority", {":priority": listing.priority.value}
    if listing.category:
        yield "category = :category", {":category": listing.category}
    if listing.tag:
        yield "contains(t, :tag)", {":tag": listing.tag}
    if listing.snoozed is False:
        yield "attribute_not_exists(snoozed)", {}


def _in_statuses(statuses: Iterable[Status], desks: Iterable[str]) -> Condition:
    codes = product(desks, (keys.STATUS_CODES[status] for status in statuses))
    names = {f":s{n}": f"{desk}#{code}#" for n, (desk, code) in enumerate(codes)}
    return " OR ".join(f"begins_with(status_list, {name})" for name in names), names


def _filter(conditions: Iterable[Condition | None]) -> Filter | None:
    given = [condition for condition in conditions if condition]
    if not given:
        return None
    values = {name: value for _, held in given for name, value in held.items()}
    return Filter(" AND ".join(f"({text})" for text, _ in given), {}, values)
