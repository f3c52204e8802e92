"""Who gets a mail, and who gets none."""

from typing import Any

import pytest

from deskhand.domain.desk import Desk, Template
from deskhand.domain.history import events_between
from deskhand.domain.message import SYSTEM, Author, Message
from deskhand.domain.notices import Notice, caused_by_event, caused_by_message, will_be_mailed
from deskhand.domain.people import Operator, Requester, Role
from deskhand.domain.ticket import Status, Ticket
from tests.domain.given import NOW, OPERATOR, desk, ids, message, operator, ticket

TEAM = (operator("olga"), operator("oskar"), operator("admin", role=Role.ADMIN))


def told(notices: tuple[Notice, ...]) -> list[tuple[str, str]]:
    return [(notice.reason, notice.to.partition("@")[0]) for notice in notices]


def caused(
    said: Message,
    on: Ticket | None = None,
    at: Desk | None = None,
    team: tuple[Operator, ...] = TEAM,
) -> list[tuple[str, str]]:
    return told(caused_by_message(said, on or ticket(), at or desk(), team))


WITHOUT_GREETING = desk(templates={"created": Template(body=" \n")})
ANSWER = message(author=OPERATOR, channel="panel", version=2)


def test_a_first_message_is_acknowledged_and_the_members_are_told() -> None:
    assert caused(message()) == [
        ("created", "ada"),
        ("customer_wrote", "olga"),
        ("customer_wrote", "oskar"),
    ]


def test_a_later_message_is_told_to_its_assignee_alone() -> None:
    held = ticket(assignee="oskar", ccs=("bob@b.example",))

    assert caused(message(version=2), held) == [("customer_wrote", "oskar")]


def test_an_admin_is_told_of_what_he_holds_though_he_is_no_member() -> None:
    assert caused(message(version=2), ticket(assignee="admin")) == [("customer_wrote", "admin")]


def test_an_answer_goes_to_the_requester_and_to_each_copied_once() -> None:
    copied = ticket(ccs=("bob@b.example", "ada@byron.example"))

    assert caused(ANSWER, copied) == [("replied", "ada"), ("replied", "bob")]


@pytest.mark.parametrize(
    "silent",
    [
        message(kind="note", author=OPERATOR, channel="panel"),
        message(automatic=True),
        message(channel="panel"),  # what a customer said on the phone
    ],
    ids=["note", "automatic", "written down"],
)
def test_notes_automatic_mail_and_what_was_written_down_cause_no_mail(silent: Message) -> None:
    assert caused(silent) == []


def test_a_mail_that_wants_no_answer_gets_none_and_is_told_to_the_team() -> None:
    assert caused(message(unanswerable=True)) == [
        ("customer_wrote", "olga"),
        ("customer_wrote", "oskar"),
    ]


def test_an_empty_template_sends_no_such_mail() -> None:
    no_answers = desk(templates={"replied": Template(subject="x", body="")})

    assert caused(message(), at=WITHOUT_GREETING)[0] == ("customer_wrote", "olga")
    assert caused(ANSWER, at=no_answers) == []
    assert not will_be_mailed(ticket(), no_answers)


def test_a_desk_without_an_address_sends_nothing() -> None:
    silent = desk(addresses=())

    assert caused(message(), at=silent) == caused(ANSWER, at=silent) == []
    assert not will_be_mailed(ticket(), silent)


@pytest.mark.parametrize("own", ["support@desk.example", "support+x@desk.example"])
def test_a_desk_never_mails_itself_whatever_stands_behind_the_plus(own: str) -> None:
    looped = ticket(requester=Requester(email=own), ccs=(own,))

    assert caused(ANSWER, looped) == []
    assert not will_be_mailed(looped, desk())
    assert not [to for reason, to in caused(message(), looped) if reason == "created"]


def test_a_requester_without_address_gets_no_mail_and_the_copied_do() -> None:
    by_phone = ticket(requester=Requester(phone="1"), ccs=("bob@b.example",))

    assert caused(ANSWER, by_phone) == [("replied", "bob")]
    assert not will_be_mailed(ticket(requester=Requester()), desk())


def test_an_operator_who_is_himself_the_customer_is_not_told_what_he_wrote() -> None:
    own = message(author=Author(kind="customer", email="olga@desk.example"))

    assert ("customer_wrote", "olga") not in caused(own)
    assert caused(own.model_copy(update={"version": 2}), ticket(assignee="olga")) == []


def test_an_operator_who_left_is_not_told_and_the_members_are_instead() -> None:
    team = (operator("olga", active=False), operator("oskar"))

    assert caused(message(version=2), ticket(assignee="olga"), team=team) == [
        ("customer_wrote", "oskar")
    ]


def test_an_assignee_who_no_longer_sees_the_desk_does_not_read_its_mail() -> None:
    only_oskar = desk(members=("oskar",))

    assert caused(message(version=2), ticket(assignee="olga"), only_oskar) == [
        ("customer_wrote", "oskar")
    ]


def test_notices_have_the_same_ids_however_often_they_are_worked_out() -> None:
    first = caused_by_message(message(id="m"), ticket(id="t"), desk(), TEAM)

    assert first == caused_by_message(message(id="m"), ticket(id="t"), desk(), TEAM)
    assert len({notice.id for notice in first}) == len(first)


# --- closing ------------------------------------------------------------------------------------


def closing(by: Author = OPERATOR, **fields: Any) -> list[tuple[str, str]]:
    before = ticket(status=Status.IN_PROGRESS, ccs=("bob@b.example",))
    after = before.moved_to(Status.CLOSED, at=NOW)
    (event,) = events_between(before, after, by=by, at=NOW, new_id=lambda: ids.new(NOW))
    return told(caused_by_event(event, after, desk(**fields), TEAM))


