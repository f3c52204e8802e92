"""What a customer sees who is signed in at the site."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import message
from tests.widget.desk import FakeDesk, ticket
from tests.widget.panel import PHOTO, box, heading, launcher, panel, run, send
from tests.widget.shop import Shop

pytestmark = pytest.mark.slow
LATER = "2026-11-22T10:15:00Z"
OLGA = {"kind": "operator", "name": "Olga Nowak"}


@pytest.fixture
def token(desk: FakeDesk, shop: Shop) -> str:
    """Ingrid's, who has three tickets."""
    desk.tickets = [
        ticket("SUP-1003", "Cracked shade", status="waiting", created_at="2026-11-22T09:40:00Z"),
        ticket("SUP-1002", "Which bulb?", status="in_progress", created_at="2026-10-02T09:00:00Z"),
        ticket(
            "SUP-1001",
            "Invoice",
            status="closed",
            closed_at="2026-09-03T09:00:00Z",
            turns=[{"kind": "closed", "at": "2026-11-22T09:41:00Z"}],
        ),
    ]
    token = desk.signed("shop-1001", name="Ingrid Solberg", email="ingrid@solberg.example")
    shop.tag["data-token"] = token
    return token


def rows(page: Page) -> Locator:
    return panel(page).get_by_role("listitem")


def said(page: Page) -> Locator:
    return panel(page).get_by_role("article")


def reply(page: Page) -> Locator:
    return panel(page).get_by_role("textbox", name="Write a message")


def open_list(page: Page, shop: Shop) -> None:
    page.goto(shop.address)
    launcher(page).click()
    expect(heading(page, "Your requests")).to_be_visible()


def open_ticket(page: Page, shop: Shop, subject: str) -> None:
    open_list(page, shop)
    rows(page).get_by_role("button", name=subject).click()
    expect(heading(page, subject)).to_be_focused()


@pytest.mark.thorough
def test_his_tickets_have_title_date_and_status(
    page: Page, desk: FakeDesk, shop: Shop, token: str
) -> None:
    open_list(page, shop)

    expect(rows(page)).to_have_text(
        [
            re.compile(r"Cracked shade.*Waiting for you.*22 Nov", re.DOTALL),
            re.compile(r"Which bulb\?.*In progress.*2 Oct", re.DOTALL),
            re.compile(r"Invoice.*Closed.*22 Nov", re.DOTALL),
        ]
    )
    calls = desk.asked("") + desk.asked("/tickets")
    assert {call.headers["authorization"] for call in calls} == {f"Bearer {token}"}


@pytest.mark.thorough
def test_more_of_them_are_shown_on_demand(
    page: Page, desk: FakeDesk, shop: Shop, token: str
) -> None:
    desk.tickets = [ticket(f"SUP-{nr}", f"Request {nr}") for nr in range(45, 0, -1)]
    open_list(page, shop)
    expect(rows(page)).to_have_count(20)
    more = panel(page).get_by_role("button", name="Show more")
    more.click()
    expect(rows(page)).to_have_count(40)
    more.click()

    expect(rows(page)).to_have_count(45)
    expect(rows(page).last).to_contain_text("Request 1")
    expect(more).to_be_hidden()


@pytest.mark.thorough
def test_who_wants_more_of_them_goes_on_where_they_begin(
    page: Page, desk: FakeDesk, shop: Shop, token: str
) -> None:
    desk.tickets = [ticket(f"SUP-{nr}", f"Request {nr}") for nr in range(45, 0, -1)]
    open_list(page, shop)
    more = panel(page).get_by_role("button", name="Show more")
    more.press("Enter")
    expect(rows(page).nth(20).get_by_role("button")).to_be_focused()
    more.press("Enter")

    expect(more).to_be_hidden()
    expect(rows(page).nth(40).get_by_role("button")).to_be_focused()


@pytest.mark.thorough
def test_what_was_today_is_yesterday_the_day_after(
    page: Page, desk: FakeDesk, shop: Shop, token: str
) -> None:
    page.clock.install(time="2026-11-22T20:00:00Z")
    desk.tickets = [ticket(f"SUP-{nr}", f"Request {nr}") for nr in range(25, 0, -1)]
    open_list(page, shop)
    panel(page).get_by_role("button", name="Show more").click()
    expect(rows(page)).to_have_count(25)
    expect(rows(page).last).to_contain_text("today")
    page.clock.set_system_time("2026-11-23T08:00:00Z")
    launcher(page).click()
    launcher(page).click()

    expect(rows(page).first).to_contain_text("yesterday")
    expect(rows(page).last).to_contain_text("yesterday")


@pytest.mark.thorough
def test_who_has_none_yet_begins_with_the_form(
    page: Page, desk: FakeDesk, shop: Shop, token: str
) -> None:
    desk.tickets = []
    page.goto(shop.address)
    launcher(page).click()

    expect(heading(page, "New request")).to_be_visible()
    panel(page).get_by_role("button", name="Back to your requests").click()
    expect(panel(page).get_by_text("You have no requests yet.")).to_be_visible()


@pytest.mark.thorough
def test_a_ticket_has_its_conversation(page: Page, desk: FakeDesk, shop: Shop, token: str) -> None:
    desk.tickets[0]["messages"].append(
        message(
            "m2",
            author=OLGA,
            html="<p>We send a <strong>new one</strong>.</p>",
            created_at=LATER,
        )
    )
    open_ticket(page, shop, "Cracked shade")

    expect(panel(page).get_by_text("SUP-1003")).to_be_visible()
    expect(panel(page).get_by_text("waiting to hear from you")).to_be_visible()
    expect(said(page).nth(0)).to_contain_text("Please help.")
    expect(said(page).nth(1).locator("strong", has_text="new one")).to_be_visible()
    panel(page).get_by_role("button", name="Back to your requests").click()
    expect(heading(page, "Your requests")).to_be_focused()


