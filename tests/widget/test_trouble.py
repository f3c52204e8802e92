"""When the desk says no, is slow, or is not there."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.widget.conftest import Watched
from tests.widget.desk import API, FakeDesk
from tests.widget.panel import (
    GIVEN,
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


def complaint(page: Page) -> Locator:
    return panel(page).get_by_role("alert").filter(has_text="again")


def test_too_many_messages_are_told_with_when_to_try_again(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    desk.failing["/tickets"], desk.retry_after = 429, 690
    send_form(page, shop)

    expect(complaint(page)).to_have_text(
        "Too many messages from here. Please try again in 12 minutes, or write us an e-mail."
    )
    expect(box(page, "Message")).to_have_value(GIVEN["Message"])


@pytest.mark.parametrize("failure", [None, pytest.param(500, marks=pytest.mark.thorough)])
def test_what_could_not_be_sent_is_kept(
    page: Page, desk: FakeDesk, shop: Shop, failure: int | None
) -> None:
    page.clock.install()
    open_form(page, shop)
    fill(page)
    some_seconds_later(page)
    if failure:
        desk.failing["/tickets"] = failure
    else:
        page.context.set_offline(True)
    send(page).click()

    expect(complaint(page)).to_have_text(
        "Your message was not sent. It is kept here: please try again."
    )
    expect(box(page, "Message")).to_have_value(GIVEN["Message"])
    desk.failing.clear()
    page.context.set_offline(False)
    send(page).click()
    expect(heading(page, "Thank you!")).to_be_visible()


def test_a_form_sent_again_has_the_same_name_and_a_changed_one_another(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    page.clock.install()
    open_form(page, shop)
    fill(page)
    some_seconds_later(page)
    desk.failing["/tickets"] = 500
    for presses in (1, 2):
        send(page).click()
        expect(complaint(page)).to_be_visible()
        expect(send(page)).to_have_text("Send")
        assert len(desk.posted("/tickets")) == presses
    desk.failing.clear()
    box(page, "Message").fill("It is dark, and cold.")
    send(page).click()
    expect(heading(page, "Thank you!")).to_be_visible()

    first, second, third = (form["once"] for form in desk.posted("/tickets"))
    assert first == second != third


def test_a_form_sent_again_from_the_next_page_has_the_same_name(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    page.route("**/tickets", lambda route: (route.fetch(), route.abort()), times=1)
    send_form(page, shop)
    expect(complaint(page)).to_contain_text("Your message was not sent.")

    open_form(page, shop)
    expect(box(page, "Message")).to_have_value(GIVEN["Message"])
    some_seconds_later(page)
    send(page).click()

    expect(heading(page, "Thank you!")).to_be_visible()
    first, again = (form["once"] for form in desk.posted("/tickets"))
    assert first == again


@pytest.mark.thorough
def test_a_second_press_while_sending_sends_nothing(page: Page, desk: FakeDesk, shop: Shop) -> None:
    page.clock.install()
    open_form(page, shop)
    fill(page)
    some_seconds_later(page)
    desk.gate.shut()
    box(page, "Message").press("Control+Enter")
    box(page, "Message").press("Control+Enter")
    desk.gate.open()

    expect(heading(page, "Thank you!")).to_be_visible()
    assert len(desk.posted("/tickets")) == 1


def test_a_slow_desk_is_waited_for_and_can_be_asked_again(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    page.clock.install()
    page.goto(shop.address)
    desk.gate.shut()
    launcher(page).click()
    waiting = page.get_by_role("status", name="Loading…")
    expect(waiting).to_be_focused()
    page.clock.run_for(5_000)
    expect(waiting).not_to_contain_text("longer")
    page.clock.run_for(2_000)
    expect(waiting).to_contain_text("This is taking longer than usual.")
    waiting.get_by_role("button", name="Try again").click()
    desk.gate.open()

    expect(heading(page, "How can we help?")).to_be_focused()


@pytest.mark.thorough
def test_a_desk_out_of_reach_can_be_asked_again(page: Page, desk: FakeDesk, shop: Shop) -> None:
    page.goto(shop.address)
    launcher(page).hover()
    expect(page.locator("dialog")).to_be_attached()
    page.context.set_offline(True)
    launcher(page).click()
    expect(page.get_by_role("heading", name="We cannot reach the help desk")).to_be_focused()

    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()

    expect(heading(page, "How can we help?")).to_be_focused()


@pytest.mark.thorough
def test_a_panel_that_did_not_load_is_loaded_at_the_next_click(
    page: Page, desk: FakeDesk, shop: Shop, watched: Watched
) -> None:
    page.goto(shop.address)
    page.route("**/panel.*.js", lambda route: route.abort())
    told = page.get_by_role("alert")
    with page.expect_console_message(lambda said: "did not load" in said.text):
        launcher(page).hover()
    expect(launcher(page)).not_to_have_attribute("aria-busy", "true")
    expect(told).to_have_text("")
    with page.expect_console_message(lambda said: "did not load" in said.text):
        launcher(page).click()
    expect(launcher(page)).not_to_have_attribute("aria-busy", "true")
    expect(told).to_have_text("This did not load. Please try again.")
    page.unroute("**/panel.*.js")
    watched.take()

    launcher(page).click()

    expect(heading(page, "How can we help?")).to_be_visible()
    expect(told.filter(has_text="load")).to_have_count(0)


@pytest.mark.thorough
def test_what_is_being_sent_stays_as_it_is(page: Page, desk: FakeDesk, shop: Shop) -> None:
    page.clock.install()
    open_form(page, shop)
    fill(page)
    some_seconds_later(page)
    desk.gate.shut()
    desk.failing["/tickets"] = 500
    box(page, "Message").press("Control+Enter")
    expect(send(page)).to_have_text("Sending…")

    expect(box(page, "Message")).to_be_focused()
    page.keyboard.type("And another thing")
    box(page, "Priority (optional)").focus()
    page.keyboard.press("ArrowDown")
    expect(box(page, "Message")).to_have_value(GIVEN["Message"])
    expect(box(page, "Priority (optional)")).to_have_value("normal")
    desk.gate.open()
    expect(complaint(page)).to_be_visible()
    box(page, "Message").fill("And another thing")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(box(page, "Message")).to_have_value("And another thing")
    expect(box(page, "Priority (optional)")).to_have_value("high")


def test_a_site_that_the_desk_does_not_list_is_told_so(
    page: Page, desk: FakeDesk, shop: Shop, watched: Watched
) -> None:
    desk.origins = ["https://shop.example"]
    page.goto(shop.address)
    launcher(page).click()

    expect(page.get_by_role("heading", name="This form is not available here")).to_be_visible()
    (said,) = watched.take()
    assert f"does not list {shop.site}" in said
    # A page can't tell the two from each other: neither answer may be read.
    assert "or it had trouble answering" in said


@pytest.mark.thorough
def test_a_desk_that_does_not_exist_is_told_to_the_programmer(
    page: Page, desk: FakeDesk, shop: Shop, watched: Watched
) -> None:
    desk.failing[""] = 404
    page.goto(shop.address)
    launcher(page).click()

    expect(page.get_by_role("heading", name="This form is not available here")).to_be_visible()
    assert watched.take() == ["Deskhand: there is no desk with the token in data-desk."]


@pytest.mark.thorough
def test_a_tag_without_a_desk_says_what_it_lacks(
    page: Page, desk: FakeDesk, shop: Shop, watched: Watched
) -> None:
    shop.tag = {}
    page.goto(shop.address, wait_until="networkidle")

    (said,) = watched.take()
    assert "data-desk" in said
    expect(page.locator("deskhand-widget")).to_have_count(0)


@pytest.mark.thorough
def test_a_second_tag_does_nothing_and_says_so(
    page: Page, desk: FakeDesk, shop: Shop, watched: Watched
) -> None:
    shop.tags = 2
    page.goto(shop.address, wait_until="networkidle")

    assert watched.take() == ["Deskhand is on this page already: this script tag does nothing."]
    expect(launcher(page)).to_have_count(1)
    assert API not in {call.path for call in desk.calls}


@pytest.mark.thorough
@pytest.mark.parametrize("kind", ["module", "import"])
def test_a_script_that_is_not_loaded_by_a_classic_tag_says_so(
    page: Page, desk: FakeDesk, shop: Shop, watched: Watched, kind: str
) -> None:
    address = f"{desk.site}/widget.js"
    if kind == "module":
        shop.tag["type"] = "module"
    else:
        shop.tags, shop.script = 0, f"import('{address}')"
    page.goto(shop.address, wait_until="networkidle")

    (said,) = watched.take()
    assert said.startswith("Deskhand: ")
    assert "data-desk" in said and "module" in said
    expect(page.locator("deskhand-widget")).to_have_count(0)
    assert run(page, "return typeof Deskhand") == "undefined"
