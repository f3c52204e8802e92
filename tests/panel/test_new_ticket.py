"""Tickets that an operator opens: for somebody to whom he writes, or who rang."""

import pytest
from playwright.sync_api import Page, expect

from local.process import StackProcess
from tests.e2e.conftest import Mailbox, Person, plain
from tests.panel.conftest import Windows

pytestmark = [pytest.mark.slow, pytest.mark.thorough]


def test_only_what_is_meant_for_the_customer_is_mailed(
    window: Windows, stack: StackProcess, olga: Person, admin: Person, team: dict[str, str]
) -> None:
    members = [team["Olga"]]
    admin.call("POST", "/desks", {"name": "Returns", "members": members}, expect=201)
    ruth = Mailbox(stack, "ruth@rang.example", "Ruth Rang")
    emil = Mailbox(stack, "emil@new.example", "Emil New")
    page = window(path="/admin/inbox/mine")
    expect(page.get_by_role("heading", name="Mine")).to_be_visible()

    begin(page, ruth.address, f"Just use {ruth.address} for this ticket")
    page.get_by_label("First name").fill("Ruth")
    page.get_by_role("textbox", name="Subject").fill("Where is my lamp?")
    page.get_by_role("radio", name="Just record a call").check()
    page.get_by_role("button", name="Open the ticket").click()
    expect(page.get_by_role("alert").get_by_text("Write the message.")).to_be_visible()
    page.get_by_role("textbox", name="What the customer said").fill("She waits for two weeks.")
    page.get_by_role("button", name="Open the ticket").click()
    expect(page.get_by_role("heading", name="Where is my lamp?")).to_be_visible()
    expect(page.get_by_role("article", name="Message from Ruth")).to_contain_text("two weeks")

    begin(page, emil.address, f"Add {emil.address} as a customer")
    page.get_by_role("textbox", name="Subject").fill("Your lamp is back")
    page.get_by_role("textbox", name="Message").fill("You can fetch it.")
    page.get_by_role("combobox", name="Assignee").click()
    page.get_by_role("option", name="Me").click()
    page.get_by_role("button", name="Open and send").click()
    expect(page.get_by_role("heading", name="Your lamp is back")).to_be_visible()
    expect(page.get_by_role("button", name="Assignee: Olga Nowak")).to_be_visible()
    assert "You can fetch it." in plain(emil.received())
    assert olga.get("/customers", q=emil.address)["items"]
    assert list(ruth.inbox()) == []


def begin(page: Page, address: str, choice: str) -> None:
    page.keyboard.press("c")
    page.get_by_role("textbox", name="Customer").fill(address)
    page.get_by_role("option", name=choice).click()
    page.get_by_role("combobox", name="Desk").click()
    page.get_by_role("option", name="Northwind Lamps").click()
