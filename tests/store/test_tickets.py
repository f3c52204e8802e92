"""Transactions: what is written, and what a refusal means."""

from datetime import timedelta
from typing import Any

import pytest

from deskhand.domain.change import Change
from deskhand.domain.errors import Conflict, Duplicate, NotFound
from deskhand.domain.inbound import Receipt
from deskhand.domain.message import Attachment, Delivery, Message
from deskhand.domain.people import Requester
from deskhand.domain.ticket import Priority, Status, Ticket
from deskhand.store.bodies import LONGEST_INLINE
from deskhand.wiring import Helpdesk, Settings
from tests.domain.given import NOW, ids, message, ticket
from tests.meanwhile import meanwhile

LATER = NOW + timedelta(minutes=5)


def commit(helpdesk: Helpdesk, before: Ticket | None, after: Ticket, **more: Any) -> None:
    also = more.pop("also", ())
    change = Change(before=before, after=after, **more)
    helpdesk.tickets.commit(change, shards=1, also=also)


@pytest.fixture
def kept(helpdesk: Helpdesk) -> Ticket:
    made = ticket()
    commit(helpdesk, None, made)
    return made


def receipt(id: str) -> Receipt:
    return Receipt(id=id, desk_id="desk", state="processed", received_at=NOW)


def test_every_field_of_a_ticket_comes_back_as_it_was(helpdesk: Helpdesk) -> None:
    at = NOW - timedelta(days=1, milliseconds=1)
    full = ticket(
        status=Status.CLOSED,
        priority=Priority.URGENT,
        category="printing",
        tags=("a", "b"),
        assignee="olga",
        requester=Requester(
            email="ada@byron.example",
            phone="1",
            first_name="none",
            last_name="None",
            external_id="none",
            proven="identity",
        ),
        customer_id="c",
        linked_by="hand",
        ccs=("bob@b.example",),
        followers=("olga", "oskar"),
        preview="Is it out?",
        preview_by="operator",
        files=True,
        heard_at=at,
        continues="t",
        closed_at=at,
        snoozed_until=LATER,
        link_generation=3,
        message_count=7,
        version=9,
    )
    bare = ticket(number="2", subject="", requester=Requester(), message_count=0)
    for each in (full, bare):
        commit(helpdesk, None, each)
        assert helpdesk.tickets.get(each.id) == each


def test_a_ticket_that_loses_what_it_had_comes_back_without(helpdesk: Helpdesk) -> None:
    before = ticket(
        assignee="olga", tags=("a",), ccs=("b@b.example",), snoozed_until=LATER, category="x"
    )
    commit(helpdesk, None, before)

    after = before.changed(
        at=LATER,
        assignee=None,
        tags=(),
        ccs=(),
        snoozed_until=None,
        category=None,
        subject="",
        requester=Requester(),
    )
    commit(helpdesk, before, after)

    assert helpdesk.tickets.get(before.id) == after


def test_a_change_decided_on_an_old_version_is_a_conflict_and_leaves_nothing(
    helpdesk: Helpdesk, kept: Ticket
) -> None:
    first = kept.changed(at=LATER, subject="first")
    commit(helpdesk, kept, first)
    late = kept.changed(at=LATER, subject="late")

    with pytest.raises(Conflict):
        commit(helpdesk, kept, late, message=message(ticket_id=kept.id))

    conversation = helpdesk.tickets.conversation(kept.id)
    assert (conversation.ticket.subject, conversation.messages) == ("first", [])


def test_what_was_written_before_is_a_duplicate_also_when_the_version_moved_on(
    helpdesk: Helpdesk, kept: Ticket
) -> None:
    def write(id: str) -> None:
        also = [helpdesk.receipts.write(receipt(id))]
        commit(helpdesk, kept, kept.changed(at=LATER), also=also)

    write("m1")

    with pytest.raises(Duplicate):
        write("m1")
    with pytest.raises(Conflict):
        write("m2")
    assert helpdesk.receipts.get("m2", "desk") is None


def test_of_two_writers_at_once_one_wins(
    helpdesk: Helpdesk, kept: Ticket, settings: Settings
) -> None:
    def write(by: Helpdesk, text: str) -> None:
        after = kept.changed(at=LATER, subject=text)
        commit(by, kept, after, message=message(ticket_id=kept.id, text=text))

    meanwhile(helpdesk, lambda: write(Helpdesk(settings), "quick"))
    with pytest.raises(Conflict):
        write(helpdesk, "slow")

    conversation = helpdesk.tickets.conversation(kept.id)
    assert conversation.ticket.subject == "quick"
    assert [each.text for each in conversation.messages] == ["quick"]


