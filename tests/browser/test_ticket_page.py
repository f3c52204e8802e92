"""The public ticket page in a browser, as its customer uses it."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import states
from tests.browser.desk import TOKEN, FakeDesk, message, multipart_names
from tests.browser.held import holding

pytestmark = pytest.mark.slow
PHOTO = {"name": "serial.png", "mimeType": "image/png", "buffer": b"\x89PNG..."}


def field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Write a message")


def send(page: Page) -> Locator:
    return page.get_by_role("button", name="Send")


def test_the_page_shows_the_conversation(page: Page, desk: FakeDesk) -> None:
    page.goto(desk.link)

    expect(page.get_by_role("heading", level=1)).to_have_text(desk.page["subject"])
    expect(page).to_have_title("SUP-1042: Desk lamp arrived with a broken hinge")
    said = page.get_by_role("article")
    expect(said).to_have_count(3)
    expect(said.nth(0)).to_contain_text("Maria Keller")
    expect(said.nth(0)).to_contain_text("my lamp (order 88121)")
    expect(said.nth(1)).to_contain_text("Lumen Support Automatic message")
    expect(said.nth(2)).to_contain_text("Olga Nowak Lumen Support")
    expect(said.nth(2).get_by_role("listitem").first).to_have_text(
        "the serial number on the underside"
    )
    expect(said.nth(2).get_by_role("time").first).to_have_attribute(
        "title", "Sunday, 22 November 2026 at 10:05:00 CET"
    )
    file = said.nth(2).get_by_role("link", name="Return terms.pdf")
    expect(file).to_have_attribute("href", f"{desk.storage}/bucket/16?X-Amz-Signature=1")


def test_what_stands_deep_in_formatting_is_shown_in_its_place(page: Page, desk: FakeDesk) -> None:
    html = f"<p>Dear {'<font>' * 12}<b>Maria</b>{'</font>' * 12}, thanks</p>"
    said = message("m4", author=states.OLGA, html=html, created_at="2026-11-22T10:00:00Z")
    desk.page["messages"].append(said)
    page.goto(desk.link)

    expect(page.get_by_role("article").last.get_by_role("paragraph").last).to_have_text(
        "Dear Maria, thanks"
    )


def test_the_page_shows_how_far_the_ticket_is(page: Page, desk: FakeDesk) -> None:
    page.goto(desk.link)

    steps = page.get_by_role("list", name="Status").get_by_role("listitem")
    expect(steps).to_have_text(
        [
            re.compile(r"Received 19 Nov"),
            re.compile(r"In progress 20 Nov"),
            re.compile(r"Waiting for you "),
            re.compile(r"^Closed\s*$"),
        ]
    )
    expect(steps.nth(2)).to_have_attribute("aria-current", "step")


def test_a_customers_quoted_mail_is_shown_on_demand(page: Page, desk: FakeDesk) -> None:
    page.goto(desk.link)
    quote = page.get_by_text("Your order has been shipped")

    expect(quote).to_be_hidden()
    page.get_by_text("Show the whole e-mail").click()

    expect(quote).to_be_visible()


def test_a_message_that_was_cut_says_that_there_is_more(page: Page, desk: FakeDesk) -> None:
    desk.page["messages"][0] |= {"text": "So it begins", "html": "", "cut": True}
    page.goto(desk.link)

    said = page.get_by_role("article")
    expect(said.nth(0)).to_contain_text("So it begins")
    expect(page.get_by_text("The rest is too long to be shown here.")).to_have_count(1)
    expect(said.nth(0)).to_contain_text("The rest is too long to be shown here.")


def test_a_comment_appears_in_the_conversation(page: Page, desk: FakeDesk) -> None:
    page.goto(desk.link)
    desk.held.clear()

    field(page).fill("  LX-200-8841 ")
    send(page).click()
    expect(page.get_by_role("button", name="Sending…")).to_be_disabled()
    desk.held.set()

    expect(page.get_by_role("article").last).to_contain_text("LX-200-8841")
    expect(page.get_by_role("status").filter(has_text="Your message was sent.")).to_be_visible()
    expect(field(page)).to_have_value("")
    (said,) = desk.posted("/api/ticket/comments")
    assert (said["text"], said["attachments"]) == ("LX-200-8841", [])


def test_a_second_press_while_sending_sends_nothing(page: Page, desk: FakeDesk) -> None:
    page.goto(desk.link)
    desk.held.clear()

    field(page).fill("once")
    field(page).press("Control+Enter")
    field(page).press("Control+Enter")
    desk.held.set()

    expect(page.get_by_text("Your message was sent.")).to_be_visible()
    assert len(desk.posted("/api/ticket/comments")) == 1


def test_files_go_to_the_storage_and_with_the_comment(page: Page, desk: FakeDesk) -> None:
    page.goto(desk.link)

    page.get_by_label("Attach files").set_input_files(
        [PHOTO, {"name": "odd", "mimeType": "Strange Type", "buffer": b"12345"}]
    )
    expect(page.locator("form").get_by_role("list")).to_contain_text("uploaded")
    page.get_by_role("button", name="Remove odd").click()
    send(page).click()

    expect(page.get_by_role("article").last).to_contain_text("serial.png")
    announced = desk.posted("/api/ticket/attachments")
    assert {"filename": "serial.png", "content_type": "image/png", "size": 7} in announced
    assert {
        "filename": "odd",
        "content_type": "application/octet-stream",
        "size": 5,
    } in announced
    photo = next(body for body in desk.uploaded() if PHOTO["buffer"] in body)
    assert multipart_names(photo.replace(b"\x89", b"")) == ["key", "policy", "file"]
    (said,) = desk.posted("/api/ticket/comments")
    assert (said["text"], said["attachments"]) == ("", ["serial.png"])


def test_dropped_files_are_attached(page: Page, desk: FakeDesk) -> None:
    page.goto(desk.link)

    drop(page, "header")

    expect(page.locator("form").get_by_role("list")).to_contain_text("dropped.txt")


def drop(page: Page, onto: str) -> None:
    data = page.evaluate_handle(
        "() => { const data = new DataTransfer();"
        " data.items.add(new File(['abc'], 'dropped.txt')); return data; }"
    )
    page.dispatch_event(onto, "drop", {"dataTransfer": data})


@pytest.mark.parametrize("kind", ["paste", "drop"])
def test_words_are_pasted_and_dropped_as_ever_also_with_a_picture_beside_them(
    page: Page, desk: FakeDesk, kind: str
) -> None:
    """As office programs put them into the clipboard."""
    page.goto(desk.link)

    left_alone = field(page).evaluate(
        """(field, kind) => {
          const data = new DataTransfer();
          data.items.add('12 lamps', 'text/plain');
          data.items.add(new File(['abc'], 'table.png', { type: 'image/png' }));
          const given = { bubbles: true, cancelable: true };
          return field.dispatchEvent(kind === 'drop'
            ? new DragEvent('drop', { ...given, dataTransfer: data })
            : new ClipboardEvent('paste', { ...given, clipboardData: data }));
        }""",
        kind,
    )

    assert left_alone
    expect(page.get_by_text("table.png")).to_have_count(0)


def test_files_that_cannot_be_sent_are_refused_at_once(page: Page, desk: FakeDesk) -> None:
    page.goto(desk.link)

    page.get_by_label("Attach files").set_input_files(PHOTO | {"buffer": b""})

    expect(page.get_by_role("alert")).to_have_text("serial.png is empty.")
    assert desk.posted("/api/ticket/attachments") == []


def test_a_failed_upload_keeps_the_comment_back(page: Page, desk: FakeDesk) -> None:
    desk.failing["/bucket"] = 500
    page.goto(desk.link)

    field(page).fill("see the photo")
    page.get_by_label("Attach files").set_input_files(PHOTO)
    expect(page.get_by_text("not uploaded")).to_be_visible()
    send(page).click()

    expect(page.get_by_role("alert")).to_contain_text("A file was not uploaded.")
    expect(field(page)).to_have_value("see the photo")
    assert desk.posted("/api/ticket/comments") == []


def test_a_file_that_is_removed_while_it_goes_does_not_keep_the_comment_back(
    page: Page, desk: FakeDesk
) -> None:
    page.goto(desk.link)
    field(page).fill("without the photo")
    with holding(page, "**/bucket"):
        page.get_by_label("Attach files").set_input_files(PHOTO)
    send(page).click()

    page.get_by_role("button", name="Remove serial.png").click()

    expect(page.get_by_text("Your message was sent.")).to_be_visible()
    (said,) = desk.posted("/api/ticket/comments")
    assert (said["text"], said["attachments"]) == ("without the photo", [])


def test_a_file_that_is_removed_as_soon_as_it_was_chosen_goes_nowhere(
    page: Page, desk: FakeDesk
) -> None:
    page.goto(desk.link)
    field(page).fill("without the photo")
    with holding(page, "**/attachments") as held:
        page.get_by_label("Attach files").set_input_files(PHOTO)
    send(page).click()
    page.get_by_role("button", name="Remove serial.png").click()
    held[0].continue_()

    expect(page.get_by_text("Your message was sent.")).to_be_visible()
    (said,) = desk.posted("/api/ticket/comments")
    assert said["attachments"] == []
    assert desk.uploaded() == []


def test_a_file_that_was_all_there_is_to_send_may_be_removed_while_it_goes(
    page: Page, desk: FakeDesk
) -> None:
    page.goto(desk.link)
    with holding(page, "**/bucket"):
        page.get_by_label("Attach files").set_input_files(PHOTO)
    send(page).click()

    page.get_by_role("button", name="Remove serial.png").click()

    expect(page.get_by_role("alert")).to_have_text("Write a message or attach a file first.")
    expect(send(page)).to_be_enabled()
    assert desk.posted("/api/ticket/comments") == []


def test_a_file_that_comes_while_the_comment_goes_stays_for_the_next(
    page: Page, desk: FakeDesk
) -> None:
    page.goto(desk.link)
    files = page.locator("form").get_by_role("listitem")
    page.get_by_label("Attach files").set_input_files(PHOTO)
    expect(files).to_contain_text(["uploaded"])
    desk.held.clear()
    with page.expect_request("**/comments"):
        send(page).click()
    page.get_by_label("Attach files").set_input_files(PHOTO | {"name": "late.png"})
    desk.held.set()

    expect(page.get_by_text("Your message was sent.")).to_be_visible()
    expect(files).to_contain_text(["late.png"])
    (said,) = desk.posted("/api/ticket/comments")
    assert said["attachments"] == ["serial.png"]


def test_who_removes_a_file_is_led_to_the_next_and_then_to_where_files_are_chosen(
    page: Page, desk: FakeDesk
) -> None:
    page.goto(desk.link)
    page.get_by_label("Attach files").set_input_files([PHOTO, PHOTO | {"name": "more.png"}])

    page.get_by_role("button", name="Remove serial.png").press("Enter")
    expect(page.get_by_role("button", name="Remove more.png")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_label("Attach files")).to_be_focused()


def test_a_desk_without_attachments_offers_none(page: Page, desk: FakeDesk) -> None:
    desk.page["desk"]["attachments"] = False
    page.goto(desk.link)
    expect(field(page)).to_be_visible()

    drop(page, "form")

    expect(page.get_by_label("Attach files")).to_have_count(0)
    expect(page.get_by_text("dropped.txt")).to_have_count(0)


def test_an_empty_comment_is_not_sent(page: Page, desk: FakeDesk) -> None:
    page.goto(desk.link)

    field(page).fill(" \n ")
    send(page).click()

    expect(page.get_by_role("alert")).to_have_text("Write a message or attach a file first.")
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_attribute("aria-invalid", "true")
    assert desk.posted("/api/ticket/comments") == []


@pytest.mark.parametrize("failure", [500, 409, 404, None])
def test_failed_sending_keeps_the_text(page: Page, desk: FakeDesk, failure: int | None) -> None:
    page.goto(desk.link)
    field(page).fill("Long and thoughtful")
    if failure:
        desk.failing["/api/ticket/comments"] = failure
    else:
        page.route("**/comments", lambda route: route.abort())

    send(page).click()

    expect(page.get_by_role("alert").filter(has_text="was not sent")).to_be_visible()
    expect(field(page)).to_have_value("Long and thoughtful")
    desk.failing.clear()
    page.unroute("**/comments")
    send(page).click()
    expect(page.get_by_role("article").last).to_contain_text("Long and thoughtful")


def test_what_is_sent_again_has_the_same_name_and_anything_else_another(
    page: Page, desk: FakeDesk
) -> None:
    page.goto(desk.link)
    desk.failing["/api/ticket/comments"] = 500
    failed = page.get_by_role("alert").filter(has_text="was not sent")
    for text in ("Hello?", "Hello?", "Hello!"):
        field(page).fill(text)
        send(page).click()
        expect(failed).to_be_visible()
    desk.failing.clear()
    for _ in range(2):
        field(page).fill("Hello!")
        send(page).click()
        expect(field(page)).to_have_value("")

    first, second, third, fourth, fifth = (
        said["once"] for said in desk.posted("/api/ticket/comments")
    )
    assert first == second
    assert third == fourth
    assert len({first, third, fifth}) == 3


def test_a_comment_whose_answer_breaks_off_is_kept(page: Page, desk: FakeDesk) -> None:
    page.goto(desk.link)
    broken = {"status": 201, "content_type": "application/json", "body": '{"id": "m4", "te'}
    page.route("**/comments", lambda route: route.fulfill(**broken))
    field(page).fill("Long and thoughtful")

    send(page).click()

    expect(page.get_by_role("alert").filter(has_text="was not sent")).to_be_visible()
    expect(field(page)).to_have_value("Long and thoughtful")
    expect(page.get_by_role("article")).to_have_count(3)


def test_a_comment_that_is_sent_again_after_a_reload_has_the_same_name(
    page: Page, desk: FakeDesk
) -> None:
    page.goto(desk.link)
    page.route("**/comments", lambda route: (route.fetch(), route.abort()))
    field(page).fill("Hello?")
    send(page).click()
    expect(page.get_by_role("alert").filter(has_text="was not sent")).to_be_visible()
    page.unroute("**/comments")

    page.reload()
    for _ in range(2):
        field(page).fill("Hello?")
        send(page).click()
        expect(field(page)).to_have_value("")

    first, again, later = (said["once"] for said in desk.posted("/api/ticket/comments"))
    assert first == again != later


def test_too_many_comments_are_told_with_when_to_try_again(page: Page, desk: FakeDesk) -> None:
    desk.failing["/api/ticket/comments"] = 429
    page.goto(desk.link)
    field(page).fill("Once more")

    send(page).click()

    expect(page.get_by_role("alert").filter(has_text="Too many messages")).to_be_visible()
    expect(field(page)).to_have_value("Once more")


def test_a_draft_outlives_a_reload_and_not_its_sending(page: Page, desk: FakeDesk) -> None:
    page.goto(desk.link)
    field(page).fill("half a sent")

    page.reload()

    expect(field(page)).to_have_value("half a sent")
    stored = page.evaluate("JSON.stringify([sessionStorage, localStorage, document.cookie])")
    assert TOKEN not in stored
    assert desk.page["number"] not in stored
    send(page).click()
    expect(page.get_by_text("Your message was sent.")).to_be_visible()
    page.reload()
    expect(field(page)).to_have_value("")


def test_what_happens_meanwhile_comes_in_by_itself(page: Page, desk: FakeDesk) -> None:
    page.clock.install()
    page.goto(desk.link)
    field(page).fill("while I type")

    olga = states.OLGA
    desk.answers(message("m9", author=olga, text="By the way", created_at="2026-11-22T10:00:00Z"))
    page.clock.fast_forward(15_000)

    expect(page.get_by_role("article").last).to_contain_text("By the way")
    news = page.get_by_role("status").filter(has_text="New message from Olga Nowak")
    expect(news).to_have_count(1)
    expect(field(page)).to_have_value("while I type")
    expect(field(page)).to_be_focused()


def test_a_lost_connection_leaves_the_page_and_says_so(page: Page, desk: FakeDesk) -> None:
    page.clock.install()
    page.goto(desk.link)
    expect(field(page)).to_be_visible()
    desk.failing["/api/ticket"] = 503

    page.clock.fast_forward(15_000)

    expect(page.get_by_text("No connection.")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(3)
    desk.failing.clear()
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("No connection.")).to_have_count(0)


def test_a_page_that_cannot_be_loaded_can_be_retried(page: Page, desk: FakeDesk) -> None:
    desk.failing["/api/ticket"] = 500
    page.goto(desk.link)
    expect(page.get_by_role("heading")).to_have_text("We cannot load your request right now")

    desk.failing.clear()
    page.get_by_role("button", name="Try again").click()

    expect(page.get_by_role("article")).to_have_count(3)


@pytest.mark.parametrize("fragment", ["", "#", "#nonsense", "#a b", "#%00ü", f"#{TOKEN}x"])
def test_a_bad_link_says_what_to_do(page: Page, desk: FakeDesk, fragment: str) -> None:
    page.goto(f"{desk.site}/t/{fragment}")

    expect(page.get_by_role("heading")).to_have_text("This link does not work")
    expect(page.get_by_text("simply reply to that e-mail")).to_be_visible()


def test_a_replaced_link_says_that_there_is_a_new_one(page: Page, desk: FakeDesk) -> None:
    page.clock.install()
    desk.failing["/api/ticket"] = 410
    page.goto(desk.link)

    expect(page.get_by_role("heading")).to_have_text("This request has a new link")
    expect(page.get_by_text("open the link in our latest e-mail")).to_be_visible()
    asked = len(desk.calls)
    page.clock.fast_forward(60_000)
    assert len(desk.calls) == asked


def test_a_link_that_is_replaced_while_it_is_read_shows_nothing_more(
    page: Page, desk: FakeDesk
) -> None:
    page.clock.install()
    page.goto(desk.link)
    expect(page.get_by_role("article")).to_have_count(3)

    desk.failing["/api/ticket"] = 410
    page.clock.fast_forward(15_000)

    expect(page.get_by_role("heading", name="This request has a new link")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(0)


def test_who_writes_by_a_link_that_was_replaced_meanwhile_is_told_so_at_once(
    page: Page, desk: FakeDesk
) -> None:
    page.goto(desk.link)
    field(page).fill("Is it here yet?")
    desk.failing["/api/ticket"] = desk.failing["/api/ticket/comments"] = 410

    send(page).click()

    expect(page.get_by_role("heading", name="This request has a new link")).to_be_visible()


def test_what_is_selected_stays_selected_when_the_page_is_refreshed(
    page: Page, desk: FakeDesk
) -> None:
    page.clock.install()
    page.goto(desk.link)
    page.get_by_role("article").first.evaluate("it => getSelection().selectAllChildren(it)")
    selected = page.evaluate("`${getSelection()}`")

    desk.answers(message("m9", text="By the way", created_at="2026-11-22T10:00:00Z"))
    page.clock.fast_forward(15_000)

    expect(page.get_by_role("article")).to_have_count(4)
    assert selected
    assert page.evaluate("`${getSelection()}`") == selected


def test_a_file_gets_its_new_address_when_the_page_is_refreshed(page: Page, desk: FakeDesk) -> None:
    page.clock.install()
    page.goto(desk.link)
    file = page.get_by_role("link", name="Return terms.pdf")
    expect(file).to_be_visible()

    desk.page["messages"][2]["attachments"][0]["url"] = f"{desk.storage}/bucket/renewed"
    page.clock.fast_forward(15_000)

    expect(file).to_have_attribute("href", f"{desk.storage}/bucket/renewed")


def test_paper_has_the_conversation_and_no_form(browser: Browser, desk: FakeDesk) -> None:
    context = browser.new_context(color_scheme="dark", locale="en-GB", timezone_id="Europe/Warsaw")
    page = context.new_page()
    page.goto(desk.link)
    expect(field(page)).to_be_visible()

    page.emulate_media(media="print", color_scheme="dark")

    expect(page.get_by_role("article")).to_have_count(3)
    expect(field(page)).to_be_hidden()
    shown = page.get_by_role("time").first.evaluate(
        "it => [getComputedStyle(it).fontSize, getComputedStyle(it, '::after').content]"
    )
    assert shown == ["0px", '"Thursday, 19 November 2026 at 09:12:40 CET"']
    ink = page.evaluate("getComputedStyle(document.documentElement).color")
    assert ink == "rgb(27, 30, 37)"
    context.close()


def test_a_full_stop_behind_the_link_does_no_harm(page: Page, desk: FakeDesk) -> None:
    page.goto(desk.link + ".")

    expect(page.get_by_role("article")).to_have_count(3)


def test_another_link_in_the_same_tab_is_followed(page: Page, desk: FakeDesk) -> None:
    page.goto(f"{desk.site}/t/#nonsense")
    expect(page.get_by_role("heading")).to_have_text("This link does not work")

    page.goto(desk.link)

    expect(page.get_by_role("article")).to_have_count(3)


def test_a_closed_ticket_says_that_writing_opens_it_again(page: Page, desk: FakeDesk) -> None:
    desk.page = states.closed_ticket()
    page.goto(desk.link)

    expect(page.get_by_text("Your message reopens this request.")).to_be_visible()
    expect(field(page)).to_be_visible()


def test_a_ticket_closed_too_long_takes_no_comment(page: Page, desk: FakeDesk) -> None:
    desk.page = states.ticket_over()
    page.goto(desk.link)

    expect(page.get_by_text("Please write us a new e-mail")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_count(0)


def test_a_comment_that_comes_too_late_shows_why(page: Page, desk: FakeDesk) -> None:
    page.goto(desk.link)
    field(page).fill("too late")
    desk.page = states.ticket_over()
    desk.failing["/api/ticket/comments"] = 403

    send(page).click()

    expect(page.get_by_text("Please write us a new e-mail")).to_be_visible()


@pytest.mark.parametrize(
    ("language", "spoken", "direction", "heading"),
    [
        ("de", "de", "ltr", "Nachricht schreiben"),
        ("pl-PL", "pl", "ltr", "Napisz wiadomość"),
        ("ar", "ar", "rtl", "اكتب رسالة"),
        ("xx", "en", "ltr", "Write a message"),
    ],
)
def test_the_page_speaks_the_desks_language(
    page: Page, desk: FakeDesk, language: str, spoken: str, direction: str, heading: str
) -> None:
    desk.page["desk"]["language"] = language
    page.goto(desk.link)

    expect(page.get_by_role("heading", level=2)).to_have_text(heading)
    expect(page.locator("html")).to_have_attribute("lang", spoken)
    expect(page.locator("html")).to_have_attribute("dir", direction)


def test_the_page_speaks_the_visitors_language_where_the_desk_says_so(
    browser: Browser, desk: FakeDesk
) -> None:
    desk.page["desk"] |= {"language": "de", "visitors_language": True}
    context = browser.new_context(locale="ja-JP")
    page = context.new_page()
    page.goto(desk.link)

    expect(page.get_by_role("heading", level=2)).to_have_text("メッセージを書く")
    context.close()


def test_a_language_that_does_not_arrive_leaves_the_page_english(
    page: Page, desk: FakeDesk
) -> None:
    desk.page["desk"]["language"] = "de"
    page.route("**/texts/**", lambda route: route.abort())
    page.goto(desk.link)

    expect(page.get_by_role("heading", level=2)).to_have_text("Write a message")


def test_all_of_it_works_by_keyboard(page: Page, desk: FakeDesk) -> None:
    desk.page = states.long_ticket()
    page.goto(desk.link)
    expect(field(page)).to_be_visible()

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(field(page)).to_be_focused()
    page.keyboard.type("From the keyboard")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Attach files")).to_be_focused()
    assert outlined(page.locator(".button"))
    page.keyboard.press("Tab")
    expect(send(page)).to_be_focused()
    assert outlined(send(page))
    page.keyboard.press("Space")

    expect(page.get_by_role("article").last).to_contain_text("From the keyboard")
    expect(send(page)).to_be_focused()


def outlined(control: Locator) -> Any:
    return control.evaluate("it => getComputedStyle(it).outlineStyle === 'solid'")


def test_a_draft_stays_with_its_ticket(page: Page, desk: FakeDesk) -> None:
    page.goto(desk.link)
    field(page).fill("half a sent")

    desk.page |= {"number": "SUP-1043", "created_at": "2026-11-20T08:12:40.125Z"}
    page.reload()

    expect(page.get_by_text("SUP-1043", exact=True)).to_be_visible()
    expect(field(page)).to_have_value("")
