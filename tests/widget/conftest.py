"""A browser before a site that has the widget of a fake desk."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from tests.browser.conftest import build, built_widget
from tests.chromium import launched
from tests.servers import server
from tests.widget.desk import DESK, FakeDesk
from tests.widget.shop import Shop

expect.set_options(timeout=10_000)
KEPT = "JSON.stringify([{...sessionStorage}, {...localStorage}, document.cookie])"
__all__ = ["build", "built_widget"]  # fixtures


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """For all modules here: none of them needs an event loop of its own."""
    with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def files(built_widget: Path) -> dict[str, bytes]:
    found = (each for each in built_widget.rglob("*") if each.is_file())
    return {f"/{each.relative_to(built_widget)}": each.read_bytes() for each in found}


@pytest.fixture
def desk(files: dict[str, bytes]) -> Iterator[FakeDesk]:
    desk = FakeDesk(files)
    with (
        server("127.0.0.1", desk.calls, desk.site_reply) as desk.site,
        server("127.0.0.1", desk.calls, desk.storage_reply) as desk.storage,
    ):
        yield desk
        desk.gate.open()
        desk.storage_gate.open()


@pytest.fixture
def shop(desk: FakeDesk) -> Iterator[Shop]:
    shop = Shop(desk.site, desk.storage, {"data-desk": DESK})
    with server("localhost", shop.calls, shop.reply) as shop.site:
        yield shop


class Watched:
    """What is said in the console, and what is asked of whom."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.everything: list[str] = []
        self.requests: list[Request] = []

    def watch(self, page: Page) -> None:
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.said.append(f"uncaught: {error}"))
        page.on("request", lambda request: self.requests.append(request))

    def _on_console(self, message: ConsoleMessage) -> None:
        self.everything.append(message.text)
        # Chromium logs what is refused and what fails; that a page deals with it is tested.
        of_chromium = "Failed to load resource" in message.text or "CORS policy" in message.text
        if message.type in ("error", "warning") and not of_chromium:
            self.said.append(message.text)

    def take(self) -> list[str]:
        """What was said, as it had to be."""
        said, self.said = self.said, []
        return said


@pytest.fixture
def watched(desk: FakeDesk, shop: Shop) -> Iterator[Watched]:
    """No test's page complains of anything unasked, asks anybody but shop, desk and storage, or
    tells them which of its pages it is."""
    watched = Watched()
    yield watched
    assert watched.said == []
    theirs = {desk.site, desk.storage}
    addresses = [urlsplit(request.url) for request in watched.requests]
    assert {f"{to.scheme}://{to.netloc}" for to in addresses} <= theirs | {shop.site}
    assert {call.headers.get("referer", "") for call in desk.calls} <= {"", f"{shop.site}/"}


@pytest.fixture
def look() -> dict[str, Any]:
    return {}


@pytest.fixture
def context(browser: Browser, look: dict[str, Any]) -> Iterator[BrowserContext]:
    usual = {"locale": "en-GB", "timezone_id": "Europe/Warsaw", "reduced_motion": "reduce"}
    opened = browser.new_context(**usual | look)
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, watched: Watched, desk: FakeDesk) -> Iterator[Page]:
    """A token that the desk knows stays out of everything that could be read later."""
    page = context.new_page()
    watched.watch(page)
    yield page
    desk.gate.open()
    kept = page.evaluate(KEPT) if page.url != "about:blank" else ""
    shown = [kept, *watched.everything, *(request.url for request in watched.requests)]
    assert not [each for token in desk.identities for each in shown if token in each]
