"""What administrators set, and what comes of it."""

import json
import re
import time
from typing import Any

import jwt
import pytest
from playwright.sync_api import Browser, Page, expect

from local.process import StackProcess
from tests.browser.held import holding
from tests.chromium import SITE
from tests.e2e.conftest import Mailbox, Person, eventually
from tests.panel.conftest import Windows
from tests.panel.letters import ticket, write

pytestmark = [pytest.mark.slow, pytest.mark.thorough]


@pytest.fixture(scope="module")
def workshop(admin: Person, team: dict[str, str], desk: Any) -> Any:
    new = {
        "name": "Workshop",
        "addresses": ["workshop@desk.localhost"],
        "number_pattern": "WRK-{nr}",
        "members": [team["Olga"]],
    }
    return admin.call("POST", "/desks", new, expect=201)


def saved(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()


def test_a_template_is_tried_while_it_is_written_and_mailed_as_it_was_shown(
    window: Windows, stack: StackProcess, workshop: Any
) -> None:
    page = window("admin@desk.localhost", f"/admin/settings/desks/{workshop['id']}/templates")
    page.get_by_text("Own text").click()
    text = page.get_by_role("textbox", name="Text", exact=True)
    preview = page.frame_locator("iframe")
    text.fill("Dear maker,\n\nwe oil {{ desk_name }}.")
    expect(preview.get_by_text("we oil Workshop.")).to_be_visible()

    text.fill("Dear maker,\n\nwe oil {{ nonsense }}.")
    expect(page.get_by_text("Preview (before the mistake)")).to_be_visible()
    expect(text).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text(re.compile("nonsense", re.IGNORECASE)).last).to_be_visible()
    expect(preview.get_by_text("we oil Workshop.")).to_be_visible()

    text.fill("Dear maker,\n\nwe oil {{ ticket_number }}: {{ ticket_url }}")
    expect(page.get_by_text("Preview", exact=True)).to_be_visible()
    saved(page)

    maker = Mailbox(stack, "maker@lathe.example", "Mo Maker")
    write(maker, "The lathe squeaks", to="workshop@desk.localhost")
    assert "we oil WRK-1: http" in str(maker.received("we oil"))


def test_numbers_are_shown_as_they_will_be(window: Windows, workshop: Any) -> None:
    page = window("admin@desk.localhost", f"/admin/settings/desks/{workshop['id']}/numbers")
    pattern = page.get_by_role("textbox", name="Pattern of ticket numbers")
    shown = page.get_by_text("Looks like this:")
    expect(shown).to_contain_text("WRK-")
    pattern.fill("MILL/{yyyy}/{nr}")
    expect(shown).to_contain_text(re.compile(r"MILL/\d{4}/\d+"))
    pattern.fill("MILL")
    expect(pattern).to_have_attribute("aria-invalid", "true")
    expect(shown).to_be_hidden()


def test_a_widget_secret_is_shown_once(window: Windows, stack: StackProcess, workshop: Any) -> None:
    page = window("admin@desk.localhost", f"/admin/settings/desks/{workshop['id']}/widget")
    expect(page.get_by_text(workshop["widget_token"])).to_be_visible()
    expect(page.get_by_text("While none is listed, any site may show the form")).to_be_visible()
    page.get_by_role("button", name="Make a secret").click()
    dialog = page.get_by_role("dialog", name="Your new secret")
    secret = dialog.locator("code, pre").first.inner_text().strip()
    assert len(secret) > 20
    dialog.get_by_role("button", name="I have copied it").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="Make a new one")).to_be_visible()
    page.reload()
    renew = page.get_by_role("button", name="Make a new one")
    expect(renew).to_be_visible()
    assert secret not in page.content()

    renew.click()
    page.get_by_role("dialog").get_by_role("button", name="Make a new one").click()
    dialog.get_by_role("button", name="I have copied it").click()
    expect(renew).to_be_disabled()
    expect(renew).to_have_accessible_description(re.compile("Drop the previous one"))
    page.get_by_role("button", name="Drop the previous one").click()
    expect(renew).to_be_enabled()


def test_what_the_widget_asks_is_what_was_set(
    window: Windows, stack: StackProcess, workshop: Any
) -> None:
    page = window("admin@desk.localhost", f"/admin/settings/desks/{workshop['id']}/widget")
    page.get_by_role("checkbox", name="Priority").check()
    page.get_by_role("checkbox", name="Phone").uncheck()
    page.get_by_role("switch", name="proof of work").check()
    page.get_by_role("tab", name="General").click()
    page.get_by_role("switch", name="Speak the visitor's language").check()
    saved(page)

    def told() -> Any:
        widget = stack.http.get(f"/api/widget/{workshop['widget_token']}").json()
        return widget if widget["visitors_language"] else None

    widget = eventually(told)
    assert (widget["fields"], widget["challenge"]["kind"]) == (["priority"], "work")


