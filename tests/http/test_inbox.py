"""What lists show of a conversation, who follows a ticket, and who is mentioned."""

from collections.abc import Callable
from typing import Any

import pytest

from deskhand.actions import page, tickets
from deskhand.actions.bodies import Body
from deskhand.domain.desk import Desk
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk
from tests.actions.mails import change_desk
from tests.conftest import Arrives, Outbox, mail, operator
from tests.http.conftest import Call

SHOWN = ("preview", "preview_by", "files", "heard_at")


@pytest.fixture
def path(mailed_ticket: Ticket) -> str:
    return f"/tickets/{mailed_ticket.id}"


def shown(admin_api: Call, path: str, me: Operator) -> tuple[Any, ...]:
    """As the ticket itself and every list tell it alike."""
    one = admin_api("GET", path, me=me).body
    lists: list[dict[str, Any]] = [{}, {"assignee": one["assignee"] or "none"}, {"q": "fire"}]
    for query in (*lists[:2], {"sort": "created_at"}):
        (listed,) = admin_api("GET", "/tickets", me=me, **query).body["items"]
        assert {name: listed[name] for name in listed if name != "excerpt"} == {
            name: one[name] for name in listed if name != "excerpt"
        }
    return tuple(one[name] for name in SHOWN)


def test_what_was_last_said_is_shown_by_whichever_way_it_came(
    admin_api: Call, helpdesk: Helpdesk, path: str, mailed_ticket: Ticket, olga: Operator
) -> None:
    mailed = shown(admin_api, path, olga)
    assert mailed[:3] == ("It is on fire.", "customer", False)

    admin_api("PATCH", path, {"assignee": olga.id}, me=olga)
    admin_api("POST", f"{path}/replies", {"html": "<p>Use</p><p>water.</p>"}, me=olga)
    admin_api("POST", f"{path}/notes", {"text": "He is angry."}, me=olga)
    assert shown(admin_api, path, olga) == ("Use water.", "operator", False, mailed[3])

    token = tickets.link_url(helpdesk, mailed_ticket).partition("#")[2]
    page.comment(helpdesk, token, Body(text="It is out."))
    commented = shown(admin_api, path, olga)
    assert commented[:3] == ("It is out.", "customer", False)
    assert commented[3] > mailed[3]


def test_a_mail_with_a_file_marks_its_ticket(
    admin_api: Call, arrives: Arrives, path: str, olga: Operator
) -> None:
    with_file = (
        b"From: ada@byron.example\nTo: support@desk.example\nSubject: Re: fire\n"
        b"In-Reply-To: <1@byron.example>\nMessage-ID: <2@x>\n"
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nSee there.\n"
        b"--x\nContent-Disposition: attachment; filename=a.pdf\n\n%PDF\n--x--\n"
    )
    arrives(with_file)
    arrives(mail("And?", message_id="<3@x>", In_Reply_To="<1@byron.example>"))

    assert shown(admin_api, path, olga)[:3] == ("And?", "customer", True)


def test_a_ticket_that_an_operator_opens_shows_what_he_wrote_or_the_customer_said(
    admin_api: Call, desk: Desk, olga: Operator
) -> None:
    new = {"desk_id": desk.id, "subject": "Lamp", "text": "It is broken."}

    sent = admin_api("POST", "/tickets", new, me=olga).body
    phoned = admin_api("POST", "/tickets", {**new, "send": False}, me=olga).body

    assert [sent[name] for name in SHOWN] == ["It is broken.", "operator", False, None]
    assert [phoned[name] for name in SHOWN] == [
        "It is broken.",
        "customer",
        False,
        phoned["updated_at"],
    ]


# --- followers and mentions ---------------------------------------------------------------------


def test_who_follows_is_changed_and_the_change_is_history(
    admin_api: Call, path: str, olga: Operator, oskar: Operator
) -> None:
    both = [oskar.id, olga.id, oskar.id]

    changed = admin_api("PATCH", path, {"followers": both}, me=olga)

    assert (changed.status, changed.body["followers"]) == (200, both[:2])
    shown(admin_api, path, olga)
    event = admin_api("GET", path, me=olga).body["events"][-1]
    told = (event["kind"], event["before"], event["after"])
    assert told == ("followers_changed", "", f"{oskar.id}, {olga.id}")
    assert admin_api("PATCH", path, {"followers": []}, me=olga).body["followers"] == []