def test_a_number_is_one_tickets_on_its_desk(helpdesk: Helpdesk, kept: Ticket) -> None:
    with pytest.raises(Conflict):
        commit(helpdesk, None, ticket())
    elsewhere = ticket(desk_id="other")
    commit(helpdesk, None, elsewhere)

    assert helpdesk.tickets.with_number("desk", "SUP-1") == kept
    assert helpdesk.tickets.with_number("other", "SUP-1") == elsewhere
    assert helpdesk.tickets.with_number("desk", "SUP-2") is None


def test_numbers_are_given_once_and_counted_by_desk(helpdesk: Helpdesk, settings: Settings) -> None:
    other = Helpdesk(settings)
    given = [by.tickets.next_number("desk") for by in (helpdesk, other, helpdesk, other)]

    assert given == [1, 2, 3, 4]
    assert other.tickets.next_number("other") == 1


def test_a_new_requester_is_not_written_over_a_link_found_meanwhile(
    helpdesk: Helpdesk, kept: Ticket
) -> None:
    """A link raises no version; it must not stay with a requester it was not found for."""
    commit(helpdesk, kept, kept.linked_to("ada", by="email", at=LATER))
    other = kept.changed(at=LATER, requester=Requester(email="bob@b.example"))

    with pytest.raises(Conflict):
        commit(helpdesk, kept, other)


def test_a_link_found_meanwhile_survives_a_change_of_something_else(
    helpdesk: Helpdesk, kept: Ticket
) -> None:
    commit(helpdesk, kept, kept.linked_to("ada", by="email", at=LATER))

    commit(helpdesk, kept, kept.changed(at=LATER, status=Status.CLOSED, closed_at=LATER))

    found = helpdesk.tickets.get(kept.id)
    assert (found.customer_id, found.status) == ("ada", Status.CLOSED)
    assert list(helpdesk.lists.of_customer("ada")) == [kept.id]


# --- messages -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "html", "inline"),
    [
        ("x" * LONGEST_INLINE, "", True),
        ("x" * LONGEST_INLINE, "y", False),
        ("ü" * (LONGEST_INLINE // 2 + 1), "", False),
        ("", "<p>" + "日" * LONGEST_INLINE + "</p>", False),
        ("", "", True),
    ],
)
def test_a_long_body_lies_in_the_bucket_and_comes_back(
    helpdesk: Helpdesk, kept: Ticket, text: str, html: str, inline: bool
) -> None:
    said = message(
        ticket_id=kept.id,
        text=text,
        html=html,
        attachments=(
            Attachment(id="1", filename="ü.png", content_type="image/png", size=3, key="k"),
        ),
        trust="dmarc",
        mail_id="<1@byron.example>",
        automatic=True,
    )
    short = message(ticket_id=kept.id, text="short")
    commit(helpdesk, kept, kept.changed(at=LATER), message=said)
    commit(
        helpdesk, kept.changed(at=LATER), kept.changed(at=LATER).changed(at=LATER), message=short
    )

    stored = helpdesk.s3.list_objects_v2(Bucket=helpdesk.settings.files_bucket)["KeyCount"]
    assert stored == (0 if inline else 1)
    assert helpdesk.tickets.message(kept.id, said.id) == said
    assert helpdesk.tickets.conversation(kept.id).messages == [said, short]


def test_what_is_not_there_is_not_found(helpdesk: Helpdesk, kept: Ticket) -> None:
    for look in (
        lambda: helpdesk.tickets.get(ids.new(NOW)),
        lambda: helpdesk.tickets.conversation(ids.new(NOW)),
        lambda: helpdesk.tickets.message(kept.id, ids.new(NOW)),
        lambda: helpdesk.tickets.get("T"),
    ):
        with pytest.raises(NotFound):
            look()


def test_a_delivery_only_moves_forward_and_makes_no_message(
    helpdesk: Helpdesk, kept: Ticket
) -> None:
    sent: Message = message(ticket_id=kept.id, delivery="queued")
    commit(helpdesk, kept, kept.changed(at=LATER), message=sent)

    def move(to: Delivery, id: str = sent.id) -> Delivery:
        helpdesk.table.commit([helpdesk.tickets.delivery_moved(kept.id, id, to, "")])
        return helpdesk.tickets.message(kept.id, id).delivery

    assert move("delivered") == "delivered"
    for back in ("delivered", "sent", "queued"):
        with pytest.raises(Duplicate):
            move(back)
    assert move("bounced") == "bounced"
    with pytest.raises(Duplicate):
        move("sent", ids.new(NOW))
    assert len(helpdesk.tickets.conversation(kept.id).messages) == 1
