"""Who may do what. Nowhere else is this decided."""

from collections.abc import Iterable

from deskhand.domain.desk import Desk
from deskhand.domain.errors import Forbidden, NotFound
from deskhand.domain.kept import Kept
from deskhand.domain.message import Message
from deskhand.domain.people import Operator, Role


def visible(desk: Desk | None, operator: Operator) -> Desk:
    """An operator sees the desks that he is a member of, an admin all; others do not exist for
    him."""
    if desk is None or not desk.is_seen_by(operator):
        raise NotFound
    return desk


def require_admin(operator: Operator) -> None:
    if operator.role is not Role.ADMIN:
        raise Forbidden


def require_writer(message: Message, operator: Operator) -> None:
    """What somebody wrote is his own to take back, and admins'."""
    if message.author.kind != "operator":
        raise Forbidden
    if message.author.id != operator.id:
        require_admin(operator)


def sees_kept(kept: Kept, of_desks: Iterable[Desk | None], operator: Operator) -> bool:
    """What an operator keeps for himself nobody else sees, no admin either; the team's whoever sees
    all the desks that it is of."""
    if kept.owner is not None:
        return kept.owner == operator.id
    return all(desk is not None and desk.is_seen_by(operator) for desk in of_desks)


def require_keeper(kept: Kept, operator: Operator) -> None:
    """Everybody keeps his own, admins the team's."""
    if kept.owner is None:
        require_admin(operator)
    elif kept.owner != operator.id:
        raise Forbidden
