from collections.abc import Callable
from typing import Any

import pytest

from deskhand.actions import edits, taking_back, tickets
from deskhand.actions.bodies import Body
from deskhand.actions.notices import announce, deliver
from deskhand.domain.desk import Desk
from deskhand.domain.errors import TooLate
from deskhand.domain.message import Message
from deskhand.domain.notices import NoticeRef
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk
from tests import aws
from tests.conftest import Clock, Outbox, operator
from tests.http.conftest import Call

Settle = Callable[[], None]
ADA = "ada@byron.example"


@pytest.fixture
def path(mailed_ticket: Ticket, settle: Settle) -> str:
    settle()
    return f"/tickets/{mailed_ticket.id}"


@pytest.fixture
def seen(admin_api: Call, path: str, olga: Operator) -> dict[str, Any]:
    body: dict[str, Any] = admin_api("GET", path, me=olga).body
    return body


@pytest.fixture
def answer(helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator) -> Message:
    """Its notices are written down and not sent yet."""
    said = tickets.reply(
        helpdesk, olga, mailed_ticket.id, Body(text="Water?"), ccs=("b@l.example",)
    )
    announce(helpdesk, said)
    return said


def refs(helpdesk: Helpdesk, said: Message) -> list[NoticeRef]:
    return [notice.ref for notice in helpdesk.notices.of(said.id)]


def test_an_answer_comes_back_into_the_editor_and_nobody_gets_it(
    admin_api: Call, path: str, seen: dict[str, Any], olga: Operator, settle: Settle, outbox: Outbox
) -> None:
    before = len(list(outbox))
    reply = {"html": "<p>Water?</p>", "cc": ["b@l.example"], "status": "waiting"}
    said = admin_api("POST", f"{path}/replies", reply, me=olga).body

    back = admin_api("DELETE", f"{path}/messages/{said['id']}", me=olga)
    settle()

    assert back.status == 200
    shown = {name: back.body[name] for name in ("kind", "text", "html", "cc", "status", "files")}
    assert shown == {"kind": "public", "text": "Water?", "files": [], **reply}
    now = admin_api("GET", path, me=olga).body
    assert now["version"] == back.body["ticket"]["version"] == seen["version"] + 2
    kept = ("status", "ccs", "message_count", "messages", "events", "closed_at")
    assert {name: now[name] for name in kept} == {name: seen[name] for name in kept}
    assert len(list(outbox)) == before
    assert admin_api("DELETE", f"{path}/messages/{said['id']}", me=olga).status == 404


def test_its_files_can_be_sent_again_as_they_are(
    admin_api: Call, path: str, olga: Operator, admin: Operator
) -> None:
    file = {"filename": "lamp.pdf", "content_type": "application/pdf", "size": 4}
    form = admin_api("POST", "/attachments", file, me=olga).body
    aws.client("s3").put_object(
        Bucket="deskhand-filesbucket",
        Key=form["fields"]["key"],
        Body=b"%PDF",
        ContentType="application/pdf",
        Metadata={"filename": "lamp.pdf"},
    )
    reply = {"text": "Here.", "attachments": [form["id"]]}
    said = admin_api("POST", f"{path}/replies", reply, me=olga).body

    back = admin_api("DELETE", f"{path}/messages/{said['id']}", me=olga).body
    again = admin_api(
        "POST", f"{path}/replies", {**reply, "attachments": back["attachments"]}, me=olga
    )

    assert back["files"] == [{"id": form["id"], **file}]
    assert [each["filename"] for each in again.body["attachments"]] == ["lamp.pdf"]
    by_another = admin_api("DELETE", f"{path}/messages/{again.body['id']}", me=admin).body
    assert by_another["attachments"] == []


def test_an_answer_that_is_on_its_way_stays(
    admin_api: Call, helpdesk: Helpdesk, answer: Message, olga: Operator, outbox: Outbox
) -> None:
    first, second = refs(helpdesk, answer)
    helpdesk.notices.claim(first.cause, first.id, at=helpdesk.now())
    path = f"/tickets/{answer.ticket_id}"

    refused = admin_api("DELETE", f"{path}/messages/{answer.id}", me=olga)

    assert (refused.status, refused.body["title"]) == (409, "Too late")
    assert "on its way" in refused.body["detail"]
    now = admin_api("GET", path, me=olga).body
    assert (now["messages"][-1]["id"], now["ccs"]) == (answer.id, ["b@l.example"])
    deliver(helpdesk, second)
    assert len(list(outbox)) == 1
    assert admin_api("DELETE", f"{path}/messages/{answer.id}", me=olga).status == 409


