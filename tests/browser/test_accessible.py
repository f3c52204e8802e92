"""What axe-core finds, in each state of the page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from deskhand.domain.colour import ink_on
from tests.browser import states
from tests.browser.desk import FakeDesk
from tests.chromium import LOOKS, violations

pytestmark = pytest.mark.slow
ODD = ["#ffe14d", "#000000", "#ffffff", "#808080"]
COLOURS = ["#2f5bea", *(pytest.param(colour, marks=pytest.mark.thorough) for colour in ODD)]


@pytest.fixture(params=LOOKS)
def looked_at(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    # axe is put into the page, which the page's policy would refuse as it should
    context = browser.new_context(**LOOKS[request.param], locale="en-GB", bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("colour", COLOURS)
def test_a_ticket_has_no_violation(looked_at: Page, desk: FakeDesk, colour: str) -> None:
    desk.page = states.closed_ticket()
    desk.page["desk"] |= {
        "colour": colour,
        "ink": ink_on(colour),
        "help_text": "We answer on working days.",
    }
    desk.failing["/bucket"] = 500
    looked_at.goto(desk.link)
    looked_at.get_by_text("Show the whole e-mail").click()
    photo = {"name": "a.png", "mimeType": "image/png", "buffer": b"a"}
    looked_at.get_by_label("Attach files").set_input_files(photo)
    expect(looked_at.get_by_text("not uploaded")).to_be_visible()
    looked_at.get_by_role("button", name="Send").click()
    expect(looked_at.get_by_role("alert")).to_be_visible()

    assert violations(looked_at) == []


def test_a_notice_has_no_violation(looked_at: Page, desk: FakeDesk) -> None:
    looked_at.goto(f"{desk.site}/t/#nonsense")
    expect(looked_at.get_by_role("heading")).to_be_visible()

    assert violations(looked_at) == []


@pytest.mark.parametrize("ending", ["replaced", "over"])
def test_what_was_being_typed_at_the_end_has_no_violation(
    looked_at: Page, desk: FakeDesk, ending: str
) -> None:
    looked_at.clock.install()
    looked_at.goto(desk.link)
    looked_at.get_by_role("textbox").fill("Half a page of it")
    desk.page = states.ticket_over()
    if ending == "replaced":
        desk.failing["/api/ticket"] = 410
    looked_at.clock.fast_forward(15_000)
    expect(looked_at.get_by_role("textbox", name="Your unsent message")).to_be_visible()
    looked_at.clock.resume()

    assert violations(looked_at) == []


@pytest.mark.parametrize("language", ["en", "de", "ar", "ja"])
def test_a_phone_scrolls_down_and_never_sideways(
    browser: Browser, desk: FakeDesk, language: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    desk.page["subject"] = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 2
    desk.page["desk"]["language"] = language
    page.goto(desk.link)
    expect(page.get_by_role("article")).to_have_count(3)

    width = page.evaluate("document.documentElement.scrollWidth")
    context.close()

    assert width == 360


def test_a_printout_has_the_conversation_and_no_form(page: Page, desk: FakeDesk) -> None:
    page.goto(desk.link)
    page.emulate_media(media="print")

    expect(page.get_by_role("article").last).to_be_visible()
    expect(page.locator("form")).to_be_hidden()
