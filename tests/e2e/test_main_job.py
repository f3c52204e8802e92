"""The main job, in the order in which it happens: each test goes on where the one before
stopped."""

import smtplib
from typing import Any

import pytest

from local.process import StackProcess
from tests.e2e.conftest import (
    Mailbox,
    Person,
    eventually,
    hand_over,
    link_token,
    plain,
    ticket_page,
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def customer(admin: Person, desk: Any) -> Any:
    record = {"first_name": "Ada", "last_name": "Byron", "emails": ["ada@byron.example"]}
    return admin.call("POST", "/customers", record, expect=201)


@pytest.fixture(scope="module")
def ticket_id(customer: Any, ada: Mailbox, olga: Person) -> str:
    """Of the ticket that Ada's first mail becomes."""
    ada.send("It is on fire.", to="support@desk.localhost", subject="Printer on fire")
    found = eventually(lambda: olga.get("/tickets")["items"])
    return str(found[0]["id"])


def test_a_mail_becomes_a_ticket_that_is_linked_to_its_customer(
    olga: Person, ticket_id: str, customer: Any
) -> None:
    ticket = eventually(lambda: (t := olga.ticket(ticket_id))["customer_id"] and t)

    assert (ticket["number"], ticket["subject"]) == ("SUP-1", "Printer on fire")
    assert (ticket["status"], ticket["channel"]) == ("new", "email")
    assert (ticket["customer_id"], ticket["linked_by"]) == (customer["id"], "email")
    assert ticket["requester"]["proven"] == "dmarc"
    assert [said["text"] for said in ticket["messages"]] == ["It is on fire."]


def test_the_customer_and_the_team_are_told(
    stack: StackProcess, ada: Mailbox, ticket_id: str
) -> None:
    assert "SUP-1" in plain(ada.received("We have your message"))
    team = Mailbox(stack, "olga@desk.localhost", "Olga")
    assert "It is on fire." in plain(team.received("It is on fire."))


def test_the_operator_takes_it_and_answers_and_the_note_stays_inside(
    stack: StackProcess, olga: Person, ada: Mailbox, ticket_id: str
) -> None:
    ticket, me = olga.ticket(ticket_id), olga.get("/me")["operator"]["id"]
    olga.call(
        "PATCH",
        f"/tickets/{ticket_id}",
        {"assignee": me, "priority": "high"},
        headers={"if-match": str(ticket["version"])},
    )
    olga.call("POST", f"/tickets/{ticket_id}/notes", {"text": "He is angry."}, expect=201)
    reply = {"text": "Have you tried water?", "status": "waiting"}
    said = olga.call("POST", f"/tickets/{ticket_id}/replies", reply, expect=201)
    assert said["delivery"] == "queued"

    mail = ada.received("Have you tried water?")

    assert "angry" not in mail.as_string()
    assert ticket_page(stack, link_token(mail)).json()["status"] == "waiting"
    delivered = eventually(
        lambda: olga.ticket(ticket_id)["messages"][-1]["delivery"] == "delivered"
    )
    assert delivered


def test_the_customers_answer_by_mail_lands_on_the_ticket(
    olga: Person, ada: Mailbox, ticket_id: str
) -> None:
    ada.answer("Water helped.", ada.received("Have you tried water?"))

    ticket = eventually(lambda: (t := olga.ticket(ticket_id))["message_count"] == 4 and t)

    assert ticket["messages"][-1]["text"] == "Water helped."
    assert ticket["status"] == "in_progress"


def test_closing_tells_the_customer_who_reopens_by_mail(
    olga: Person, ada: Mailbox, ticket_id: str
) -> None:
    olga.call("PATCH", f"/tickets/{ticket_id}", {"status": "closed"})
    ada.answer("It burns again!", ada.received("we have closed your request"))

    ticket = eventually(lambda: (t := olga.ticket(ticket_id))["status"] != "closed" and t)

    assert ticket["status"] == "in_progress"
    assert ticket["events"][-1]["kind"] == "reopened"


def test_the_customer_reopens_on_the_page(
    stack: StackProcess, olga: Person, ada: Mailbox, ticket_id: str
) -> None:
    olga.call("PATCH", f"/tickets/{ticket_id}", {"status": "closed"})
    token = link_token(ada.received())
    assert ticket_page(stack, token).json()["status"] == "closed"

    comment = {"text": "From the page: still smoking."}
    assert ticket_page(stack, token, "POST", "/comments", json=comment).status_code == 201

    assert ticket_page(stack, token).json()["status"] == "in_progress"
    assert olga.ticket(ticket_id)["messages"][-1]["trust"] == "link"


def test_a_file_goes_out_with_the_answer(
    stack: StackProcess, olga: Person, ada: Mailbox, ticket_id: str
) -> None:
    new = {"filename": "manual.txt", "content_type": "text/plain", "size": 11}
    form = olga.call("POST", "/attachments", new, expect=201)
    uploaded = stack.http.post(form["url"], data=form["fields"], files={"file": b"Pull lever."})
    assert uploaded.is_success, uploaded.text

    reply = {"text": "See the manual.", "attachments": [form["id"]]}
    said = olga.call("POST", f"/tickets/{ticket_id}/replies", reply, expect=201)

    (file,) = ada.received("See the manual.").iter_attachments()
    assert (file.get_filename(), file.get_content().strip()) == ("manual.txt", "Pull lever.")
    download = stack.http.get(said["attachments"][0]["url"])
    assert download.content == b"Pull lever."
    assert "attachment" in download.headers["content-disposition"]


def test_mail_to_a_domain_in_which_no_desk_has_an_address_is_refused(ada: Mailbox) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        ada.send("Hello?", to="support@elsewhere.example", subject="Hello")

    assert next(iter(refused.value.recipients.values()))[0] == 550


def test_mail_that_cannot_be_parsed_is_a_ticket_all_the_same(
    stack: StackProcess, olga: Person, ada: Mailbox
) -> None:
    broken = (
        b"From: ada@byron.example\r\nTo: support@desk.localhost\r\nSubject: Broken\r\n"
        b"Content-Type: multipart/mixed\r\nMessage-ID: <a@[\r\n\r\n\xff\xfe half a mail"
    )
    hand_over(stack, broken, ada.address, ["support@desk.localhost"])

    tickets = eventually(
        lambda: [t for t in olga.get("/tickets")["items"] if t["subject"] == "Broken"]
    )
    (said,) = olga.ticket(tickets[0]["id"])["messages"]
    assert "half a mail" in said["text"]


def test_it_is_found_by_its_words_and_counted(olga: Person, ticket_id: str) -> None:
    found = eventually(lambda: olga.get("/tickets", q="smoking")["items"])

    assert [ticket["id"] for ticket in found] == [ticket_id]
    (desk,) = olga.get("/me")["desks"]
    assert desk["counters"]["all"] == 2


def test_whoever_has_no_token_gets_in_nowhere(stack: StackProcess) -> None:
    assert stack.http.get("/api/admin/tickets").status_code == 401
    forged = {"authorization": "Bearer e30.e30.e30"}
    assert stack.http.get("/api/admin/tickets", headers=forged).status_code == 401
    assert stack.http.get("/api/ticket").status_code == 404
    assert stack.http.get("/api/health").json() == {"status": "ok"}


def test_all_is_still_there_after_a_restart(stack: StackProcess, ticket_id: str) -> None:
    olga = Person(stack, "olga@desk.localhost")
    before = eventually(lambda: (t := olga.ticket(ticket_id)) and all_delivered(t) and t)
    assert stack.stop() == 0
    stack.start()

    after = Person(stack, "olga@desk.localhost").ticket(ticket_id)

    kept = [(m["text"], m["delivery"]) for m in before["messages"]]
    assert [(m["text"], m["delivery"]) for m in after["messages"]] == kept
    assert after["version"] == before["version"]
    assert len(stack.http.get("/outbox/messages.json").json()) > 5


def all_delivered(ticket: Any) -> bool:
    return all(said["delivery"] in ("none", "delivered") for said in ticket["messages"])
