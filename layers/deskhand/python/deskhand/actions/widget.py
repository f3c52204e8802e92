"""What a site needs to have a desk's widget in its pages."""

import secrets
from html import escape

from deskhand.domain import access
from deskhand.domain.desk import Desk
from deskhand.domain.people import Operator
from deskhand.wiring import Helpdesk

SECRET_BYTES = 32  # RFC 7518, section 3.2: as long as what HS256 makes of it


def code(helpdesk: Helpdesk, operator: Operator, desk_id: str) -> str:
    desk = access.visible(helpdesk.team.desk(desk_id), operator)
    source = escape(f"{helpdesk.settings.site_url}/widget.js")
    return f'<script src="{source}" data-desk="{escape(desk.widget_token)}" async></script>'


def renew_secret(helpdesk: Helpdesk, operator: Operator, desk_id: str) -> str:
    """The one before stays valid, so that the site's server can be changed after this."""
    desk = _as_it_is(helpdesk, operator, desk_id)
    secret, at = secrets.token_urlsafe(SECRET_BYTES), helpdesk.now()
    valid = (secret, *helpdesk.team.widget_secrets(desk.id)[:1])
    helpdesk.team.save_widget_secrets(desk, desk.with_widget_secret(since=at), valid)
    return secret


def drop_previous_secret(helpdesk: Helpdesk, operator: Operator, desk_id: str) -> None:
    desk = _as_it_is(helpdesk, operator, desk_id)
    valid = helpdesk.team.widget_secrets(desk.id)
    if valid[1:]:
        helpdesk.team.save_widget_secrets(desk, desk.without_previous_widget_secret(), valid[:1])


def _as_it_is(helpdesk: Helpdesk, operator: Operator, desk_id: str) -> Desk:
    access.require_admin(operator)
    helpdesk.team.forget()
    return access.visible(helpdesk.team.desk(desk_id), operator)
