"""Who is signed in, as the site says and the desk believes."""

from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from deskhand.http.widget_shapes import OwnTicket
from tests.widget.conftest import Watched
from tests.widget.desk import FakeDesk, ticket
from tests.widget.panel import box, heading, launcher, panel, run, send
from tests.widget.shop import Shop

pytestmark = pytest.mark.slow
thorough = pytest.mark.thorough
WHY = {
    "expired": "has expired",
    "invalid": "is not valid",
    "unlisted_origin": "does not list http://localhost:",
}


@pytest.fixture(autouse=True)
def states(shop: Shop) -> None:
    """The page's title tells them."""
    shop.script = """(window.Deskhand ??= []).push((deskhand) =>
        deskhand.on('identity', ({state}) => (document.title += ` ${state}`)))"""


@pytest.fixture
def ingrid(desk: FakeDesk) -> str:
    desk.tickets = [ticket("SUP-1003", "Cracked shade")]
    return desk.signed("shop-1001", name="Ingrid Solberg", email="ingrid@solberg.example")


def identify(page: Page, token: str | None) -> None:
    page.evaluate("(token) => Deskhand.identify(token)", token)


def identify_by_these(page: Page, *tokens: str) -> None:
    """One after the other, whenever the widget wants one."""
    page.evaluate("(tokens) => Deskhand.identify(async () => tokens.shift())", tokens)


@pytest.mark.parametrize(
    "state", ["expired", *(pytest.param(each, marks=thorough) for each in list(WHY)[1:])]
)
def test_a_token_that_does_not_hold_makes_a_stranger_and_says_why(
    page: Page, desk: FakeDesk, shop: Shop, watched: Watched, state: str
) -> None:
    token = desk.signed("shop-1001", state, name="Ingrid Solberg")
    shop.tag["data-token"] = token
    page.goto(shop.address)
    launcher(page).click()

    expect(heading(page, "How can we help?")).to_be_visible()
    expect(box(page, "E-mail")).to_be_visible()
    expect(page).to_have_title(f"Lamps {state}")
    (said,) = watched.take()
    assert WHY[state] in said
    assert desk.asked("/tickets") == []


@thorough
def test_a_token_may_come_later(page: Page, desk: FakeDesk, shop: Shop, ingrid: str) -> None:
    page.goto(shop.address)
    launcher(page).click()
    expect(heading(page, "How can we help?")).to_be_visible()

    identify(page, ingrid)

    expect(heading(page, "Your requests")).to_be_visible()
    expect(page).to_have_title("Lamps none valid")


@thorough
def test_a_function_is_asked_for_a_token_when_the_widget_is_used(
    page: Page, desk: FakeDesk, shop: Shop, ingrid: str
) -> None:
    page.goto(shop.address)
    run(
        page,
        f"window.asked = 0; Deskhand.identify(async () => (asked++, '{ingrid}'))",
    )
    assert run(page, "return asked") == 0

    launcher(page).click()

    expect(heading(page, "Your requests")).to_be_visible()
    assert run(page, "return asked") == 1


@thorough
def test_a_token_that_has_run_out_is_renewed(
    page: Page, desk: FakeDesk, shop: Shop, ingrid: str
) -> None:
    old = desk.signed("shop-1001", "expired")
    page.goto(shop.address)
    run(
        page, f"const tokens = ['{old}', '{ingrid}']; Deskhand.identify(async () => tokens.shift())"
    )
    launcher(page).click()

    expect(heading(page, "Your requests")).to_be_visible()
    expect(page).to_have_title("Lamps valid")


def test_a_token_that_runs_out_while_he_reads_is_renewed(
    page: Page, desk: FakeDesk, shop: Shop, ingrid: str
) -> None:
    later = desk.signed("shop-1001", name="Ingrid Solberg")
    page.goto(shop.address)
    run(
        page,
        f"const tokens = ['{ingrid}', '{later}']; Deskhand.identify(async () => tokens.shift())",
    )
    launcher(page).click()
    panel(page).get_by_role("button", name="Cracked shade").click()
    field = panel(page).get_by_role("textbox", name="Write a message")
    field.fill("Half an hour later")
    desk.identities[ingrid] = "expired"
    send(page).click()

    expect(panel(page).get_by_role("article").last).to_contain_text("Half an hour later")
    expect(page).to_have_title("Lamps valid")


