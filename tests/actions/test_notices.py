"""From a change to the mails that it causes."""

import dataclasses
import json
from collections.abc import Callable
from typing import Any

import pytest

from deskhand.actions import edits, notices, tickets
from deskhand.actions.bodies import Body
from deskhand.actions.changes import commit
from deskhand.actions.notices import NotYet, announce, deliver
from deskhand.actions.outcomes import record
from deskhand.domain.change import Change
from deskhand.domain.desk import Desk
from deskhand.domain.message import SYSTEM, Message
from deskhand.domain.notices import NoticeRef
from deskhand.domain.people import Operator, Requester
from deskhand.domain.ticket import Status, Ticket
from deskhand.domain.tokens import reply_claim
from deskhand.store.notices import LEASE
from deskhand.wiring import Helpdesk
from tests import aws
from tests.conftest import Arrives, Clock, Outbox, mail
from tests.domain.given import message

Settle = Callable[[], None]


def latest(helpdesk: Helpdesk, ticket: Ticket) -> Message:
    return helpdesk.tickets.conversation(ticket.id).messages[-1]


def waiting(helpdesk: Helpdesk) -> list[NoticeRef]:
    found = helpdesk.notices.unsent_since(helpdesk.now())
    return [NoticeRef(cause=cause, id=id) for cause, id in found]


@pytest.fixture
def answer(helpdesk: Helpdesk, replied_ticket: Ticket) -> Message:
    """Its notices are written down and not sent yet."""
    said = latest(helpdesk, replied_ticket)
    announce(helpdesk, said)
    return said


def plain(mail: Any) -> str:
    text: str = mail.get_body(("plain",)).get_content()
    return text


# --- once ---------------------------------------------------------------------------------------


def test_a_notice_is_sent_once_however_often_its_record_returns(
    helpdesk: Helpdesk, answer: Message, outbox: Outbox
) -> None:
    announce(helpdesk, answer)
    (ref,) = waiting(helpdesk)
    for _ in range(3):
        deliver(helpdesk, ref)
        announce(helpdesk, answer)

    assert len(outbox.to("ada@byron.example")) == 1
    assert waiting(helpdesk) == []


def test_a_notice_whose_sender_died_is_sent_after_its_lease(
    helpdesk: Helpdesk, answer: Message, outbox: Outbox, clock: Clock
) -> None:
    (ref,) = waiting(helpdesk)
    helpdesk.notices.claim(ref.cause, ref.id, at=helpdesk.now())

    with pytest.raises(NotYet):
        deliver(helpdesk, ref)
    assert not list(outbox)
    clock.pass_by(seconds=LEASE.total_seconds())
    deliver(helpdesk, ref)

    assert len(list(outbox)) == 1


def test_a_sender_that_died_after_sending_does_not_send_twice_once_ses_told(
    helpdesk: Helpdesk, answer: Message, outbox: Outbox, clock: Clock
) -> None:
    (ref,) = waiting(helpdesk)
    helpdesk.notices.claim(ref.cause, ref.id, at=helpdesk.now())
    record(helpdesk, ref, "sent", "<1@eu-west-1.amazonses.com>")

    clock.pass_by(seconds=LEASE.total_seconds() * 2)
    deliver(helpdesk, ref)

    assert not list(outbox)
    assert latest_delivery(helpdesk, answer) == "sent"


def latest_delivery(helpdesk: Helpdesk, said: Message) -> str:
    return helpdesk.tickets.message(said.ticket_id, said.id).delivery


def test_a_mail_that_ses_never_takes_bounces_and_is_not_tried_again(
    helpdesk: Helpdesk, answer: Message, outbox: Outbox
) -> None:
    """The fake takes none from an identity that it does not know."""
    (ref,) = waiting(helpdesk)
    aws.client("sesv2").delete_email_identity(EmailIdentity="desk.example")

    deliver(helpdesk, ref)
    deliver(helpdesk, ref)

    assert not list(outbox)
    assert latest_delivery(helpdesk, answer) == "bounced"
    assert waiting(helpdesk) == []


def test_a_deleted_message_is_not_sent(helpdesk: Helpdesk, answer: Message, outbox: Outbox) -> None:
    key = {"pk": f"T#{answer.ticket_id}", "sk": f"E#{answer.id}"}
    helpdesk.table.client.delete_item(TableName=helpdesk.table.name, Key=key)
    (ref,) = waiting(helpdesk)

    deliver(helpdesk, ref)

    assert not list(outbox)
    assert waiting(helpdesk) == []


# --- to whom ------------------------------------------------------------------------------------


