"""Lambda answers with 6 MB at most, and whoever has a link may write into a ticket. Whatever was
said there, it can be opened."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from deskhand.actions import comments, merging, page, tickets, viewing
from deskhand.actions.bodies import Body
from deskhand.domain.message import Attachment, Author, Message
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.store import items
from deskhand.wiring import Helpdesk
from tests.conftest import Arrives, mail
from tests.http.conftest import Call, Widget

LIMIT = 6 * 1024 * 1024
LONGEST = "🖨" * 50_000


def bytes_of(body: Any) -> int:
    """Of a function's answer: the body is a text within its JSON."""
    return len(json.dumps({"statusCode": 200, "body": json.dumps(body)}))


def keep(helpdesk: Helpdesk, ticket: Ticket, many: int, **fields: Any) -> list[Message]:
    """As after so many comments."""
    said = [
        Message(
            id=helpdesk.new_id(),
            ticket_id=ticket.id,
            author=Author(kind="customer", name="Ada Byron"),
            channel="link",
            created_at=helpdesk.now(),
            version=ticket.version,
            **{"kind": "public", "text": LONGEST, **fields},
        )
        for _ in range(many)
    ]
    place = f"bodies/{ticket.id}/{fields.get('kind', '')}"
    found = (items.from_message(each) for each in said)
    put = helpdesk.bodies.put_away
    helpdesk.table.put_all(
        {name: v for name, v in put(item, f"{place}{at}").items() if v not in (None, "")}
        for at, item in enumerate(found)
    )
    return said


@pytest.fixture
def token(helpdesk: Helpdesk, mailed_ticket: Ticket) -> str:
    return tickets.link_url(helpdesk, mailed_ticket).partition("#")[2]


@pytest.fixture
def long_ticket(helpdesk: Helpdesk, mailed_ticket: Ticket) -> Ticket:
    keep(helpdesk, mailed_ticket, 40)
    return mailed_ticket


def require_newest_whole(messages: list[dict[str, Any]]) -> None:
    """And of the others how they begin, the first mail whole as it is short."""
    first, *comments = messages
    assert (first["text"], first["cut"]) == ("It is on fire.", False)
    cut = [message["cut"] for message in comments]
    assert cut == sorted(cut, reverse=True)
    assert 3 <= cut.count(False) <= 8
    assert all(m["text"] == LONGEST for m in comments if not m["cut"])
    assert all(m["text"] and LONGEST.startswith(m["text"]) for m in comments)


def test_forty_of_the_longest_comments_do_not_keep_operators_from_a_ticket(
    admin_api: Call, long_ticket: Ticket, olga: Operator
) -> None:
    answer = admin_api("GET", f"/tickets/{long_ticket.id}", me=olga)

    assert answer.status == 200
    assert bytes_of(answer.body) < LIMIT
    assert (len(answer.body["messages"]), answer.body["left_out"]) == (41, 0)
    require_newest_whole(answer.body["messages"])


def test_forty_of_the_longest_comments_do_not_keep_a_customer_from_his_page(
    page_api: Call, long_ticket: Ticket, token: str
) -> None:
    answer = page_api("GET", "", token=token)

    assert answer.status == 200
    assert bytes_of(answer.body) < LIMIT
    require_newest_whole(answer.body["messages"])


def test_forty_of_the_longest_comments_do_not_keep_a_customer_from_his_ticket_in_the_widget(
    helpdesk: Helpdesk, widget: Widget
) -> None:
    signed_in = widget.token(email="ada@byron.example", email_verified=True)
    new = {"subject": "Lamp", "message": "It is on fire."}
    number = widget("POST", "/tickets", new, token=signed_in).body["number"]
    keep(helpdesk, widget.ticket(number), 40)

    answer = widget("GET", f"/tickets/{number}", token=signed_in)

    assert answer.status == 200
    assert bytes_of(answer.body) < LIMIT
    require_newest_whole(answer.body["messages"])


def test_of_a_conversation_of_usual_length_nothing_is_cut(
    helpdesk: Helpdesk, admin_api: Call, mailed_ticket: Ticket, olga: Operator
) -> None:
    long = "It is still on fire. " * 1_000
    keep(helpdesk, mailed_ticket, 60, text=long)

    _, *messages = admin_api("GET", f"/tickets/{mailed_ticket.id}", me=olga).body["messages"]

    assert {(message["text"], message["cut"]) for message in messages} == {(long, False)}


