from collections.abc import Callable

import pytest
from aws_lambda_powertools import Logger

from deskhand.actions import tickets
from deskhand.actions.bodies import Body
from deskhand.actions.outcomes import record
from deskhand.domain.desk import Desk
from deskhand.domain.notices import NoticeRef
from deskhand.domain.people import Customer, Operator
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk
from tests.conftest import Arrives, mail
from tests.domain.given import desk as desk_of
from tests.http.conftest import Call

Settle = Callable[[], None]


def test_a_ticket_answers_itself_with_conversation_events_and_earlier_tickets(
    admin_api: Call, replied_ticket: Ticket, arrives: Arrives, olga: Operator
) -> None:
    (later,) = arrives(mail("Now the scanner.", subject="Scanner", message_id="<9@b.example>"))

    answer = admin_api("GET", f"/tickets/{later.ticket_id}", me=olga)

    assert answer.status == 200
    assert answer.body["number"] == "SUP-2"
    assert answer.body["requester"]["first_name"] == "Ada"
    assert [said["text"] for said in answer.body["messages"]] == ["Now the scanner."]
    assert [line["kind"] for line in answer.body["events"]] == ["opened"]
    assert [(t["number"], t["subject"]) for t in answer.body["history"]] == [
        ("SUP-1", "Printer on fire")
    ]
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_operator_opens_a_ticket_for_a_customer(
    admin_api: Call, desk: Desk, olga: Operator
) -> None:
    new = {
        "desk_id": desk.id,
        "subject": "Broken lamp",
        "requester": {"email": "Bob@Lamp.example", "first_name": "Bob"},
        "text": "You called about a lamp.",
        "category": "printing",
    }

    opened = admin_api("POST", "/tickets", new, me=olga)

    assert opened.status == 201
    assert opened.body["requester"]["email"] == "bob@lamp.example"
    assert opened.body["channel"] == "panel"
    assert opened.body["assignee"] == olga.id  # the category's default
    seen = admin_api("GET", f"/tickets/{opened.body['id']}", me=olga).body
    assert [(m["author"]["kind"], m["delivery"]) for m in seen["messages"]] == [
        ("operator", "queued")
    ]


def test_what_a_customer_said_on_the_phone_is_his_message_and_is_not_mailed(
    admin_api: Call, desk: Desk, olga: Operator
) -> None:
    new = {"desk_id": desk.id, "subject": "Call", "text": "Lamp broken.", "send": False}
    new["requester"] = {"email": "bob@lamp.example"}

    opened = admin_api("POST", "/tickets", new, me=olga).body

    (said,) = admin_api("GET", f"/tickets/{opened['id']}", me=olga).body["messages"]
    assert (said["author"]["kind"], said["delivery"]) == ("customer", "none")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("status", "waiting"),
        ("priority", "urgent"),
        ("category", "printing"),
        ("tags", ["hot", "paper"]),
        ("subject", "Printer smoulders"),
        ("ccs", ["boss@byron.example"]),
        ("snoozed_until", "2026-12-01T08:00:00.000Z"),
    ],
)
def test_a_field_of_a_ticket_is_changed_and_the_change_is_history(
    admin_api: Call, mailed_ticket: Ticket, olga: Operator, field: str, value: object
) -> None:
    changed = admin_api(
        "PATCH", f"/tickets/{mailed_ticket.id}", {field: value}, me=olga, if_match=1
    )

    assert changed.status == 200
    assert changed.body[field] == value
    assert changed.body["version"] == 2
    last = admin_api("GET", f"/tickets/{mailed_ticket.id}", me=olga).body["events"][-1]
    assert last["kind"] != "opened"
    assert last["author"]["name"] == "Olga"


def test_an_operator_takes_a_ticket_and_gives_it_back(
    admin_api: Call, mailed_ticket: Ticket, olga: Operator
) -> None:
    path = f"/tickets/{mailed_ticket.id}"

    assert admin_api("PATCH", path, {"assignee": olga.id}, me=olga).body["assignee"] == olga.id
    assert admin_api("PATCH", path, {"assignee": None}, me=olga).body["assignee"] is None


def test_a_change_that_changes_nothing_leaves_no_trace(
    admin_api: Call, mailed_ticket: Ticket, olga: Operator
) -> None:
    unchanged = admin_api("PATCH", f"/tickets/{mailed_ticket.id}", {"tags": []}, me=olga)

    assert unchanged.body["version"] == 1


