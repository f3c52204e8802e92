"""What stands on every mail of a desk, whoever it is for."""

from markupsafe import Markup

from deskhand.domain import domains
from deskhand.domain.desk import Desk
from deskhand.domain.errors import NotFound
from deskhand.mail import render
from deskhand.mail.paragraphs import paragraphs

MOST_HTML = 100_000  # bytes; Gmail cuts a mail off at 102 kB


def domain(desk: Desk) -> str:
    return address(desk).rpartition("@")[2]


def address(desk: Desk) -> str:
    """As SES knows it."""
    if desk.address is None:
        raise NotFound
    local, _, domain = desk.address.rpartition("@")
    return f"{local}@{domains.to_ascii(domain)}"


def page(desk: Desk, title: str, content: str, signature: str = "", quote: str = "") -> str:
    """All of the answer comes before any of the quote: Gmail hides what is too much."""
    values = {
        "language": desk.language,
        "direction": render.direction(desk.language),
        "title": title,
        "content": Markup(content),  # noqa: S704 - sanitised, or escaped in its making
        "signature": Markup(paragraphs(signature)),  # noqa: S704 - escaped there
    }
    page = render.page("mail.html.j2", {**values, "quote": Markup(quote)})  # noqa: S704 - likewise
    if not quote or len(page.encode("utf-8", "replace")) <= MOST_HTML:
        return page
    return render.page("mail.html.j2", values)
