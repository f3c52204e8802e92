"""A deleted ticket is gone, with all that it held."""

from collections.abc import Callable
from datetime import timedelta
from itertools import islice
from typing import Any

import pytest

from deskhand.actions import (
    deleting,
    drafts,
    figures,
    marks,
    merging,
    presence,
    splitting,
    tickets,
)
from deskhand.actions.bodies import Body
from deskhand.actions.upkeep import tidy
from deskhand.domain.desk import Desk
from deskhand.domain.errors import Forbidden, Invalid, NotFound, Stale
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk, Settings
from tests import aws
from tests.actions.mails import answering, reply_to, sent_to, texts
from tests.conftest import Arrives, Clock, handler, mail
from tests.meanwhile import meanwhile

pytestmark = pytest.mark.slow

Settle = Callable[[], None]
LONG = "x" * 9_000
ADA = "ada@byron.example"


@pytest.fixture
def full(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator, oskar: Operator, settle: Settle
) -> Ticket:
    """A ticket with an answer that was sent, a long note that mentions somebody, a draft, and
    somebody who looks at it."""
    id = mailed_ticket.id
    tickets.reply(helpdesk, olga, id, Body(text="Water?"))
    tickets.note(helpdesk, olga, id, Body(text=LONG), mentions=(oskar.id,))
    drafts.keep(helpdesk, olga, id, "reply", {"text": "Well,"}, seen=0)
    presence.tell(helpdesk, olga, id, writing=True)
    marks.read(helpdesk, olga, id, until=helpdesk.now())
    helpdesk.files.put(f"attachments/{id}/1", b"%PDF")
    settle()
    return helpdesk.tickets.get(id)


def items(helpdesk: Helpdesk) -> list[dict[str, Any]]:
    return aws.client("dynamodb").scan(TableName=helpdesk.settings.table)["Items"]


def told_of(helpdesk: Helpdesk, ticket: Ticket) -> set[str]:
    """The keys of what still names the ticket."""
    return {i["pk"]["S"] for i in items(helpdesk) if ticket.id in str(i)}


def test_nothing_of_it_is_left_but_what_it_counted(
    helpdesk: Helpdesk, full: Ticket, admin: Operator, settle: Settle
) -> None:
    deleting.delete(helpdesk, admin, full.id)
    settle()

    left = told_of(helpdesk, full) - {f"COUNTED#{full.id}"}
    assert {pk.partition("#")[0] for pk in left} == {"RECEIPT"}
    assert not [i for i in items(helpdesk) if i["pk"]["S"].startswith(("MAIL#", "NOTICE#"))]
    files = helpdesk.s3.list_objects_v2(Bucket=helpdesk.settings.files_bucket)
    assert [f["Key"] for f in files.get("Contents", ())] == [f"attachments/{full.id}/1"]


def test_its_attachments_go_and_those_of_others_stay(
    helpdesk: Helpdesk, arrives: Arrives, mailed_ticket: Ticket, admin: Operator, desk: Desk
) -> None:
    from email import message_from_bytes, policy

    def with_file(id: str, **headers: str) -> str:
        written = message_from_bytes(mail(message_id=id, **headers), policy=policy.default)
        written.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")  # type: ignore[attr-defined]
        return str(arrives(written.as_bytes())[0].ticket_id)

    with_file("<2@b.example>", In_Reply_To="<1@byron.example>")
    moved = helpdesk.tickets.conversation(mailed_ticket.id).messages[-1]
    opened = splitting.split(helpdesk, admin, mailed_ticket.id, moved.id, "Scanner")
    with_file("<3@b.example>", In_Reply_To="<1@byron.example>")
    mine = helpdesk.tickets.conversation(mailed_ticket.id).messages[-1]

    deleting.delete(helpdesk, admin, mailed_ticket.id)

    assert helpdesk.files.uploaded(mine.attachments[0].key) is None
    assert helpdesk.files.get(moved.attachments[0].key) == b"%PDF"
    deleting.delete(helpdesk, admin, opened.id)
    assert helpdesk.files.uploaded(moved.attachments[0].key) is None


def test_only_admins_delete_and_operators_leave_it_as_it_is(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator
) -> None:
    with pytest.raises(Forbidden):
        deleting.delete(helpdesk, olga, mailed_ticket.id)

    assert helpdesk.tickets.get(mailed_ticket.id)


def test_what_never_was_is_not_found_and_what_is_gone_is_gone(
    helpdesk: Helpdesk, mailed_ticket: Ticket, admin: Operator
) -> None:
    deleting.delete(helpdesk, admin, mailed_ticket.id)

    for id in (mailed_ticket.id, helpdesk.new_id()):
        with pytest.raises(NotFound):
            deleting.delete(helpdesk, admin, id)


def test_a_ticket_that_moved_on_is_not_deleted(
    helpdesk: Helpdesk, replied_ticket: Ticket, admin: Operator
) -> None:
    with pytest.raises(Stale):
        deleting.delete(helpdesk, admin, replied_ticket.id, seen=replied_ticket.version - 1)

    deleting.delete(helpdesk, admin, replied_ticket.id, seen=replied_ticket.version)


