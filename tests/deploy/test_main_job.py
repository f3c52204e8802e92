"""The main job once more, by the functions that sam has deployed, each with its own role."""

from typing import Any

import pytest

from local import deployed
from local.clients import client
from local.process import StackProcess
from local.template import ACCOUNT
from tests.e2e.conftest import Mailbox, Person, eventually, link_token, plain, ticket_page
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


def test_a_customer_adds_a_file_on_the_page(
    stack: StackProcess, ada: Mailbox, ticket_id: str
) -> None:
    token = link_token(ada.received())
    new = {"filename": "ashes.txt", "content_type": "text/plain", "size": 5}
    form = ticket_page(stack, token, "POST", "/attachments", json=new).json()
    uploaded = stack.http.post(form["url"], data=form["fields"], files={"file": b"Ashes"})
    assert uploaded.is_success, uploaded.text

    comment = {"text": "All that is left.", "attachments": [form["id"]]}
    assert ticket_page(stack, token, "POST", "/comments", json=comment).status_code == 201

    (file,) = ticket_page(stack, token).json()["messages"][-1]["attachments"]
    assert stack.http.get(file["url"]).content == b"Ashes"


def test_nobody_was_refused_what_he_needs(stack: StackProcess) -> None:
    """The last one: what went wrong behind an answer is told in the front door's log."""
    for queue in ("FailedEvents", "FailedNotices"):
        url = f"{stack.deployed}/{ACCOUNT}/{deployed.names(stack.deployed)[queue]}"
        assert "Messages" not in client("sqs", stack.deployed).receive_message(QueueUrl=url)
    assert "MaintenanceEvery5Minutes -> Maintenance ok" in stack.log.read_text()
    assert [line for line in stack.log.read_text().splitlines() if "failed" in line] == []