def test_automatic_mail_causes_no_mail_at_all(
    mailed_ticket: Ticket, arrives: Arrives, outbox: Outbox, settle: Settle
) -> None:
    settle()
    before = len(list(outbox))

    away = mail("Away", message_id="<2@x>", In_Reply_To="<1@byron.example>", X_Autoreply="yes")
    arrives(away)
    arrives(mail("Away", message_id="<3@x>", Auto_Submitted="auto-replied"))
    settle()

    assert len(list(outbox)) == before


def test_who_was_copied_later_does_not_get_what_was_said_before(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator, outbox: Outbox, settle: Settle
) -> None:
    tickets.reply(helpdesk, olga, mailed_ticket.id, Body(text="Between us."))
    tickets.reply(helpdesk, olga, mailed_ticket.id, Body(text="To all."), ccs=("bob@b.example",))
    settle()

    told = [plain(each) for each in outbox.to("bob@b.example")]
    assert len(told) == 1
    assert "To all." in told[0]
    assert len(outbox.to("ada@byron.example")) == 3


def test_closing_is_told_without_reading_any_body(
    helpdesk: Helpdesk, replied_ticket: Ticket, olga: Operator, arrives: Arrives
) -> None:
    """The function that announces has no right to the bucket."""
    long = mail("x" * 9_000, message_id="<2@x>", In_Reply_To="<1@byron.example>")
    arrives(long)
    edits.change(helpdesk, olga, replied_ticket.id, {"status": Status.CLOSED})
    closed = helpdesk.tickets.conversation(replied_ticket.id).events[-1]
    without = Helpdesk(
        dataclasses.replace(helpdesk.settings, files_bucket="forbidden"), helpdesk.now
    )

    announce(without, closed)

    (ref,) = waiting(helpdesk)
    assert ref.cause == closed.id


def test_closing_with_an_answer_is_one_mail(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator, outbox: Outbox, settle: Settle
) -> None:
    settle()
    before = len(outbox.to("ada@byron.example"))
    tickets.reply(helpdesk, olga, mailed_ticket.id, Body(text="Done."), status=Status.CLOSED)
    settle()

    assert len(outbox.to("ada@byron.example")) == before + 1


def test_an_entry_of_a_deleted_ticket_is_told_to_nobody(helpdesk: Helpdesk) -> None:
    announce(helpdesk, message(ticket_id="gone"))

    assert waiting(helpdesk) == []


# --- what it says -------------------------------------------------------------------------------


def test_an_answer_reaches_each_by_a_mail_of_its_own_with_files_and_thread(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator, outbox: Outbox, settle: Settle
) -> None:
    settle()
    helpdesk.s3.put_object(
        Bucket=helpdesk.settings.files_bucket,
        Key=f"drafts/files/{olga.id}/u1",
        Body=b"%PDF",
        ContentType="application/pdf",
        Metadata={"filename": "Anleitung%20%C3%BC.pdf"},
    )
    body = Body(html="<p>Use <b>water</b>.</p>", uploads=("u1",))
    tickets.reply(helpdesk, olga, mailed_ticket.id, body, ccs=("bob@b.example",))
    settle()

    to_ada, to_bob = outbox.to("ada@byron.example")[-1], outbox.to("bob@b.example")[0]
    assert (str(to_ada["Cc"]), str(to_bob["Cc"])) == ("bob@b.example", "ada@byron.example")
    assert len(outbox.to("bob@b.example")) == 1
    for each in (to_ada, to_bob):
        assert "Use water." in plain(each)
        html = each.get_body(("html",)).get_content()
        assert "<b>water</b>" in html
        (file,) = each.iter_attachments()
        assert (file.get_filename(), file.get_content()) == ("Anleitung ü.pdf", b"%PDF")
        assert "Auto-Submitted" not in each
        claim = reply_claim(each["Reply-To"].addresses[0].addr_spec)
        assert claim and claim.proves(helpdesk.tickets.get(mailed_ticket.id), helpdesk.keyring)
        assert "<1@byron.example>" in each["References"]


@pytest.mark.parametrize("dmarc", ["GRAY", "FAIL", "PROCESSING_FAILED"])
def test_a_desk_does_not_mail_what_an_unproven_stranger_typed(
    desk: Desk, arrives: Arrives, outbox: Outbox, settle: Settle, dmarc: str
) -> None:
    raw = mail(
        "BUY PILLS", subject="BUY PILLS", sender="BUY PILLS <victim@v.example>", message_id="<9@x>"
    )
    arrives(raw, dmarc=dmarc)
    settle()

    (greeting,) = outbox.to("victim@v.example")
    assert "SUP-1" in plain(greeting)
    assert "PILLS" not in greeting.as_string()
    assert "BUY" not in greeting.as_string().upper()