def test_the_code_for_the_sites_server_is_there_in_each_language(
    window: Windows, workshop: Any
) -> None:
    page = window("admin@desk.localhost", f"/admin/settings/desks/{workshop['id']}/widget")
    code = page.get_by_role("group", name="Code for your server")
    expect(code).to_contain_text("def widget_token(secret")
    page.get_by_text("PHP", exact=True).click()
    expect(code).to_contain_text("<?php")


def test_what_the_site_says_of_a_customer_stands_beside_his_ticket(
    window: Windows, stack: StackProcess, admin: Person
) -> None:
    """And what came by the link is told from what he wrote while he was signed in."""
    new = {"name": "Shop", "number_pattern": "SHOP-{nr}", "allowed_origins": [stack.site]}
    shop = admin.call("POST", "/desks", new, expect=201)
    secret = admin.call("POST", f"/desks/{shop['id']}/widget-secret", expect=201)["secret"]
    said = {"sub": "c-7", "name": "Cleo Kern", "exp": int(time.time()) + 600, "plan": "Gold"}
    page_of_his = {"url": "https://shop.example/customers/7"}
    token = jwt.encode(said | page_of_his, secret, algorithm="HS256")

    def send() -> Any:
        answer = stack.http.post(
            f"/api/widget/{shop['widget_token']}/tickets",
            json={"subject": "The bulb hisses", "message": "It hisses."},
            headers={"authorization": f"Bearer {token}"},
        )
        return answer.json() if answer.status_code == 201 else None

    link = eventually(send)["url"].partition("#")[2]
    stack.http.post(
        "/api/ticket/comments",
        json={"text": "Louder now."},
        headers={"authorization": f"Bearer {link}"},
    )
    page = window("admin@desk.localhost", f"/admin/tickets/{link[:26]}")

    details = page.get_by_role("region", name="Details")
    expect(details.get_by_text("Gold")).to_be_visible()
    his = details.get_by_role("link", name="Page at shop.example")
    expect(his).to_have_attribute("href", "https://shop.example/customers/7")
    expect(his).to_have_attribute("rel", "noopener noreferrer")
    expect(page.get_by_role("button", name="By the link")).to_have_count(1)


def test_an_operator_who_was_added_signs_in_and_sees_his_desk(
    window: Windows, browser: Browser, stack: StackProcess, workshop: Any
) -> None:
    page = window("admin@desk.localhost", "/admin/settings/operators")
    page.get_by_role("link", name="Add an operator").click()
    page.get_by_role("textbox", name="Name").fill("Wanda Wright")
    page.get_by_role("textbox", name="E-mail").fill("olga@desk.localhost")
    page.get_by_role("checkbox", name="Workshop").check()
    add = page.get_by_role("button", name="Add an operator")
    add.click()
    expect(page.get_by_text("Another operator has this address.")).to_be_visible()
    page.get_by_role("textbox", name="E-mail").fill("wanda@desk.localhost")
    add.click()
    expect(page.get_by_role("link", name="Wanda Wright")).to_be_visible()

    context = browser.new_context(locale="en-GB")
    wanda = context.new_page()
    wanda.goto(f"{stack.site}/admin/settings/profile")
    wanda.get_by_placeholder("sub").fill("wanda@desk.localhost")
    wanda.get_by_role("button", name="Authorize").click()
    expect(wanda.get_by_role("textbox", name="Name")).to_have_value("Wanda Wright")
    expect(wanda.get_by_role("main").get_by_text("Workshop")).to_be_visible()
    context.close()