def test_a_stale_version_is_refused_with_what_changed_since(
    helpdesk: Helpdesk, admin_api: Call, mailed_ticket: Ticket, olga: Operator
) -> None:
    tickets.note(helpdesk, olga, mailed_ticket.id, Body(text="Wait."))

    refused = admin_api(
        "PATCH", f"/tickets/{mailed_ticket.id}", {"status": "closed"}, me=olga, if_match='"1"'
    )

    assert refused.status == 409
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.body["current_version"] == 2
    assert [entry["text"] for entry in refused.body["changes"]] == ["Wait."]
    assert helpdesk.tickets.get(mailed_ticket.id).status == "new"


def test_an_answer_to_a_thread_that_moved_on_is_refused(
    admin_api: Call, mailed_ticket: Ticket, arrives: Arrives, olga: Operator
) -> None:
    arrives(mail("Out now.", message_id="<2@b.example>", In_Reply_To="<1@byron.example>"))

    refused = admin_api(
        "POST", f"/tickets/{mailed_ticket.id}/replies", {"text": "Water!"}, me=olga, if_match=1
    )

    assert refused.status == 409
    assert [entry["text"] for entry in refused.body["changes"]] == ["Out now."]


def test_an_answer_may_set_the_status_and_the_copies(
    helpdesk: Helpdesk, admin_api: Call, mailed_ticket: Ticket, olga: Operator
) -> None:
    reply = {"html": "<p>Try <b>water</b><script>x()</script></p>", "status": "waiting"}
    reply["cc"] = ["Boss@byron.example"]

    answer = admin_api("POST", f"/tickets/{mailed_ticket.id}/replies", reply, me=olga)

    assert answer.status == 201
    assert answer.body["text"] == "Try water"
    assert "script" not in answer.body["html"]
    replied = helpdesk.tickets.get(mailed_ticket.id)
    assert (replied.status, replied.ccs) == ("waiting", ("boss@byron.example",))


def test_an_uploaded_file_goes_with_the_answer(
    helpdesk: Helpdesk, admin_api: Call, mailed_ticket: Ticket, olga: Operator
) -> None:
    announced = {"filename": "Übersicht.pdf", "content_type": "application/pdf", "size": 4}
    upload = admin_api("POST", "/attachments", announced, me=olga)
    assert upload.status == 201
    helpdesk.s3.put_object(  # as the browser's POST does
        Bucket=helpdesk.settings.files_bucket,
        Key=upload.body["fields"]["key"],
        Body=b"%PDF",
        ContentType="application/pdf",
        Metadata={"filename": upload.body["fields"]["x-amz-meta-filename"]},
    )

    reply = {"text": "See there.", "attachments": [upload.body["id"]]}
    answer = admin_api("POST", f"/tickets/{mailed_ticket.id}/replies", reply, me=olga)

    (file,) = answer.body["attachments"]
    assert (file["filename"], file["size"]) == ("Übersicht.pdf", 4)
    assert "attachment" in file["url"]


def test_a_file_that_was_never_uploaded_is_refused(
    admin_api: Call, mailed_ticket: Ticket, olga: Operator
) -> None:
    reply = {"text": "See there.", "attachments": ["nope"]}

    refused = admin_api("POST", f"/tickets/{mailed_ticket.id}/replies", reply, me=olga)

    assert refused.status == 400
    assert refused.body["errors"][0]["field"] == "attachments"


def test_a_new_link_makes_the_old_one_lead_nowhere(
    admin_api: Call, page_api: Call, mailed_ticket: Ticket, olga: Operator
) -> None:
    path = f"/tickets/{mailed_ticket.id}"
    old = admin_api("GET", path, me=olga).body["link_url"].partition("#")[2]

    renewed = admin_api("POST", f"{path}/link", me=olga).body["link_url"].partition("#")[2]

    assert page_api("GET", "", token=old).status == 410
    assert page_api("GET", "", token=renewed).status == 200


def test_many_tickets_are_changed_and_each_failure_is_told(
    admin_api: Call, mailed_ticket: Ticket, olga: Operator
) -> None:
    bulk = {"ids": [mailed_ticket.id, "missing"], "change": {"priority": "high"}}

    answer = admin_api("POST", "/tickets/bulk", bulk, me=olga)

    assert [(item["ok"], item["error"]) for item in answer.body["items"]] == [
        (True, ""),
        (False, "NotFound"),
    ]


