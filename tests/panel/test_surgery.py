"""What is done to whole tickets: merged, split, put aside, deleted, cut off from an old link."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from local.process import StackProcess
from tests.e2e.conftest import Person, eventually, ticket_page
from tests.panel.conftest import Arrives, Windows, beat

pytestmark = [pytest.mark.slow, pytest.mark.thorough]


def test_a_ticket_is_merged_taken_out_again_and_split(
    window: Windows, stack: StackProcess, olga: Person, arrives: Arrives
) -> None:
    first, second = arrives("Flickering chandelier"), arrives("Chandelier flickers again")
    eventually(lambda: olga.get("/tickets", q=first["number"])["items"])
    page = window(path=f"/admin/tickets/{second['id']}")
    more(page, "Merge…")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Into which ticket").fill(first["number"])
    dialog.get_by_role("radio", name="Flickering chandelier").check()
    dialog.get_by_role("button", name=f"Merge into {first['number']}").click()
    expect(page.get_by_role("heading", name="Flickering chandelier")).to_be_visible()
    expect(page.get_by_text("1 ticket is merged into this one")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(2)
    page.get_by_role("alert").get_by_role("button", name="Undo").click()
    expect(page.get_by_text(f"{second['number']} stands by itself again.")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(1)

    comment = {"text": "And send an invoice."}
    token = token_in(first["link_url"])
    assert ticket_page(stack, token, "POST", "/comments", json=comment).status_code == 201
    beat(page)
    asked = page.get_by_role("article").filter(has_text="And send an invoice.")
    asked.get_by_role("button", name="What to do with the message from Maria Lumen").click()
    page.get_by_role("menuitem", name="Move to a new ticket…").click()
    dialog.get_by_role("textbox", name="Subject of the new ticket").fill("Invoice")
    dialog.get_by_role("button", name="Move to a new ticket").click()
    expect(page.get_by_role("heading", name="Invoice")).to_be_visible()
    expect(page.get_by_role("article")).to_contain_text("And send an invoice.")
    assert olga.ticket(first["id"])["message_count"] == 1


def test_a_ticket_is_put_aside_woken_and_gets_a_new_link(
    window: Windows, stack: StackProcess, olga: Person, arrives: Arrives
) -> None:
    ticket = arrives("Not today")
    page = window(path=f"/admin/tickets/{ticket['id']}")
    page.get_by_role("button", name="Snooze").click()
    page.get_by_role("menuitem", name="Tomorrow").click()
    expect(page.get_by_text("Snoozed until", exact=False).first).to_be_visible()
    assert olga.ticket(ticket["id"])["snoozed_until"]
    page.get_by_role("button", name="Wake it now").click()
    expect(page.get_by_text("Back in the list.")).to_be_visible()
    assert olga.ticket(ticket["id"])["snoozed_until"] is None

    old = token_in(ticket["link_url"])
    assert ticket_page(stack, old).status_code == 200
    page.get_by_role("button", name="Give it a new link").click()
    page.get_by_role("dialog").get_by_role("button", name="Renew").click()
    expect(page.get_by_text("The ticket has a new link.")).to_be_visible()
    assert ticket_page(stack, old).status_code == 410
    link = page.get_by_role("link", name="Open as the customer")
    new = str(link.get_attribute("href"))
    assert ticket_page(stack, token_in(new)).json()["subject"] == "Not today"


def test_an_administrator_deletes_a_ticket_for_ever(
    window: Windows, admin: Person, arrives: Arrives
) -> None:
    ticket: Any = arrives("Buy cheap watches")
    place = f"/admin/tickets/{ticket['id']}"
    olgas = window(path=place)
    olgas.get_by_role("button", name="More", exact=True).click()
    expect(olgas.get_by_role("menuitem", name="Merge…")).to_be_visible()
    expect(olgas.get_by_role("menuitem", name="Delete…")).to_have_count(0)

    page = window("admin@desk.localhost", place)
    more(page, "Delete…")
    page.get_by_role("button", name="Delete for ever").click()
    expect(page.get_by_text(f"{ticket['number']} is deleted.")).to_be_visible()
    expect(page.get_by_role("heading", name="Unassigned")).to_be_visible()
    admin.call("GET", f"/tickets/{ticket['id']}", expect=404)


def token_in(link: str) -> str:
    return link.rpartition("#")[2]


def more(page: Page, wanted: str) -> None:
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name=wanted).click()