def test_a_message_that_was_cut_is_opened_by_itself(
    helpdesk: Helpdesk, admin_api: Call, mailed_ticket: Ticket, olga: Operator, stranger: Operator
) -> None:
    file = Attachment(id="f1", filename="a.pdf", content_type="application/pdf", size=4, key="a/f1")
    first, *_ = keep(helpdesk, mailed_ticket, 40, html=f"<p>{LONGEST}</p>", attachments=(file,))
    path = f"/tickets/{mailed_ticket.id}/messages/{first.id}"

    whole = admin_api("GET", path, me=olga)

    assert whole.status == 200
    assert (whole.body["text"], whole.body["html"]) == (LONGEST, f"<p>{LONGEST}</p>")
    assert [each["filename"] for each in whole.body["attachments"]] == ["a.pdf"]
    assert whole.body["cut"] is False
    assert admin_api("GET", path, me=stranger).status == 404
    nowhere = f"/tickets/{mailed_ticket.id}/messages/{mailed_ticket.id}"
    assert admin_api("GET", nowhere, me=olga).status == 404


def test_a_message_that_is_no_answer_even_by_itself_is_opened_as_far_as_it_can_be(
    helpdesk: Helpdesk, admin_api: Call, mailed_ticket: Ticket, olga: Operator
) -> None:
    (log,) = keep(helpdesk, mailed_ticket, 1, text="🖨" * 1_000_000, html="<p>🖨</p>")
    newer = keep(helpdesk, mailed_ticket, 1, text="That was the log.")
    path = f"/tickets/{mailed_ticket.id}"

    shown = admin_api("GET", path, me=olga)
    opened = admin_api("GET", f"{path}/messages/{log.id}", me=olga)

    assert [m["cut"] for m in shown.body["messages"]] == [False, True, False]
    assert shown.body["messages"][-1]["text"] == newer[0].text
    assert opened.status == 200
    assert bytes_of(opened.body) < LIMIT
    assert opened.body["cut"] is True
    assert len(opened.body["text"]) > 100_000
    assert log.text.startswith(opened.body["text"])


def test_fifteen_mails_with_heavy_html_do_not_keep_operators_from_a_ticket(
    admin_api: Call, arrives: Arrives, mailed_ticket: Ticket, olga: Operator
) -> None:
    letter = '<p class="x" style="color: red">"Burning", she said.</p>' * 6_000
    for nr in range(15):
        raw = mail("x", message_id=f"<h{nr}@b.example>", In_Reply_To="<1@byron.example>")
        html = raw.replace(b"text/plain", b"text/html").replace(b"\n\nx", f"\n\n{letter}".encode())
        arrives(html)

    answer = admin_api("GET", f"/tickets/{mailed_ticket.id}", me=olga)

    assert answer.status == 200
    assert bytes_of(answer.body) < LIMIT
    assert len(answer.body["messages"]) == 16
    assert answer.body["messages"][-1]["html"].count("Burning") == 6_000
    assert answer.body["messages"][1]["cut"] is True
    assert answer.body["messages"][1]["text"].startswith('"Burning", she said.')


@pytest.fixture
def merged_ticket(
    helpdesk: Helpdesk, arrives: Arrives, long_ticket: Ticket, olga: Operator
) -> Ticket:
    """Of three that were merged into it ten messages each are as long."""
    for nr in range(3):
        (receipt,) = arrives(mail("Hurry.", subject="Hurry", message_id=f"<m{nr}@b.example>"))
        source = helpdesk.tickets.get(receipt.ticket_id)
        keep(helpdesk, source, 10)
        merging.merge(helpdesk, olga, source.id, long_ticket.id)
    return helpdesk.tickets.get(long_ticket.id)


def test_merged_tickets_share_one_answer(
    admin_api: Call, page_api: Call, merged_ticket: Ticket, token: str, olga: Operator
) -> None:
    shown = admin_api("GET", f"/tickets/{merged_ticket.id}", me=olga)
    page = page_api("GET", "", token=token)

    for answer in (shown, page):
        assert answer.status == 200
        assert bytes_of(answer.body) < LIMIT
        assert len(answer.body["messages"]) == 41 + 3 * 11
        assert answer.body["messages"][-1]["text"] == LONGEST


def test_of_hundreds_of_longish_messages_the_newest_are_shown_and_the_others_counted(
    helpdesk: Helpdesk, admin_api: Call, page_api: Call, mailed_ticket: Ticket, token: str,
    olga: Operator,
) -> None:  # fmt: skip
    said = keep(helpdesk, mailed_ticket, 800, text="🖨" * 700)

    for answer in (
        admin_api("GET", f"/tickets/{mailed_ticket.id}", me=olga),
        page_api("GET", "", token=token),
    ):
        assert answer.status == 200
        assert bytes_of(answer.body) < LIMIT
        messages = answer.body["messages"]
        assert [m["id"] for m in messages] == [m.id for m in said][-len(messages) :]
        assert answer.body["left_out"] == 801 - len(messages) > 0


