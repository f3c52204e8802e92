"""A page that is looked at asks every few seconds what is new. Mostly nothing is, and to find that
out takes one read of the ticket."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from deskhand import wiring
from deskhand.actions import edits, tickets
from deskhand.actions.bodies import Body
from deskhand.domain.desk import Desk
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Status, Ticket
from deskhand.wiring import Helpdesk
from tests.conftest import Arrives, Clock, mail
from tests.http.conftest import Call, Widget


@pytest.fixture
def token(helpdesk: Helpdesk, clock: Clock, replied_ticket: Ticket) -> str:
    vars(wiring.helpdesk())["_clock"] = clock  # the functions' own
    return tickets.link_url(helpdesk, replied_ticket).partition("#")[2]


class Looking:
    """A customer's page, which knows what it was told last."""

    def __init__(self, page_api: Call, token: str) -> None:
        self.page_api, self.token, self.state = page_api, token, ""

    def looks(self) -> bool:
        """Whether there was anything new."""
        wiring.helpdesk().team.forget()
        answer = self.page_api("GET", "", token=self.token, known=self.state)
        if answer.status == 204:
            assert answer.body is None
            return False
        assert answer.status == 200
        self.state = answer.body["state"]
        return True


@pytest.fixture
def page(page_api: Call, token: str) -> Looking:
    page = Looking(page_api, token)
    assert page.looks()
    return page


@pytest.fixture
def asked(page: Looking) -> Iterator[list[str]]:
    """What the function asks of table and bucket, but for what it keeps."""
    calls: list[str] = []

    def note(model: Any, **_: Any) -> None:
        calls.append(model.name)

    for client in (wiring.helpdesk().table.client, wiring.helpdesk().s3):
        client.meta.events.register("before-call", note)
    yield calls


def test_where_nothing_is_new_nothing_is_told(page: Looking, clock: Clock) -> None:
    assert page.state
    assert not page.looks()
    clock.pass_by(seconds=15)
    assert not page.looks()


def test_to_find_that_out_takes_one_read_of_the_ticket(
    page: Looking, page_api: Call, asked: list[str]
) -> None:
    answer = page_api("GET", "", token=page.token, known=page.state)

    assert answer.status == 204
    assert asked == ["GetItem"]


def within_next_query(happening: Callable[[], Any]) -> None:
    """The query of a conversation reads what is said before something happens, and the ticket after
    that: queries are not isolated from transactions."""
    table = wiring.helpdesk().table
    events = table.client.meta.events

    def happen(parsed: dict[str, Any], **_: Any) -> None:
        for place, item in enumerate(parsed["Items"]):
            if item["sk"] == "T":
                events.unregister("after-call.dynamodb.Query", happen)
                happening()
                parsed["Items"][place] = table.get({"pk": item["pk"], "sk": "T"})

    events.register("after-call.dynamodb.Query", happen)


def test_what_is_said_while_a_page_is_read_is_told_next_time(
    helpdesk: Helpdesk, page: Looking, page_api: Call, replied_ticket: Ticket, olga: Operator
) -> None:
    tickets.reply(helpdesk, olga, replied_ticket.id, Body(text="Try sand."))
    body = Body(text="And a blanket.")
    within_next_query(lambda: tickets.reply(helpdesk, olga, replied_ticket.id, body))
    assert page.looks()

    assert page.looks()
    assert not page.looks()


def test_what_is_said_while_a_ticket_is_read_in_the_widget_is_told_next_time(
    helpdesk: Helpdesk, widget: Widget, olga: Operator
) -> None:
    signed_in = widget.token()
    new = {"subject": "Lamp", "message": "It is on fire."}
    number = widget("POST", "/tickets", new, token=signed_in).body["number"]
    id, body = widget.ticket(number).id, Body(text="Try sand.")
    within_next_query(lambda: tickets.reply(helpdesk, olga, id, body))
    state = widget("GET", f"/tickets/{number}", token=signed_in).body["state"]

    assert widget("GET", f"/tickets/{number}", token=signed_in, known=state).status == 200


def test_a_link_that_ends_while_its_page_is_read_shows_nothing(
    helpdesk: Helpdesk, page: Looking, page_api: Call, replied_ticket: Ticket, olga: Operator
) -> None:
    within_next_query(lambda: edits.renew_link(helpdesk, olga, replied_ticket.id))

    assert page_api("GET", "", token=page.token).status == 410


def test_a_wrong_link_costs_one_read_of_the_ticket(
    page: Looking, page_api: Call, asked: list[str]
) -> None:
    wrong = page.token[:-1] + ("b" if page.token[-1] == "a" else "a")
    assert page_api("GET", "", token=wrong).status == 404
    assert asked == ["GetItem"]