def test_a_customer_chosen_by_hand_or_taken_away_by_hand_stays(
    helpdesk: Helpdesk, admin_api: Call, ada: Customer, mailed_ticket: Ticket, olga: Operator
) -> None:
    path = f"/tickets/{mailed_ticket.id}"

    linked = admin_api("PATCH", path, {"customer_id": ada.id}, me=olga)
    assert (linked.body["customer_id"], linked.body["linked_by"]) == (ada.id, "hand")

    admin_api("PATCH", path, {"customer_id": None}, me=olga)
    assert not helpdesk.tickets.get(mailed_ticket.id).may_link_by_itself


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"status": "done"}, "status"),
        ({"colour": "red"}, "colour"),
        ({"assignee": "nobody"}, "assignee"),
        ({"category": "unknown"}, "category"),
        ({"requester": {"email": "no address"}}, "requester.email"),
        ({"tags": [""]}, "tags.0"),
        ({"subject": ""}, "subject"),
    ],
)
def test_bad_input_is_refused_and_the_field_is_named(
    admin_api: Call, mailed_ticket: Ticket, olga: Operator, change: dict[str, object], field: str
) -> None:
    refused = admin_api("PATCH", f"/tickets/{mailed_ticket.id}", change, me=olga)

    assert refused.status == 400
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert field in [error["field"] for error in refused.body["errors"]]


def test_a_body_that_is_no_json_is_refused(
    admin_api: Call, mailed_ticket: Ticket, olga: Operator
) -> None:
    refused = admin_api("PATCH", f"/tickets/{mailed_ticket.id}", "{", me=olga)

    assert refused.status == 400


def test_an_empty_answer_is_refused(admin_api: Call, mailed_ticket: Ticket, olga: Operator) -> None:
    refused = admin_api("POST", f"/tickets/{mailed_ticket.id}/replies", {"text": " "}, me=olga)

    assert refused.status == 400


def test_a_ticket_of_a_foreign_desk_does_not_exist_for_an_operator(
    admin_api: Call, mailed_ticket: Ticket, stranger: Operator, admin: Operator
) -> None:
    path = f"/tickets/{mailed_ticket.id}"

    assert admin_api("GET", path, me=stranger).status == 404
    assert admin_api("PATCH", path, {"status": "closed"}, me=stranger).status == 404
    assert admin_api("POST", f"{path}/replies", {"text": "Hi"}, me=stranger).status == 404
    assert admin_api("POST", f"{path}/notes", {"text": "Hi"}, me=stranger).status == 404
    assert admin_api("POST", f"{path}/link", me=stranger).status == 404
    assert admin_api("GET", path, me=admin).status == 200


def test_whoever_is_no_operator_gets_in_nowhere(admin_api: Call, desk: Desk) -> None:
    assert admin_api("GET", "/tickets", me=None).status == 403
    assert admin_api("GET", "/customers", me=None).status == 403


def test_an_address_that_the_provider_did_not_verify_is_nobodys(
    admin_api: Call, olga: Operator
) -> None:
    claims = {"email": olga.email, "email_verified": "false"}

    assert admin_api("GET", "/me", me=olga, claims=claims).status == 403


def test_a_route_that_is_not_there_is_a_problem_too(admin_api: Call, olga: Operator) -> None:
    missing = admin_api("GET", "/nothing", me=olga)

    assert missing.status == 404
    assert missing.headers["Content-Type"] == "application/problem+json"


def test_the_mail_as_it_came_in_can_be_saved_by_who_sees_the_ticket(
    admin_api: Call, replied_ticket: Ticket, olga: Operator, stranger: Operator
) -> None:
    path = f"/tickets/{replied_ticket.id}"
    mailed, answered = admin_api("GET", path, me=olga).body["messages"]

    original = admin_api("GET", f"{path}/messages/{mailed['id']}/original", me=olga)

    assert "attachment" in original.body["url"]
    assert admin_api("GET", f"{path}/messages/{answered['id']}/original", me=olga).status == 404
    assert admin_api("GET", f"{path}/messages/nope/original", me=olga).status == 404
    assert admin_api("GET", f"{path}/messages/{mailed['id']}/original", me=stranger).status == 404


