"""What a visitor does in the widget."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.widget.desk import FakeDesk
from tests.widget.shop import Shop

GIVEN = {
    "Name (optional)": "Maria Keller",
    "E-mail": "maria@keller.example",
    "Subject": "Broken hinge",
    "Message": "The arm does not stay up.",
}
PHOTO: Any = {"name": "hinge.png", "mimeType": "image/png", "buffer": b"\x89PNG..."}


def launcher(page: Page) -> Locator:
    return page.locator("deskhand-widget button[aria-haspopup]")


def panel(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Lumen Support")


def box(page: Page, name: str) -> Locator:
    return panel(page).get_by_label(name, exact=True)


def heading(page: Page, name: str) -> Locator:
    return panel(page).get_by_role("heading", name=name, exact=True)


def send(page: Page, within: Locator | None = None) -> Locator:
    return (within or panel(page)).get_by_role("button", name="Send")


def open_form(page: Page, shop: Shop) -> None:
    page.goto(shop.address)
    launcher(page).click()
    expect(heading(page, "How can we help?")).to_be_visible()


def fill(page: Page, **instead: str) -> None:
    for name, value in (GIVEN | instead).items():
        box(page, name).fill(value)


def some_seconds_later(page: Page) -> None:
    """The API takes no form sooner than three seconds after it was drawn."""
    page.clock.fast_forward(4_000)


def send_form(page: Page, shop: Shop) -> None:
    page.clock.install()
    open_form(page, shop)
    fill(page)
    some_seconds_later(page)
    send(page).click()


def form(desk: FakeDesk) -> dict[str, Any]:
    """The one that was sent."""
    (sent,) = desk.posted("/tickets")
    assert isinstance(sent, dict)
    return sent


def run(page: Page, what: str) -> Any:
    """Of the page's own script."""
    return page.evaluate(f"() => {{ {what} }}")
