from typing import Any

import pytest

from deskhand.actions import tickets
from deskhand.actions.bodies import Body
from deskhand.domain.desk import Desk
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk
from tests.http.conftest import Answer, Call

LONG = "Ä" * 9_000  # lies in the bucket
WHOLE = {
    "kind": "reply",
    "text": "Try  water.\nOr sand.",
    "html": "<p>Try <b onclick='x()'>water</b></p>",
    "cc": ["Boss@byron.example"],
    "attachments": ["u1"],
    "status": "closed",
    "seen_version": 1,
}


@pytest.fixture
def path(mailed_ticket: Ticket) -> str:
    return f"/tickets/{mailed_ticket.id}/draft"


def keep(api: Call, path: str, me: Operator, seen: int | None = None, **written: Any) -> Answer:
    return api("PUT", path, {"kind": "reply", **written}, me=me, if_match=seen)


def found(api: Call, path: str, me: Operator, kind: str = "reply") -> Any:
    answer = api("GET", path, me=me, kind=kind)
    return answer.body if answer.status == 200 else None


def test_a_draft_is_found_on_another_device_as_it_was_left(
    admin_api: Call, path: str, olga: Operator
) -> None:
    kept = admin_api("PUT", path, WHOLE, me=olga)

    there = found(admin_api, path, olga)

    assert kept.status == 200
    assert there.pop("files") == []
    assert there == kept.body
    assert {name: there[name] for name in WHOLE} == WHOLE
    assert there["excerpt"] == "Try water. Or sand."
    assert kept.headers["Cache-Control"] == "no-store"


def test_what_was_left_out_of_a_draft_is_not_there_and_no_copies_are_not_unchanged_copies(
    admin_api: Call, path: str, olga: Operator
) -> None:
    first = keep(admin_api, path, olga, **WHOLE).body
    second = keep(admin_api, path, olga, first["version"], text="Hm", cc=[]).body
    assert (second["cc"], second["html"], second["status"]) == ([], "", None)
    assert found(admin_api, path, olga) == {**second, "files": []}

    keep(admin_api, path, olga, second["version"], text="Hm")

    assert found(admin_api, path, olga)["cc"] is None


def test_reply_and_note_are_two_drafts(admin_api: Call, path: str, olga: Operator) -> None:
    keep(admin_api, path, olga, text="Dear Ada")
    keep(admin_api, path, olga, kind="note", text="She shouts.")

    assert found(admin_api, path, olga)["text"] == "Dear Ada"
    assert found(admin_api, path, olga, "note")["text"] == "She shouts."
    assert admin_api("DELETE", path, me=olga, kind="reply").status == 204
    assert found(admin_api, path, olga) is None
    assert found(admin_api, path, olga, "note")


def test_a_draft_that_another_device_changed_is_not_written_over_but_told(
    admin_api: Call, path: str, olga: Operator
) -> None:
    first = keep(admin_api, path, olga, text="One").body["version"]
    second = keep(admin_api, path, olga, first, text="Two").body

    refused = keep(admin_api, path, olga, first, text="Three")

    assert refused.status == 409
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.body["title"] == "The draft moved on"
    assert refused.body["current_version"] == second["version"]
    assert refused.body["changes"] == [second]
    assert keep(admin_api, path, olga, text="Unseen").status == 409
    assert found(admin_api, path, olga)["text"] == "Two"


def test_of_two_devices_that_begin_the_second_is_told_what_the_first_wrote(
    admin_api: Call, path: str, olga: Operator
) -> None:
    answers = [keep(admin_api, path, olga, text=text) for text in (f"A{LONG}", f"B{LONG}")]

    assert [answer.status for answer in answers] == [200, 409]
    assert answers[1].body["changes"][0]["text"] == f"A{LONG}"
    assert found(admin_api, path, olga)["text"] == f"A{LONG}"


def test_a_try_that_comes_twice_is_kept_once(admin_api: Call, path: str, olga: Operator) -> None:
    first = admin_api("PUT", path, WHOLE, me=olga)
    again = admin_api("PUT", path, WHOLE, me=olga)

    assert (again.status, again.body) == (200, first.body)