def test_a_mail_that_may_be_forged_says_why(
    admin_api: Call, mailed_ticket: Ticket, arrives: Arrives, olga: Operator
) -> None:
    forged = mail(
        "Send it to my new address.",
        sender='"ada@byron.example" <eve@evil.example>',
        message_id="<2@evil.example>",
        In_Reply_To="<1@byron.example>",
        Reply_To="ada@evil.example",
    )
    arrives(forged)

    first, last = admin_api("GET", f"/tickets/{mailed_ticket.id}", me=olga).body["messages"]

    assert (first["flags"], first["reply_to"]) == ([], [])
    assert set(last["flags"]) == {"new_sender", "address_in_name", "other_reply_to"}
    assert last["reply_to"] == ["ada@evil.example"]


def test_a_mail_to_two_desks_leads_from_one_ticket_to_the_other_for_who_sees_both(
    helpdesk: Helpdesk,
    admin_api: Call,
    arrives: Arrives,
    desk: Desk,
    olga: Operator,
    admin: Operator,
) -> None:
    helpdesk.team.add_desk(desk_of(id="sales00001", addresses=("sales@desk.example",)))
    to = "support@desk.example sales@desk.example"
    receipts = arrives(mail(to=to.replace(" ", ", ")), to=to)
    here, there = (each.ticket_id for each in sorted(receipts, key=lambda r: r.desk_id))

    def also(id: str, me: Operator) -> list[tuple[str, str]]:
        seen = admin_api("GET", f"/tickets/{id}", me=me).body["also"]
        return [(other["id"], other["desk_id"]) for other in seen]

    assert also(here, admin) == [(there, "sales00001")]
    assert also(there, admin) == [(here, desk.id)]
    assert also(here, olga) == []


def test_an_answer_that_bounced_says_why_and_who_gets_no_mail(
    helpdesk: Helpdesk, admin_api: Call, replied_ticket: Ticket, settle: Settle, olga: Operator
) -> None:
    path = f"/tickets/{replied_ticket.id}"
    settle()
    assert admin_api("GET", path, me=olga).body["suppressed"] == []
    answer = helpdesk.tickets.conversation(replied_ticket.id).messages[-1]
    (notice,) = helpdesk.table.query(("pk", f"NOTICE#{answer.id}"))
    ref = NoticeRef(cause=answer.id, id=notice["sk"])
    record(helpdesk, ref, "bounced", "<1@x>", detail="550 5.1.1 no such user")

    seen = admin_api("GET", path, me=olga).body

    said = seen["messages"][-1]
    assert (said["delivery"], said["delivery_detail"]) == ("bounced", "550 5.1.1 no such user")
    (suppressed,) = seen["suppressed"]
    assert suppressed["address"] == "ada@byron.example"
    assert (suppressed["reason"], suppressed["ticket_id"]) == ("bounced", replied_ticket.id)


def test_who_writes_a_requester_down_proves_nothing_by_it(
    admin_api: Call, mailed_ticket: Ticket, olga: Operator
) -> None:
    path = f"/tickets/{mailed_ticket.id}"
    called = {"email": "ada@byron.example", "phone": "+44 20 7946 0000"}
    other = {"email": "bob@lamp.example"}

    claimed = {"requester": {**other, "proven": "dmarc"}}
    assert admin_api("PATCH", path, claimed, me=olga).status == 400
    proven = [
        admin_api("PATCH", path, {"requester": requester}, me=olga).body["requester"]["proven"]
        for requester in (called, other)
    ]

    assert proven == ["dmarc", "none"]


def test_what_is_written_is_logged_with_its_request_and_ticket_and_nothing_of_it(
    admin_api: Call, mailed_ticket: Ticket, olga: Operator, caplog: pytest.LogCaptureFixture
) -> None:
    path = f"/tickets/{mailed_ticket.id}"
    with caplog.at_level("INFO", Logger().name):
        admin_api("GET", path, me=olga)
        admin_api("POST", f"{path}/notes", {"text": "He is angry."}, me=olga)

    (line,) = (vars(record) for record in caplog.records)
    assert (line["msg"], line["request"], line["id"]) == ("written", "1", mailed_ticket.id)
    assert (line["route"], line["status"]) == ("POST /api/admin/tickets/<id>/notes", 201)
    assert "angry" not in str(line)
    assert olga.email not in str(line)
