"""What operators change on a ticket, one or many at once."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from deskhand.actions.changes import (
    author,
    commit,
    decided_again,
    desk_of,
    require_current,
    visible,
    writable,
)
from deskhand.actions.tickets import check, require_members
from deskhand.domain.errors import HelpdeskError
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk


def change(
    helpdesk: Helpdesk,
    operator: Operator,
    ticket_id: str,
    fields: Mapping[str, Any],
    *,
    seen: int | None = None,
) -> Ticket:
    """`fields` are those of Ticket that an operator may set, each only if it is to change."""

    def attempt() -> Ticket:
        found = writable(helpdesk, operator, ticket_id)
        require_current(helpdesk, found, seen)
        changed = _changed(found, dict(fields), at=helpdesk.now())
        if changed == found:
            return found
        desk = desk_of(helpdesk, found)
        check(helpdesk, desk, changed, before=found)
        # Who follows already may stay, though he has left the desk: he is told nothing any more.
        added = set(changed.followers) - set(found.followers)
        require_members(helpdesk, desk, "followers", sorted(added))
        return commit(helpdesk, found, changed, by=author(operator))

    return decided_again(attempt)


def change_many(
    helpdesk: Helpdesk, operator: Operator, ids: Iterable[str], fields: Mapping[str, Any]
) -> list[tuple[str, Ticket | HelpdeskError]]:
    """Each for itself: what can't be changed does not hold up the rest."""
    return [(id, _tried(helpdesk, operator, id, fields)) for id in dict.fromkeys(ids)]


def _tried(
    helpdesk: Helpdesk, operator: Operator, id: str, fields: Mapping[str, Any]
) -> Ticket | HelpdeskError:
    try:
        return change(helpdesk, operator, id, fields)
    except HelpdeskError as error:
        return error


def _changed(found: Ticket, fields: dict[str, Any], *, at: datetime) -> Ticket:
    if "requester" in fields:
        fields["requester"] = found.requester.told(fields["requester"])
    new = {name: value for name, value in fields.items() if value != getattr(found, name)}
    if not new:
        return found
    if "customer_id" in new:
        new["linked_by"] = "hand"
    elif "requester" in new and found.linked_by != "hand":
        new |= {"customer_id": None, "linked_by": None}  # found anew from the stream
    if "status" in new:
        new |= found.turned(new["status"], at=at)
        new["snoozed_until"] = fields.get("snoozed_until")
    return found.changed(at=at, **new)


def renew_link(helpdesk: Helpdesk, operator: Operator, ticket_id: str) -> Ticket:
    """The old link and the old reply addresses lead nowhere from now on."""

    def attempt() -> Ticket:
        found = visible(helpdesk, operator, ticket_id)
        renewed = found.with_new_link(at=helpdesk.now())
        return commit(helpdesk, found, renewed, by=author(operator))

    return decided_again(attempt)
