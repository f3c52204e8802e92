"""An answer may be lost on its way: what is then sent again is not done twice."""

import pytest

from deskhand.actions import edits, page, tickets
from deskhand.actions.bodies import Body
from deskhand.domain.message import Message
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk
from tests.http.conftest import Call, Widget
from tests.meanwhile import meanwhile

ONCE = "3f2b8c1e-9d4a-4c57-8a60-0d1e2f3a4b5c"
FORM = {"subject": "Lamp", "message": "It is dark.", "once": ONCE}
COMMENT = {"text": "Still dark.", "once": ONCE}


@pytest.fixture
def link(helpdesk: Helpdesk, replied_ticket: Ticket) -> str:
    return tickets.link_url(helpdesk, replied_ticket).partition("#")[2]


def texts(helpdesk: Helpdesk, ticket: Ticket) -> list[str]:
    return [said.text for said in helpdesk.tickets.conversation(ticket.id).messages]


def test_a_strangers_form_opens_one_ticket_also_with_a_newer_start(widget: Widget) -> None:
    first = widget("POST", "/tickets", widget.form(once=ONCE))
    again = widget("POST", "/tickets", widget.form(once=ONCE))

    assert (again.status, again.body) == (first.status, first.body) == (201, first.body)
    assert widget.helpdesk.tickets.with_number(widget.desk.id, "SUP-2") is None


def test_a_form_sent_again_counts_for_no_limit(widget: Widget) -> None:
    widget("POST", "/tickets", widget.form(once=ONCE))
    widget.count_on("ada@", 5)

    assert widget("POST", "/tickets", widget.form(once=ONCE)).status == 201


def test_the_name_of_one_form_serves_no_other_and_tells_nobody_its_ticket(widget: Widget) -> None:
    widget("POST", "/tickets", widget.form(once=ONCE))

    refused = widget("POST", "/tickets", widget.form(once=ONCE, email="eve@lamp.example"))

    assert (refused.status, refused.body["errors"][0]["field"]) == (400, "once")


def test_a_form_sent_again_does_not_tell_a_link_that_was_renewed_since(
    widget: Widget, helpdesk: Helpdesk, olga: Operator
) -> None:
    """It was renewed to keep him out."""
    form = widget.form(once=ONCE)
    number = widget("POST", "/tickets", form).body["number"]
    edits.renew_link(helpdesk, olga, widget.ticket(number).id)

    again = widget("POST", "/tickets", form)

    assert again.status == 410
    assert "url" not in again.body


def test_a_name_that_has_expired_is_free_again_also_while_the_table_holds_it(
    widget: Widget,
) -> None:
    first = widget("POST", "/tickets", widget.form(once=ONCE)).body
    widget.clock.pass_by(days=2)

    again = widget("POST", "/tickets", widget.form(once=ONCE)).body

    assert (first["number"], again["number"]) == ("SUP-1", "SUP-2")


def test_the_name_is_each_visitors_own(widget: Widget) -> None:
    said = [widget("POST", "/tickets", FORM, token=widget.token(sub=who)) for who in "aba"]

    assert [answer.body["number"] for answer in said] == ["SUP-1", "SUP-2", "SUP-1"]


def test_a_comment_in_the_widget_is_written_once(widget: Widget, helpdesk: Helpdesk) -> None:
    token = widget.token()
    number = widget("POST", "/tickets", {**FORM, "once": None}, token=token).body["number"]
    path = f"/tickets/{number}/comments"

    first, again = (widget("POST", path, COMMENT, token=token) for _ in range(2))

    assert (again.status, again.body["id"]) == (201, first.body["id"])
    assert texts(helpdesk, widget.ticket(number)) == ["It is dark.", "Still dark."]
    assert widget("POST", path, {**COMMENT, "text": "Other"}, token=token).status == 400


def test_a_comment_by_the_link_is_written_once(
    page_api: Call, link: str, helpdesk: Helpdesk, replied_ticket: Ticket
) -> None:
    first, again = (page_api("POST", "/comments", COMMENT, token=link) for _ in range(2))

    assert (again.status, again.body["id"]) == (201, first.body["id"])
    assert texts(helpdesk, replied_ticket).count("Still dark.") == 1
    assert page_api("POST", "/comments", COMMENT, token=link[:-1]).status == 404


def test_two_that_arrive_in_the_same_moment_are_one(
    link: str, helpdesk: Helpdesk, replied_ticket: Ticket
) -> None:
    def comment() -> Message:
        return page.comment(helpdesk, link, Body(text="Still dark."), ONCE)

    said: list[Message] = []
    meanwhile(helpdesk, lambda: said.append(comment()))

    said.append(comment())

    assert said[0].id == said[1].id
    assert texts(helpdesk, replied_ticket).count("Still dark.") == 1


def test_without_a_name_each_is_another(
    page_api: Call, link: str, helpdesk: Helpdesk, replied_ticket: Ticket
) -> None:
    for _ in range(2):
        page_api("POST", "/comments", {"text": "Hello?"}, token=link)

    assert texts(helpdesk, replied_ticket).count("Hello?") == 2


@pytest.mark.parametrize("wrong", ["x" * 19, "x" * 41, "x" * 20 + "#", "x" * 20 + "\n", "é" * 20])
def test_a_name_is_of_twenty_to_forty_plain_characters(
    widget: Widget, page_api: Call, link: str, wrong: str
) -> None:
    assert widget("POST", "/tickets", widget.form(once=wrong)).status == 400
    assert page_api("POST", "/comments", {"text": "Hi", "once": wrong}, token=link).status == 400
