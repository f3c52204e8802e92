"""What a link says in a text: its address, when its words do not say it."""

import re
from urllib.parse import parse_qs, urlsplit

MAX_ADDRESS = 4_000

_SCHEME = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_WRAPPER = re.compile(
    r"https?://(?:[\w.-]+\.safelinks\.protection\.outlook\.com/|www\.google\.com/url)\?",
    re.IGNORECASE,
)


def behind(label: str, address: str) -> str:
    """The address to stand behind the label, empty when it would tell nothing new."""
    address = "".join(address[:MAX_ADDRESS].split())
    if not _SCHEME.match(address):
        return ""
    address = _unwrapped(address)
    return "" if _bare(label) == _bare(address) else f" <{address}>"


def _unwrapped(address: str) -> str:
    """Outlook and Google lead all links through their own servers."""
    if not _WRAPPER.match(address):
        return address
    query = parse_qs(urlsplit(address).query)
    meant = next(iter(query.get("url", []) + query.get("q", [])), "")
    return "".join(meant.split()) or address


def _bare(link: str) -> str:
    bare = _SCHEME.sub("", link.strip(), count=1)
    return bare.removeprefix("www.").rstrip("/").lower()
