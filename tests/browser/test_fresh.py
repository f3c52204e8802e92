"""The public ticket page stays like the ticket while it is looked at."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import states
from tests.browser.desk import FakeDesk, message
from tests.browser.held import holding
from tests.browser.test_ticket_page import field, send

pytestmark = pytest.mark.slow
TURN = 15_000
API = "**/api/ticket"


def asked(desk: FakeDesk) -> int:
    return sum(call.path == "/api/ticket" for call in desk.calls)


def look(page: Page, hidden: bool = False) -> None:
    """As when the tab is left, or come back to."""
    page.evaluate(
        """(value) => {
          Object.defineProperty(document, 'hidden', { value, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }""",
        hidden,
    )


def test_an_answer_that_takes_longer_than_a_turn_is_shown(page: Page, desk: FakeDesk) -> None:
    page.clock.install()
    held: list[Route] = []
    page.route(API, lambda route: held.append(route))
    with page.expect_request(API):
        page.goto(desk.link)
    for _ in range(3):
        page.clock.fast_forward(TURN)

    held[0].continue_()

    expect(page.get_by_role("article")).to_have_count(3)
    assert len(held) == 1


def test_what_was_asked_for_before_a_comment_does_not_take_it_away(
    page: Page, desk: FakeDesk
) -> None:
    page.clock.install()
    page.goto(desk.link)
    expect(page.get_by_role("article")).to_have_count(3)
    with holding(page, API) as held:
        page.clock.fast_forward(TURN)
    before = held[0].fetch()
    field(page).fill("And the arm is bent.")
    send(page).click()
    expect(page.get_by_role("article")).to_have_count(4)

    with page.expect_response(API) as late:
        held[0].fulfill(response=before)
    late.value.finished()

    expect(page.get_by_role("article").last).to_contain_text("And the arm is bent.")


def test_a_comment_that_had_arrived_before_stands_there_once(page: Page, desk: FakeDesk) -> None:
    page.goto(desk.link)
    page.route("**/comments", lambda route: route.fulfill(json=desk.page["messages"][0]))
    field(page).fill("Sent again")

    with holding(page, API):
        send(page).click()

    expect(page.get_by_text("Your message was sent.")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(3)


def test_a_ticket_without_news_is_asked_for_less_often_until_somebody_comes(
    page: Page, desk: FakeDesk
) -> None:
    page.clock.install()
    page.goto(desk.link)
    file = page.get_by_role("link", name="Return terms.pdf")
    expect(file).to_be_visible()
    for turn in range(12):
        address = f"{desk.storage}/bucket/{turn}"  # another one is no news
        desk.page["messages"][2]["attachments"][0]["url"] = address
        page.clock.fast_forward(TURN)
        expect(file).to_have_attribute("href", address)
    often = asked(desk)

    for _ in range(3):
        page.clock.fast_forward(TURN)
    with page.expect_response(API):
        page.clock.fast_forward(TURN)
    assert asked(desk) == often + 1

    olga = states.OLGA
    desk.answers(message("m9", author=olga, text="By the way", created_at="2026-11-22T10:00:00Z"))
    look(page, hidden=True)
    look(page)
    expect(page.get_by_role("article")).to_have_count(4)
    with page.expect_response(API):
        page.clock.fast_forward(TURN)
    assert asked(desk) == often + 3


def test_who_comes_back_sees_at_once_what_happened(page: Page, desk: FakeDesk) -> None:
    page.goto(desk.link)
    expect(page.get_by_role("article")).to_have_count(3)
    look(page, hidden=True)
    desk.answers(message("m9", text="By the way", created_at="2026-11-22T10:00:00Z"))

    look(page)

    expect(page.get_by_role("article")).to_have_count(4)


def test_a_hidden_page_asks_for_nothing(page: Page, desk: FakeDesk) -> None:
    page.clock.install()
    page.goto(desk.link)
    expect(field(page)).to_be_visible()
    look(page, hidden=True)
    before = asked(desk)
    for _ in range(4):
        page.clock.fast_forward(TURN)

    with page.expect_response(API):
        look(page)

    assert asked(desk) == before + 1


def test_today_is_yesterday_after_midnight(page: Page, desk: FakeDesk) -> None:
    page.clock.install(time="2026-11-22T22:50:00Z")  # ten to midnight in Warsaw
    page.goto(desk.link)
    said = page.get_by_role("article")
    expect(said.last).to_contain_text("today, 10:05")
    said.first.evaluate("it => (it.dataset.kept = 'yes')")

    page.clock.fast_forward(15 * 60_000)

    expect(said.last).to_contain_text("yesterday, 10:05")
    expect(said).to_have_count(3)
    expect(said.first).to_have_attribute("data-kept", "yes")


def test_a_status_that_changes_leaves_the_focus_where_it_was(page: Page, desk: FakeDesk) -> None:
    page.clock.install()
    desk.page = states.long_ticket()
    page.goto(desk.link)
    write = page.get_by_role("button", name="Write a message")
    write.focus()

    desk.page |= {"status": "closed", "closed_at": states.CLOSED}
    page.clock.fast_forward(TURN)

    expect(page.get_by_text("This request is closed.")).to_be_visible()
    expect(write).to_be_focused()


@pytest.mark.parametrize("ending", ["replaced", "gone", "over"])
def test_what_somebody_is_typing_stays_to_be_taken_elsewhere(
    page: Page, desk: FakeDesk, ending: str
) -> None:
    page.clock.install()
    page.goto(desk.link)
    field(page).fill("Half a page of it")

    if ending == "over":
        desk.page = states.ticket_over()
    else:
        desk.failing["/api/ticket"] = 410 if ending == "replaced" else 404
    page.clock.fast_forward(TURN)

    rest = page.get_by_role("textbox", name="Your unsent message")
    expect(rest).to_have_value("Half a page of it")
    assert not rest.is_editable()
    if ending == "over":
        expect(rest).to_be_focused()
        page.clock.fast_forward(TURN)
        expect(rest).to_be_focused()


def test_a_page_that_knows_all_there_is_is_told_no_more_than_that(
    page: Page, desk: FakeDesk
) -> None:
    known = "**/api/ticket?known=all-so-far"
    stale = page.get_by_text("What you see may be out of date.")
    page.clock.install()
    desk.page["state"] = "all-so-far"
    page.goto(desk.link)
    expect(page.get_by_role("article")).to_have_count(3)

    page.route(known, lambda route: route.abort())
    page.clock.fast_forward(TURN)
    expect(stale).to_be_visible()
    page.unroute(known)
    page.route(known, lambda route: route.fulfill(status=204))
    page.clock.fast_forward(TURN)
    expect(stale).not_to_be_visible()
    expect(page.get_by_role("article")).to_have_count(3)

    page.unroute(known)
    desk.page["state"] = "and-more"
    desk.answers(message("m9", text="By the way", created_at="2026-11-22T10:00:00Z"))
    page.clock.fast_forward(TURN)
    expect(page.get_by_role("article")).to_have_count(4)
    with page.expect_request("**/api/ticket?known=and-more"):
        page.clock.fast_forward(TURN)


def test_older_messages_that_are_not_there_are_told_of(page: Page, desk: FakeDesk) -> None:
    desk.page["left_out"] = 12
    page.goto(desk.link)

    first = page.get_by_role("list", name="Conversation").get_by_role("listitem").first
    expect(first).to_have_text("Older messages are not shown here.")
