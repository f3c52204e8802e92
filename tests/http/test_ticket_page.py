from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest
from aws_lambda_powertools import Logger

from deskhand import wiring
from deskhand.actions import edits, tickets
from deskhand.actions.bodies import Body
from deskhand.domain.desk import Desk
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Status, Ticket
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


FILE = {"filename": "a.png", "content_type": "image/png", "size": 4}


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [("GET", "", None), ("POST", "/comments", {"text": "Hi"}), ("POST", "/attachments", FILE)],
)
def test_a_link_that_was_renewed_says_so_and_nothing_else(
    helpdesk: Helpdesk,
    page_api: Call,
    token: str,
    replied_ticket: Ticket,
    olga: Operator,
    method: str,
    path: str,
    body: object,
) -> None:
    assert page_api(method, path, body, token=token).status in (200, 201)
    edits.renew_link(helpdesk, olga, replied_ticket.id)
    edits.renew_link(helpdesk, olga, replied_ticket.id)

    answer = page_api(method, path, body, token=token)

    assert answer.status == 410
    assert answer.body == {
        "type": "about:blank",
        "title": "This ticket has a new link",
        "status": 410,
        "detail": "Please use the one you were sent last.",
    }
    altered = token[:-1] + ("0" if token[-1] != "0" else "1")
    assert page_api(method, path, body, token=altered).status == 404


def test_the_page_tells_how_far_the_ticket_came_and_where_it_turned(
    helpdesk: Helpdesk, page_api: Call, closed_ticket: Ticket, olga: Operator, token: str
) -> None:
    edits.change(helpdesk, olga, closed_ticket.id, {"subject": "closed"})
    page_api("POST", "/comments", {"text": "It burns again."}, token=token)

    answer = page_api("GET", "", token=token).body

    assert [step["status"] for step in answer["progress"]] == list(Status)
    assert [bool(step["at"]) for step in answer["progress"]] == [True, False, False, False]
    closed, reopened = answer["turns"]
    assert (closed["kind"], reopened["kind"]) == ("closed", "reopened")
    assert closed["at"] < reopened["at"] == answer["progress"][0]["at"]
    assert "events" not in answer


def test_an_answer_is_shown_once_it_can_not_be_taken_back_any_more(
    helpdesk: Helpdesk, page_api: Call, token: str, olga: Operator, desk: Desk, clock: Clock
) -> None:
    slow = desk.model_copy(update={"undo_seconds": 30, "version": desk.version + 1})
    helpdesk.team.save_desk(desk, slow)
    helpdesk.team.forget()
    vars(wiring.helpdesk())["_clock"] = clock
    clock.pass_by(minutes=1)

    def shown() -> list[str]:
        return [said["text"] for said in page_api("GET", "", token=token).body["messages"]]

    said = shown()
    tickets.reply(helpdesk, olga, token[:26], Body(text="Oops."), status=Status.WAITING)

    assert shown() == said
    assert page_api("GET", "", token=token).body["status"] == "waiting"
    clock.pass_by(seconds=30)
    assert shown() == [*said, "Oops."]


def test_the_desks_colour_comes_with_the_ink_that_reads_well_on_it(
    page_api: Call, token: str
) -> None:
    shown = page_api("GET", "", token=token).body["desk"]

    assert (shown["colour"], shown["ink"]) == ("#2f5bea", "#ffffff")
    assert shown["visitors_language"] is False


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
    assert page_api("POST", "/attachments", FILE, token=token).status == 201

    too_large = {**FILE, "size": 25_000_001}
    assert page_api("POST", "/attachments", too_large, token=token).status == 400


def test_unknown_fields_and_empty_comments_are_refused(page_api: Call, token: str) -> None:
    assert page_api("POST", "/comments", {"text": ""}, token=token).status == 400
    assert page_api("POST", "/comments", {"text": "x", "html": "x"}, token=token).status == 400
    too_long = page_api("POST", "/comments", {"attachments": ["x" * 1_025]}, token=token)
    assert too_long.body["errors"][0]["field"] == "attachments.0"


@pytest.mark.parametrize("letter", ["x", "写", "🖨"])
def test_a_long_name_of_a_file_fits_beside_it(page_api: Call, token: str, letter: str) -> None:
    """docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html: S3 takes 2 KB of names and
    values."""
    photo = {"filename": letter * 251 + ".png", "content_type": "image/png", "size": 1}

    form = page_api("POST", "/attachments", photo, token=token)
    name = form.body["fields"]["x-amz-meta-filename"]

    assert form.status == 201
    assert len("filename" + name) < 2_048
    assert unquote(name).startswith(letter * 100)
    assert unquote(name).endswith(letter + ".png")


def test_a_link_takes_no_flood_of_comments_and_files(
    helpdesk: Helpdesk, page_api: Call, token: str, replied_ticket: Ticket
) -> None:
    now = datetime.now(UTC)  # of the functions
    for hour in (now, now + timedelta(hours=1)):
        for kind, many in (("said", 59), ("file", 119)):
            who = f"link#{replied_ticket.id}"
            for _ in range(many):
                helpdesk.quotas.count(replied_ticket.desk_id, who, kind, at=hour, most=1_000)
    photo = {"filename": "a.png", "content_type": "image/png", "size": 1}

    said = [page_api("POST", "/comments", {"text": "!"}, token=token).status for _ in range(2)]
    announced = [page_api("POST", "/attachments", photo, token=token).status for _ in range(2)]

    assert said == [201, 429]
    assert announced == [201, 429]
    assert page_api("GET", "", token=token).status == 200


def test_a_comment_is_logged_with_its_ticket_and_no_token(
    page_api: Call, token: str, replied_ticket: Ticket, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", Logger().name):
        page_api("POST", "/comments", {"text": "It worked!"}, token=token)
        page_api("POST", "/comments", {"text": ""}, token=token)

    (line,) = (vars(record) for record in caplog.records)
    assert (line["msg"], line["id"], line["status"]) == ("written", replied_ticket.id, 201)
    assert token not in str(line)
    assert "worked" not in str(line)
