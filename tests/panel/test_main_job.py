"""The main job, from a mail that comes in to a ticket that is closed and opened again."""

from email.message import EmailMessage
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from local.process import StackProcess
from tests.e2e.conftest import (
    Mailbox,
    Person,
    hand_over,
    link_token,
    plain,
    ticket_page,
)
from tests.panel.conftest import Windows

pytestmark = pytest.mark.slow

MANUAL = ("lamp.txt", b"Hold the switch for five seconds.")


@pytest.fixture
def oskars_mail(stack: StackProcess) -> Mailbox:
    return Mailbox(stack, "oskar@desk.localhost", "Oskar Lind")


@pytest.fixture
def canned(admin: Person, desk: Any) -> str:
    """The name of a canned reply."""
    reply = {"name": "Thanks", "text": "Thank you, {{ customer_first_name }}!", "owner": None}
    admin.call("POST", "/canned-replies", {**reply, "desk_id": desk["id"]}, expect=201)
    return str(reply["name"])


def test_a_mail_is_answered_closed_and_comes_back(
    window: Windows,
    stack: StackProcess,
    maria: Mailbox,
    oskars_mail: Mailbox,
    olga: Person,
    canned: str,
) -> None:
    page = window(path="/admin/inbox/unassigned")
    expect(page.get_by_role("heading", name="Unassigned")).to_be_visible()
    mailed(maria, "The lamp hums", "<p>It <b>hums</b> since Monday.</p>", ("hum.txt", b"hmmm"))

    # It comes into the list by itself, and is painted from there before the server answers.
    row = page.get_by_role("link", name="The lamp hums")
    expect(row).to_be_visible(timeout=15_000)
    held: list[Route] = []
    page.route("**/api/admin/tickets/*", lambda route: held.append(route))
    row.click()
    expect(page.get_by_role("heading", name="The lamp hums")).to_be_visible()
    expect(page.get_by_role("button", name="Status: New")).to_be_visible()
    for route in held:
        route.continue_()
    page.unroute_all()
    mail = page.frame_locator("iframe[title='E-mail from Maria Lumen']")
    expect(mail.get_by_text("hums", exact=True)).to_have_css("font-weight", "700")
    expect(page.get_by_text("hum.txt")).to_be_visible()

    take_on(page)
    note(page)
    assert "Seen this before?" in plain(oskars_mail.received("Seen this before?"))
    reply(page, canned)
    ticket_id = page.url.rpartition("/")[2]
    answer = maria.received("Thank you, Maria!")
    assert "- Unplug it" in plain(answer)
    assert "<strong>Please</strong>" in html(answer)
    assert "Seen this before?" not in answer.as_string()
    (file,) = answer.iter_attachments()
    assert (file.get_filename(), file.get_content().strip()) == (MANUAL[0], MANUAL[1].decode())
    assert "boss@lumen.example" in str(answer["Cc"])
    token = link_token(answer)
    assert ticket_page(stack, token).json()["subject"] == "The lamp hums"

    # Maria answers, and Olga sees it where she is.
    maria.answer("Quiet now.", answer)
    expect(page.get_by_role("article").get_by_text("Quiet now.")).to_be_visible(timeout=15_000)
    page.keyboard.press("r")
    page.get_by_role("textbox", name="Your reply").fill("Good to hear!")
    page.get_by_role("button", name="More ways to send").click()
    page.get_by_role("menuitem", name="Send and close").click()
    expect(page.get_by_role("button", name="Status: Closed")).to_be_visible()
    assert olga.ticket(ticket_id)["status"] == "closed"

    # On her page, Maria opens it again.
    comment = {"text": "It hums again!"}
    assert ticket_page(stack, token, "POST", "/comments", json=comment).status_code == 201
    page.get_by_role("link", name="Mine").click()
    mine = page.get_by_role("row").filter(has_text="The lamp hums")
    expect(mine.get_by_text("In progress")).to_be_visible(timeout=15_000)
    expect(mine.get_by_text("It hums again!")).to_be_visible()


def take_on(page: Page) -> None:
    page.get_by_role("button", name="Assignee: Unassigned").click()
    page.get_by_role("option", name="Assign to me").click()
    expect(page.get_by_role("button", name="Assignee: Olga Nowak")).to_be_visible()
    page.get_by_role("button", name="Priority: Normal").click()
    page.get_by_role("menuitemradio", name="High").click()
    expect(page.get_by_role("button", name="Priority: High")).to_be_visible()
    page.get_by_role("combobox", name="Category").click()
    page.get_by_role("option", name="Defect").click()
    expect(page.get_by_role("combobox", name="Category")).to_have_value("Defect")
    page.get_by_role("combobox", name="Tags").fill("humming")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Tags changed.")).to_be_visible()
    history = page.get_by_role("list").get_by_text("added the tag humming")
    expect(history.first).to_be_visible()


def note(page: Page) -> None:
    page.get_by_role("button", name="Note").click()
    box = page.get_by_role("textbox", name="Your note")
    box.press_sequentially("@osk")
    page.get_by_role("option", name="Oskar Lind").click()
    box.press_sequentially("Seen this before?")
    page.get_by_role("button", name="Add note").click()
    expect(page.get_by_role("article").get_by_text("@Oskar Lind")).to_be_visible()


def reply(page: Page, canned: str) -> None:
    page.get_by_role("button", name="Reply to Maria").click()
    box = page.get_by_role("textbox", name="Your reply")
    box.press_sequentially(f"/{canned[:3]}")
    page.get_by_role("option", name=canned).click()
    expect(box).to_contain_text("Thank you, Maria!")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Bold").click()
    page.keyboard.type("Please")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="List", exact=True).click()
    page.keyboard.type("Unplug it")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Attach files").click()
    chooser.value.set_files({"name": MANUAL[0], "mimeType": "text/plain", "buffer": MANUAL[1]})
    expect(page.get_by_role("button", name=f"Remove {MANUAL[0]}")).to_be_visible()
    page.get_by_role("button", name="Add Cc").click()
    page.keyboard.type("boss@lumen.example")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("Sent.", exact=True)).to_be_visible()
    toast = page.get_by_role("alert").filter(has_text="Sent.")
    expect(toast.get_by_role("button", name="Undo")).to_be_visible()


def mailed(sender: Mailbox, subject: str, html: str, file: tuple[str, bytes]) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = f"{sender.name} <{sender.address}>", "support@desk.localhost"
    mail["Subject"], mail["Message-ID"] = subject, f"<{hash(subject)}@lumen.example>"
    mail.set_content("Only for old programs.")
    mail.add_alternative(html, subtype="html")
    mail.add_attachment(file[1], maintype="text", subtype="plain", filename=file[0])
    hand_over(sender.stack, mail.as_bytes(), sender.address, ["support@desk.localhost"])


def html(mail: EmailMessage) -> str:
    body = mail.get_body(("html",))
    assert body
    return str(body.get_content())
