"""What operators keep to use again, of either kind."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from deskhand.actions.changes import require_seen
from deskhand.actions.team import validated
from deskhand.domain import access
from deskhand.domain.errors import NotFound
from deskhand.domain.kept import Kept
from deskhand.domain.people import Operator
from deskhand.wiring import Helpdesk

K = TypeVar("K", bound=Kept)


def visible(helpdesk: Helpdesk, operator: Operator, kept: K) -> K:
    if not sees(helpdesk, operator, kept):
        raise NotFound
    return kept


def sees(helpdesk: Helpdesk, operator: Operator, kept: Kept) -> bool:
    of_desks = [helpdesk.team.desk(id) for id in kept.of_desks]
    return access.sees_kept(kept, of_desks, operator)


def new(helpdesk: Helpdesk, operator: Operator, kind: type[K], fields: Mapping[str, Any]) -> K:
    """His own, unless the fields say that it has no owner."""
    own = {"id": helpdesk.new_id(), "created_at": helpdesk.now()}
    made = validated(kind, {"owner": operator.id, **fields, **own})
    access.require_keeper(made, operator)
    _require_desks(helpdesk, operator, made.of_desks)
    return made


def changed(
    helpdesk: Helpdesk,
    operator: Operator,
    before: K,
    fields: Mapping[str, Any],
    *,
    seen: int | None,
) -> K:
    """Raises Stale when it is no more what the writer saw. Of a desk that was left since it may
    stay."""
    access.require_keeper(before, operator)
    require_seen(before.called, before, seen)
    own = {"version": before.version + 1}
    after = validated(type(before), {**before.model_dump(), **fields, **own})
    access.require_keeper(after, operator)
    _require_desks(helpdesk, operator, set(after.of_desks) - set(before.of_desks))
    return after


def _require_desks(helpdesk: Helpdesk, operator: Operator, ids: Iterable[str]) -> None:
    for id in ids:
        access.visible(helpdesk.team.desk(id), operator)
