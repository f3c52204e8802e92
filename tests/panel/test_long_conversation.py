"""What is too long to be shown at once."""

from typing import Any

import pytest
from playwright.sync_api import expect

from local.process import StackProcess
from tests.e2e.conftest import Person
from tests.panel.conftest import Arrives, Windows

pytestmark = pytest.mark.slow


@pytest.fixture
def log(arrives: Arrives, olga: Person) -> Any:
    """A ticket with twelve notes, too long for one answer."""
    ticket = arrives("The log of the lamp")
    for nr in range(12):
        text = f"Log {nr} " + "💡" * 40_000 + " the end."
        olga.call("POST", f"/tickets/{ticket['id']}/notes", {"text": text}, expect=201)
    return ticket


def test_the_whole_of_a_message_that_was_cut_is_opened_by_itself(
    stack: StackProcess, window: Windows, log: Any
) -> None:
    page = window(path=f"/admin/tickets/{log['id']}")
    page.get_by_role("button", name="Show 3 earlier messages").click()
    first = page.get_by_role("article").filter(has_text="Log 0 ")
    newest = page.get_by_role("article").filter(has_text="Log 11 ")

    expect(first).to_contain_text("too long to be shown here")
    expect(first).not_to_contain_text("the end.")
    expect(newest).to_contain_text("the end.")
    expect(newest.get_by_role("button", name="Show the whole message")).to_have_count(0)

    first.get_by_role("button", name="Show the whole message").click()

    expect(first).to_contain_text("the end.")
    expect(first).not_to_contain_text("too long to be shown here")
    expect(first.get_by_role("button", name="Show the whole message")).to_have_count(0)


def test_a_whole_message_that_can_t_be_had_is_asked_for_again(
    stack: StackProcess, window: Windows, log: Any
) -> None:
    page = window(path=f"/admin/tickets/{log['id']}")
    first = page.get_by_role("article").filter(has_text="Log 0 ")
    page.route("**/messages/*", lambda route: route.fulfill(status=403, body="{}"))

    show = first.get_by_role("button", name="Show the whole message")
    show.click()
    expect(first.get_by_role("alert")).to_contain_text("could not be loaded")
    page.unroute("**/messages/*")
    show.click()

    expect(first).to_contain_text("the end.")


def test_a_whole_message_that_is_seen_again_later_has_its_files_where_they_are_by_then(
    window: Windows, log: Any
) -> None:
    """Their addresses run out, and come anew with the message."""
    page = window(path=f"/admin/tickets/{log['id']}")
    page.clock.install()
    page.reload()
    first = page.get_by_role("article").filter(has_text="Log 0 ")
    first.get_by_role("button", name="Show the whole message").click()
    expect(first).to_contain_text("the end.")
    page.get_by_role("link", name="Mine").click()
    expect(first).to_be_hidden()
    page.clock.fast_forward(60_000)

    with page.expect_response("**/messages/*"):
        page.go_back()

    expect(first).to_contain_text("the end.")
