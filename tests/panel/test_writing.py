"""What an operator writes is never lost, and goes out only when he means it."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect

from tests.e2e.conftest import Mailbox, Person, plain
from tests.panel.conftest import Arrives, Windows
from tests.panel.test_signing_in import STORED

pytestmark = [pytest.mark.slow, pytest.mark.thorough]

LARGEST_FILE = 25_000_000


def test_a_reply_that_was_taken_back_is_written_anew_and_never_mailed(
    window: Windows, maria: Mailbox, arrives: Arrives
) -> None:
    page = writing(window, arrives("Second thoughts")["id"], "You are wrong.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("article").filter(has_text="You are wrong.")).to_be_visible()
    page.get_by_role("alert").get_by_role("button", name="Undo").click()

    expect(page.get_by_text("Taken back.")).to_be_visible()
    expect(page.get_by_role("article").filter(has_text="You are wrong.")).to_have_count(0)
    expect(box(page)).to_have_text("You are wrong.")
    box(page).fill("We are sorry.")
    page.keyboard.press("Control+Enter")
    assert maria.received("We are sorry.")
    assert not [mail for mail in maria.inbox() if "You are wrong." in plain(mail)]


def test_a_draft_is_there_after_a_reload_and_in_another_browser(
    window: Windows, arrives: Arrives
) -> None:
    ticket = arrives("Interrupted")
    page = writing(window, ticket["id"], "First,")
    expect(page.get_by_text("Draft saved")).to_be_visible()
    box(page).press_sequentially(" then")
    page.reload()
    expect(page.get_by_role("button", name="Go on with your reply First, then")).to_be_visible()

    elsewhere = window(path=f"/admin/tickets/{ticket['id']}")
    elsewhere.get_by_role("button", name="Go on with your reply").click()
    expect(box(elsewhere)).to_have_text("First, then")


def test_files_go_along_when_they_are_there(
    window: Windows, maria: Mailbox, arrives: Arrives, tmp_path: Path
) -> None:
    large = tmp_path / "film.mov"
    with large.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    page = writing(window, arrives("A picture")["id"], "Look:")
    held: list[Route] = []
    page.route("**/*filesbucket", lambda route: held.append(route))
    paste_image(page, "shot.png")

    expect(page.get_by_role("progressbar", name="% uploaded")).to_be_attached()
    expect(page.get_by_role("button", name="Waits for 1 file…")).to_be_disabled()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Attach files").click()
    chooser.value.set_files(large)
    expect(page.get_by_role("alert").get_by_text("Too large: at most 25 MB")).to_be_visible()
    page.get_by_role("button", name="Remove film.mov").click()
    for route in held:
        route.continue_()
    page.unroute_all()
    expect(page.get_by_role("button", name="Remove shot.png")).to_be_visible()
    page.get_by_role("button", name="Send", exact=True).click()
    (file,) = maria.received("Look:").iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("shot.png", "image/png")


def test_without_a_connection_the_text_waits(
    window: Windows, olga: Person, arrives: Arrives
) -> None:
    ticket = arrives("In the train")
    page = writing(window, ticket["id"], "")
    page.context.set_offline(True)
    expect(page.get_by_text("You are offline.")).to_be_visible()
    box(page).press_sequentially("From the tunnel.")
    expect(page.get_by_text("Not saved: kept on this device")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert").get_by_text("The desk can't be reached.")).to_be_visible()
    expect(box(page)).to_have_text("From the tunnel.")

    page.context.set_offline(False)
    expect(page.get_by_text("Draft saved")).to_be_visible()
    expect(page.get_by_text("You are offline.")).not_to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("article").filter(has_text="From the tunnel.")).to_be_visible()
    assert olga.ticket(ticket["id"])["messages"][-1]["text"] == "From the tunnel."


def test_when_the_session_is_over_one_signs_in_again_and_goes_on(
    window: Windows, olga: Person, arrives: Arrives
) -> None:
    ticket = arrives("Long letter")
    page = writing(window, ticket["id"], "Dear Maria,")
    expect(page.get_by_text("Draft saved")).to_be_visible()
    old = page.evaluate(
        f"""() => {{
          const {{ refresh_token, ...user }} = JSON.parse(localStorage.getItem({STORED}));
          localStorage.setItem({STORED}, JSON.stringify(user));
          return user.id_token;
        }}"""
    )

    def refuse(route: Route, request: Request) -> None:
        if request.headers.get("authorization") == f"Bearer {old}":
            route.fulfill(status=401, json={"message": "Unauthorized"})
        else:
            route.continue_()

    page.route("**/api/admin/**", refuse)
    box(page).press_sequentially(" this took me an hour.")
    over = page.get_by_role("dialog", name="Your session has ended")
    expect(over).to_be_visible()
    with page.expect_popup() as popup:
        over.get_by_role("button", name="Sign in").click()
    popup.value.get_by_role("button", name="olga@desk.localhost").click()
    expect(over).not_to_be_visible()

    expect(box(page)).to_have_text("Dear Maria, this took me an hour.")
    expect(page.get_by_text("Draft saved")).to_be_visible()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("article").filter(has_text="took me an hour")).to_be_visible()
    said = olga.ticket(ticket["id"])["messages"][-1]["text"]
    assert said == "Dear Maria, this took me an hour."


def writing(window: Windows, ticket_id: str, text: str) -> Page:
    page = window(path=f"/admin/tickets/{ticket_id}")
    expect(page.get_by_role("article").first).to_be_visible()
    page.keyboard.press("r")
    box(page).press_sequentially(text)
    return page


def box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your reply")


def paste_image(page: Page, name: str) -> None:
    box(page).evaluate(
        """(box, name) => {
          const clipboardData = new DataTransfer();
          clipboardData.items.add(new File(['not quite a picture'], name, { type: 'image/png' }));
          const paste = { clipboardData, bubbles: true, cancelable: true };
          box.dispatchEvent(new ClipboardEvent('paste', paste));
        }""",
        name,
    )