def test_in_the_widget_what_is_new_is_found_with_three_requests(
    widget: Widget, asked: list[str]
) -> None:
    signed_in = widget.token()
    new = {"subject": "Lamp", "message": "It is on fire."}
    path = f"/tickets/{widget('POST', '/tickets', new, token=signed_in).body['number']}"
    state = widget("GET", path, token=signed_in).body["state"]
    widget("POST", f"{path}/comments", {"text": "Still."}, token=signed_in)
    asked.clear()

    assert widget("GET", path, token=signed_in, known=state).status == 200
    desk_and_its_secrets = ["Query", "GetItem"]
    assert asked == [*desk_and_its_secrets, "BatchGetItem", "GetItem", "Query"]


def test_what_is_said_and_done_is_told(
    helpdesk: Helpdesk, page: Looking, page_api: Call, replied_ticket: Ticket, olga: Operator
) -> None:
    page_api("POST", "/comments", {"text": "It worked!"}, token=page.token)
    assert page.looks()
    tickets.reply(helpdesk, olga, replied_ticket.id, Body(text="Good."))
    assert page.looks()
    edits.change(helpdesk, olga, replied_ticket.id, {"status": Status.CLOSED})
    assert page.looks()
    assert not page.looks()


def test_an_answer_that_may_be_taken_back_is_told_when_it_can_t_be_any_more(
    helpdesk: Helpdesk,
    clock: Clock,
    desk: Desk,
    page: Looking,
    page_api: Call,
    replied_ticket: Ticket,
    olga: Operator,
) -> None:
    helpdesk.team.save_desk(desk, desk.model_copy(update={"undo_seconds": 20, "version": 2}))
    helpdesk.team.forget()
    tickets.reply(helpdesk, olga, replied_ticket.id, Body(text="Try sand."))

    assert page.looks()
    assert page.state == ""
    clock.pass_by(seconds=20)
    told = page_api("GET", "", token=page.token, known=page.state)
    assert told.body["messages"][-1]["text"] == "Try sand."
    assert told.body["state"]


def test_files_get_new_addresses_before_the_old_ones_end(page: Looking, clock: Clock) -> None:
    clock.pass_by(minutes=5)

    assert page.looks()


def test_that_the_desk_is_called_otherwise_is_told(
    helpdesk: Helpdesk, desk: Desk, page: Looking
) -> None:
    helpdesk.team.save_desk(desk, desk.model_copy(update={"name": "Care", "version": 2}))

    assert page.looks()


def test_that_a_ticket_takes_no_more_is_told(
    helpdesk: Helpdesk, page: Looking, clock: Clock, replied_ticket: Ticket, olga: Operator
) -> None:
    edits.change(helpdesk, olga, replied_ticket.id, {"status": Status.CLOSED})
    assert page.looks()
    clock.pass_by(days=31)

    assert page.looks()


def test_of_merged_tickets_all_is_told_each_time(
    admin_api: Call, page: Looking, replied_ticket: Ticket, arrives: Arrives, olga: Operator
) -> None:
    (other,) = arrives(mail("Hurry.", subject="Hurry", message_id="<m@b.example>"))
    into = {"into": other.ticket_id}
    assert admin_api("POST", f"/tickets/{replied_ticket.id}/merge", into, me=olga).status == 200

    assert page.looks()
    assert page.state == ""
    assert page.looks()


def test_a_revoked_link_and_a_wrong_one_learn_nothing(
    helpdesk: Helpdesk, page: Looking, page_api: Call, replied_ticket: Ticket, olga: Operator
) -> None:
    edits.renew_link(helpdesk, olga, replied_ticket.id)

    assert page_api("GET", "", token=page.token, known=page.state).status == 410
    assert page_api("GET", "", token=page.token[:-1] + "~", known=page.state).status == 404


def test_it_does_not_tell_how_often_the_team_touched_the_ticket(
    helpdesk: Helpdesk, page: Looking, token: str, page_api: Call, replied_ticket: Ticket
) -> None:
    later = tickets.link_url(helpdesk, replied_ticket, since=1).partition("#")[2]

    states = [page_api("GET", "", token=each).body["state"] for each in (token, later)]

    assert len(set(states)) == 2
    assert all(len(state) == 32 for state in states)


def test_the_widget_asks_in_the_same_way(widget: Widget) -> None:
    signed_in = widget.token(email="ada@byron.example", email_verified=True)
    new = {"subject": "Lamp", "message": "It is on fire."}
    path = f"/tickets/{widget('POST', '/tickets', new, token=signed_in).body['number']}"
    state = widget("GET", path, token=signed_in).body["state"]
    other = widget.token(sub="c-2", email="eve@e.example", email_verified=True)

    assert widget("GET", path, token=signed_in, known=state).status == 204
    assert widget("GET", path, token=other, known=state).status == 404
    widget("POST", f"{path}/comments", {"text": "Still."}, token=signed_in)
    assert widget("GET", path, token=signed_in, known=state).status == 200
