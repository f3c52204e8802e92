"""One customer after the other on one page: nothing of the first is the second's."""

import pytest
from playwright.sync_api import Page, expect

from tests.widget.conftest import Watched
from tests.widget.desk import FakeDesk, ticket
from tests.widget.panel import box, heading, launcher, panel, run, send
from tests.widget.shop import Shop

pytestmark = pytest.mark.slow
thorough = pytest.mark.thorough
MAREKS = ticket("SUP-1004", "Marek's invoice")


@pytest.fixture
def ingrid(desk: FakeDesk) -> str:
    desk.tickets = [ticket("SUP-1003", "Cracked shade")]
    return desk.signed("shop-1001")


@pytest.fixture
def marek(desk: FakeDesk) -> str:
    return desk.signed("shop-1002")


def by_one_function(page: Page, token: str) -> None:
    """The same each time, as of a site that is one page."""
    page.evaluate(
        """(token) => {
          window.signedIn = token;
          window.getToken ??= async () => signedIn;
          Deskhand.identify(getToken);
        }""",
        token,
    )


def sees_only_mareks(page: Page) -> None:
    expect(heading(page, "Your requests")).to_be_visible()
    expect(panel(page).get_by_role("listitem")).to_have_count(1)
    expect(panel(page).get_by_role("listitem")).to_contain_text("Marek's invoice")
    assert run(page, "return sessionStorage.length") == 0


def test_one_function_may_tell_of_the_next_customer(
    page: Page, desk: FakeDesk, shop: Shop, ingrid: str, marek: str
) -> None:
    page.goto(shop.address)
    by_one_function(page, ingrid)
    launcher(page).click()
    panel(page).get_by_role("button", name="Cracked shade").click()
    panel(page).get_by_role("textbox", name="Write a message").fill("My secret")
    desk.tickets = [MAREKS]

    by_one_function(page, marek)

    sees_only_mareks(page)


@thorough
def test_one_function_may_tell_that_a_stranger_has_signed_in(
    page: Page, desk: FakeDesk, shop: Shop, ingrid: str
) -> None:
    page.goto(shop.address)
    by_one_function(page, "")
    launcher(page).click()
    expect(heading(page, "How can we help?")).to_be_visible()

    by_one_function(page, ingrid)

    expect(heading(page, "Your requests")).to_be_visible()


@thorough
@pytest.mark.parametrize("signed_in", [True, False])
def test_one_function_that_tells_of_the_same_again_disturbs_nobody(
    page: Page, desk: FakeDesk, shop: Shop, ingrid: str, signed_in: bool
) -> None:
    desk.tickets = []
    page.goto(shop.address)
    by_one_function(page, ingrid if signed_in else "")
    launcher(page).click()
    box(page, "Subject").fill("Half a word")
    panel(page).get_by_label("Attach files").set_input_files(
        {"name": "note.txt", "mimeType": "text/plain", "buffer": b"abc"}
    )
    expect(panel(page).get_by_role("listitem")).to_contain_text("uploaded")

    by_one_function(page, ingrid if signed_in else "")
    page.evaluate("new Promise((resolve) => setTimeout(resolve, 50))")

    expect(box(page, "Subject")).to_have_value("Half a word")
    expect(panel(page).get_by_role("listitem")).to_contain_text("note.txt")


def test_a_token_that_runs_out_may_be_renewed_by_anothers(
    page: Page, desk: FakeDesk, shop: Shop, ingrid: str, marek: str
) -> None:
    page.goto(shop.address)
    by_one_function(page, ingrid)
    launcher(page).click()
    panel(page).get_by_role("button", name="Cracked shade").click()
    field = panel(page).get_by_role("textbox", name="Write a message")
    field.fill("My secret")
    page.evaluate("(token) => void (signedIn = token)", marek)
    desk.identities[ingrid], desk.tickets = "expired", [MAREKS]
    send(page).click()

    sees_only_mareks(page)
    comments = desk.asked("/tickets/SUP-1003/comments", "POST")
    assert [each.headers["authorization"] for each in comments] == [f"Bearer {ingrid}"]


@thorough
def test_what_one_wrote_is_not_sent_as_anothers(
    page: Page, desk: FakeDesk, shop: Shop, ingrid: str, marek: str
) -> None:
    page.goto(shop.address)
    by_one_function(page, ingrid)
    launcher(page).click()
    panel(page).get_by_role("button", name="New request").click()
    box(page, "Subject").fill("My shade")
    box(page, "Message").fill("It cracked.")
    page.evaluate("(token) => void (signedIn = token)", marek)
    desk.identities[ingrid], desk.tickets = "expired", [MAREKS]
    send(page).click()

    sees_only_mareks(page)
    forms = desk.asked("/tickets", "POST")
    assert [each.headers["authorization"] for each in forms] == [f"Bearer {ingrid}"]