@pytest.mark.parametrize("clue", ["token", "message id", "number"])
def test_a_late_answer_opens_a_new_ticket(
    helpdesk: Helpdesk, full: Ticket, admin: Operator, arrives: Arrives, clue: str
) -> None:
    answer = sent_to(ADA)[-1]
    deleting.delete(helpdesk, admin, full.id)

    to = reply_to(answer) if clue == "token" else "support@desk.example"
    subject = f"Re: {full.number}" if clue == "number" else "Re: fire"
    (receipt,) = arrives(answering(answer, to=to, subject=subject), to=to)

    assert receipt.state == "processed"
    assert receipt.opened
    assert texts(helpdesk, receipt.ticket_id) == ["I see."]


def test_a_mail_that_comes_while_it_is_deleted_is_not_lost(
    helpdesk: Helpdesk,
    settings: Settings,
    clock: Clock,
    mailed_ticket: Ticket,
    admin: Operator,
    arrives: Arrives,
) -> None:
    other = Helpdesk(settings, clock)
    meanwhile(helpdesk, lambda: deleting.delete(other, admin, mailed_ticket.id))

    (receipt,) = arrives(mail("So?", message_id="<2@b>", In_Reply_To="<1@byron.example>"))

    assert receipt.opened
    assert texts(helpdesk, receipt.ticket_id) == ["So?"]


def test_notices_that_were_not_sent_are_not_sent(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator, admin: Operator, settle: Settle
) -> None:
    tickets.reply(helpdesk, olga, mailed_ticket.id, Body(text="Water?"))
    deleting.delete(helpdesk, admin, mailed_ticket.id)
    settle()

    assert sent_to(ADA) == []


def test_counters_follow_and_come_to_the_same_when_records_come_again(
    helpdesk: Helpdesk,
    settings: Settings,
    full: Ticket,
    desk: Desk,
    admin: Operator,
    settle: Settle,
) -> None:
    deleting.delete(helpdesk, admin, full.id)
    settle()
    aws.Machinery(settings, handler).settle()  # from the beginning of the stream

    counted = figures.now(helpdesk, admin, [desk]).desks[desk.id]
    assert {name: number for name, number in counted.items() if not name.startswith("mail_")} == {
        "all": 0, "new": 0, "in_progress": 0, "unassigned": 0
    }  # fmt: skip


@pytest.fixture
def half_deleted(helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator, desk: Desk) -> Ticket:
    """We died after the first of two batches."""
    for nr in range(30):
        tickets.note(helpdesk, olga, mailed_ticket.id, Body(text=f"{nr}"))
    helpdesk.deletions.begin(helpdesk.tickets.get(mailed_ticket.id))
    assert list(islice(helpdesk.deletions.remove_entries(mailed_ticket.id), 1)) == [25]
    assert told_of(helpdesk, mailed_ticket)
    return mailed_ticket


def test_half_deleted_it_is_gone_for_everybody(helpdesk: Helpdesk, half_deleted: Ticket) -> None:
    for look in (helpdesk.tickets.get, helpdesk.tickets.conversation):
        with pytest.raises(NotFound):
            look(half_deleted.id)
    assert helpdesk.tickets.with_number(half_deleted.desk_id, half_deleted.number) is None


def test_upkeep_does_the_rest(helpdesk: Helpdesk, half_deleted: Ticket) -> None:
    assert tidy(helpdesk).deleted == 1
    assert {pk.partition("#")[0] for pk in told_of(helpdesk, half_deleted)} == {"RECEIPT"}
    assert tidy(helpdesk).deleted == 0


def test_deleting_again_does_the_rest(
    helpdesk: Helpdesk, half_deleted: Ticket, admin: Operator
) -> None:
    deleting.delete(helpdesk, admin, half_deleted.id)

    assert {pk.partition("#")[0] for pk in told_of(helpdesk, half_deleted)} == {"RECEIPT"}


def test_what_there_is_no_time_for_is_left_to_upkeep(
    helpdesk: Helpdesk, half_deleted: Ticket
) -> None:
    assert deleting.finish_all(helpdesk, until=helpdesk.now() - timedelta(seconds=1)) == 0

    assert tidy(helpdesk).deleted == 1


def test_of_merged_tickets_none_is_deleted_before_it_is_unmerged(
    helpdesk: Helpdesk, mailed_ticket: Ticket, arrives: Arrives, admin: Operator
) -> None:
    (receipt,) = arrives(mail("Again.", message_id="<2@b.example>"))
    merging.merge(helpdesk, admin, receipt.ticket_id, mailed_ticket.id)

    for id, why in ((receipt.ticket_id, "into SUP-1"), (mailed_ticket.id, "into SUP-1: unmerge")):
        with pytest.raises(Invalid, match=why):
            deleting.delete(helpdesk, admin, id)
    merging.unmerge(helpdesk, admin, receipt.ticket_id)
    deleting.delete(helpdesk, admin, mailed_ticket.id)
