"""Files along with the form."""

import playwright.sync_api
import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.desk import multipart_names
from tests.widget.desk import FakeDesk
from tests.widget.panel import (
    PHOTO,
    box,
    fill,
    form,
    heading,
    open_form,
    panel,
    send,
    some_seconds_later,
)
from tests.widget.shop import Shop

pytestmark = pytest.mark.slow


def files(page: Page) -> Locator:
    return panel(page).get_by_role("list", name="Attachments").get_by_role("listitem")


def test_files_go_to_the_storage_and_with_the_form(page: Page, desk: FakeDesk, shop: Shop) -> None:
    page.clock.install()
    open_form(page, shop)
    fill(page)
    desk.storage_gate.shut()
    panel(page).get_by_label("Attach files").set_input_files(PHOTO)
    expect(files(page).get_by_role("progressbar", name="hinge.png")).to_be_visible()
    some_seconds_later(page)
    send(page).click()
    expect(panel(page).get_by_role("button", name="Sending…")).to_be_visible()
    assert desk.posted("/tickets") == []
    desk.storage_gate.open()

    expect(heading(page, "Thank you!")).to_be_visible()
    assert form(desk)["attachments"] == ["hinge.png"]
    (announced,) = desk.posted("/attachments")
    assert announced == {"filename": "hinge.png", "content_type": "image/png", "size": 7}
    (uploaded,) = desk.uploaded()
    assert multipart_names(uploaded.replace(b"\x89", b"")) == ["key", "policy", "file"]


@pytest.mark.thorough
def test_a_file_that_was_all_there_was_taken_off_while_it_waits_sends_nothing(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    open_form(page, shop)
    fill(page)
    box(page, "Message").fill("")
    desk.storage_gate.shut()
    panel(page).get_by_label("Attach files").set_input_files(PHOTO)
    send(page).click()
    expect(panel(page).get_by_role("button", name="Sending…")).to_be_visible()

    panel(page).get_by_role("button", name="Remove hinge.png").click()

    expect(send(page)).to_be_visible()
    expect(box(page, "Message")).to_be_focused()
    expect(box(page, "Message")).to_have_attribute("aria-invalid", "true")
    desk.storage_gate.open()
    assert desk.posted("/tickets") == []


@pytest.mark.thorough
def test_once_the_form_is_on_its_way_its_files_are_what_they_are(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    page.clock.install()
    open_form(page, shop)
    fill(page)
    panel(page).get_by_label("Attach files").set_input_files(PHOTO)
    expect(files(page)).to_contain_text("uploaded")
    some_seconds_later(page)
    held: list[Route] = []
    page.route("**/tickets", lambda route: held.append(route))
    with page.expect_request("**/tickets"):
        send(page).click()

    with pytest.raises(playwright.sync_api.TimeoutError):
        panel(page).get_by_role("button", name="Remove hinge.png").click(timeout=1_000)
    expect(files(page)).to_have_count(1)

    held[0].continue_()
    expect(heading(page, "Thank you!")).to_be_visible()
    assert form(desk)["attachments"] == ["hinge.png"]


@pytest.mark.thorough
@pytest.mark.parametrize("event", ["drop", "paste"])
def test_dropped_and_pasted_files_are_attached(
    page: Page, desk: FakeDesk, shop: Shop, event: str
) -> None:
    shop.script = f"document.addEventListener('{event}', () => violations.push('seen'))"
    open_form(page, shop)

    box(page, "Message").evaluate(
        """(field, type) => {
          const data = new DataTransfer();
          data.items.add(new File(['abc'], 'note.txt'));
          const given = { bubbles: true, composed: true, cancelable: true };
          field.dispatchEvent(type === 'drop'
            ? new DragEvent('drop', { ...given, dataTransfer: data })
            : new ClipboardEvent('paste', { ...given, clipboardData: data }));
        }""",
        event,
    )

    expect(files(page)).to_contain_text(["note.txt"])
    expect(files(page)).to_contain_text(["uploaded"])
    assert page.evaluate("violations") == []


@pytest.mark.thorough
def test_a_file_that_is_not_uploaded_keeps_the_form_back(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    desk.failing["/bucket"] = 500
    page.clock.install()
    open_form(page, shop)
    fill(page)
    panel(page).get_by_label("Attach files").set_input_files(PHOTO)
    expect(files(page)).to_contain_text("not uploaded")
    some_seconds_later(page)
    send(page).click()
    expect(panel(page).get_by_role("alert").filter(has_text="A file was not")).to_be_visible()
    assert desk.posted("/tickets") == []

    panel(page).get_by_role("button", name="Remove hinge.png").click()
    expect(files(page)).to_have_count(0)
    send(page).click()

    expect(heading(page, "Thank you!")).to_be_visible()
    assert form(desk)["attachments"] == []


@pytest.mark.thorough
def test_a_file_without_a_word_is_a_message_too(page: Page, desk: FakeDesk, shop: Shop) -> None:
    page.clock.install()
    open_form(page, shop)
    fill(page, Message="")
    panel(page).get_by_label("Attach files").set_input_files(PHOTO)
    expect(files(page)).to_contain_text("uploaded")
    some_seconds_later(page)
    send(page).click()

    expect(heading(page, "Thank you!")).to_be_visible()
    assert (form(desk).get("message", ""), form(desk)["attachments"]) == ("", ["hinge.png"])


@pytest.mark.thorough
def test_a_desk_without_attachments_takes_none(page: Page, desk: FakeDesk, shop: Shop) -> None:
    desk.desk["attachments"] = False
    open_form(page, shop)

    expect(panel(page).get_by_label("Attach files")).to_have_count(0)


@pytest.mark.thorough
def test_a_file_dropped_where_none_is_taken_does_not_take_the_place_of_the_page(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    desk.desk["attachments"] = False
    open_form(page, shop)

    dropped = """(field, what) => ['dragover', 'drop'].map((type) => {
        const dataTransfer = new DataTransfer();
        if (what === 'file') dataTransfer.items.add(new File(['abc'], 'note.txt'));
        else dataTransfer.setData('text/plain', 'abc');
        const given = { bubbles: true, composed: true, cancelable: true, dataTransfer };
        return field.dispatchEvent(new DragEvent(type, given));
    })"""

    assert box(page, "Message").evaluate(dropped, "file") == [False, False]
    assert box(page, "Message").evaluate(dropped, "text") == [True, True]


@pytest.mark.thorough
def test_too_many_files_are_told_with_when_to_try_again(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    desk.failing["/attachments"], desk.retry_after = 429, 690
    open_form(page, shop)
    panel(page).get_by_label("Attach files").set_input_files(PHOTO)

    expect(files(page)).to_contain_text("not uploaded")
    expect(panel(page).get_by_role("alert").filter(has_text="in 12 minutes")).to_be_visible()
