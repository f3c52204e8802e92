"""The page that the widget is a guest of: neither breaks the other."""

import json
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import message
from tests.chromium import SITE
from tests.widget.conftest import Watched
from tests.widget.desk import DESK, FakeDesk, ticket
from tests.widget.panel import (
    PHOTO,
    box,
    fill,
    heading,
    launcher,
    open_form,
    panel,
    run,
    send,
    send_form,
    some_seconds_later,
)
from tests.widget.shop import Shop

pytestmark = pytest.mark.slow
HOSTILE = SITE / "src/demo/public/hostile.css"
OLGA = {"kind": "operator", "name": "Olga Nowak"}
RICH = "<p>We send a <strong>new one</strong>.</p>"

# What a page's styles could change of it, of each element that is seen.
LOOK = """() => {
  const root = document.querySelector('deskhand-widget').shadowRoot;
  const seen = [...root.querySelectorAll('*')].filter((each) => each.getClientRects().length);
  return seen.map((each) => {
    const { x, y, width, height } = each.getBoundingClientRect();
    const style = getComputedStyle(each);
    const names = ['color', 'backgroundColor', 'fontSize', 'fontFamily', 'fontStyle', 'fontVariant',
      'lineHeight', 'letterSpacing', 'wordSpacing', 'textTransform', 'textAlign', 'textShadow',
      'opacity', 'visibility', 'cursor', 'userSelect', 'pointerEvents', 'border', 'outlineStyle'];
    return [each.localName, each.className.toString(), ...[x, y, width, height].map(Math.round),
      ...names.map((name) => `${name}: ${style[name]}`)];
  });
}"""


def violations(page: Page) -> list[str]:
    found = run(page, "return violations")
    assert isinstance(found, list)
    return found