@pytest.mark.parametrize("field", ["followers", "mentions"])
def test_nobody_but_active_members_and_admins_can_follow_or_be_mentioned(
    admin_api: Call,
    path: str,
    olga: Operator,
    stranger: Operator,
    admin: Operator,
    field: str,
) -> None:
    def asks(*ids: str) -> Any:
        if field == "followers":
            return admin_api("PATCH", path, {"followers": ids}, me=olga)
        return admin_api("POST", f"{path}/notes", {"text": "Look.", "mentions": ids}, me=olga)

    for id in (stranger.id, "nobody"):
        refused = asks(olga.id, id)
        assert (refused.status, refused.body["errors"][0]["field"]) == (400, field)
        assert id in refused.body["errors"][0]["message"]
    assert asks(*map(str, range(51))).status == 400
    assert asks(admin.id).status in (200, 201)
    assert admin_api("GET", path, me=olga).body["followers"] == [admin.id]


def test_who_left_the_desk_may_go_on_following_and_does_not_hold_up_a_change(
    admin_api: Call, helpdesk: Helpdesk, desk: Desk, path: str, olga: Operator, oskar: Operator
) -> None:
    admin_api("PATCH", path, {"followers": [oskar.id]}, me=olga)
    change_desk(helpdesk, desk, members=(olga.id,))

    both = admin_api("PATCH", path, {"followers": [oskar.id, olga.id]}, me=olga)

    assert (both.status, both.body["followers"]) == (200, [oskar.id, olga.id])


def test_who_is_mentioned_in_a_note_follows_the_ticket_from_then_on(
    admin_api: Call, path: str, olga: Operator, oskar: Operator, settle: Callable[[], None],
    outbox: Outbox,
) -> None:  # fmt: skip
    note = {"text": "Oskar, look.", "mentions": [oskar.id, oskar.id]}

    noted = admin_api("POST", f"{path}/notes", note, me=olga)
    settle()

    assert (noted.status, noted.body["mentions"]) == (201, [oskar.id])
    seen = admin_api("GET", path, me=olga).body
    assert seen["followers"] == [oskar.id]
    assert seen["messages"][-1]["mentions"] == [oskar.id]
    assert seen["events"][-1]["kind"] == "followers_changed"
    assert "Olga mentioned you in a note:" in outbox.to(oskar.email)[-1].as_string()


def test_more_than_fifty_can_not_follow_also_not_by_being_mentioned(
    admin_api: Call, helpdesk: Helpdesk, desk: Desk, path: str, olga: Operator
) -> None:
    many = [operator(helpdesk, f"Member{n}").id for n in range(50)]
    change_desk(helpdesk, desk, members=(olga.id, *many))
    assert admin_api("PATCH", path, {"followers": many}, me=olga).status == 200

    refused = admin_api("POST", f"{path}/notes", {"text": "x", "mentions": [olga.id]}, me=olga)

    assert (refused.status, refused.body["errors"][0]["field"]) == (400, "mentions")
    assert admin_api("GET", path, me=olga).body["message_count"] == 1


# --- which mails an operator gets ---------------------------------------------------------------


def test_an_operator_says_himself_what_he_is_called_and_which_mails_he_gets(
    admin_api: Call, olga: Operator, admin: Operator
) -> None:
    changed = admin_api("PATCH", "/me", {"muted": ["followed"], "name": "Olga L."}, me=olga)

    assert (changed.status, changed.body["muted"], changed.body["name"]) == (
        200,
        ["followed"],
        "Olga L.",
    )
    assert admin_api("GET", "/me", me=olga).body["operator"] == changed.body
    assert admin_api("PATCH", "/me", {"muted": []}, me=olga).body["muted"] == []


@pytest.mark.parametrize(
    "change", [{"muted": ["everything"]}, {"name": ""}, {"role": "admin"}, {"email": "a@b.example"}]
)
def test_what_else_an_operator_is_he_can_not_change(
    admin_api: Call, olga: Operator, admin: Operator, change: dict[str, object]
) -> None:
    assert admin_api("PATCH", "/me", change, me=olga).status == 400


def test_an_admin_changes_which_mails_another_gets(
    admin_api: Call, olga: Operator, admin: Operator
) -> None:
    changed = admin_api("PATCH", f"/operators/{olga.id}", {"muted": ["assigned"]}, me=admin)

    assert changed.body["muted"] == ["assigned"]