def test_of_two_who_change_a_desk_at_once_neither_loses_anything(
    window: Windows, admin: Person, team: dict[str, str]
) -> None:
    lathes = {"name": "Lathes", "members": [team["Olga"]]}
    path = f"/desks/{admin.call('POST', '/desks', lathes, expect=201)['id']}"
    page = window("admin@desk.localhost", f"/admin/settings{path}/members")
    expect(page.get_by_role("checkbox", name="Olga Nowak")).to_be_checked()
    admin.call("PATCH", path, {"members": [team["Olga"], team["Oskar"]], "description": "Lathes"})

    page.get_by_role("checkbox", name="Ada Admin").check()
    saved(page)
    expect(page.get_by_role("checkbox", name="Oskar Lind")).to_be_checked()
    members = admin.get(path)["members"]
    assert {team["Olga"], team["Oskar"]} < {*members}
    assert len(members) == 3

    page.get_by_role("tab", name="Templates").click()
    page.get_by_text("Own text").click()
    page.get_by_role("textbox", name="Text", exact=True).fill("We oil {{ desk_name }}.")
    closed = {"subject": "", "body": "Oiled."}
    admin.call("PATCH", path, {"templates": {"closed": closed}})
    saved(page)
    templates = admin.get(path)["templates"]
    assert {name: each["body"] for name, each in templates.items()} == {
        "created": "We oil {{ desk_name }}.",
        "closed": "Oiled.",
    }

    page.get_by_role("tab", name="Categories").click()
    page.get_by_role("button", name="Add a category").click()
    page.get_by_role("textbox", name="Name", exact=True).fill("Saws")
    admin.call("PATCH", path, {"categories": [{"code": "drills", "name": "Drills"}]})
    saved(page)
    assert [each["name"] for each in admin.get(path)["categories"]] == ["Drills", "Saws"]

    page.get_by_role("tab", name="General").click()
    description = page.get_by_role("textbox", name="Description")
    expect(description).to_have_value("Lathes")
    admin.call("PATCH", path, {"description": "Lathes and drills"})
    description.fill("Lathes and saws")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Somebody else changed this meanwhile.")
    expect(description).to_have_value("Lathes and saws")
    assert admin.get(path)["description"] == "Lathes and drills"
    saved(page)
    assert admin.get(path)["description"] == "Lathes and saws"


def test_what_is_changed_while_a_change_is_saved_beside_anothers_takes_nothing_of_his_away(
    window: Windows, admin: Person, team: dict[str, str]
) -> None:
    mills = {"name": "Mills", "members": [team["Olga"]]}
    path = f"/desks/{admin.call('POST', '/desks', mills, expect=201)['id']}"
    page = window("admin@desk.localhost", f"/admin/settings{path}/members")
    olga = page.get_by_role("checkbox", name="Olga Nowak")
    expect(olga).to_be_checked()
    admin.call("PATCH", path, {"members": [team["Olga"], team["Oskar"]]})
    page.get_by_role("checkbox", name="Ada Admin").check()

    with holding(page, f"**/api/admin{path}") as held:
        page.get_by_role("button", name="Save", exact=True).click()
    assert held[0].request.method == "PATCH"
    olga.uncheck()
    with page.expect_response(lambda answer: answer.request.method == "PATCH" and answer.ok):
        held[0].continue_()
    assert len(admin.get(path)["members"]) == 3

    saved(page)
    members = admin.get(path)["members"]
    assert team["Oskar"] in members
    assert team["Olga"] not in members
    assert len(members) == 2


def test_what_is_written_of_a_reply_that_a_colleague_deletes_is_kept(
    window: Windows, admin: Person
) -> None:
    new = {"name": "Screws", "text": "We send screws.", "owner": None}
    path = f"/canned-replies/{admin.call('POST', '/canned-replies', new, expect=201)['id']}"
    page = window("admin@desk.localhost", f"/admin/settings/replies/{path.rpartition('/')[2]}")
    text = page.get_by_role("textbox", name="Text", exact=True)
    expect(text).to_have_value("We send screws.")
    text.fill("We send screws and nails.")
    admin.call("DELETE", path, expect=204)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("A colleague has deleted this reply.")).to_be_visible()
    expect(text).to_have_value("We send screws and nails.")

    page.get_by_role("button", name="Add a reply").click()
    expect(page.get_by_role("link", name="Screws")).to_be_visible()
    kept = [each["text"] for each in admin.get("/canned-replies")["items"]]
    assert "We send screws and nails." in kept


def test_a_canned_reply_is_written_and_found_in_a_ticket(
    window: Windows, stack: StackProcess, olga: Person, workshop: Any
) -> None:
    maker = Mailbox(stack, "mo@lathe.example", "Mo")
    write(maker, "The drill is blunt", to="workshop@desk.localhost")
    id = ticket(olga, "The drill is blunt")["id"]
    page = window(path="/admin/settings/replies/new")
    page.get_by_role("textbox", name="Name").fill("Sharpening")
    text = page.get_by_role("textbox", name="Text", exact=True)
    text.fill("Bring {{ nonsense }}.")
    page.get_by_role("button", name="Add a reply").click()
    expect(text).to_have_attribute("aria-invalid", "true")
    text.fill("Bring {{ ticket_number }} along.")
    page.get_by_role("button", name="Add a reply").click()
    expect(page.get_by_role("link", name="Sharpening")).to_be_visible()

    page.goto(f"{stack.site}/admin/tickets/{id}")
    expect(page.get_by_role("button", name=re.compile("^Reply to"))).to_be_visible()
    page.keyboard.press("r")
    page.get_by_role("button", name="Canned replies").click()
    page.get_by_role("button", name="Sharpening").click()
    expect(page.get_by_role("textbox", name="Your reply")).to_contain_text(
        re.compile(r"Bring WRK-\d+ along")
    )