def test_closing_without_an_answer_is_told_to_the_requester_alone() -> None:
    assert closing() == [("closed", "ada")]


def test_closing_by_itself_or_without_template_is_told_to_nobody() -> None:
    assert closing(by=SYSTEM) == []
    assert closing(templates={"closed": Template()}) == []
    assert closing(addresses=()) == []


def test_no_other_event_is_told() -> None:
    before = ticket(status=Status.CLOSED, closed_at=NOW)
    changes = {"status": Status.NEW, "closed_at": None, "tags": ("x",), "followers": ("olga",)}
    after = before.changed(at=NOW, **changes)
    events = events_between(before, after, by=OPERATOR, at=NOW, new_id=lambda: ids.new(NOW))

    assert len(events) == 3
    assert [caused_by_event(e, after, desk(), TEAM) for e in events] == [()] * 3


# --- to operators -------------------------------------------------------------------------------

NOTE = message(kind="note", author=OPERATOR, channel="panel", version=2)
BY_OSKAR = Author(kind="operator", name="Oskar", email="oskar@desk.example", id="oskar")


def assigned(
    to: str, by: Author = BY_OSKAR, team: tuple[Operator, ...] = TEAM, **fields: Any
) -> list[tuple[str, str]]:
    before = ticket()
    after = before.changed(at=NOW, assignee=to)
    (event,) = events_between(before, after, by=by, at=NOW, new_id=lambda: ids.new(NOW))
    now = after.model_copy(update=fields)
    return told(caused_by_event(event, now, desk(), team))


def test_who_is_assigned_a_ticket_by_somebody_else_is_told() -> None:
    assert assigned("olga") == [("assigned", "olga")]
    assert assigned("olga", by=OPERATOR) == []
    assert assigned("olga", by=SYSTEM) == []


def test_who_holds_it_no_more_or_may_not_see_it_is_not_told_that_he_was_assigned() -> None:
    assert assigned("olga", assignee="oskar") == []
    assert assigned("olga", team=(operator("olga", active=False),)) == []
    assert assigned("eve", team=(*TEAM, operator("eve"))) == []


def test_who_is_assigned_a_ticket_as_it_is_opened_is_told() -> None:
    given = ticket(channel="panel", assignee="oskar")
    on_the_phone = message(channel="panel", author=Author(kind="customer", name="Ada", id="olga"))
    sent = message(channel="panel", author=OPERATOR)

    assert caused(on_the_phone, given) == [("assigned", "oskar")]
    assert caused(sent, given) == [("replied", "ada"), ("assigned", "oskar")]
    own = given.model_copy(update={"assignee": "olga"})
    assert caused(on_the_phone, own) == []
    assert caused(message(version=2), given) == [("customer_wrote", "oskar")]


def test_who_is_mentioned_in_a_note_is_told() -> None:
    noted = NOTE.model_copy(update={"mentions": ("oskar", "olga")})

    assert caused(noted) == [("mentioned", "oskar")]


def test_who_follows_is_told_what_customers_and_colleagues_write_and_not_what_he_writes() -> None:
    followed = ticket(followers=("olga", "oskar", "admin"), assignee="admin")

    assert caused(NOTE, followed) == [("followed", "oskar"), ("followed", "admin")]
    assert caused(ANSWER, followed)[1:] == [("followed", "oskar"), ("followed", "admin")]
    assert caused(message(version=2), followed) == [
        ("followed", "olga"),
        ("followed", "oskar"),
        ("customer_wrote", "admin"),
    ]


def test_who_has_several_reasons_gets_one_mail_for_the_strongest() -> None:
    noted = NOTE.model_copy(update={"mentions": ("oskar",)})
    theirs = ticket(followers=("oskar",), assignee="oskar")

    assert caused(noted, theirs) == [("mentioned", "oskar")]
    assert caused(message(version=2), theirs) == [("customer_wrote", "oskar")]


def test_whose_reason_has_changed_when_it_is_worked_out_again_gets_no_second_mail() -> None:
    wrote = message(version=2)
    follows = ticket(followers=("admin",), assignee="olga")

    _, first = caused_by_message(wrote, follows, desk(), TEAM)
    (again,) = caused_by_message(wrote, ticket(assignee="admin"), desk(), TEAM)

    assert (first.reason, again.reason) == ("followed", "customer_wrote")
    assert first.ref == again.ref


def test_what_an_operator_has_muted_is_not_told_him_for_that_reason() -> None:
    theirs = ticket(followers=("oskar",), assignee="oskar")

    def of(said: Message, *muted: Any) -> list[tuple[str, str]]:
        return caused(said, theirs, team=(operator("olga"), operator("oskar", muted=muted)))

    assert of(message(version=2), "customer_wrote") == [("followed", "oskar")]
    assert of(message(version=2), "customer_wrote", "followed") == []
    assert of(NOTE, "followed") == []
    assert assigned("olga", team=(operator("olga", muted=("assigned",)),)) == []


def test_who_left_the_desk_or_the_team_is_told_nothing_of_what_he_follows() -> None:
    followed = ticket(followers=("eve", "oskar"))
    noted = NOTE.model_copy(update={"mentions": ("eve", "oskar")})
    team = (operator("eve"), operator("oskar", active=False))

    assert caused(noted, followed, team=team) == []


def test_a_machines_note_and_a_desk_without_address_tell_nobody() -> None:
    followed = ticket(followers=("oskar",))

    assert caused(NOTE.model_copy(update={"automatic": True}), followed) == []
    assert caused(NOTE, followed, desk(addresses=())) == []