NASTY = "a\r\nBcc: eve\x85X: y\u2028Z: z\u202eevil\x00 " + "long " * 2_000
NAME = NASTY.replace(":", "")  # see the next test


def test_no_text_breaks_out_of_a_header(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator, outbox: Outbox, settle: Settle
) -> None:
    """Names and subjects that did not come through our forms."""
    settle()
    nasty = mailed_ticket.changed(
        at=helpdesk.now(),
        subject=NASTY[:300],
        requester=Requester.model_construct(
            email="ada@byron.example", first_name=NAME, last_name=NAME, proven="dmarc"
        ),
    )
    helpdesk.tickets.commit(Change(before=mailed_ticket, after=nasty), shards=1)
    said = message(
        ticket_id=nasty.id, author=SYSTEM.model_copy(update={"name": NAME, "kind": "customer"}),
        version=3,
    )  # fmt: skip
    commit(helpdesk, nasty, nasty.changed(at=helpdesk.now()), by=SYSTEM, message=said)
    tickets.reply(helpdesk, olga, nasty.id, Body(text="Hm."))
    settle()

    mails = list(outbox)[2:]
    assert len(mails) == 2
    for each in mails:
        assert not {"Bcc", "X", "Z"} & set(each.keys())
        for name in ("Subject", "To", "From", "Thread-Topic"):
            assert not set(str(each[name])) & set("\r\n\x00\x85\u2028\u202e")
            assert len(str(each[name])) < 1_000
        assert each["To"].addresses[0].addr_spec in ("ada@byron.example", olga.email)


def test_a_name_never_becomes_an_address(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, arrives: Arrives, outbox: Outbox, settle: Settle
) -> None:
    name = '"' + "eve@e.example, " * 8 + '" <ada@byron.example>'
    raw = mail().replace(b"Ada Byron <ada@byron.example>", name.encode())
    (receipt,) = arrives(raw)
    tickets.reply(helpdesk, olga, receipt.ticket_id, Body(text="Hm."))
    settle()

    for each in outbox:
        for field in ("To", "From", "Reply-To"):
            (only,) = each[field].addresses
            assert "eve" not in only.addr_spec


def test_a_desk_waits_with_an_answer_as_long_as_it_may_be_taken_back(
    helpdesk: Helpdesk, desk: Desk, replied_ticket: Ticket, olga: Operator
) -> None:
    helpdesk.team.save_desk(desk, desk.model_copy(update={"undo_seconds": 30, "version": 2}))
    asked: list[dict[str, Any]] = []
    helpdesk.queue.meta.events.register(
        "provide-client-params.sqs.SendMessageBatch", lambda params, **_: asked.append(params)
    )
    conversation = helpdesk.tickets.conversation(replied_ticket.id)

    for said in conversation.messages:
        announce(helpdesk, said)

    delays = [entry["DelaySeconds"] for call in asked for entry in call["Entries"]]
    assert delays == [0, 0, 30]
    travels = [json.loads(entry["MessageBody"]) for call in asked for entry in call["Entries"]]
    assert all(set(each) == {"cause", "id"} for each in travels), "ids only, no address, no text"


# --- what SES says ------------------------------------------------------------------------------


def test_events_of_ses_move_a_message_forward_in_any_order(
    helpdesk: Helpdesk, answer: Message
) -> None:
    (ref,) = waiting(helpdesk)
    told = []
    for delivery in ("delivered", "sent", "delivered", "complained", "delivered"):
        record(helpdesk, ref, delivery, "<1@eu-west-1.amazonses.com>")
        told.append(latest_delivery(helpdesk, answer))

    assert told == ["delivered", "delivered", "delivered", "complained", "complained"]
    found = helpdesk.mails.tickets_of("desk000001", ["<1@eu-west-1.amazonses.com>"])
    assert found == [answer.ticket_id]


def test_what_ses_says_of_an_unknown_notice_changes_nothing(helpdesk: Helpdesk) -> None:
    record(helpdesk, NoticeRef(cause="gone", id="gone"), "bounced", "<1@x>")

    assert helpdesk.notices.get("gone", "gone") is None


def test_stuck_notices_are_queued_again_and_others_are_not(
    helpdesk: Helpdesk, answer: Message, clock: Clock
) -> None:
    assert notices.enqueue_stuck(helpdesk) == 0
    clock.pass_by(seconds=notices.STUCK.total_seconds())
    assert notices.enqueue_stuck(helpdesk) == 1
    deliver(helpdesk, waiting(helpdesk)[0])
    assert notices.enqueue_stuck(helpdesk) == 0
