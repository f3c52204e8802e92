"""Which parts the HTML shows: by content id, or by where it says they are (RFC 2557)."""

import re
from urllib.parse import unquote

from deskhand.mail import headers, markup
from deskhand.mail.structure import Part

MAX_LOCATION = 500
MAX_LOCATIONS = 100

_CONTENT_ID = re.compile(r"cid:([^\"'\s>)]+)", re.IGNORECASE)
_SPACES = re.compile(r"\s+")


def shown_by(html: str) -> set[str]:
    return {unquote(markup.unescape(found)).lower() for found in _CONTENT_ID.findall(html)}


def location(part: Part) -> str:
    declared = headers.clean(part.fields.first("content-location"))
    return _SPACES.sub("", declared).strip('"<>')[:MAX_LOCATION]


def tied(html: str, parts: list[Part]) -> str:
    """The HTML with addresses of parts turned into `cid:`, under which they are attached."""
    if not html:
        return html
    nameless = [part for part in parts if "content-id" not in part.fields]
    places = {location(part) for part in nameless[:MAX_LOCATIONS]} - {""}
    if not places:
        return html
    known = "|".join(re.escape(place) for place in sorted(places, key=len, reverse=True))
    return re.sub(rf"([\"'=])({known})(?=[\"'\s>])", r"\1cid:\2", html)
