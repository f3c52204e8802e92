"""Every page and what opens over it: in light, in dark, and on a phone."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from local.process import StackProcess
from tests.chromium import violations
from tests.e2e.conftest import Mailbox, Person, eventually
from tests.panel.conftest import Windows, sign_in
from tests.panel.letters import DOT, PDF, ticket, write

pytestmark = [pytest.mark.slow, pytest.mark.thorough]

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
COLOURS = ["color-contrast", "link-in-text-block"]
DRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
LOOKED_AT = {"bypass_csp": True, "reduced_motion": "reduce", "viewport": DESKTOP}
LAMP = "The hinge of my lamp is broken"
SPAM = "You have won a lamp"
LETTER = (
    "<p>Hello,</p><table border='1'><tr><th>Order</th><td>88121</td></tr></table>"
    "<p>It <b>broke</b>: <img src='https://shop.example/lamp.png' alt='A lamp'></p>"
)


class Inspection:
    """Writes down what is wrong with a state of the page in any of the looks."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.found: list[str] = []

    def look(self, state: str, *, phone: bool = False) -> None:
        # Mails have a look of their own, and touch targets are tried on the phone.
        self._in_both_schemes(state, ":root")
        if phone:
            self.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
            self.on_phone(state)
            self.page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]

    def look_over(self, state: str) -> None:
        """At what lies over the page: the page itself was looked at."""
        self._in_both_schemes(state, "#overlays")

    def _in_both_schemes(self, state: str, within: str) -> None:
        page = self.page
        page.evaluate(DRAWN)
        self._note(f"{state}, light", violations(page, within, iframes=False))
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        page.evaluate(DRAWN)
        dark = violations(page, within, iframes=False, runOnly=COLOURS)
        self._note(f"{state}, dark", dark)
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.evaluate(DRAWN)

    def on_phone(self, state: str) -> None:
        large = {"target-size": {"enabled": not hanging(self.page).is_visible()}}
        self.page.evaluate(DRAWN)
        self._note(f"{state}, phone", violations(self.page, iframes=False, rules=large))
        width = self.page.evaluate("document.documentElement.scrollWidth")
        if width != PHONE["width"]:
            self.found.append(f"{state}: {width} px wide on a phone")

    def _note(self, where: str, what: list[str]) -> None:
        self.found += [f"{where}: {each}" for each in what]


@pytest.fixture(scope="module")
def lamp(stack: StackProcess, olga: Person, admin: Person) -> Any:
    """A ticket with all that one may have: a letter, files, a note, an answer, events."""
    maria = Mailbox(stack, "maria@lumen.example", "Maria Lumen")
    files = {"lamp.png": DOT, "invoice.pdf": PDF}
    write(maria, LAMP, html=LETTER, files=files)
    write(maria, SPAM, html=LETTER, client="spam.test")
    id = ticket(olga, LAMP)["id"]
    customer = {"first_name": "Maria", "last_name": "Lumen", "emails": [maria.address]}
    admin.call("POST", "/customers", customer | {"notes": "Pays late."}, expect=201)
    olga.call("POST", f"/tickets/{id}/notes", {"text": "Ask for the serial number."}, expect=201)
    olga.call("POST", f"/tickets/{id}/replies", {"html": "<p>Which one?</p>"}, expect=201)
    change = {"priority": "urgent", "tags": ["lamp", "return"], "category": "defect"}
    version = {"if-match": str(olga.ticket(id)["version"])}
    olga.call("PATCH", f"/tickets/{id}", change, headers=version)
    write(maria, "And the bulb is dark")
    ticket(olga, "And the bulb is dark")
    return eventually(lambda: _linked(olga, id))


def _linked(person: Person, id: str) -> Any:
    found = person.ticket(id)
    return found if found["customer_id"] else None


@pytest.fixture
def inspected(window: Windows, lamp: Any) -> Iterator[Inspection]:
    inspection = Inspection(window("admin@desk.localhost", **LOOKED_AT))
    yield inspection
    assert inspection.found == []


def opened(page: Page, name: str) -> None:
    """What hangs below a button, once it is there."""
    page.get_by_role("button", name=name).first.click()
    expect(hanging(page)).to_be_visible()


