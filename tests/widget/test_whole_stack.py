"""The demo shop's widget on the whole stack: what is sent here arrives there, and back."""

import re
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect

from local.process import StackProcess
from tests.chromium import SITE, needed
from tests.e2e.conftest import Mailbox, Person, eventually, link_token, plain
from tests.widget.panel import PHOTO, launcher, run, send

pytestmark = [pytest.mark.slow, pytest.mark.thorough]
STRANGER = "maria@keller.example"
SUBJECT = "Does the Aurora come in blue?"


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StackProcess]:
    needed((SITE / "dist/widget/widget.js").exists(), "the built pages (make site)")
    stack = StackProcess(tmp_path_factory.mktemp("shop") / "data", empty=False)
    stack.start()
    yield stack
    stack.stop()


@pytest.fixture(scope="module")
def admin(stack: StackProcess) -> Person:
    return Person(stack, "admin@desk.localhost")


@pytest.fixture(scope="module")
def desk(admin: Person) -> Any:
    (desk,) = admin.get("/desks")["items"]
    return admin.call("PATCH", f"/desks/{desk['id']}", {"undo_seconds": 0})


@pytest.fixture(params=["localhost", "127.0.0.1"])
def origin(request: pytest.FixtureRequest, stack: StackProcess) -> str:
    """The desk's own, and another one."""
    return stack.site.replace("localhost", request.param)


@pytest.fixture
def page(browser: Browser, stack: StackProcess, desk: Any) -> Iterator[Page]:
    """Of whoever is in the shop, whose token is in no address that is asked for."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    said: list[str] = []
    asked: list[Request] = []
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("request", lambda request: asked.append(request))
    yield page
    tokens = {request.headers.get("authorization", "").removeprefix("Bearer ") for request in asked}
    context.close()
    complaints = [each for each in said if not each.startswith(("info", "log"))]
    assert [each for each in complaints if "Failed to load resource" not in each] == []
    assert {urlsplit(request.url).hostname for request in asked} <= {"localhost", "127.0.0.1"}
    assert not [r.url for r in asked for token in tokens - {""} if token in r.url]


def panel(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Northwind Lamps")


def visit(page: Page, origin: str, customer: str = "") -> None:
    page.goto(f"{origin}/demo/")
    if customer:
        page.get_by_label("Visiting as").select_option(customer)
    launcher(page).click()


def called(admin: Person, subject: str) -> Any:
    tickets = admin.get("/tickets", sort="-created_at")["items"]
    return next((ticket for ticket in tickets if ticket["subject"] == subject), None)


def test_a_strangers_form_becomes_a_ticket(
    page: Page, stack: StackProcess, admin: Person, origin: str
) -> None:
    subject = f"{SUBJECT} {urlsplit(origin).hostname}"
    visit(page, origin)
    panel(page).get_by_label("Name").fill("Maria Keller")
    panel(page).get_by_label("E-mail").fill(STRANGER)
    panel(page).get_by_label("Subject").fill(subject)
    panel(page).get_by_label("Message").fill("It would go with my sofa.")
    panel(page).get_by_label("Attach files").set_input_files(PHOTO)
    send(page, panel(page)).click()

    expect(panel(page).get_by_text(re.compile(r"number SUP-\S+\d\."))).to_be_visible(timeout=15_000)
    ticket = admin.ticket(eventually(lambda: called(admin, subject))["id"])
    assert (ticket["channel"], ticket["status"]) == ("widget", "new")
    assert ticket["requester"]["proven"] == "none"
    assert ticket["requester"]["email"] == STRANGER
    (said,) = ticket["messages"]
    assert said["text"] == "It would go with my sofa."
    assert [file["filename"] for file in said["attachments"]] == ["hinge.png"]
    assert stack.http.get(said["attachments"][0]["url"]).content == PHOTO["buffer"]
    link = panel(page).get_by_role("link", name="See your request")
    token = (link.get_attribute("href") or "").partition("#")[2]
    assert token and token not in stack.log.read_text()


def test_the_stranger_gets_one_mail_with_the_link_and_nothing_that_he_wrote(
    stack: StackProcess, admin: Person
) -> None:
    mail = Mailbox(stack, STRANGER, "Maria Keller").received()

    assert link_token(mail)
    assert "sofa" not in plain(mail)
    assert "Aurora" not in str(mail["Subject"])


def test_a_customer_reads_the_answer_and_reopens_what_was_closed(
    page: Page, stack: StackProcess, admin: Person, origin: str
) -> None:
    subject = f"My order {urlsplit(origin).hostname}"
    visit(page, origin, "Ingrid Solberg")
    expect(panel(page).get_by_role("listitem").filter(has_text="cracked shade")).to_be_visible()
    panel(page).get_by_role("button", name="New request").click()
    panel(page).get_by_label("Subject").fill(subject)
    panel(page).get_by_label("Message").fill("Where is it?")
    send(page, panel(page)).click()
    expect(panel(page).get_by_role("heading", name="Thank you!")).to_be_visible()
    ticket = eventually(lambda: called(admin, subject))
    assert ticket["requester"]["external_id"] == "shop-1001"
    answer = {"text": "It left today.", "status": "closed"}
    admin.call("POST", f"/tickets/{ticket['id']}/replies", answer, expect=201)
    eventually(lambda: admin.ticket(ticket["id"])["status"] == "closed")

    panel(page).get_by_role("button", name="Your requests", exact=True).click()
    row = panel(page).get_by_role("listitem").filter(has_text=subject)
    row.get_by_role("button").click()
    expect(panel(page).get_by_role("article").last).to_contain_text("It left today.")
    panel(page).get_by_role("textbox", name="Write a message").fill("It is not here yet.")
    send(page, panel(page)).click()
    expect(panel(page).get_by_text("Your message was sent.")).to_be_visible()

    reopened = admin.ticket(ticket["id"])
    assert reopened["status"] != "closed"
    assert reopened["messages"][-1]["text"] == "It is not here yet."
    page.goto(f"{origin}/demo/?ticket={ticket['number']}")
    expect(panel(page).get_by_role("article").last).to_contain_text("It is not here yet.")


def test_too_many_forms_of_one_address_are_told_in_the_widget(
    page: Page, stack: StackProcess, desk: Any
) -> None:
    visit(page, stack.site)
    for name, value in {
        "E-mail": "often@keller.example",
        "Subject": "Again",
        "Message": "And again.",
    }.items():
        panel(page).get_by_label(name).fill(value)
    tag = run(page, "return document.querySelector('script[data-desk]').dataset.desk")
    given = stack.http.get(f"/api/widget/{tag}").json()
    time.sleep(3.1)  # as long as a person needs
    form = {"email": "often@keller.example", "subject": "Again", "start": given["start"]}
    sent = [
        stack.http.post(f"/api/widget/{tag}/tickets", json=form | {"message": f"{i}"})
        for i in range(5)
    ]
    assert [answer.status_code for answer in sent] == [201] * 5

    send(page, panel(page)).click()

    told = panel(page).get_by_role("alert").filter(has_text="Too many messages")
    expect(told).to_have_text(re.compile(r"Please try again in (\d+ minutes|1 minute|1 hour),"))


def test_the_stack_has_said_no_address_and_no_token(stack: StackProcess, admin: Person) -> None:
    """All that it printed while the others went on."""
    printed = stack.log.read_text()

    assert printed
    assert re.findall(r"[\w.]+@(?:keller|solberg)\.example", printed) == []
    assert re.findall(r"eyJ[\w-]+\.[\w-]+|Bearer", printed) == []
    assert "sofa" not in printed
