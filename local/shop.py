"""The demo shop's own server, as any site has one that uses the widget: it knows its customers, and
signs who they are."""

import json
from datetime import timedelta
from typing import Any

import jwt

from deskhand.actions import team, widget
from deskhand.domain.desk import Desk
from deskhand.domain.people import Operator, Role
from deskhand.wiring import Helpdesk
from local.demo import ADDRESS, STORY

HOLDS = timedelta(hours=1)


def prepare(helpdesk: Helpdesk, origin: str) -> None:
    """Lets the demo desk believe the shop also at its other address, and gives it a secret."""
    desk = _desk(helpdesk)
    if desk is None:
        return
    admin = _admin(helpdesk)
    if origin not in desk.allowed_origins:
        listed = (*desk.allowed_origins, origin)
        team.change_desk(helpdesk, admin, desk.id, {"allowed_origins": listed})
    if not helpdesk.team.widget_secrets(desk.id):
        widget.renew_secret(helpdesk, admin, desk.id)


def customers() -> dict[str, str]:
    """Their names by the shop's own ids."""
    return {id: _name(record) for id, record in _records().items()}


def tag(helpdesk: Helpdesk) -> str | None:
    """None when the demo desk is not there."""
    desk = _desk(helpdesk)
    return widget.code(helpdesk, _admin(helpdesk), desk.id).html if desk else None


def token(helpdesk: Helpdesk, customer: str) -> str | None:
    """None for who is no customer, and without a secret to sign with."""
    desk, record = _desk(helpdesk), _records().get(customer)
    secrets = helpdesk.team.widget_secrets(desk.id) if desk else ()
    if record is None or not secrets:
        return None
    claims = {
        "sub": customer,
        "email": record["emails"][0],
        "email_verified": True,
        "name": _name(record),
        "phone": next(iter(record.get("phones", ())), None),
        "plan": json.loads(STORY.read_text("utf-8"))["plans"][customer],
        "url": f"{helpdesk.settings.site_url}/demo/?customer={customer}",
        "exp": helpdesk.now() + HOLDS,
    }
    return jwt.encode(claims, secrets[0], algorithm="HS256")


def _desk(helpdesk: Helpdesk) -> Desk | None:
    return helpdesk.team.desk_of(ADDRESS)


def _admin(helpdesk: Helpdesk) -> Operator:
    """There is always one: the last cannot be removed."""
    people = helpdesk.team.operators()
    return next(one for one in people if one.active and one.role is Role.ADMIN)


def _records() -> dict[str, dict[str, Any]]:
    told = json.loads(STORY.read_text("utf-8"))["customers"]
    return {id: record for record in told for id in record.get("external_ids", ())}


def _name(record: dict[str, Any]) -> str:
    return f"{record['first_name']} {record['last_name']}"