def test_a_token_that_runs_out_for_good_makes_a_stranger(
    page: Page, desk: FakeDesk, shop: Shop, watched: Watched, ingrid: str
) -> None:
    shop.tag["data-token"] = ingrid
    page.goto(shop.address)
    launcher(page).click()
    expect(heading(page, "Your requests")).to_be_visible()
    desk.identities[ingrid] = "expired"
    panel(page).get_by_role("button", name="Cracked shade").click()

    expect(heading(page, "How can we help?")).to_be_visible()
    expect(panel(page).get_by_text("You are no longer signed in.")).to_be_visible()
    (said,) = watched.take()
    assert "expired" in said


def test_who_signs_out_leaves_nothing_behind(
    page: Page, desk: FakeDesk, shop: Shop, ingrid: str
) -> None:
    shop.tag["data-token"] = ingrid
    page.goto(shop.address)
    launcher(page).click()
    panel(page).get_by_role("button", name="New request").click()
    box(page, "Subject").fill("Something private")

    identify(page, None)

    expect(heading(page, "How can we help?")).to_be_visible()
    expect(box(page, "Subject")).to_have_value("")
    expect(panel(page).get_by_role("button", name="Back to your requests")).to_be_hidden()
    expect(page).to_have_title("Lamps valid none")
    assert "Cracked" not in page.evaluate(
        "document.querySelector('deskhand-widget').shadowRoot.textContent"
    )
    assert run(page, "return sessionStorage.length") == 0


@thorough
def test_the_next_customer_sees_nothing_of_the_last(
    page: Page, desk: FakeDesk, shop: Shop, ingrid: str
) -> None:
    shop.tag["data-token"] = ingrid
    page.goto(shop.address)
    launcher(page).click()
    panel(page).get_by_role("button", name="Cracked shade").click()
    panel(page).get_by_role("textbox", name="Write a message").fill("My secret")
    desk.tickets = [ticket("SUP-1003", "Marek's invoice")]

    identify(page, desk.signed("shop-1002", name="Marek Zieliński"))

    expect(heading(page, "Your requests")).to_be_visible()
    panel(page).get_by_role("button", name="Marek's invoice").click()
    expect(panel(page).get_by_role("textbox", name="Write a message")).to_have_value("")


@thorough
def test_a_new_token_of_the_same_customer_disturbs_nothing(
    page: Page, desk: FakeDesk, shop: Shop, ingrid: str
) -> None:
    shop.tag["data-token"] = ingrid
    page.goto(shop.address)
    launcher(page).click()
    panel(page).get_by_role("button", name="Cracked shade").click()
    field = panel(page).get_by_role("textbox", name="Write a message")
    field.fill("Half a word")
    later = desk.signed("shop-1001", name="Ingrid Solberg")

    identify(page, later)
    send(page).click()

    expect(panel(page).get_by_role("article").last).to_contain_text("Half a word")
    (sent,) = desk.asked("/tickets/SUP-1003/comments", "POST")
    assert sent.headers["authorization"] == f"Bearer {later}"


@thorough
@pytest.mark.parametrize("renewal", ["none", "fails"])
def test_a_token_that_runs_out_for_good_costs_him_no_word(
    page: Page, desk: FakeDesk, shop: Shop, watched: Watched, ingrid: str, renewal: str
) -> None:
    page.goto(shop.address)
    if renewal == "none":
        identify(page, ingrid)
    else:
        page.evaluate(
            """(token) => Deskhand.identify(async () => {
              if (token) return [token, (token = '')][0];
              throw new Error('503');
            })""",
            ingrid,
        )
    launcher(page).click()
    panel(page).get_by_role("button", name="New request").click()
    box(page, "Subject").fill("Another shade")
    box(page, "Message").fill("Long and thoughtful")
    desk.identities[ingrid] = "expired"
    send(page).click()

    expect(heading(page, "How can we help?")).to_be_visible()
    expect(box(page, "E-mail")).to_be_visible()
    expect(box(page, "Subject")).to_have_value("Another shade")
    expect(box(page, "Message")).to_have_value("Long and thoughtful")
    assert watched.take()


@thorough
def test_who_is_signed_in_while_he_writes_goes_on_writing(
    page: Page, desk: FakeDesk, shop: Shop, ingrid: str
) -> None:
    page.goto(shop.address)
    launcher(page).click()
    box(page, "Message").fill("Long and thoughtful")

    identify(page, ingrid)
    panel(page).get_by_role("button", name="New request").click()

    expect(box(page, "Message")).to_have_value("Long and thoughtful")


