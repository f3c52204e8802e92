"""Who may do what. Nowhere else is this decided."""

from deskhand.domain.desk import Desk
from deskhand.domain.errors import Forbidden, NotFound
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
