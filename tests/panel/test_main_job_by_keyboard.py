"""The main job without a mouse."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.conftest import Mailbox, Person, eventually
from tests.panel.conftest import Arrives, Windows

pytestmark = pytest.mark.slow


def test_a_ticket_is_found_taken_answered_and_closed_by_keys_alone(
    window: Windows, maria: Mailbox, olga: Person, arrives: Arrives
) -> None:
    older, newer = arrives("Socket too small"), arrives("Plug too large")
    page = window(path="/admin/customers")
    expect(page.get_by_role("heading", name="Customers", exact=True)).to_be_visible()
    press(page, "g", "u")
    rows = page.get_by_role("row")
    expect(rows.nth(1)).to_contain_text("Plug too large")
    press(page, "j", "j", "k", "j")
    expect(page.get_by_role("link", name="Socket too small")).to_be_focused()
    press(page, "Enter")
    expect(page.get_by_role("heading", name="Socket too small")).to_be_visible()
    expect(page.get_by_role("article")).to_be_visible()

    press(page, "a")
    expect(page.get_by_role("option", name="Assign to me")).to_be_visible()
    press(page, "Enter")
    expect(page.get_by_role("button", name="Assignee: Olga Nowak")).to_be_visible()
    press(page, "s")
    expect(page.get_by_role("menuitemradio", name="New")).to_be_visible()
    choose(page, "In progress")
    expect(page.get_by_role("button", name="Status: In progress")).to_be_visible()
    expect(page.get_by_role("menu")).to_have_count(0)

    press(page, "n")
    expect(page.get_by_role("textbox", name="Your note")).to_be_focused()
    page.keyboard.type("Needs an adapter: e, r and s are only letters here.")
    press(page, "Control+Enter")
    expect(page.get_by_role("article").filter(has_text="only letters here")).to_be_visible()
    press(page, "r")
    expect(page.get_by_role("textbox", name="Your reply")).to_be_focused()
    page.keyboard.type("An adapter is on its way.")
    press(page, "Escape")
    press(page, "k")
    expect(page.get_by_role("article").last).to_be_focused()
    press(page, "r")
    expect(page.get_by_role("textbox", name="Your reply")).to_be_focused()
    press(page, "Control+Enter")
    expect(page.get_by_text("Sent.", exact=True)).to_be_visible()
    press(page, "e")
    expect(page.get_by_role("button", name="Status: Closed")).to_be_visible()
    assert maria.received("An adapter is on its way.")["Subject"] == "Re: Socket too small"
    assert olga.ticket(older["id"])["status"] == "closed"

    call(page, "too large", "option", re.compile("Plug too large"))
    expect(page.get_by_role("heading", name="Plug too large")).to_be_visible()
    call(page, "waiting", "option", re.compile("Set status to Waiting"))
    expect(page.get_by_role("button", name="Status: Waiting")).to_be_visible()
    assert olga.ticket(newer["id"])["status"] == "waiting"

    press(page, "?")
    sheet = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(sheet.get_by_text("Write a note")).to_be_visible()
    left, width = sheet.evaluate("each => [each.getBoundingClientRect().x, each.offsetWidth]")
    assert left + width / 2 == pytest.approx(page.evaluate("innerWidth") / 2, abs=8)
    press(page, "Escape")
    expect(sheet).not_to_be_visible()
    press(page, "u")
    expect(page.get_by_role("heading", name="Unassigned")).to_be_visible()


@pytest.mark.parametrize("patient", [True, False], ids=["seen first", "at once"])
def test_enter_takes_the_first_of_colleagues_who_are_known_late(
    window: Windows, olga: Person, arrives: Arrives, patient: bool
) -> None:
    ticket = arrives(f"Shade too wide, {patient}")
    page = window(path="/admin/customers")
    held: list[Route] = []
    page.route("**/api/admin/operators*", lambda route: held.append(route))
    page.goto(f"{olga.stack.site}/admin/tickets/{ticket['id']}")
    expect(page.get_by_role("article")).to_be_visible()
    press(page, "a")
    expect(page.get_by_role("textbox", name="Find a colleague")).to_be_focused()
    if not patient:
        press(page, "Enter")
    eventually(lambda: held)
    for route in held:
        route.continue_()
    if patient:
        expect(page.get_by_role("option", name="Assign to me")).to_be_visible()
        press(page, "Enter")
    expect(page.get_by_role("button", name="Assignee: Olga Nowak")).to_be_visible()


def test_keys_that_are_pressed_faster_than_a_menu_opens_are_not_lost(
    window: Windows, olga: Person, arrives: Arrives
) -> None:
    ticket = arrives("Cord too long")
    page = window(path=f"/admin/tickets/{ticket['id']}")
    expect(page.get_by_role("article")).to_be_visible()
    press(page, "a", "Enter")
    assignee = page.get_by_role("button", name="Assignee: Olga Nowak")
    expect(assignee).to_be_focused()
    press(page, "s", "ArrowDown")
    expect(page.get_by_role("menuitemradio", name="New")).to_be_visible()
    expect(assignee).to_have_attribute("aria-expanded", "false")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def choose(page: Page, name: str) -> None:
    """Goes down a menu to the entry of this name, wherever the focus is when it opens."""
    entry = page.get_by_role("menuitemradio", name=name)

    def one_down() -> bool:
        press(page, "ArrowDown")
        return bool(entry.evaluate("entry => entry === document.activeElement"))

    eventually(one_down)
    press(page, "Enter")


def call(page: Page, words: str, role: str, found: re.Pattern[str]) -> None:
    """By the palette."""
    press(page, "Control+k")
    expect(page.get_by_role("textbox", name="Go somewhere")).to_be_focused()
    page.keyboard.type(words)
    expect(page.get_by_role("button", name=found).first).to_be_visible()
    press(page, "Enter")