@pytest.fixture
def fetched(helpdesk: Helpdesk) -> Iterator[list[str]]:
    """Keys of what is read from the bucket."""
    keys: list[str] = []

    def note(params: dict[str, Any], **_: Any) -> None:
        keys.append(params["Key"])

    events = helpdesk.s3.meta.events
    events.register("provide-client-params.s3.GetObject", note)
    yield keys
    events.unregister("provide-client-params.s3.GetObject", note)


def test_no_more_is_read_than_can_be_shown(
    helpdesk: Helpdesk, long_ticket: Ticket, fetched: list[str]
) -> None:
    helpdesk.tickets.conversation(long_ticket.id)

    assert 3 <= len(fetched) <= 8
    assert all(key.startswith(f"bodies/{long_ticket.id}/3") for key in fetched)


def test_nor_of_tickets_that_were_merged(
    helpdesk: Helpdesk, merged_ticket: Ticket, token: str, olga: Operator, fetched: list[str]
) -> None:
    source = helpdesk.tickets.get(merged_ticket.merged[-1])
    by_source = tickets.link_url(helpdesk, source).partition("#")[2]
    for look in (
        lambda: viewing.view(helpdesk, olga, merged_ticket.id),
        lambda: page.view(helpdesk, token),
        lambda: page.view(helpdesk, by_source),
    ):
        fetched.clear()
        look()

        assert 3 <= len(fetched) <= 8
        assert all(key.startswith(f"bodies/{source.id}/") for key in fetched), "the newest"


def test_what_a_customer_may_not_see_is_not_read_for_his_page(
    helpdesk: Helpdesk, mailed_ticket: Ticket, token: str, fetched: list[str]
) -> None:
    said = keep(helpdesk, mailed_ticket, 1)
    keep(helpdesk, mailed_ticket, 20, kind="note")

    seen = page.view(helpdesk, token)

    assert seen
    assert seen.conversation.messages[-1].text == said[0].text
    assert len(fetched) == 1


def test_a_list_of_what_moved_on_reads_nothing_long(
    admin_api: Call, long_ticket: Ticket, olga: Operator
) -> None:
    refused = admin_api(
        "POST", f"/tickets/{long_ticket.id}/replies", {"text": "x"}, me=olga, if_match=0
    )

    assert refused.status == 409
    assert bytes_of(refused.body) < LIMIT
    assert len([each for each in refused.body["changes"] if "text" in each]) == 41


def test_a_long_message_that_is_split_off_keeps_its_whole_and_its_beginning(
    helpdesk: Helpdesk, admin_api: Call, mailed_ticket: Ticket, arrives: Arrives, olga: Operator
) -> None:
    arrives(mail(LONGEST, message_id="<2@b>", In_Reply_To="<1@byron.example>"))
    second = helpdesk.tickets.outline(mailed_ticket.id).messages[-1]
    path = f"/tickets/{mailed_ticket.id}/messages/{second.id}/split"

    moved = admin_api("POST", path, {"subject": "Scanner"}, me=olga)
    (outlined,) = helpdesk.tickets.outline(moved.body["id"]).messages
    (shown,) = helpdesk.tickets.conversation(moved.body["id"]).messages

    assert moved.body["preview"].startswith("🖨🖨")
    assert outlined.cut and outlined.text
    assert LONGEST.startswith(outlined.text)
    assert (shown.text, shown.cut) == (LONGEST, False)


def test_long_comments_by_a_link_count_for_many(
    page_api: Call, mailed_ticket: Ticket, token: str
) -> None:
    said = [
        page_api("POST", "/comments", {"text": text}, token=token).status
        for text in (LONGEST, LONGEST, "It went out.", "x" * 50_000, "y" * 50_000, "Thanks.")
    ]

    assert said == [201, 429, 201, 201, 429, 201]


def test_long_comments_in_the_widget_count_for_many(widget: Widget) -> None:
    signed_in = widget.token(email="ada@byron.example", email_verified=True)
    new = {"subject": "Lamp", "message": "It is on fire."}
    number = widget("POST", "/tickets", new, token=signed_in).body["number"]
    path = f"/tickets/{number}/comments"

    said = [
        widget("POST", path, {"text": text}, token=signed_in).status
        for text in (LONGEST, LONGEST, "It went out.")
    ]

    assert said == [201, 429, 201]
    assert widget("POST", "/tickets", {**new, "message": LONGEST}, token=signed_in).status == 429


def test_how_much_a_comment_counts_goes_by_its_bytes() -> None:
    assert [comments.weight(Body(text=text)) for text in ("", "x" * 4_999, "x" * 5_000)] == [
        1,
        1,
        2,
    ]
    assert comments.weight(Body(text=LONGEST)) == 41
