"""The widget without a mouse, and where the focus is."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.widget.desk import FakeDesk, ticket
from tests.widget.panel import box, heading, launcher, open_form, panel, run, send
from tests.widget.shop import Shop

pytestmark = pytest.mark.slow
PHONE = {"viewport": {"width": 360, "height": 740}}
FOCUSED = """() => {
  let active = document.activeElement;
  while (active.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  const label = active.labels?.[0] ?? active;
  return active.getAttribute('aria-label') || label.textContent.trim();
}"""


def focused(page: Page) -> Any:
    return page.evaluate(FOCUSED)


def test_the_form_is_gone_through_from_top_to_bottom(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    page.goto(shop.address)
    launcher(page).focus()
    page.keyboard.press("Enter")
    expect(heading(page, "How can we help?")).to_be_focused()

    order = []
    for _ in range(9):
        page.keyboard.press("Tab")
        order.append(focused(page))

    assert order == [
        "Name (optional)",
        "E-mail",
        "Phone (optional)",
        "Category (optional)",
        "Subject",
        "Message",
        "Priority (optional)",
        "Attach files",
        "Send",
    ]
    page.keyboard.press("Tab")
    expect(launcher(page)).to_be_focused()


def test_escape_gives_the_focus_back_to_the_launcher(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    page.goto(shop.address)
    launcher(page).press("Enter")
    expect(heading(page, "How can we help?")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")

    expect(panel(page)).to_be_hidden()
    expect(launcher(page)).to_be_focused()
    expect(launcher(page)).to_have_attribute("aria-expanded", "false")
    assert run(page, "return keys.filter(([key]) => key === 'Escape')") == []


@pytest.mark.thorough
def test_escape_gives_the_focus_back_to_the_page(page: Page, desk: FakeDesk, shop: Shop) -> None:
    shop.script = "addEventListener('load', () => (order.onclick = () => Deskhand.open()))"
    page.goto(shop.address)
    order = page.get_by_role("button", name="Order")
    order.press("Enter")
    expect(heading(page, "How can we help?")).to_be_focused()
    page.keyboard.press("Escape")

    expect(order).to_be_focused()


@pytest.mark.thorough
def test_an_open_panel_lets_the_page_be_used(page: Page, desk: FakeDesk, shop: Shop) -> None:
    open_form(page, shop)
    page.get_by_role("textbox", name="Search").fill("bulbs")

    expect(panel(page)).to_be_visible()
    expect(page.get_by_role("textbox", name="Search")).to_be_focused()


@pytest.mark.thorough
def test_an_answer_of_the_desk_takes_no_focus_from_the_page(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    page.goto(shop.address)
    desk.gate.shut()
    launcher(page).click()
    expect(page.get_by_role("status", name="Loading…")).to_be_visible()
    search = page.get_by_role("textbox", name="Search")
    search.focus()
    desk.gate.open()

    expect(heading(page, "How can we help?")).to_be_visible()
    expect(search).to_be_focused()


@pytest.mark.parametrize("look", [PHONE])
def test_on_a_phone_it_takes_the_screen_and_keeps_the_focus(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    open_form(page, shop)

    assert panel(page).bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 740}
    assert page.locator("dialog").evaluate("(dialog) => dialog.matches(':modal')")
    seen = set()
    for _ in range(14):
        page.keyboard.press("Tab")
        seen.add(focused(page))
    assert {"Close", "E-mail", "Send"} <= seen
    assert {"Order", "Search", "Help"}.isdisjoint(seen)
    panel(page).get_by_role("button", name="Close").click()
    expect(launcher(page)).to_be_focused()
    expect(page.get_by_role("button", name="Order")).to_be_enabled()


@pytest.mark.thorough
@pytest.mark.parametrize("look", [PHONE])
def test_on_a_phone_nothing_is_wider_than_the_screen(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    desk.tickets = [ticket("SUP-1", "Donaudampfschifffahrtsgesellschaftskapitänsmütze" * 3)]
    desk.desk["name"] = "Lumen Support"
    shop.tag["data-token"] = desk.signed("shop-1001")
    page.goto(shop.address)
    wide = """() => [...document.querySelector('deskhand-widget').shadowRoot.querySelectorAll('*')]
        .filter((each) => each.scrollWidth > 360 || each.getBoundingClientRect().right > 360)
        .map((each) => each.outerHTML.slice(0, 200))"""
    launcher(page).click()
    row = panel(page).get_by_role("listitem").get_by_role("button")
    expect(row).to_be_visible()
    assert page.evaluate(wide) == []

    row.click()

    expect(send(page)).to_be_visible()
    assert page.evaluate(wide) == []


@pytest.mark.thorough
def test_each_view_begins_at_its_heading(page: Page, desk: FakeDesk, shop: Shop) -> None:
    desk.tickets = [ticket("SUP-1", "Cracked shade")]
    shop.tag["data-token"] = desk.signed("shop-1001")
    page.goto(shop.address)
    launcher(page).press("Enter")
    expect(heading(page, "Your requests")).to_be_focused()
    panel(page).get_by_role("button", name="Cracked shade").press("Enter")
    expect(heading(page, "Cracked shade")).to_be_focused()
    panel(page).get_by_role("button", name="Back to your requests").press("Enter")
    expect(heading(page, "Your requests")).to_be_focused()
    panel(page).get_by_role("button", name="New request").press("Enter")
    expect(heading(page, "New request")).to_be_focused()


@pytest.mark.thorough
def test_a_panel_that_is_opened_again_has_the_focus(page: Page, desk: FakeDesk, shop: Shop) -> None:
    page.goto(shop.address)
    launcher(page).press("Enter")
    box(page, "Subject").fill("Half")
    page.keyboard.press("Escape")
    expect(launcher(page)).to_have_attribute("aria-expanded", "false")
    launcher(page).press("Enter")

    expect(page.locator("dialog:focus-within")).to_be_visible()
    expect(box(page, "Subject")).to_have_value("Half")


@pytest.mark.thorough
def test_a_panel_that_is_opened_again_begins_at_its_heading(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    desk.tickets = [ticket("SUP-1", "Cracked shade")]
    shop.tag["data-token"] = desk.signed("shop-1001")
    page.goto(shop.address)
    launcher(page).press("Enter")
    panel(page).get_by_role("button", name="Cracked shade").press("Enter")
    expect(heading(page, "Cracked shade")).to_be_focused()
    page.keyboard.press("Escape")
    expect(launcher(page)).to_have_attribute("aria-expanded", "false")
    launcher(page).press("Enter")

    expect(heading(page, "Cracked shade")).to_be_focused()


@pytest.mark.thorough
@pytest.mark.parametrize(("before", "after"), [(360, 740), (740, 360)])
def test_a_window_that_becomes_wide_or_narrow_has_the_panel_that_fits(
    page: Page, desk: FakeDesk, shop: Shop, before: int, after: int
) -> None:
    shop.script = """(window.Deskhand ??= []).push((deskhand) => {
        for (const event of ['open', 'close']) deskhand.on(event, () => keys.push(event));
      })"""
    page.set_viewport_size({"width": before, "height": 700})
    open_form(page, shop)
    box(page, "Subject").fill("Half")
    page.set_viewport_size({"width": after, "height": 700})

    modal = "(dialog, modal) => dialog.matches(':modal') === modal"
    dialog = page.locator("dialog").element_handle()
    page.wait_for_function(f"([dialog, is]) => ({modal})(dialog, is)", arg=[dialog, after == 360])
    expect(box(page, "Subject")).to_be_focused()
    expect(box(page, "Subject")).to_have_value("Half")
    expect(launcher(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    expect(launcher(page)).to_be_focused()
    expect(launcher(page)).to_have_attribute("aria-expanded", "false")
    assert run(page, "return keys.filter((key) => typeof key === 'string')") == ["open", "close"]
