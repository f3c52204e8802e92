from datetime import timedelta
from itertools import pairwise

from deskhand.domain.history import ccs_at, events_between
from deskhand.domain.people import Requester
from deskhand.domain.ticket import Priority, Status, Ticket
from tests.domain.given import NOW, OPERATOR, ids, ticket


def lines(before: Ticket | None, after: Ticket) -> list[tuple[str, str, str]]:
    events = events_between(before, after, by=OPERATOR, at=NOW, new_id=lambda: ids.new(NOW))
    assert all(event.version == after.version for event in events)
    return [(event.kind, event.before, event.after) for event in events]


def test_a_new_ticket_is_opened_and_nothing_else() -> None:
    assert lines(None, ticket(assignee="olga", tags=("x",))) == [("opened", "", "new")]


def test_every_field_that_changed_is_one_line() -> None:
    before = ticket(tags=("a",), assignee="olga")
    after = before.changed(
        at=NOW,
        status=Status.WAITING,
        assignee=None,
        priority=Priority.HIGH,
        category="printing",
        tags=("a", "b"),
        subject="Fire",
        ccs=("bob@b.example",),
        customer_id="c",
        link_generation=1,
        snoozed_until=NOW + timedelta(days=1),
    )

    assert lines(before, after) == [
        ("status_changed", "new", "waiting"),
        ("assigned", "olga", ""),
        ("priority_changed", "normal", "high"),
        ("category_changed", "", "printing"),
        ("tags_changed", "a", "a, b"),
        ("subject_changed", "Printer on fire", "Fire"),
        ("ccs_changed", "", "bob@b.example"),
        ("customer_linked", "", "c"),
        ("link_renewed", "0", "1"),
        ("snoozed", "", "2026-11-23T10:00:00+00:00"),
    ]


def test_what_leaves_closed_is_reopened() -> None:
    before = ticket(status=Status.CLOSED, closed_at=NOW)

    assert lines(before, before.moved_to(Status.NEW, at=NOW)) == [("reopened", "closed", "new")]


def test_history_does_not_keep_the_requesters_data() -> None:
    after = ticket().model_copy(update={"requester": Requester(email="new@b.example")})

    assert lines(ticket(), after) == [("requester_changed", "", "")]


def test_a_message_alone_leaves_no_line() -> None:
    before = ticket()

    assert lines(before, before.changed(at=NOW, message_count=5)) == []


def test_history_tells_who_was_in_copy_at_any_version() -> None:
    versions = [ticket()]
    for copied in (("bob@b.example",), ("bob@b.example",), (), ("bob@b.example", "eve@e.example")):
        versions.append(versions[-1].changed(at=NOW, ccs=copied))
    told = [
        event
        for before, after in pairwise(versions)
        for event in events_between(before, after, by=OPERATOR, at=NOW, new_id=lambda: ids.new(NOW))
    ]

    assert len(told) == 3
    for each in versions:
        assert ccs_at(each.version, versions[-1], told) == each.ccs
