"""The main job once more, by the functions that sam has deployed, each with its own role."""

from typing import Any

import pytest

from local.process import StackProcess
from tests.e2e.conftest import Mailbox, Person, eventually, plain, ticket_page
from tests.e2e.test_main_job import *  # noqa: F403

pytestmark = pytest.mark.deploy


def test_a_strangers_form_becomes_a_ticket_of_which_he_gets_the_link(
    stack: StackProcess, olga: Person, desk: Any
) -> None:
    widget, site = f"/api/widget/{desk['widget_token']}", {"origin": "https://shop.example"}
    start = stack.http.get(widget, headers=site).json()["start"]
    form = {"subject": "Lamp", "message": "It is dark.", "email": "eve@shop.example"}

    def sent() -> Any:
        """Not at once: that would be a program."""
        answer = stack.http.post(f"{widget}/tickets", json={**form, "start": start}, headers=site)
        return answer.status_code == 201 and answer.json()

    ticket = eventually(sent)

    page = ticket_page(stack, ticket["url"].partition("#")[2]).json()
    assert (page["number"], page["messages"][0]["text"]) == (ticket["number"], "It is dark.")
    (found,) = (t for t in olga.get("/tickets")["items"] if t["number"] == ticket["number"])
    assert (found["channel"], found["requester"]["proven"]) == ("widget", "none")
    told = Mailbox(stack, "eve@shop.example", "Eve").received()
    assert "It is dark." not in plain(told), "a form is no way to mail what one likes"