@thorough
def test_a_site_that_says_each_time_anew_how_to_get_a_token_disturbs_nobody(
    page: Page, desk: FakeDesk, shop: Shop, ingrid: str
) -> None:
    page.goto(shop.address)
    identify_by_these(page, ingrid, ingrid)
    launcher(page).click()
    panel(page).get_by_role("button", name="New request").click()
    box(page, "Subject").fill("Half a word")

    identify_by_these(page, ingrid, ingrid)
    page.evaluate("new Promise((resolve) => setTimeout(resolve, 50))")

    expect(heading(page, "New request")).to_be_visible()
    expect(box(page, "Subject")).to_have_value("Half a word")


@thorough
def test_a_site_whose_server_gives_no_token_has_strangers(
    page: Page, desk: FakeDesk, shop: Shop, watched: Watched
) -> None:
    page.goto(shop.address)
    page.evaluate("() => Deskhand.identify(async () => { throw new Error('503') })")
    launcher(page).click()

    expect(heading(page, "How can we help?")).to_be_visible()
    (said,) = watched.take()
    assert said.startswith("Deskhand: identify() got no token.")


@thorough
def test_a_list_that_comes_late_is_not_shown_to_the_next_customer(
    page: Page, desk: FakeDesk, shop: Shop, ingrid: str
) -> None:
    held: list[Route] = []
    page.route("**/tickets", lambda route: held.append(route))
    shop.tag["data-token"] = ingrid
    page.goto(shop.address)
    launcher(page).click()
    expect(page).to_have_title("Lamps valid")
    desk.gate.shut()
    identify(page, desk.signed("shop-1002", name="Marek Zieliński"))
    ingrids = {"items": [listed(each) for each in desk.tickets], "cursor": None}
    with page.expect_response("**/tickets"):
        held[0].fulfill(json=ingrids, headers={"access-control-allow-origin": shop.site})
    page.unroute("**/tickets")
    desk.tickets = [ticket("SUP-1004", "Marek's invoice")]
    desk.gate.open()

    expect(heading(page, "Your requests")).to_be_visible()
    expect(panel(page).get_by_role("listitem")).to_have_count(1)
    expect(panel(page).get_by_role("listitem")).to_contain_text("Marek's invoice")


@thorough
def test_what_one_customer_sent_is_not_told_to_the_next(
    page: Page, desk: FakeDesk, shop: Shop, ingrid: str
) -> None:
    desk.tickets = []
    shop.tag["data-token"] = ingrid
    page.goto(shop.address)
    launcher(page).click()
    box(page, "Subject").fill("My shade")
    box(page, "Message").fill("It cracked.")
    held: list[Route] = []
    page.route(
        "**/tickets",
        lambda route: held.append(route) if route.request.method == "POST" else route.continue_(),
    )
    send(page).click()
    expect(panel(page).get_by_role("button", name="Sending…")).to_be_visible()

    identify(page, desk.signed("shop-1002", name="Marek Zieliński"))
    expect(heading(page, "New request")).to_be_visible()
    with page.expect_response("**/tickets"):
        held[0].continue_()

    expect(box(page, "Subject")).to_have_value("")
    expect(heading(page, "Thank you!")).to_have_count(0)


def listed(ticket: dict[str, Any]) -> dict[str, Any]:
    return {name: ticket[name] for name in OwnTicket.model_fields}


GETS = {"string": "token", "function": "async () => token"}


@pytest.fixture
def strangers_page(page: Page, shop: Shop) -> Page:
    """On which the panel was opened before anybody signed in."""
    page.goto(shop.address)
    launcher(page).click()
    expect(heading(page, "How can we help?")).to_be_visible()
    return page


@pytest.mark.parametrize(
    "kind", ["string", pytest.param("function", marks=thorough)], ids=list(GETS)
)
def test_the_ticket_that_the_site_asks_for_is_shown_to_who_has_just_signed_in(
    strangers_page: Page, desk: FakeDesk, ingrid: str, kind: str
) -> None:
    script = f"(token) => {{ Deskhand.identify({GETS[kind]}); Deskhand.showTicket('SUP-1003') }}"
    strangers_page.evaluate(script, ingrid)

    expect(heading(strangers_page, "Cracked shade")).to_be_visible()
    strangers_page.wait_for_load_state("networkidle")
    expect(heading(strangers_page, "Cracked shade")).to_be_visible()


@thorough
def test_the_ticket_that_a_stranger_could_not_see_is_shown_when_he_signs_in(
    strangers_page: Page, desk: FakeDesk, ingrid: str
) -> None:
    run(strangers_page, "Deskhand.showTicket('SUP-1003')")
    expect(heading(strangers_page, "How can we help?")).to_be_visible()

    identify(strangers_page, ingrid)

    expect(heading(strangers_page, "Cracked shade")).to_be_visible()


