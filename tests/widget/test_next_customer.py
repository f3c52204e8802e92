"""One customer after the other on one page: nothing of the first is the second's."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.widget.conftest import Watched
from tests.widget.desk import API, FakeDesk, ticket
from tests.widget.panel import (
    GIVEN,
    PHOTO,
    box,
    fill,
    heading,
    launcher,
    panel,
    run,
    send,
    some_seconds_later,
)
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


def sends_with_a_slow_file(page: Page, desk: FakeDesk) -> None:
    desk.storage_gate.shut()
    panel(page).get_by_label("Attach files").set_input_files(PHOTO)
    with page.expect_request(f"{desk.storage}/**"):
        send(page).click()
    expect(panel(page).get_by_role("button", name="Sending…")).to_be_visible()


def fill_what_is_asked(page: Page) -> None:
    for name in GIVEN:
        if box(page, name).count():
            box(page, name).fill(GIVEN[name])


def the_file_arrives(page: Page, desk: FakeDesk) -> None:
    with page.expect_response(f"{desk.storage}/**") as uploaded:
        desk.storage_gate.open()
    uploaded.value.finished()


def sends_his_own(page: Page) -> None:
    """After whatever of another's would have gone out."""
    panel(page).get_by_role("button", name="New request").click()
    box(page, "Subject").fill("My own")
    box(page, "Message").fill("It is late.")
    send(page).click()
    expect(heading(page, "Thank you!")).to_be_visible()


@pytest.mark.parametrize("signed_in", [True, False])
def test_what_one_sent_with_a_file_on_its_way_is_not_sent_as_the_next_ones(
    page: Page, desk: FakeDesk, shop: Shop, ingrid: str, marek: str, signed_in: bool
) -> None:
    """He may have begun before he signed in."""
    desk.tickets = []
    page.goto(shop.address)
    by_one_function(page, ingrid if signed_in else "")
    launcher(page).click()
    expect(box(page, "Subject")).to_be_visible()
    fill_what_is_asked(page)
    sends_with_a_slow_file(page, desk)
    by_one_function(page, ingrid)
    desk.tickets = [MAREKS]

    by_one_function(page, marek)
    the_file_arrives(page, desk)

    sees_only_mareks(page)
    sends_his_own(page)
    forms = desk.asked("/tickets", "POST")
    assert [each.headers["authorization"] for each in forms] == [f"Bearer {marek}"]
    assert [form["subject"] for form in desk.posted("/tickets")] == ["My own"]


@pytest.mark.parametrize("signed_out", [True, False])
def test_what_one_sent_while_its_proof_is_made_is_not_sent_as_the_next_ones(
    page: Page,
    desk: FakeDesk,
    shop: Shop,
    watched: Watched,
    ingrid: str,
    marek: str,
    signed_out: bool,
) -> None:
    desk.identities[ingrid] = "invalid"
    desk.tickets = []
    shop.tag["data-token"] = ingrid
    page.clock.install()
    page.goto(shop.address)
    launcher(page).click()
    expect(heading(page, "How can we help?")).to_be_visible()
    page.clock.pause_at("2100-01-01")
    page.evaluate("performance.now = () => 0")
    fill(page)
    send(page).click()
    expect(panel(page).get_by_role("button", name="Sending…")).to_be_visible()
    desk.tickets = [MAREKS]

    if signed_out:
        run(page, "Deskhand.identify(null)")
        expect(box(page, "Subject")).to_have_value("")
    page.evaluate("(token) => Deskhand.identify(token)", marek)
    expect(heading(page, "Your requests")).to_be_visible()
    some_seconds_later(page)

    sees_only_mareks(page)
    sends_his_own(page)
    assert [form["subject"] for form in desk.posted("/tickets")] == ["My own"]
    assert watched.take()


def test_what_one_wrote_with_a_file_on_its_way_is_not_written_as_the_next_one(
    page: Page, desk: FakeDesk, shop: Shop, ingrid: str, marek: str
) -> None:
    page.goto(shop.address)
    by_one_function(page, ingrid)
    launcher(page).click()
    panel(page).get_by_role("button", name="Cracked shade").click()
    panel(page).get_by_role("textbox", name="Write a message").fill("My secret")
    sends_with_a_slow_file(page, desk)
    desk.tickets = [MAREKS]

    by_one_function(page, marek)
    the_file_arrives(page, desk)

    sees_only_mareks(page)
    panel(page).get_by_role("button", name="Marek's invoice").click()
    expect(heading(page, "Marek's invoice")).to_be_visible()
    assert desk.asked("/tickets/SUP-1003/comments", "POST") == []
    assert run(page, "return sessionStorage.length") == 0


@thorough
def test_nothing_is_sent_while_the_desk_is_loaded_for_the_next_one(
    page: Page, desk: FakeDesk, shop: Shop, ingrid: str, marek: str
) -> None:
    page.goto(shop.address)
    by_one_function(page, ingrid)
    launcher(page).click()
    panel(page).get_by_role("button", name="Cracked shade").click()
    panel(page).get_by_role("textbox", name="Write a message").fill("My secret")
    sends_with_a_slow_file(page, desk)
    page.evaluate("(token) => void (signedIn = token)", marek)
    desk.identities[ingrid], desk.tickets = "expired", [MAREKS]
    held: list[Route] = []

    def hold_mareks(route: Route) -> None:
        if marek in route.request.headers.get("authorization", ""):
            held.append(route)
        else:
            route.continue_()

    page.route(f"**{API}", hold_mareks)
    run(page, "document.dispatchEvent(new Event('visibilitychange'))")
    while not held:
        page.wait_for_timeout(10)

    the_file_arrives(page, desk)
    expect(panel(page).get_by_role("listitem").last).to_contain_text("uploaded")
    page.unroute(f"**{API}")  # what is held goes on

    sees_only_mareks(page)
    assert desk.asked("/tickets/SUP-1003/comments", "POST") == []


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