def test_a_notice_that_waits_in_the_queue_sends_nothing_afterwards(
    helpdesk: Helpdesk, answer: Message, olga: Operator, outbox: Outbox
) -> None:
    taking_back.take_back(helpdesk, olga, answer.ticket_id, answer.id)

    for ref in refs(helpdesk, answer):
        deliver(helpdesk, ref)

    assert not list(outbox)
    assert not helpdesk.notices.unsent_since(helpdesk.now())


def test_who_announces_late_finds_the_notices_withdrawn(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator, outbox: Outbox, settle: Settle
) -> None:
    said = tickets.reply(helpdesk, olga, mailed_ticket.id, Body(text="Water?"))
    taking_back.take_back(helpdesk, olga, said.ticket_id, said.id)

    announce(helpdesk, said)
    (ref,) = refs(helpdesk, said)

    assert helpdesk.notices.claim(ref.cause, ref.id, at=helpdesk.now()).done
    assert not helpdesk.notices.unsent_since(helpdesk.now())


def test_it_is_too_late_also_once_the_ticket_has_another_requester(
    admin_api: Call, helpdesk: Helpdesk, answer: Message, olga: Operator
) -> None:
    for ref in refs(helpdesk, answer):
        deliver(helpdesk, ref)
    path = f"/tickets/{answer.ticket_id}"
    admin_api("PATCH", path, {"requester": {"email": "bob@lamp.example"}}, me=olga)

    with pytest.raises(TooLate):
        taking_back.take_back(helpdesk, olga, answer.ticket_id, answer.id)


def test_a_draft_of_it_that_was_sent_can_be_kept_anew(
    admin_api: Call, path: str, olga: Operator
) -> None:
    draft = {"kind": "reply", "text": "Water?"}
    version = admin_api("PUT", f"{path}/draft", draft, me=olga).body["version"]
    reply = {"text": "Water?", "draft_version": version}
    said = admin_api("POST", f"{path}/replies", reply, me=olga).body
    admin_api("DELETE", f"{path}/messages/{said['id']}", me=olga)

    assert admin_api("PUT", f"{path}/draft", draft, me=olga).status == 200


def test_a_note_is_taken_back_for_ten_minutes(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator, clock: Clock
) -> None:
    first, second = (
        tickets.note(helpdesk, olga, mailed_ticket.id, Body(text=text)) for text in ("Hm.", "Oh.")
    )

    clock.pass_by(minutes=9)
    taking_back.take_back(helpdesk, olga, mailed_ticket.id, first.id)
    clock.pass_by(minutes=2)
    with pytest.raises(TooLate):
        taking_back.take_back(helpdesk, olga, mailed_ticket.id, second.id)

    assert [m.text for m in helpdesk.tickets.conversation(mailed_ticket.id).messages[1:]] == ["Oh."]


def test_a_mail_to_a_colleague_holds_nothing_up(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator, admin: Operator, outbox: Outbox
) -> None:
    """The one that went says what it said, the one that waits is not sent."""
    told, waiting = (
        tickets.note(helpdesk, olga, mailed_ticket.id, Body(text=text), mentions=(admin.id,))
        for text in ("Look.", "And there.")
    )
    for note in (told, waiting):
        announce(helpdesk, note)
    for ref in refs(helpdesk, told):
        deliver(helpdesk, ref)

    for note in (told, waiting):
        taking_back.take_back(helpdesk, olga, mailed_ticket.id, note.id)
    for ref in refs(helpdesk, waiting):
        deliver(helpdesk, ref)

    assert len(outbox.to(admin.email)) == 1
    assert [notice.state for notice in helpdesk.notices.of(waiting.id)] == ["dropped"]