@thorough
@pytest.mark.parametrize("panel_is", ["open", "closed"])
@pytest.mark.parametrize("kind", GETS)
def test_the_form_that_the_site_fills_is_shown_to_who_has_just_signed_in(
    strangers_page: Page, desk: FakeDesk, ingrid: str, kind: str, panel_is: str
) -> None:
    page = strangers_page
    if panel_is == "closed":
        run(page, "Deskhand.close()")
    page.evaluate(
        f"""(token) => {{
          Deskhand.identify({GETS[kind]});
          Deskhand.prefill({{ subject: 'Order 8813' }});
          Deskhand.open();
        }}""",
        ingrid,
    )

    expect(heading(page, "New request")).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(box(page, "Subject")).to_have_value("Order 8813")
    expect(box(page, "E-mail")).to_have_count(0)


@thorough
def test_the_next_customers_form_is_his_though_his_token_comes_late(
    page: Page, desk: FakeDesk, shop: Shop, ingrid: str
) -> None:
    shop.tag["data-token"] = ingrid
    page.goto(shop.address)
    launcher(page).click()
    expect(heading(page, "Your requests")).to_be_visible()
    page.evaluate(
        """(token) => {
          Deskhand.identify(() => new Promise((resolve) => (window.late = () => resolve(token))));
          Deskhand.prefill({ subject: 'Order 8813' });
          Deskhand.open();
        }""",
        desk.signed("shop-1002"),
    )
    expect(heading(page, "Your requests")).to_be_visible()
    run(page, "late()")

    expect(heading(page, "New request")).to_be_visible()
    expect(box(page, "Subject")).to_have_value("Order 8813")
    expect(box(page, "Name (optional)")).to_be_visible()


@thorough
def test_who_left_the_form_that_the_site_filled_finds_it_no_more_when_he_comes_back(
    page: Page, desk: FakeDesk, shop: Shop, ingrid: str
) -> None:
    shop.tag["data-token"] = ingrid
    page.goto(shop.address)
    run(page, "Deskhand.prefill({ subject: 'Order 8813' }); Deskhand.open()")
    expect(heading(page, "New request")).to_be_visible()
    panel(page).get_by_role("button", name="Back to your requests").click()
    expect(heading(page, "Your requests")).to_be_visible()
    run(page, "Deskhand.close(); Deskhand.open()")

    expect(heading(page, "Your requests")).to_be_visible()


@thorough
def test_a_token_that_never_comes_locks_nobody_out(
    page: Page, desk: FakeDesk, shop: Shop, watched: Watched
) -> None:
    page.clock.install()
    page.goto(shop.address)
    run(page, "Deskhand.identify(() => new Promise(() => {}))")
    launcher(page).click()
    expect(page.get_by_role("status", name="Loading…")).to_be_visible()
    page.clock.run_for(8_100)

    expect(heading(page, "How can we help?")).to_be_visible()
    (said,) = watched.take()
    assert said.startswith("Deskhand: identify() got no token.")


@thorough
def test_a_token_that_comes_late_does_not_take_the_place_of_a_later_one(
    page: Page, desk: FakeDesk, shop: Shop, ingrid: str
) -> None:
    page.goto(shop.address)
    marek = desk.signed("shop-1002", "expired")
    page.evaluate(
        """(token) => Deskhand.identify(
          () => new Promise((resolve) => (window.late = () => resolve(token))))""",
        marek,
    )
    launcher(page).click()
    page.wait_for_function("() => window.late")
    identify_by_these(page, ingrid)
    run(page, "late()")

    expect(heading(page, "Your requests")).to_be_visible()
    assert {call.headers.get("authorization") for call in desk.asked("")} == {f"Bearer {ingrid}"}


@thorough
@pytest.mark.parametrize(
    ("call", "told"),
    [
        ("identify({ secret: 'x-1815' })", "identify() takes"),
        ("identify(async () => undefined)", "identify() got no token"),
        ("identify(async () => ({ secret: 'x-1815' }))", "identify() got no token"),
        ("prefill(null)", "prefill() takes"),
    ],
)
def test_what_is_no_argument_is_told_once_and_costs_nobody_the_form(
    page: Page, desk: FakeDesk, shop: Shop, watched: Watched, call: str, told: str
) -> None:
    page.goto(shop.address)
    run(page, f"Deskhand.{call}; Deskhand.prefill({{ subject: 'Order 8813' }})")
    launcher(page).click()

    expect(box(page, "Subject")).to_have_value("Order 8813")
    (said,) = watched.take()
    assert told in said
    assert "x-1815" not in said
