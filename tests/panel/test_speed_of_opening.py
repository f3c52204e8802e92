"""What is shown before it is asked for."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.e2e.conftest import Mailbox, Person, eventually
from tests.panel.conftest import Windows

pytestmark = pytest.mark.slow


def test_a_ticket_that_is_opened_from_the_list_is_painted_before_it_is_answered(
    window: Windows, maria: Mailbox, olga: Person
) -> None:
    maria.send("It flickers since Monday.", to="support@desk.localhost", subject="Painted at once")
    [ticket] = eventually(lambda: olga.get("/tickets", q="painted")["items"])
    page = window(path="/admin/inbox/unassigned")
    held: list[Route] = []
    page.route(re.compile(f"/api/admin/tickets/{ticket['id']}$"), lambda route: held.append(route))
    page.get_by_role("link", name="Painted at once").click()

    main = page.get_by_role("main")
    expect(main.get_by_role("heading", name="Painted at once")).to_be_visible()
    expect(main.get_by_text(ticket["number"])).to_be_visible()
    expect(main.get_by_role("button", name="Status: New")).to_be_visible()
    expect(main.get_by_text("maria@lumen.example").first).to_be_visible()
    expect(main.get_by_text("It flickers since Monday.")).to_have_count(0)

    [asked] = held
    asked.continue_()
    expect(main.get_by_text("It flickers since Monday.")).to_be_visible()