@thorough
def test_what_one_said_of_himself_is_not_filled_into_the_next_ones_form(
    page: Page, desk: FakeDesk, shop: Shop, ingrid: str, marek: str
) -> None:
    desk.tickets = []
    shop.tag["data-token"] = ingrid
    page.goto(shop.address)
    launcher(page).click()
    box(page, "Name (optional)").fill("Ingrid Solberg")
    box(page, "Subject").fill("My shade")
    box(page, "Message").fill("It cracked.")
    send(page).click()
    expect(heading(page, "Thank you!")).to_be_visible()
    desk.tickets = []

    page.evaluate("(token) => Deskhand.identify(token)", marek)

    expect(heading(page, "New request")).to_be_visible()
    expect(box(page, "Name (optional)")).to_have_value("")


@thorough
def test_who_signs_out_before_his_token_has_come_leaves_nothing_behind(
    page: Page, desk: FakeDesk, shop: Shop, ingrid: str
) -> None:
    desk.tickets = []
    shop.tag["data-token"] = ingrid
    page.goto(shop.address)
    launcher(page).click()
    box(page, "Subject").fill("Something private")
    del shop.tag["data-token"]
    page.reload()
    assert run(page, "return sessionStorage.length") > 0

    by_one_function(page, ingrid)
    run(page, "Deskhand.identify(null)")
    launcher(page).hover()

    page.wait_for_function("sessionStorage.length === 0")


@thorough
def test_who_signs_out_while_a_token_is_awaited_is_gone_at_once(
    page: Page, desk: FakeDesk, shop: Shop, ingrid: str
) -> None:
    page.clock.install()
    shop.tag["data-token"] = ingrid
    page.goto(shop.address)
    launcher(page).click()
    panel(page).get_by_role("button", name="Cracked shade").click()
    expect(heading(page, "Cracked shade")).to_be_visible()

    page.clock.pause_at("2100-01-01")
    run(page, "Deskhand.identify(() => new Promise((resolve) => (window.late = resolve)))")
    run(page, "Deskhand.identify(null)")

    expect(heading(page, "How can we help?")).to_be_visible()
    page.evaluate("(token) => late(token)", ingrid)
    page.wait_for_load_state("networkidle")
    expect(heading(page, "How can we help?")).to_be_visible()


@thorough
def test_a_token_that_is_not_valid_any_more_is_renewed(
    page: Page, desk: FakeDesk, shop: Shop, watched: Watched, ingrid: str
) -> None:
    before = desk.signed("shop-1001", "invalid")  # by a secret that was dropped
    page.goto(shop.address)
    page.evaluate("(tokens) => Deskhand.identify(async () => tokens.shift())", [before, ingrid])
    launcher(page).click()

    expect(heading(page, "Your requests")).to_be_visible()


@thorough
def test_one_function_that_tells_of_nobody_signs_out(
    page: Page, desk: FakeDesk, shop: Shop, ingrid: str
) -> None:
    page.goto(shop.address)
    by_one_function(page, ingrid)
    launcher(page).click()
    panel(page).get_by_role("button", name="New request").click()
    box(page, "Subject").fill("Something private")

    by_one_function(page, "")

    expect(heading(page, "How can we help?")).to_be_visible()
    expect(box(page, "Subject")).to_have_value("")


@thorough
def test_one_function_that_fails_signs_nobody_out(
    page: Page, desk: FakeDesk, shop: Shop, watched: Watched, ingrid: str
) -> None:
    page.goto(shop.address)
    by_one_function(page, ingrid)
    launcher(page).click()
    panel(page).get_by_role("button", name="New request").click()
    box(page, "Subject").fill("Half a word")

    with page.expect_console_message(lambda said: "got no token" in said.text):
        run(page, "signedIn = Promise.reject(new Error('503')); Deskhand.identify(getToken)")

    expect(heading(page, "New request")).to_be_visible()
    expect(box(page, "Subject")).to_have_value("Half a word")
    assert watched.take()


@thorough
def test_a_site_that_says_of_a_stranger_that_he_is_nobody_costs_him_no_word(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    page.goto(shop.address)
    launcher(page).click()
    box(page, "Subject").fill("Half a word")
    shop.script = "(window.Deskhand ??= []).push((it) => (it.identify(null), it.identify('')))"
    page.reload()
    launcher(page).click()

    expect(box(page, "Subject")).to_have_value("Half a word")
