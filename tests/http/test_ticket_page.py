import pytest

from deskhand.actions import tickets
from deskhand.actions.bodies import Body
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk
from tests.conftest import Clock
from tests.http.conftest import Call


@pytest.fixture
def token(helpdesk: Helpdesk, replied_ticket: Ticket, olga: Operator) -> str:
    tickets.note(helpdesk, olga, replied_ticket.id, Body(text="He is angry."))
    return tickets.link_url(helpdesk, replied_ticket).partition("#")[2]


def test_the_page_shows_status_and_conversation_and_keeps_the_team_private(
    page_api: Call, token: str, olga: Operator
) -> None:
    answer = page_api("GET", "", token=token)

    assert answer.status == 200
    assert answer.body["status"] == "in_progress"
    assert [m["text"] for m in answer.body["messages"]] == [
        "It is on fire.",
        "Have you tried water?",
    ]
    told = str(answer.body)
    assert "angry" not in told
    assert olga.email not in told
    assert olga.id not in told


def test_a_comment_is_the_customers_message_marked_as_come_by_the_link(
    helpdesk: Helpdesk, page_api: Call, token: str, replied_ticket: Ticket
) -> None:
    assert page_api("POST", "/comments", {"text": "It worked!"}, token=token).status == 201

    last = helpdesk.tickets.conversation(replied_ticket.id).messages[-1]
    assert (last.text, last.channel, last.trust) == ("It worked!", "link", "link")


def test_wrong_altered_and_missing_tokens_all_get_the_same_answer(
    page_api: Call, token: str
) -> None:
    altered = token[:-1] + ("0" if token[-1] != "0" else "1")
    foreign = "01m81b5h88jsb4hggfrn8ra8wc" + token[26:]
    upper = token.upper()

    answers = [
        page_api("GET", "", token=wrong)
        for wrong in (altered, foreign, upper, "", "x", token + "a", token[:26], "é" * 53, None)
    ]

    assert {answer.status for answer in answers} == {404}
    assert len({str(answer.body) for answer in answers}) == 1


def test_a_reply_address_token_does_not_open_the_page(
    helpdesk: Helpdesk, page_api: Call, replied_ticket: Ticket
) -> None:
    from deskhand.domain.tokens import reply_address

    address = reply_address("support@desk.example", replied_ticket, helpdesk.keyring)
    detail = address.partition("+")[2].partition("@")[0]

    assert page_api("GET", "", token=detail).status == 404


def test_a_ticket_closed_for_too_long_takes_no_comment(
    helpdesk: Helpdesk, page_api: Call, closed_ticket: Ticket, token: str, clock: Clock
) -> None:
    from deskhand.actions import page
    from deskhand.domain.errors import Forbidden

    clock.pass_by(days=31)

    assert not page.view(helpdesk, token).may_comment
    with pytest.raises(Forbidden):
        page.comment(helpdesk, token, Body(text="Again!"))


def test_a_file_is_announced_and_bound_to_its_size(page_api: Call, token: str) -> None:
    announced = {"filename": "a.png", "content_type": "image/png", "size": 4}
    assert page_api("POST", "/attachments", announced, token=token).status == 201

    too_large = {**announced, "size": 25_000_001}
    assert page_api("POST", "/attachments", too_large, token=token).status == 400


def test_unknown_fields_and_empty_comments_are_refused(page_api: Call, token: str) -> None:
    assert page_api("POST", "/comments", {"text": ""}, token=token).status == 400
    assert page_api("POST", "/comments", {"text": "x", "html": "x"}, token=token).status == 400