def test_the_strictest_page_has_nothing_to_complain_of(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    """Neither its policy nor its console, which each test here looks at."""
    page.clock.install()
    open_form(page, shop)
    fill(page)
    panel(page).get_by_label("Attach files").set_input_files(PHOTO)
    expect(panel(page).get_by_text("uploaded")).to_be_visible()
    some_seconds_later(page)
    send(page).click()
    expect(heading(page, "Thank you!")).to_be_visible()

    assert violations(page) == []


def open_formatted_answers(page: Page, desk: FakeDesk, shop: Shop) -> Locator:
    answers = [
        message(f"m{i}", author=OLGA, html=RICH, text="We send a new one.") for i in range(3)
    ]
    desk.tickets = [ticket("SUP-1", "Cracked shade", messages=answers)]
    shop.tag["data-token"] = desk.signed("shop-1001")
    page.goto(f"{shop.site}/?ticket=SUP-1")
    shown = panel(page).get_by_role("article")
    expect(shown).to_contain_text(["We send a new one."] * 3)
    return shown.locator("strong", has_text="new one")


@pytest.mark.thorough
def test_an_answer_is_formatted_where_the_page_allows_it(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    expect(open_formatted_answers(page, desk, shop)).to_have_count(3)

    assert violations(page) == []


def test_an_answer_is_plain_where_the_page_lets_nobody_make_html(
    page: Page, desk: FakeDesk, shop: Shop, watched: Watched
) -> None:
    """Which it can't know but by asking: once."""
    shop.trusted = "'none'"
    expect(open_formatted_answers(page, desk, shop)).to_have_count(0)

    assert violations(page) == ["trusted-types"]
    (said,) = watched.take()
    assert "TrustedTypePolicy named 'deskhand'" in said


def test_hostile_styles_change_nothing_of_it(page: Page, desk: FakeDesk, shop: Shop) -> None:
    tidy = looks(page, shop)
    shop.style = HOSTILE.read_text("utf-8")
    hostile = looks(page, shop)

    assert hostile == tidy
    top = "document.elementFromPoint(innerWidth - 48, innerHeight - 48).localName"
    assert run(page, f"return {top}") == "deskhand-widget"
    for part in ("::before", "::after"):
        style = "getComputedStyle(document.querySelector('deskhand-widget'), part)"
        shown = page.evaluate(f"(part) => ({{...{style}}}, {style}.display)", part)
        content = page.evaluate(f"(part) => {style}.content", part)
        assert shown == "none" or content == "none"


def looks(page: Page, shop: Shop) -> Any:
    """Of the launcher, and of the form with a complaint in it."""
    page.emulate_media(reduced_motion="reduce")
    page.goto(shop.address)
    expect(launcher(page)).to_be_visible()
    seen = [page.evaluate(LOOK)]
    launcher(page).click()
    expect(heading(page, "How can we help?")).to_be_visible()
    send(page).click()
    expect(box(page, "E-mail")).to_be_focused()
    return [*seen, page.evaluate(LOOK)]


def test_what_is_typed_in_it_is_no_shortcut_of_the_page(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    open_form(page, shop)
    box(page, "Subject").press_sequentially("a?")
    box(page, "Message").press("Enter")
    assert run(page, "return keys") == []

    page.get_by_role("textbox", name="Search").press("x")

    assert run(page, "return keys") == [["x", "input"]]


def test_the_page_keeps_its_shape_and_its_names(page: Page, desk: FakeDesk, shop: Shop) -> None:
    shop.tags = 0
    page.goto(shop.address)
    shape = "document.body.outerHTML + JSON.stringify(document.body.getBoundingClientRect())"
    names = "return Object.getOwnPropertyNames(window).sort()"
    before, known = run(page, f"return {shape}"), run(page, names)
    scroll = run(page, "return document.documentElement.scrollHeight")
    shop.tags = 1
    open_form(page, shop)
    run(page, "document.querySelector('script[data-desk]').remove()")

    assert run(page, f"return {shape}") == before
    assert run(page, "return document.documentElement.scrollHeight") == scroll
    assert set(run(page, names)) - set(known) == {"Deskhand"}
    assert run(page, "return [document.cookie, localStorage.length]") == ["", 0]
    assert page.context.cookies() == []


@pytest.mark.thorough
def test_a_page_that_prints_has_no_widget(page: Page, desk: FakeDesk, shop: Shop) -> None:
    open_form(page, shop)

    page.emulate_media(media="print")

    expect(launcher(page)).to_be_hidden()
    expect(panel(page)).to_be_hidden()


@pytest.mark.thorough
def test_on_a_page_from_right_to_left_it_stands_left(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    shop.direction = "rtl"
    open_form(page, shop)

    for part in (launcher(page), panel(page)):
        box = part.bounding_box()
        assert box and box["x"] == 20


@pytest.mark.thorough
def test_the_button_has_the_pages_colour_and_name(page: Page, desk: FakeDesk, shop: Shop) -> None:
    shop.tag |= {"data-colour": "#ffe14d", "data-label": "Ask us"}
    page.goto(shop.address)
    expect(launcher(page)).to_have_css("background-color", "rgb(255, 225, 77)")
    expect(launcher(page)).to_have_accessible_name("Ask us")

    launcher(page).click()

    expect(heading(page, "How can we help?")).to_be_visible()
    expect(launcher(page)).to_have_css("background-color", "rgb(47, 91, 234)")
    expect(launcher(page)).to_have_accessible_name("Ask us")


@pytest.mark.thorough
def test_a_page_may_call_before_the_script_is_there(page: Page, desk: FakeDesk, shop: Shop) -> None:
    shop.script = (
        """(window.Deskhand = window.Deskhand || []).push((deskhand) => deskhand.open())"""
    )
    page.goto(shop.address)

    expect(heading(page, "How can we help?")).to_be_visible()


@pytest.mark.thorough
def test_a_mistake_in_the_pages_script_costs_nobody_his_requests(
    page: Page, desk: FakeDesk, shop: Shop, watched: Watched
) -> None:
    shop.script = "(window.Deskhand ??= []).push((deskhand) => deskhand.launch())"
    shop.tag["data-token"] = desk.signed("shop-1001")
    desk.tickets = [ticket("SUP-1", "Cracked shade")]
    page.goto(shop.address)
    launcher(page).click()

    expect(heading(page, "Your requests")).to_be_visible()
    assert watched.take() == ["uncaught: deskhand.launch is not a function"]


@pytest.mark.thorough
def test_what_it_asks_for_tells_nobody_the_page(page: Page, desk: FakeDesk, shop: Shop) -> None:
    send_form(page, shop)
    expect(heading(page, "Thank you!")).to_be_visible()

    assert {call.headers.get("referer", "") for call in desk.calls} <= {"", f"{shop.site}/"}
    assert "8813" not in json.dumps([[c.path, c.headers, str(c.body)] for c in desk.calls])
    assert DESK in desk.calls[-1].path


@pytest.mark.thorough
@pytest.mark.parametrize("width", [1280, 700])
def test_a_page_that_zooms_has_the_whole_panel_in_its_window(
    page: Page, desk: FakeDesk, shop: Shop, width: int
) -> None:
    shop.style = "html { zoom: 1.8 }"
    page.set_viewport_size({"width": width, "height": 700})
    open_form(page, shop)

    box = panel(page).bounding_box()
    assert box and box["y"] >= 0 and box["x"] >= 0
    assert box["y"] + box["height"] <= 700 and box["x"] + box["width"] <= width


@pytest.mark.thorough
def test_button_and_panel_stand_left_where_styles_say_the_direction(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    shop.direction = ""
    shop.style = "html { direction: rtl }"
    open_form(page, shop)

    for part in (launcher(page), panel(page)):
        box = part.bounding_box()
        assert box and box["x"] == 20
    expect(heading(page, "How can we help?")).to_have_css("direction", "ltr")


@pytest.mark.thorough
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("before", ["", "Deskhand.open();"], ids=["closed", "open"])
def test_a_page_that_threw_it_away_gets_it_back(
    page: Page, desk: FakeDesk, shop: Shop, before: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    open_form(page, shop)
    box(page, "Subject").fill("Half")
    run(page, f"Deskhand.close(); {before} document.documentElement.replaceChildren()")
    expect(page.locator("deskhand-widget")).to_have_count(0)

    run(page, "Deskhand.open()")

    expect(box(page, "Subject")).to_have_value("Half")
    expect(launcher(page)).to_be_visible()
    assert page.locator("deskhand-widget").evaluate("(it) => it.matches(':popover-open')")
    modal = page.locator("dialog").evaluate("(dialog) => dialog.matches(':modal')")
    assert modal is (width == 360)


@pytest.mark.thorough
@pytest.mark.parametrize("look", [{"viewport": {"width": 360, "height": 740}}])
def test_what_a_phone_has_at_its_edges_covers_nothing(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    edges = {"top": 47, "bottom": 34, "left": 0, "right": 0}
    page.context.new_cdp_session(page).send(
        "Emulation.setSafeAreaInsetsOverride", {"insets": edges}
    )
    page.goto(shop.address)
    stands = launcher(page).bounding_box()
    launcher(page).click()
    expect(heading(page, "How can we help?")).to_be_visible()
    close = panel(page).get_by_role("button", name="Close").bounding_box()
    send(page).scroll_into_view_if_needed()
    page.locator("deskhand-widget .body").evaluate("(body) => body.scrollTo(0, 9999)")
    last = send(page).bounding_box()

    assert stands and close and last
    assert stands["y"] + stands["height"] == 740 - 34 - 20
    assert close["y"] >= 47
    assert last["y"] + last["height"] <= 740 - 34
