"""Operators before the panel: the built page on the whole stack, in Chromium."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from local.process import StackProcess
from tests.chromium import SITE, browser, needed
from tests.e2e.conftest import Mailbox, Person, eventually

__all__ = ["browser"]  # a fixture

TEAM = {
    "admin@desk.localhost": "Ada Admin",
    "olga@desk.localhost": "Olga Nowak",
    "oskar@desk.localhost": "Oskar Lind",
}
UNDO_SECONDS = 4
expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StackProcess]:
    needed((SITE / "dist/admin/index.html").exists(), "the built pages (make site)")
    stack = StackProcess(tmp_path_factory.mktemp("panel") / "data")
    stack.start()
    yield stack
    stack.stop()


@pytest.fixture(scope="session")
def admin(stack: StackProcess) -> Person:
    return Person(stack, "admin@desk.localhost")


@pytest.fixture(scope="session")
def team(admin: Person) -> dict[str, str]:
    """The ids of Olga and Oskar, by first name."""
    added = {}
    for email, name in list(TEAM.items())[1:]:
        new = {"email": email, "name": name}
        added[name.split()[0]] = admin.call("POST", "/operators", new, expect=201)["id"]
    return added


@pytest.fixture(scope="session")
def desk(admin: Person, team: dict[str, str]) -> Any:
    new = {
        "name": "Northwind Lamps",
        "addresses": ["support@desk.localhost"],
        "number_pattern": "SUP-{nr}",
        "members": list(team.values()),
        "undo_seconds": UNDO_SECONDS,
        "categories": [
            {"code": "order", "name": "Order and delivery", "colour": "#1c7ed6"},
            {"code": "defect", "name": "Defect", "colour": "#c92a2a"},
        ],
    }
    return admin.call("POST", "/desks", new, expect=201)


@pytest.fixture(scope="session")
def olga(stack: StackProcess, desk: Any) -> Person:
    return Person(stack, "olga@desk.localhost")


@pytest.fixture
def maria(stack: StackProcess, desk: Any) -> Mailbox:
    return Mailbox(stack, "maria@lumen.example", "Maria Lumen")


Arrives = Callable[[str], Any]


@pytest.fixture
def arrives(maria: Mailbox, olga: Person) -> Arrives:
    """A mail of Maria's with this subject, as soon as it is a ticket."""

    def arrives(subject: str) -> Any:
        maria.send("Please help.", to="support@desk.localhost", subject=subject)
        return eventually(lambda: _called(olga, subject))

    return arrives


def _called(person: Person, subject: str) -> Any:
    tickets = person.get("/tickets", sort="-created_at")["items"]
    return next((ticket for ticket in tickets if ticket["subject"] == subject), None)


# --- windows ------------------------------------------------------------------------------------

Windows = Callable[..., Page]


class Watched:
    """What goes wrong in a window, or leaves the machine."""

    def __init__(self, stack: StackProcess) -> None:
        self.said: list[str] = []
        self.requested: set[str] = set()
        self._own = {urlsplit(stack.site).hostname, "127.0.0.1"}

    def watch(self, page: Page) -> None:
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", self._on_request)

    def _on_console(self, message: ConsoleMessage) -> None:
        # A refused request is a case that pages deal with, and Chromium logs it all the same.
        refused = "Failed to load resource" in message.text
        if message.type in ("error", "warning") and not refused:
            self.said.append(message.text)

    def _on_request(self, request: Request) -> None:
        self.requested.add(urlsplit(request.url).hostname or "")

    @property
    def elsewhere(self) -> set[str]:
        return {host for host in self.requested if host} - self._own


@pytest.fixture
def watched(stack: StackProcess) -> Iterator[Watched]:
    """Every window of a test: none may log an error or ask another host for anything."""
    watched = Watched(stack)
    yield watched
    assert watched.said == []
    assert watched.elsewhere == set()


@pytest.fixture(scope="module")
def sessions() -> dict[str, Any]:
    """What each operator's browser remembers once he has signed in."""
    return {}


@pytest.fixture
def window(
    browser: Browser, stack: StackProcess, desk: Any, watched: Watched, sessions: dict[str, Any]
) -> Iterator[Windows]:
    """Opens the panel as an operator who is signed in, in a browser of his own."""
    with ExitStack() as opened:

        def open(email: str = "olga@desk.localhost", path: str = "/admin/", **look: Any) -> Page:
            if email not in sessions:
                sessions[email] = _signed_in(browser, stack, email)
            look = {"viewport": {"width": 1280, "height": 860}, "locale": "en-GB", **look}
            context = browser.new_context(storage_state=sessions[email], **look)
            opened.callback(context.close)
            page = context.new_page()
            watched.watch(page)
            page.goto(stack.site + path)
            return page

        yield open


def _signed_in(browser: Browser, stack: StackProcess, email: str) -> Any:
    context = browser.new_context(locale="en-GB")
    sign_in(context, stack, email)
    state = context.storage_state()
    context.close()
    return state


def sign_in(context: BrowserContext, stack: StackProcess, email: str, path: str = "") -> Page:
    page = context.new_page()
    page.goto(f"{stack.site}/admin/{path}")
    page.get_by_role("button", name=email).click()
    expect(page.get_by_role("button", name="Account")).to_be_visible()
    return page


def beat(page: Page) -> None:
    """Lets the window ask what is new, as it does every ten seconds and when it is online again."""
    page.evaluate("dispatchEvent(new Event('online'))")