def test_what_he_writes_joins_the_conversation(
    page: Page, desk: FakeDesk, shop: Shop, token: str
) -> None:
    open_ticket(page, shop, "Cracked shade")
    run(page, "Deskhand.on('comment', ({number}) => (document.title += ` ${number}`))")
    reply(page).fill("It is the left one.")
    panel(page).get_by_label("Attach files").set_input_files(PHOTO)
    send(page).click()

    expect(said(page).last).to_contain_text("It is the left one.")
    expect(said(page).last.get_by_role("link", name="hinge.png")).to_be_visible()
    expect(panel(page).get_by_text("Your message was sent.")).to_be_visible()
    expect(page).to_have_title("Lamps SUP-1003")
    (sent,) = desk.posted("/tickets/SUP-1003/comments")
    assert (sent["text"], sent["attachments"]) == ("It is the left one.", ["hinge.png"])


def test_a_closed_ticket_reopens_when_he_writes(
    page: Page, desk: FakeDesk, shop: Shop, token: str
) -> None:
    open_ticket(page, shop, "Invoice")
    expect(panel(page).get_by_text("Your message will open this request again.")).to_be_visible()
    reply(page).fill("The VAT number is missing.")
    send(page).click()

    expect(panel(page).get_by_text("Reopened")).to_be_visible()
    expect(panel(page).get_by_text("We are working on it.")).to_be_visible()
    panel(page).get_by_role("button", name="Back to your requests").click()
    expect(rows(page).nth(2)).to_contain_text("In progress")


def test_an_answer_appears_while_he_looks(
    page: Page, desk: FakeDesk, shop: Shop, token: str
) -> None:
    page.clock.install()
    open_ticket(page, shop, "Cracked shade")
    reply(page).fill("Half a")
    answer = message("m2", author=OLGA, text="A new one is on its way.", created_at=LATER)
    desk.ticket("SUP-1003")["messages"].append(answer)
    page.clock.run_for(15_000)

    expect(said(page).last).to_contain_text("A new one is on its way.")
    expect(panel(page).get_by_role("status").filter(has_text="Olga Nowak")).to_be_attached()
    expect(reply(page)).to_have_value("Half a")
    expect(reply(page)).to_be_focused()


@pytest.mark.thorough
def test_a_closed_panel_asks_for_nothing(
    page: Page, desk: FakeDesk, shop: Shop, token: str
) -> None:
    page.clock.install()
    open_ticket(page, shop, "Cracked shade")
    launcher(page).click()
    expect(panel(page)).to_be_hidden()
    before = len(desk.calls)
    page.clock.run_for(60_000)

    launcher(page).click()
    expect(heading(page, "Cracked shade")).to_be_visible()
    assert len(desk.calls) - before <= 1


@pytest.mark.thorough
def test_a_link_to_his_ticket_opens_it(page: Page, desk: FakeDesk, shop: Shop, token: str) -> None:
    page.goto(f"{shop.site}/?ticket=SUP-1002")

    expect(heading(page, "Which bulb?")).to_be_visible()


def test_a_link_to_a_ticket_of_another_shows_his_own(
    page: Page, desk: FakeDesk, shop: Shop, token: str
) -> None:
    page.goto(f"{shop.site}/?ticket=SUP-9")

    expect(heading(page, "Your requests")).to_be_visible()
    expect(panel(page).get_by_text("There is no request SUP-9 of yours.")).to_be_visible()
    rows(page).first.get_by_role("button").click()
    expect(heading(page, "Cracked shade")).to_be_visible()
    expect(panel(page).get_by_text("SUP-9 ")).to_be_hidden()


@pytest.mark.thorough
def test_a_number_with_signs_of_addresses_is_found(
    page: Page, desk: FakeDesk, shop: Shop, token: str
) -> None:
    desk.tickets = [ticket("2026/#7", "Odd number")]
    page.goto(f"{shop.site}/")
    run(page, "Deskhand.showTicket('2026/#7')")

    expect(heading(page, "Odd number")).to_be_visible()


@pytest.mark.thorough
def test_a_link_opens_nothing_for_a_stranger(page: Page, desk: FakeDesk, shop: Shop) -> None:
    page.goto(f"{shop.site}/?ticket=SUP-9", wait_until="networkidle")

    expect(panel(page)).to_be_hidden()
    assert [call.path for call in desk.calls] == ["/widget.js"]


@pytest.mark.thorough
def test_a_known_customer_is_not_asked_who_he_is(
    page: Page, desk: FakeDesk, shop: Shop, token: str
) -> None:
    open_list(page, shop)
    panel(page).get_by_role("button", name="New request").click()
    expect(heading(page, "New request")).to_be_focused()
    expect(panel(page).get_by_label("E-mail")).to_have_count(0)
    expect(panel(page).get_by_label("Name")).to_have_count(0)
    box(page, "Subject").fill("Another shade")
    box(page, "Message").fill("Please.")
    send(page).click()

    expect(panel(page).get_by_text("answer by e-mail to ingrid@solberg.example.")).to_be_visible()
    (sent,) = desk.posted("/tickets")
    assert {"name", "email", "start", "proof"}.isdisjoint(sent)
    panel(page).get_by_role("button", name="Your requests", exact=True).click()
    expect(rows(page).first).to_contain_text("Another shade")


@pytest.mark.thorough
def test_half_a_comment_is_there_on_the_next_page(
    page: Page, desk: FakeDesk, shop: Shop, token: str
) -> None:
    open_ticket(page, shop, "Cracked shade")
    reply(page).fill("It is the")

    open_ticket(page, shop, "Cracked shade")

    expect(reply(page)).to_have_value("It is the")
