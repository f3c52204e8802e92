"""How many tickets there are, and what happened on which day."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from deskhand.actions.tickets import desks
from deskhand.domain import access
from deskhand.domain.desk import Desk
from deskhand.domain.errors import Invalid
from deskhand.domain.people import Operator
from deskhand.wiring import Helpdesk

MOST_DAYS = 400


class Counted(NamedTuple):
    """By desk; `mine` are the operator's own open tickets of each desk."""

    desks: dict[str, dict[str, int]]
    mine: dict[str, int]


class Day(NamedTuple):
    day: str
    counted: dict[str, int]


def now(helpdesk: Helpdesk, operator: Operator, of: Iterable[Desk]) -> Counted:
    """All in one request."""
    shards = {desk.id: desk.list_shards for desk in of}
    return Counted(*helpdesk.counters.of(shards, operator.id))


def open_of_operators(helpdesk: Helpdesk, operator: Operator) -> dict[str, int]:
    """How many open tickets each of the team has, of the desks that the operator sees."""
    seen = {desk.id for desk in desks(helpdesk, operator)}
    counted = helpdesk.counters.of_operators(each.id for each in helpdesk.team.operators())
    return {
        id: sum(number for desk, number in of.items() if desk in seen) for id, of in counted.items()
    }


def days(
    helpdesk: Helpdesk, operator: Operator, desk_id: str, first: date, last: date
) -> list[Day]:
    """Each day in UTC, also those on which nothing happened."""
    access.visible(helpdesk.team.desk(desk_id), operator)
    if not first <= last:
        raise Invalid("to", "must not be before the first day")
    if (last - first).days >= MOST_DAYS:
        raise Invalid("from", f"at most {MOST_DAYS} days at once")
    counted = helpdesk.counters.days(desk_id, first.isoformat(), last.isoformat())
    every = (first + timedelta(days=nr) for nr in range((last - first).days + 1))
    return [Day(day.isoformat(), counted.get(day.isoformat(), {})) for day in every]
