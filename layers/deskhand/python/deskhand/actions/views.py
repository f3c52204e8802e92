"""Lists of tickets that operators look at again and again."""

from collections.abc import Mapping
from typing import Any

from deskhand.actions import kept
from deskhand.actions.changes import decided_again
from deskhand.domain import access
from deskhand.domain.errors import Unreadable
from deskhand.domain.kept import View, compared
from deskhand.domain.people import Operator
from deskhand.domain.query import parse
from deskhand.wiring import Helpdesk


def seen(helpdesk: Helpdesk, operator: Operator) -> list[View]:
    """In the order of the side bar."""
    found = helpdesk.views.of(operator.id)
    shown = (view for view in found if kept.sees(helpdesk, operator, view))
    return sorted(shown, key=lambda view: (view.position, compared(view.name), view.id))


def add(helpdesk: Helpdesk, operator: Operator, fields: Mapping[str, Any]) -> View:
    view = kept.new(helpdesk, operator, View, fields)
    _check(view)
    helpdesk.views.add(view)
    return view


def change(
    helpdesk: Helpdesk,
    operator: Operator,
    view_id: str,
    fields: Mapping[str, Any],
    *,
    seen: int | None = None,
) -> View:
    def attempt() -> View:
        before = _visible(helpdesk, operator, view_id)
        after = kept.changed(helpdesk, operator, before, fields, seen=seen)
        _check(after)
        helpdesk.views.save(before, after)
        return after

    return decided_again(attempt)


def _check(view: View) -> None:
    try:
        parse(view.query)
    except Unreadable as error:
        raise Unreadable(error.position, error.message, field="query") from error


def remove(helpdesk: Helpdesk, operator: Operator, view_id: str) -> None:
    found = _visible(helpdesk, operator, view_id)
    access.require_keeper(found, operator)
    helpdesk.views.remove(found)


def _visible(helpdesk: Helpdesk, operator: Operator, view_id: str) -> View:
    return kept.visible(helpdesk, operator, helpdesk.views.get(view_id))