def test_mail_that_was_held_back_is_looked_at_and_becomes_a_ticket(
    window: Windows, stack: StackProcess, workshop: Any
) -> None:
    maker = Mailbox(stack, "mia@lathe.example", "Mia Maker")
    letter = "<p>The <b>belt</b> is torn</p>"
    write(maker, "Belt wanted", html=letter, to="workshop@desk.localhost", client="spam.test")
    olga = Person(stack, "olga@desk.localhost")
    eventually(lambda: olga.get("/inbound", desk=workshop["id"])["items"])
    page = window(path="/admin/settings/inbound")
    page.get_by_role("link", name="Belt wanted").click()
    expect(page.get_by_role("note")).to_contain_text("Spam")
    page.get_by_text("Formatted").click()
    expect(page.frame_locator("iframe").get_by_text("belt", exact=True)).to_be_visible()
    page.get_by_role("button", name="Make a ticket").click()

    expect(page).to_have_url(re.compile("/admin/tickets/"))
    expect(page.get_by_role("heading", name="Belt wanted")).to_be_visible()


def test_a_customer_is_written_down_and_no_address_belongs_to_two(
    window: Windows, olga: Person
) -> None:
    page = window(path="/admin/customers/new")
    page.get_by_role("textbox", name="First name").fill("Tess")
    page.get_by_role("textbox", name="Last name").fill("Turner")
    email(page, "tess@lathe.example")
    page.get_by_role("button", name="Add the customer").click()
    expect(page.get_by_role("heading", name="Tess Turner")).to_be_visible()
    page.get_by_role("textbox", name="Notes").fill("Likes brass.")
    saved(page)
    assert olga.get("/customers", q="tess turner")["items"][0]["notes"] == "Likes brass."

    page.goto(page.url.rpartition("/")[0] + "/new")
    page.get_by_role("textbox", name="First name").fill("Tom")
    email(page, "tess@lathe.example")
    page.get_by_role("button", name="Add the customer").click()
    expect(
        page.get_by_text("Another customer has tess@lathe.example: Tess Turner.")
    ).to_be_visible()


def email(page: Page, address: str) -> None:
    page.get_by_role("group", name="E-mail addresses").get_by_role("textbox").last.fill(address)


def test_the_menu_changes_the_language_of_all_that_is_said(
    window: Windows, stack: StackProcess, olga: Person, workshop: Any
) -> None:
    maker = Mailbox(stack, "max@lathe.example", "Max")
    write(maker, "Xyz 1", text="Xyz 2", to="workshop@desk.localhost")
    id = ticket(olga, "Xyz 1")["id"]
    page = window("admin@desk.localhost", f"/admin/inbox/desk-{workshop['id']}")
    page.get_by_role("button", name="Account").click()
    page.get_by_role("menuitemradio", name="Polski").click()
    expect(page.get_by_role("link", name=re.compile("^Moje"))).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "pl"

    for path in (
        "inbox/all",
        f"tickets/{id}",
        "customers",
        "settings/operators",
        "settings/profile",
    ):
        page.goto(f"{stack.site}/admin/{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert said(page) & english() == set(), path


def english() -> set[str]:
    """What the panel would say in English, where Polish says something else."""
    return {text for text in texts("en") if text not in texts("pl")}


def texts(language: str) -> set[str]:
    sections = (SITE / f"src/admin/texts/{language}").glob("*.json")
    known = [json.loads(path.read_text("utf-8")) for path in sections]
    return {text for section in known for text in section.values() if isinstance(text, str)}


def said(page: Page) -> set[str]:
    """All texts, names of controls and hints."""
    return set(
        page.evaluate(
            """() => [...document.querySelectorAll('body *')].flatMap((each) => [
              each.getAttribute('aria-label'), each.title, each.placeholder,
              ...[...each.childNodes].map((node) => node.nodeType === 3 && node.data.trim()),
            ]).filter(Boolean)"""
        )
    )