def test_a_draft_that_begins_anew_is_never_taken_for_the_one_that_was(
    admin_api: Call, path: str, olga: Operator
) -> None:
    first = keep(admin_api, path, olga, text="One").body["version"]
    admin_api("DELETE", path, me=olga, kind="reply")
    gone = keep(admin_api, path, olga, first, text="One more")
    keep(admin_api, path, olga, text="Something else")

    refused = keep(admin_api, path, olga, first, text="One more")

    assert (gone.status, gone.body["current_version"], gone.body.get("changes")) == (409, 0, None)
    assert (refused.status, refused.body["changes"][0]["text"]) == (409, "Something else")


def test_throwing_away_what_another_device_changed_can_be_refused(
    admin_api: Call, path: str, olga: Operator
) -> None:
    first = keep(admin_api, path, olga, text="One").body["version"]
    second = keep(admin_api, path, olga, first, text="Two").body["version"]

    assert admin_api("DELETE", path, me=olga, kind="reply", if_match=first).status == 409
    assert admin_api("DELETE", path, me=olga, kind="reply", if_match=second).status == 204
    assert admin_api("DELETE", path, me=olga, kind="reply").status == 204


def test_a_long_draft_lies_in_the_bucket_and_is_found_whole(
    helpdesk: Helpdesk, admin_api: Call, path: str, olga: Operator
) -> None:
    keep(admin_api, path, olga, text=LONG, html=f"<p>{LONG}</p>")

    there = found(admin_api, path, olga)
    (item,) = helpdesk.table.query(("pk", f"DRAFTS#{olga.id}"))

    assert (there["text"], there["html"]) == (LONG, f"<p>{LONG}</p>")
    assert item["body"].startswith(f"drafts/{olga.id}/")
    assert "text" not in item


def test_a_list_has_the_operators_own_drafts_the_last_changed_first(
    helpdesk: Helpdesk,
    admin_api: Call,
    path: str,
    mailed_ticket: Ticket,
    desk: Desk,
    olga: Operator,
    admin: Operator,
) -> None:
    opened = tickets.Opening(desk_id=desk.id, subject="Lamp")
    other = tickets.open(helpdesk, opened, Body(text="x"), operator=olga)
    keep(admin_api, f"/tickets/{other.id}/draft", olga, html=f"<p>It <b>glows</b></p><p>{LONG}")
    keep(admin_api, path, olga, kind="note", text="Angry.")
    keep(admin_api, path, admin, text="Mine.")

    listed = admin_api("GET", "/drafts", me=olga).body

    assert [(line["ticket_id"], line["kind"]) for line in listed["items"]] == [
        (mailed_ticket.id, "note"),
        (other.id, "reply"),
    ]
    assert listed["items"][0]["excerpt"] == "Angry."
    assert listed["items"][1]["excerpt"].startswith("It glows ÄÄÄ")
    assert len(listed["items"][1]["excerpt"]) == 100
    assert "text" not in listed["items"][0]
    assert listed["cursor"] is None


def test_nobody_else_sees_a_draft_also_no_admin(
    admin_api: Call, path: str, olga: Operator, admin: Operator
) -> None:
    version = keep(admin_api, path, olga, text="Secret").body["version"]

    assert found(admin_api, path, admin) is None
    assert admin_api("GET", "/drafts", me=admin).body["items"] == []
    assert "Secret" not in str(keep(admin_api, path, admin, version, text="?").body)
    admin_api("DELETE", path, me=admin, kind="reply")
    reply = {"text": "Sent", "draft_version": version}
    assert admin_api("POST", path.replace("/draft", "/replies"), reply, me=admin).status == 409
    assert found(admin_api, path, olga)["text"] == "Secret"


def test_on_a_ticket_of_a_foreign_desk_nothing_is_written(
    admin_api: Call, path: str, stranger: Operator, olga: Operator
) -> None:
    assert keep(admin_api, path, stranger, text="Hi").status == 404
    assert keep(admin_api, "/tickets/none/draft", olga, text="Hi").status == 404
    assert admin_api("GET", path, me=stranger, kind="reply").status == 404


@pytest.mark.parametrize(("kind", "route"), [("reply", "replies"), ("note", "notes")])
def test_what_is_sent_takes_its_draft_along_and_leaves_the_other(
    admin_api: Call, path: str, olga: Operator, kind: str, route: str
) -> None:
    other = "note" if kind == "reply" else "reply"
    version = keep(admin_api, path, olga, kind=kind, text="Water!").body["version"]
    keep(admin_api, path, olga, kind=other, text="Sand!")
    sent = {"text": "Water!", "draft_version": version}

    assert admin_api("POST", path.replace("draft", route), sent, me=olga).status == 201

    assert found(admin_api, path, olga, kind) is None
    assert found(admin_api, path, olga, other)


