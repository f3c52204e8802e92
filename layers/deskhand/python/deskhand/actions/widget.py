"""What a site needs to have a desk's widget in its pages."""

import secrets
from html import escape
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from deskhand.domain import access
from deskhand.domain.desk import Desk
from deskhand.domain.people import Operator
from deskhand.wiring import Helpdesk

FOLDER = Path(__file__).parent / "widget_code"
Language = Literal["python", "node", "php", "ruby"]
SECRET_BYTES = 32  # RFC 7518, section 3.2: as long as what HS256 makes of it


class Code(NamedTuple):
    """`html` is for its pages, `token` for its server: so it says who is signed in."""

    html: str
    token: dict[Language, str]


def code(helpdesk: Helpdesk, operator: Operator, desk_id: str) -> Code:
    desk = access.visible(helpdesk.team.desk(desk_id), operator)
    languages: tuple[Language, ...] = get_args(Language)
    samples = {each: (FOLDER / f"{each}.txt").read_text("utf-8") for each in languages}
    return Code(_tag(helpdesk, desk), samples)


def _tag(helpdesk: Helpdesk, desk: Desk) -> str:
    source = escape(f"{helpdesk.settings.site_url}/widget.js")
    token, colour = escape(desk.widget_token), escape(desk.colour)
    return f'<script src="{source}" data-desk="{token}" data-colour="{colour}" async></script>'


def renew_secret(helpdesk: Helpdesk, operator: Operator, desk_id: str) -> str:
    """The one before stays valid, so that the site's server can be changed after this."""
    desk = _as_it_is(helpdesk, operator, desk_id)
    secret, at = secrets.token_urlsafe(SECRET_BYTES), helpdesk.now()
    renewed = desk.with_widget_secret(since=at)
    valid = (secret, *helpdesk.team.widget_secrets(desk.id))
    helpdesk.team.save_widget_secrets(desk, renewed, valid)
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