def test_an_answer_that_a_colleague_was_told_of_is_taken_back_before_the_customer_gets_it(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator, admin: Operator, outbox: Outbox
) -> None:
    edits.change(helpdesk, olga, mailed_ticket.id, {"followers": (admin.id,)})
    said = tickets.reply(helpdesk, olga, mailed_ticket.id, Body(text="Water?"))
    announce(helpdesk, said)
    to_ada, to_admin = sorted(helpdesk.notices.of(said.id), key=lambda notice: notice.to)
    deliver(helpdesk, to_admin.ref)

    taking_back.take_back(helpdesk, olga, said.ticket_id, said.id)
    deliver(helpdesk, to_ada.ref)

    assert (outbox.to(ADA), len(outbox.to(admin.email))) == ([], 1)


def test_a_note_comes_back_with_whom_it_mentioned_and_he_follows_no_more(
    admin_api: Call, path: str, olga: Operator, admin: Operator
) -> None:
    note = {"text": "Look.", "mentions": [admin.id]}
    said = admin_api("POST", f"{path}/notes", note, me=olga).body
    assert admin_api("GET", path, me=olga).body["followers"] == [admin.id]

    back = admin_api("DELETE", f"{path}/messages/{said['id']}", me=olga).body

    assert {name: back[name] for name in note} == note
    now = admin_api("GET", path, me=olga).body
    assert (now["followers"], [e["kind"] for e in now["events"]]) == ([], ["opened"])


def test_only_who_wrote_it_and_admins_take_it_back(
    admin_api: Call,
    helpdesk: Helpdesk,
    desk: Desk,
    path: str,
    olga: Operator,
    admin: Operator,
    stranger: Operator,
) -> None:
    nina = operator(helpdesk, "Nina")
    members = {"members": [olga.id, nina.id]}
    admin_api("PATCH", f"/desks/{desk.id}", members, me=admin)
    said = admin_api("POST", f"{path}/replies", {"text": "Water?"}, me=olga).body
    mail = admin_api("GET", path, me=olga).body["messages"][0]

    def tried(message: dict[str, Any], me: Operator) -> int:
        return admin_api("DELETE", f"{path}/messages/{message['id']}", me=me).status

    assert tried(said, nina) == 403
    assert tried(said, stranger) == 404
    assert tried(mail, admin) == 403
    assert tried({"id": "none"}, olga) == 404
    assert tried(said, admin) == 200


def test_what_was_taken_back_is_found_no_more(
    admin_api: Call, path: str, olga: Operator, settle: Settle
) -> None:
    said = admin_api("POST", f"{path}/notes", {"text": "Extinguisher"}, me=olga).body
    settle()
    assert admin_api("GET", "/tickets", me=olga, q="extinguisher").body["items"]

    admin_api("DELETE", f"{path}/messages/{said['id']}", me=olga)
    settle()

    assert not admin_api("GET", "/tickets", me=olga, q="extinguisher").body["items"]


# --- as it came in ------------------------------------------------------------------------------


def test_the_header_of_a_mail_is_shown_readable_and_bounded(
    admin_api: Call, helpdesk: Helpdesk, arrives: Callable[..., Any], olga: Operator
) -> None:
    raw = (
        b"From: Ada <ada@byron.example>\r\nTo: support@desk.example\r\n"
        b"Subject: =?utf-8?q?L=C3=A4mpchen?=\r\n =?utf-8?q?_aus?=\r\nX-Odd: =?x-nope?b?!!?=\r\n"
        b"Message-ID: <9@byron.example>\r\n" + b"X: y\r\n" * 1_000 + b"\r\nHello\r\n"
    )
    id = arrives(raw)[0].ticket_id
    message = admin_api("GET", f"/tickets/{id}", me=olga).body["messages"][0]["id"]

    shown = admin_api("GET", f"/tickets/{id}/messages/{message}/headers", me=olga).body

    fields = [(field["name"], field["value"]) for field in shown["items"]]
    assert fields[:3] == [
        ("From", "Ada <ada@byron.example>"),
        ("To", "support@desk.example"),
        ("Subject", "Lämpchen aus"),
    ]
    assert len(fields) == 300


def test_what_did_not_come_by_mail_has_no_header(
    admin_api: Call, path: str, olga: Operator, stranger: Operator
) -> None:
    note = admin_api("POST", f"{path}/notes", {"text": "Hm."}, me=olga).body["id"]
    mail = admin_api("GET", path, me=olga).body["messages"][0]["id"]

    assert admin_api("GET", f"{path}/messages/{note}/headers", me=olga).status == 404
    assert admin_api("GET", f"{path}/messages/{mail}/headers", me=stranger).status == 404