def test_an_answer_that_names_no_draft_leaves_it(
    admin_api: Call, path: str, olga: Operator
) -> None:
    keep(admin_api, path, olga, text="Later")

    admin_api("POST", path.replace("draft", "replies"), {"text": "Now"}, me=olga)

    assert found(admin_api, path, olga)["text"] == "Later"


def test_a_draft_that_two_devices_send_is_sent_once(
    admin_api: Call, path: str, mailed_ticket: Ticket, olga: Operator
) -> None:
    version = keep(admin_api, path, olga, text="Water!").body["version"]
    sent = {"text": "Water!", "draft_version": version}
    replies = path.replace("draft", "replies")

    answers = [admin_api("POST", replies, sent, me=olga) for _ in range(2)]

    assert [answer.status for answer in answers] == [201, 409]
    assert answers[1].body["title"] == "The draft moved on"
    messages = admin_api("GET", f"/tickets/{mailed_ticket.id}", me=olga).body["messages"]
    assert [m["text"] for m in messages][1:] == ["Water!"]


def test_an_answer_whose_draft_another_device_changed_is_not_sent(
    admin_api: Call, path: str, mailed_ticket: Ticket, olga: Operator
) -> None:
    first = keep(admin_api, path, olga, text="Water!").body["version"]
    newer = keep(admin_api, path, olga, first, text="No water!").body
    sent = {"text": "Water!", "draft_version": first}

    refused = admin_api("POST", path.replace("draft", "replies"), sent, me=olga)

    assert (refused.status, refused.body["changes"]) == (409, [newer])
    assert admin_api("GET", f"/tickets/{mailed_ticket.id}", me=olga).body["message_count"] == 1


def test_the_files_of_a_draft_are_named_as_far_as_they_are_there(
    helpdesk: Helpdesk, admin_api: Call, path: str, olga: Operator
) -> None:
    helpdesk.s3.put_object(
        Bucket=helpdesk.settings.files_bucket,
        Key=f"drafts/files/{olga.id}/u1",
        Body=b"%PDF",
        ContentType="application/pdf",
        Metadata={"filename": "%C3%9C.pdf"},
    )
    keep(admin_api, path, olga, attachments=["u1", "gone"])

    there = found(admin_api, path, olga)

    assert there["attachments"] == ["u1", "gone"]
    assert there["files"] == [
        {"id": "u1", "filename": "Ü.pdf", "content_type": "application/pdf", "size": 4}
    ]


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        ({"kind": "mail"}, "kind"),
        ({}, "kind"),
        ({"kind": "reply", "text": "x" * 200_001}, "text"),
        ({"kind": "reply", "attachments": ["u"] * 21}, "attachments"),
        ({"kind": "reply", "attachments": ["u" * 61]}, "attachments.0"),
        ({"kind": "reply", "cc": ["a"] * 51}, "cc"),
        ({"kind": "reply", "status": "done"}, "status"),
        ({"kind": "reply", "colour": "red"}, "colour"),
    ],
)
def test_what_no_draft_can_be_is_refused_and_the_field_is_named(
    admin_api: Call, path: str, olga: Operator, draft: dict[str, object], field: str
) -> None:
    refused = admin_api("PUT", path, draft, me=olga)

    assert refused.status == 400
    assert field in [error["field"] for error in refused.body["errors"]]


def test_a_version_that_is_no_number_is_refused(admin_api: Call, path: str, olga: Operator) -> None:
    refused = admin_api("PUT", path, {"kind": "reply"}, me=olga, if_match="new")

    assert refused.body["errors"][0]["field"] == "If-Match"


def test_the_text_of_a_draft_is_in_no_log(
    admin_api: Call,
    path: str,
    olga: Operator,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG", logger="deskhand")
    version = keep(admin_api, path, olga, text=f"Secret {LONG}", html="<p>Secret").body["version"]
    keep(admin_api, path, olga, version + 1, text="Secret")
    keep(admin_api, path, olga, text="Secret", status="secret")
    found(admin_api, path, olga)

    said = capfd.readouterr()
    assert "Secret" not in said.out + said.err + caplog.text
