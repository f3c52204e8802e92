"""What a customer sees who is signed in at the site."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import message
from tests.browser.held import holding
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
    expect(panel(page).get_by_text("Your message reopens this request.")).to_be_visible()
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
def test_from_the_first_look_on_he_asks_only_for_what_is_new(
    page: Page, desk: FakeDesk, shop: Shop, token: str
) -> None:
    page.clock.install()
    desk.ticket("SUP-1003")["state"] = "7"
    open_ticket(page, shop, "Cracked shade")

    with page.expect_request("**/tickets/SUP-1003?*") as look:
        page.clock.run_for(15_000)

    assert look.value.url.endswith("?known=7")


def test_what_was_asked_for_before_a_comment_does_not_take_it_away(
    page: Page, desk: FakeDesk, shop: Shop, token: str
) -> None:
    page.clock.install()
    open_ticket(page, shop, "Cracked shade")
    with holding(page, "**/tickets/SUP-1003") as held:
        page.clock.run_for(15_000)
    before = held[0].fetch()
    reply(page).fill("It is the left one.")
    with page.expect_response("**/tickets/SUP-1003"):
        send(page).click()
    expect(said(page)).to_have_count(2)

    with page.expect_response("**/tickets/SUP-1003") as late:
        held[0].fulfill(response=before)
    late.value.finished()

    expect(said(page).last).to_contain_text("It is the left one.")


@pytest.mark.thorough
def test_who_comes_back_to_the_page_sees_at_once_what_happened(
    page: Page, desk: FakeDesk, shop: Shop, token: str
) -> None:
    open_ticket(page, shop, "Cracked shade")
    answer = message("m2", author=OLGA, text="A new one is on its way.", created_at=LATER)
    desk.ticket("SUP-1003")["messages"].append(answer)
    run(page, "document.dispatchEvent(new Event('visibilitychange'))")

    expect(said(page).last).to_contain_text("A new one is on its way.")


def test_a_desk_in_trouble_leaves_the_ticket_and_says_that_it_may_be_old(
    page: Page, desk: FakeDesk, shop: Shop, token: str
) -> None:
    page.clock.install()
    open_ticket(page, shop, "Cracked shade")
    desk.failing["/tickets/SUP-1003"] = 500
    page.clock.run_for(15_000)

    stale = panel(page).get_by_role("alert").filter(has_text="may be out of date")
    expect(stale).to_be_visible()
    expect(said(page)).to_have_count(1)
    desk.failing.clear()
    page.clock.run_for(15_000)
    expect(stale).to_be_hidden()


def test_a_ticket_that_is_gone_leaves_what_he_was_typing(
    page: Page, desk: FakeDesk, shop: Shop, token: str
) -> None:
    page.clock.install()
    open_ticket(page, shop, "Cracked shade")
    reply(page).fill("Half a")
    desk.tickets = desk.tickets[1:]
    page.clock.run_for(15_000)

    expect(panel(page).get_by_text("There is no request SUP-1003 of yours.")).to_be_visible()
    expect(said(page)).to_have_count(0)
    rest = panel(page).get_by_role("textbox", name="Your unsent message")
    expect(rest).to_have_value("Half a")
    asked = len(desk.calls)
    page.clock.run_for(60_000)
    assert len(desk.calls) == asked


@pytest.mark.thorough
def test_his_focus_stays_when_the_status_changes(
    page: Page, desk: FakeDesk, shop: Shop, token: str
) -> None:
    page.clock.install()
    his = desk.ticket("SUP-1003")
    his["messages"] += [message(f"n{nr}", text="And?", created_at=LATER) for nr in range(3)]
    open_ticket(page, shop, "Cracked shade")
    write = panel(page).get_by_role("button", name="Write a message")
    write.focus()
    his["status"] = "in_progress"
    page.clock.run_for(15_000)

    expect(panel(page).get_by_text("We are working on it.")).to_be_visible()
    expect(write).to_be_focused()


def test_a_comment_sent_again_from_the_next_page_has_the_same_name(
    page: Page, desk: FakeDesk, shop: Shop, token: str
) -> None:
    open_ticket(page, shop, "Cracked shade")
    page.route("**/comments", lambda route: (route.fetch(), route.abort()), times=1)
    reply(page).fill("It is the left one.")
    send(page).click()
    expect(panel(page).get_by_text("Your message was not sent.")).to_be_visible()

    open_ticket(page, shop, "Cracked shade")
    send(page).click()

    expect(panel(page).get_by_text("Your message was sent.")).to_be_visible()
    first, again = (sent["once"] for sent in desk.posted("/tickets/SUP-1003/comments"))
    assert first == again


def test_a_comment_sent_again_while_the_first_goes_has_the_same_name(
    page: Page, desk: FakeDesk, shop: Shop, token: str
) -> None:
    open_ticket(page, shop, "Cracked shade")
    reply(page).fill("It is the left one.")
    with holding(page, "**/comments") as held:
        send(page).click()
    panel(page).get_by_role("button", name="Back to your requests").click()
    rows(page).get_by_role("button", name="Cracked shade").click()
    expect(reply(page)).to_have_value("It is the left one.")
    with page.expect_response("**/tickets/SUP-1003"):
        held[0].continue_()  # it arrives, and what it leaves behind is not for the next
    send(page).click()

    expect(panel(page).get_by_text("Your message was sent.")).to_be_visible()
    first, again = (sent["once"] for sent in desk.posted("/tickets/SUP-1003/comments"))
    assert first == again


@pytest.mark.thorough
def test_tickets_that_were_looked_at_leave_nothing_behind(
    page: Page, desk: FakeDesk, shop: Shop, token: str
) -> None:
    shop.script = """
      const timers = new Set(), heard = new Set();
      const { setInterval: start, clearInterval: stop } = window;
      window.setInterval = (...given) => { const id = start(...given); timers.add(id); return id; };
      window.clearInterval = (id) => { timers.delete(id); stop(id); };
      const { addEventListener: add } = EventTarget.prototype;
      EventTarget.prototype.addEventListener = function (type, listener, ...given) {
        if (['drop', 'paste', 'dragover'].includes(type)) heard.add(listener);
        if (['online', 'visibilitychange'].includes(type)) {
          heard.add(listener);
          given[0]?.signal?.addEventListener('abort', () => heard.delete(listener));
        }
        add.call(this, type, listener, ...given);
      };
    """
    open_ticket(page, shop, "Cracked shade")
    kept = page.evaluate("[timers.size, heard.size]")
    back = panel(page).get_by_role("button", name="Back to your requests")
    for subject in ("Which bulb?", "Invoice", "Cracked shade"):
        back.click()
        rows(page).get_by_role("button", name=subject).click()
        expect(heading(page, subject)).to_be_focused()
    back.click()
    desk.gate.shut()
    with page.expect_request("**/tickets/SUP-1002"):
        rows(page).get_by_role("button", name="Which bulb?").click()
    run(page, "Deskhand.showTicket('SUP-1003')")  # overtakes it
    desk.gate.open()
    expect(heading(page, "Cracked shade")).to_be_visible()

    assert page.evaluate("[timers.size, heard.size]") == kept


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
