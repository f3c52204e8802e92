"""Olga and Oskar on the same ticket, each in a browser of their own."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Mailbox, Person
from tests.panel.conftest import Arrives, Windows, beat

pytestmark = [pytest.mark.slow, pytest.mark.thorough]


def test_colleagues_see_each_other_and_overwrite_nothing(
    window: Windows, maria: Mailbox, olga: Person, arrives: Arrives
) -> None:
    ticket = arrives("Two cooks")
    place = f"/admin/tickets/{ticket['id']}"
    olgas = window(path=place)
    expect(olgas.get_by_role("article")).to_be_visible()
    oskars = window("oskar@desk.localhost", place)
    expect(oskars.get_by_role("img", name="Olga Nowak has this open")).to_be_visible()
    olgas.keyboard.press("r")
    box = olgas.get_by_role("textbox", name="Your reply")
    box.press_sequentially("We send a new one.")
    expect(olgas.get_by_text("Draft saved")).to_be_visible()
    beat(oskars)
    expect(oskars.get_by_text("Olga Nowak is writing a reply")).to_be_visible()

    set_priority(oskars, "Normal", "High")
    beat(olgas)
    expect(olgas.get_by_role("img", name="Oskar Lind has this open")).to_be_visible()
    expect(olgas.get_by_role("button", name="Priority: High")).to_be_visible()

    # From here on Olga's window learns nothing by itself, as if no ten seconds went by.
    olgas.route("**/presence", lambda route: route.abort())
    set_priority(oskars, "High", "Urgent")
    olgas.get_by_role("button", name="Status: New").click()
    olgas.get_by_role("menuitemradio", name="Waiting").click()
    refused = olgas.get_by_role("alert").filter(has_text="The ticket moved on meanwhile")
    expect(refused.get_by_text("Oskar Lind changed the ticket.")).to_be_visible()
    expect(olgas.get_by_role("button", name="Status: New")).to_be_visible()
    refused.get_by_role("button", name="Do it anyway").click()
    expect(olgas.get_by_role("button", name="Status: Waiting")).to_be_visible()
    expect(olgas.get_by_role("button", name="Priority: Urgent")).to_be_visible()
    now = olga.ticket(ticket["id"])
    assert (now["status"], now["priority"]) == ("waiting", "urgent")

    oskars.keyboard.press("n")
    oskars.get_by_role("textbox", name="Your note").fill("She wants her money back.")
    oskars.keyboard.press("Control+Enter")
    expect(oskars.get_by_role("article").filter(has_text="her money back")).to_be_visible()
    box.press("Control+Enter")
    refused = olgas.get_by_role("alert").filter(has_text="Not sent yet")
    expect(refused.get_by_text("She wants her money back.")).to_be_visible()
    expect(box).to_have_text("We send a new one.")
    assert not said(olga, ticket["id"], "We send a new one.")
    refused.get_by_role("button", name="Send anyway").click()
    expect(olgas.get_by_role("article").filter(has_text="We send a new one.")).to_be_visible()
    assert maria.received("We send a new one.")


def set_priority(page: Page, before: str, after: str) -> None:
    page.get_by_role("button", name=f"Priority: {before}").click()
    page.get_by_role("menuitemradio", name=after).click()
    expect(page.get_by_text(f"Priority set to {after}.")).to_be_visible()


def said(person: Person, ticket_id: str, text: str) -> bool:
    return any(text in message["text"] for message in person.ticket(ticket_id)["messages"])