def closed(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(hanging(page)).to_be_hidden()


def hanging(page: Page) -> Locator:
    kinds = [page.get_by_role(kind) for kind in ("dialog", "menu", "listbox")]
    return kinds[0].or_(kinds[1]).or_(kinds[2])


def test_the_inbox(inspected: Inspection) -> None:
    page = inspected.page
    expect(page.get_by_role("link", name=LAMP)).to_be_visible()
    inspected.look("tickets", phone=True)
    for name in ("How to search", "Filter", "Sorted by", "Columns", "Account"):
        opened(page, name)
        inspected.look_over(f"the menu {name}")
        closed(page)
    page.keyboard.press("x")
    expect(page.get_by_role("toolbar")).to_be_visible()
    inspected.look("a selection", phone=True)
    page.keyboard.press("a")
    expect(page.get_by_role("listbox")).to_be_visible()
    inspected.look_over("whom to assign the selection to")


def test_the_inbox_when_there_is_something_to_say(
    inspected: Inspection, stack: StackProcess
) -> None:
    page = inspected.page
    for path, said in {
        "all?q=lamp&priority=urgent": "Reset",
        "all?q=status:": "status",
        "closed": "No tickets here",
        "all?q=nobodyhasthis": "Nothing found",
        "snoozed": "No tickets here",
        "nothing": "There is no such view",
    }.items():
        page.goto(f"{stack.site}/admin/inbox/{path}")
        expect(page.get_by_role("main").get_by_text(said).last).to_be_visible()
        inspected.look(path)
    page.goto(f"{stack.site}/admin/inbox/all?priority=urgent")
    opened(page, "Save as view")
    inspected.look_over("a view to be saved")
    page.goto(f"{stack.site}/admin/nowhere")
    expect(page.get_by_text("There is no such page")).to_be_visible()
    inspected.look("a page that is missing", phone=True)


def test_the_palette_and_the_keys(inspected: Inspection) -> None:
    page = inspected.page
    expect(page.get_by_role("link", name=LAMP)).to_be_visible()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog")).to_be_visible()
    inspected.look_over("the palette")
    page.keyboard.type("hinge")
    expect(page.get_by_text(LAMP).last).to_be_visible()
    inspected.look_over("the palette with a ticket")
    closed(page)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    inspected.look_over("the keys")
    closed(page)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.get_by_role("button", name="Open the menu").click()
    expect(page.get_by_role("link", name=re.compile("^Mine"))).to_be_visible()
    inspected.on_phone("the menu of pages")
    page.get_by_role("button", name="Close the menu").click()
    opened(page, "How to search")
    inspected.on_phone("how to search")


def test_a_ticket(inspected: Inspection, stack: StackProcess, lamp: Any) -> None:
    page = inspected.page
    page.goto(f"{stack.site}/admin/tickets/{lamp['id']}")
    expect(page.get_by_text("Ask for the serial number.").first).to_be_visible()
    inspected.look("a ticket", phone=True)
    for name in ("Status", "Assignee", "Priority", "More", "Snooze", "What to do with the message"):
        opened(page, name)
        inspected.look_over(f"the menu {name}")
        closed(page)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.get_by_text("Details", exact=True).last.click()
    inspected.on_phone("details")


def test_dialogs_of_a_ticket(inspected: Inspection, stack: StackProcess, lamp: Any) -> None:
    page = inspected.page
    page.goto(f"{stack.site}/admin/tickets/{lamp['id']}")
    dialog = page.get_by_role("dialog")
    for menu, item in {
        "More": "Merge…",
        "More ": "Delete…",
        "Snooze": "Date and time…",
        "What to do with the message": "Mail headers",
    }.items():
        page.get_by_role("main").get_by_role("button", name=menu.strip()).first.click()
        page.get_by_role("menuitem", name=item).click()
        expect(dialog).to_be_visible()
        inspected.look_over(item)
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
    opened(page, "Open lamp.png")
    expect(dialog.get_by_role("img", name="lamp.png")).to_be_visible()
    inspected.look_over("a picture")


def test_writing(inspected: Inspection, stack: StackProcess, lamp: Any) -> None:
    page = inspected.page
    page.goto(f"{stack.site}/admin/tickets/{lamp['id']}")
    expect(page.get_by_text("Ask for the serial number.").first).to_be_visible()
    page.keyboard.press("r")
    page.get_by_role("textbox", name="Your reply").fill("Dear Maria,")
    inspected.look("a reply", phone=True)
    opened(page, "More ways to send")
    inspected.look_over("ways to send")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Note", exact=True).click()
    expect(page.get_by_role("textbox", name="Your note")).to_be_visible()
    inspected.look("a note")
    page.goto(f"{stack.site}/admin/new")
    expect(page.get_by_role("heading", name="New ticket")).to_be_visible()
    inspected.look("a new ticket", phone=True)
    page.get_by_role("button", name="Open and send").click()
    expect(page.get_by_text("Say who it is for.")).to_be_visible()
    inspected.look("a new ticket that lacks something")


def test_customers(inspected: Inspection, stack: StackProcess) -> None:
    page = inspected.page
    page.goto(f"{stack.site}/admin/customers")
    card = page.get_by_role("link", name="Maria Lumen")
    expect(card).to_be_visible()
    inspected.look("customers", phone=True)
    card.click()
    expect(page.get_by_role("textbox", name="Company")).to_be_visible()
    inspected.look("a customer", phone=True)
    opened(page, "Delete")
    inspected.look_over("a customer to be deleted")
    page.goto(f"{stack.site}/admin/customers/new")
    expect(page.get_by_role("textbox", name="Company")).to_be_visible()
    inspected.look("a new customer")


PAGES = ["desks", "operators", "operators/new", "replies", "replies/new", "inbound", "blocked"]
PAGES += ["system", "profile"]
TABS = ["general", "mail", "numbers", "categories", "members", "templates", "widget"]


def test_settings(inspected: Inspection, stack: StackProcess) -> None:
    page = inspected.page
    for path in PAGES:
        page.goto(f"{stack.site}/admin/settings/{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_role("status", name="Loading")).to_have_count(0)
        inspected.look(path, phone=True)


def test_a_desk(inspected: Inspection, stack: StackProcess, desk: Any) -> None:
    page = inspected.page
    for tab in TABS:
        page.goto(f"{stack.site}/admin/settings/desks/{desk['id']}/{tab}")
        expect(page.get_by_role("tab", selected=True)).to_be_visible()
        expect(page.get_by_role("status", name="Loading")).to_have_count(0)
        inspected.look(tab, phone=True)
    page.goto(f"{stack.site}/admin/settings/desks/{desk['id']}/templates")
    page.get_by_text("Own text").click()
    page.get_by_role("textbox", name="Text", exact=True).fill("{{ nonsense }}")
    expect(page.get_by_text("Preview (before the mistake)")).to_be_visible()
    inspected.look("a template with a mistake")


def test_quarantined_mail(inspected: Inspection, stack: StackProcess) -> None:
    page = inspected.page
    page.goto(f"{stack.site}/admin/settings/inbound")
    mail = page.get_by_role("link", name=SPAM)
    expect(mail).to_be_visible()
    inspected.look("mails", phone=True)
    page.get_by_role("checkbox", name="Select all").check()
    inspected.look("mails that are selected")
    mail.click()
    expect(page.get_by_role("button", name="Make a ticket")).to_be_visible()
    inspected.look("a mail", phone=True)


def test_pages_without_a_desk(browser: Browser, stack: StackProcess, desk: Any) -> None:
    context = browser.new_context(locale="en-GB", **LOOKED_AT)
    page = sign_in(context, stack, "olga@desk.localhost")
    inspection = Inspection(page)

    def answers(path: str, status: int) -> None:
        page.route(f"**/api/admin/{path}", lambda route: route.fulfill(status=status, body="{}"))
        page.goto(f"{stack.site}/admin/inbox/all")

    answers("tickets?**", 500)
    expect(page.get_by_role("button", name="Try again")).to_be_visible(timeout=20_000)
    inspection.look("a list that can't be had")
    answers("me", 500)
    expect(page.get_by_role("button", name="Try again")).to_be_visible(timeout=20_000)
    inspection.look("a desk that can't be reached", phone=True)
    answers("me", 403)
    expect(page.get_by_text("You are no operator here")).to_be_visible()
    inspection.look("who is no operator", phone=True)
    page.evaluate("localStorage.clear(); sessionStorage.setItem('deskhand.signed-out', '1')")
    page.goto(f"{stack.site}/admin/")
    expect(page.get_by_text("You are signed out")).to_be_visible()
    inspection.look("signed out")
    context.close()

    assert inspection.found == []


def test_no_page_scrolls_sideways_on_a_phone_that_speaks_polish(
    window: Windows, stack: StackProcess, desk: Any, lamp: Any
) -> None:
    """Nor in English, which the tests above see to."""
    page = window("admin@desk.localhost", locale="pl-PL", viewport=PHONE)
    settings = [f"settings/{path}" for path in PAGES]
    tabs = [f"settings/desks/{desk['id']}/{tab}" for tab in TABS]
    others = ["inbox/all", f"tickets/{lamp['id']}", "new", "customers", "customers/new"]
    wide = {}
    for path in [*others, *settings, *tabs]:
        page.goto(f"{stack.site}/admin/{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        width = page.evaluate("document.documentElement.scrollWidth")
        if width != PHONE["width"]:
            wide[path] = width

    assert wide == {}
