"""Desks and operators, and who it is that signed in."""

import secrets
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from deskhand.actions import sign_ins
from deskhand.actions.changes import decided_again, require_seen
from deskhand.domain import access
from deskhand.domain.desk import Desk, Growth, Template
from deskhand.domain.errors import Invalid, NotAnOperator, NotFound, Taken, Unrenderable
from deskhand.domain.people import Operator, Role, address
from deskhand.domain.value import Value
from deskhand.wiring import Helpdesk

V = TypeVar("V", bound=Value)
SHORT_ID = 10  # characters: a desk or an operator stands in every ticket, and there are few


def signed_in(helpdesk: Helpdesk, email: str, name: str) -> Operator:
    """The operator with the address that the identity provider vouches for; raises
    NotAnOperator."""
    email = address(email)
    operator = helpdesk.team.operator_with(email)
    if operator is None and email == address(helpdesk.settings.first_admin):
        operator = _first_admin(helpdesk, email, name)
    if operator is None or not operator.active:
        raise NotAnOperator
    return operator


def _first_admin(helpdesk: Helpdesk, email: str, name: str) -> Operator | None:
    """Somebody has to be the first; from then on operators are made by admins."""
    if helpdesk.team.operators():
        return None
    admin = Operator(
        id=short_id(helpdesk),
        email=email,
        name=name.strip()[:300] or email,
        role=Role.ADMIN,
        created_at=helpdesk.now(),
    )
    try:
        helpdesk.team.add_operator(admin)
    except Taken:  # signed in twice at once
        helpdesk.team.forget()
        return helpdesk.team.operator_with(email)
    return admin


def add_desk(helpdesk: Helpdesk, operator: Operator, fields: Mapping[str, Any]) -> Desk:
    access.require_admin(operator)
    own = {
        "id": short_id(helpdesk),
        "created_at": helpdesk.now(),
        "widget_token": secrets.token_urlsafe(16),
    }
    desk = validated(Desk, {**fields, **own})
    _check(helpdesk, desk)
    helpdesk.team.add_desk(desk)
    return desk


def change_desk(
    helpdesk: Helpdesk,
    operator: Operator,
    desk_id: str,
    fields: Mapping[str, Any],
    *,
    seen: int | None = None,
) -> Desk:
    """Raises Stale with the desk when it is no more what the writer saw; likewise for people."""
    access.require_admin(operator)

    def attempt() -> Desk:
        helpdesk.team.forget()  # settings are changed on what is, not on what was
        before = access.visible(helpdesk.team.desk(desk_id), operator)
        require_seen("desk", before, seen)
        after = _changed_desk(helpdesk, before, fields)
        helpdesk.team.save_desk(before, after)
        return after

    return decided_again(attempt)


def _changed_desk(helpdesk: Helpdesk, before: Desk, fields: Mapping[str, Any]) -> Desk:
    after = validated(Desk, {**before.model_dump(), **fields, "version": before.version + 1})
    if after.list_shards < before.list_shards:
        raise Invalid("list_shards", "can only be raised: tickets stand in the lists that are")
    if after.list_shards > before.list_shards:
        at = helpdesk.now()
        growth = Growth(before=before.shards_written(at), at=at)
        after = after.model_copy(update={"list_growth": growth})
    _check(helpdesk, after)
    return after


def add_operator(helpdesk: Helpdesk, operator: Operator, fields: Mapping[str, Any]) -> Operator:
    access.require_admin(operator)
    own = {"id": short_id(helpdesk), "created_at": helpdesk.now()}
    added = validated(Operator, {**fields, **own})
    if added.active:  # first: who asks again after a failure finds the address free
        sign_ins.admit(helpdesk, added.email)
    helpdesk.team.add_operator(added)
    return added


def change_operator(
    helpdesk: Helpdesk,
    operator: Operator,
    operator_id: str,
    fields: Mapping[str, Any],
    *,
    seen: int | None = None,
) -> Operator:
    access.require_admin(operator)
    return decided_again(lambda: _changed(helpdesk, operator_id, fields, seen))


def change_oneself(
    helpdesk: Helpdesk, operator: Operator, fields: Mapping[str, Any], *, seen: int | None = None
) -> Operator:
    """`fields` are name and muted mails: what else an operator is, admins decide."""
    return decided_again(lambda: _changed(helpdesk, operator.id, fields, seen))


def _changed(
    helpdesk: Helpdesk, operator_id: str, fields: Mapping[str, Any], seen: int | None
) -> Operator:
    helpdesk.team.forget()
    before = helpdesk.team.operator(operator_id)
    if before is None:
        raise NotFound
    require_seen("operator", before, seen)
    after = validated(Operator, {**before.model_dump(), **fields, "version": before.version + 1})
    others = (o for o in helpdesk.team.operators() if o.id != operator_id)
    if not any(o.active and o.role is Role.ADMIN for o in (*others, after)):
        raise Invalid("role", "the last active admin must stay one")
    moved = after.email != before.email
    if after.active and (moved or not before.active):
        sign_ins.admit(helpdesk, after.email)
    helpdesk.team.save_operator(before, after)
    if moved or before.active > after.active:
        sign_ins.dismiss(helpdesk, before.email)
    return after


def validated(model: type[V], fields: Mapping[str, Any]) -> V:
    """Raises Invalid for the first field that is not as it must be."""
    try:
        return model.model_validate(dict(fields))
    except ValidationError as error:
        first = error.errors()[0]
        message = first["msg"].removeprefix("Value error, ")
        raise Invalid(".".join(map(str, first["loc"])), message) from error


def checked(template: Template, place: str = "") -> None:
    """Raises Unrenderable, its field below `place`."""
    from deskhand.mail import checking  # brings Jinja2: 20 ms of a cold start

    for field in ("subject", "body"):
        try:
            checking.check(getattr(template, field))
        except checking.BadTemplate as error:
            raise Unrenderable(f"{place}{field}", error.line, str(error)) from error


def short_id(helpdesk: Helpdesk) -> str:
    return helpdesk.new_id()[-SHORT_ID:]


def _check(helpdesk: Helpdesk, desk: Desk) -> None:
    """Raises Invalid for templates that are none and for people who are not of the team."""
    for name, template in desk.templates.items():
        checked(template, f"templates.{name}.")
    team = {operator.id for operator in helpdesk.team.operators()}
    defaults = {c.default_assignee for c in desk.categories if c.default_assignee}
    for field, ids in (("members", set(desk.members)), ("categories", defaults)):
        if unknown := ids - team:
            raise Invalid(field, f"no such operator: {', '.join(sorted(unknown))}")
