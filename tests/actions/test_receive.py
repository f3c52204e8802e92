"""What becomes of a received mail."""

from pathlib import Path

import pytest

from deskhand.actions import browse, viewing
from deskhand.domain.desk import Desk
from deskhand.domain.inbound import Receipt
from deskhand.domain.listing import Listing
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Status, Ticket
from deskhand.wiring import Helpdesk
from tests.actions.mails import all_tickets, texts
from tests.conftest import Arrives, Clock, mail
from tests.meanwhile import meanwhile

CORPUS = Path(__file__).parents[1] / "mail" / "corpus"


# --- the same and not the same ------------------------------------------------------------------


def test_the_same_delivery_ten_times_is_one_message(
    helpdesk: Helpdesk, desk: Desk, arrives: Arrives
) -> None:
    receipts = [arrives(mail(), id="m1") for _ in range(10)]

    (made,) = all_tickets(helpdesk, desk)
    assert texts(helpdesk, made.id) == ["It is on fire."]
    assert all(each == receipts[0] for each in receipts)


def test_the_same_delivery_at_the_same_moment_is_one_message(
    helpdesk: Helpdesk, desk: Desk, arrives: Arrives, elsewhere: Helpdesk
) -> None:
    first: list[Receipt] = []
    meanwhile(helpdesk, lambda: first.extend(arrives(mail(), id="m1", by=elsewhere)))

    receipts = arrives(mail(), id="m1")

    (made,) = all_tickets(helpdesk, desk)
    assert made.message_count == len(texts(helpdesk, made.id)) == 1
    assert receipts == first
    assert receipts[0].ticket_id == made.id


def test_the_same_mail_by_two_ways_at_the_same_moment_is_one_message(
    helpdesk: Helpdesk, desk: Desk, arrives: Arrives, elsewhere: Helpdesk
) -> None:
    meanwhile(helpdesk, lambda: arrives(mail(), id="m1", by=elsewhere))

    (receipt,) = arrives(mail(), id="m2")

    (made,) = all_tickets(helpdesk, desk)
    assert (receipt.state, receipt.ticket_id) == ("duplicate", made.id)
    assert texts(helpdesk, made.id) == ["It is on fire."]


def test_the_same_mail_by_two_ways_is_one_message_and_both_are_accounted_for(
    helpdesk: Helpdesk, desk: Desk, arrives: Arrives
) -> None:
    (first,) = arrives(mail(), id="m1")
    (second,) = arrives(mail(), id="m2", to="help@desk.example")

    assert (first.state, second.state) == ("processed", "duplicate")
    assert first.ticket_id == second.ticket_id
    assert len(all_tickets(helpdesk, desk)) == 1
    assert helpdesk.receipts.get("m2", desk.id) == second


def test_a_known_message_id_with_other_content_is_another_message(
    helpdesk: Helpdesk, arrives: Arrives
) -> None:
    (first,) = arrives(mail("one"))
    (second,) = arrives(mail("two"))
    (third,) = arrives(mail("three", message_id="<3@e.example>", In_Reply_To="<1@byron.example>"))

    assert second.state == "processed"
    assert second.ticket_id != first.ticket_id
    assert third.ticket_id == first.ticket_id, "who wrote first keeps the id"


def test_one_mail_to_two_desks_is_a_message_on_each(
    helpdesk: Helpdesk, desk: Desk, sales: Desk, arrives: Arrives
) -> None:
    receipts = arrives(mail(to="support@desk.example, sales@desk.example"), to=SUPPORT_AND_SALES)

    assert {each.desk_id for each in receipts} == {desk.id, sales.id}
    for each in (desk, sales):
        (made,) = all_tickets(helpdesk, each)
        assert texts(helpdesk, made.id) == ["It is on fire."]


SUPPORT_AND_SALES = "support@desk.example sales@desk.example help@desk.example"


def test_mails_at_the_same_moment_all_come_to_their_ticket(
    helpdesk: Helpdesk, mailed_ticket: Ticket, arrives: Arrives, elsewhere: Helpdesk
) -> None:
    def answer(nr: int, by: Helpdesk) -> None:
        own = f"<a{nr}@b.example>"
        arrives(mail(str(nr), message_id=own, In_Reply_To="<1@byron.example>"), by=by)

    meanwhile(helpdesk, lambda: answer(1, elsewhere), lambda: answer(2, elsewhere))
    answer(3, helpdesk)

    found = helpdesk.tickets.get(mailed_ticket.id)
    assert (found.version, found.message_count) == (4, 4)
    assert sorted(texts(helpdesk, found.id)) == ["1", "2", "3", "It is on fire."]


# --- which ticket -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "threaded"),
    [
        ({"In_Reply_To": "<1@byron.example>"}, True),
        ({"References": "<0@x> <1@byron.example> <9@x>"}, True),
        ({"subject": "Re: [SUP-1] fire"}, True),
        ({"subject": "Re: [SUP-1] fire", "sender": "eve@e.example"}, False),
        ({"subject": "Re: [SUP-11] fire"}, False),
        ({"In_Reply_To": "<2@byron.example>", "subject": "Re: Printer on fire"}, False),
    ],
)
def test_a_mail_joins_the_ticket_that_it_answers(
    mailed_ticket: Ticket, arrives: Arrives, headers: dict[str, str], threaded: bool
) -> None:
    (receipt,) = arrives(mail("Still burning.", message_id="<n@x>", **headers))

    assert (receipt.ticket_id == mailed_ticket.id) is threaded


def test_a_number_without_dmarc_or_with_two_senders_leads_nowhere(
    mailed_ticket: Ticket, arrives: Arrives
) -> None:
    (failed,) = arrives(mail("a", subject="SUP-1", message_id="<a@x>"), dmarc="FAIL")
    two = "ada@byron.example, eve@e.example"
    (double,) = arrives(
        mail("b", sender="ada@byron.example", subject="SUP-1", message_id="<b@x>").replace(
            b"From: ada@byron.example", b"From: " + two.encode()
        )
    )

    assert mailed_ticket.id not in (failed.ticket_id, double.ticket_id)


def test_what_leads_to_a_ticket_of_another_desk_leads_nowhere(
    helpdesk: Helpdesk, mailed_ticket: Ticket, sales: Desk, arrives: Arrives
) -> None:
    answer = mail(
        "Hello sales",
        to="sales@desk.example",
        subject="Re: SUP-1",
        message_id="<2@byron.example>",
        In_Reply_To="<1@byron.example>",
        References="<1@byron.example>",
    )

    (receipt,) = arrives(answer, to="sales@desk.example")

    assert receipt.ticket_id != mailed_ticket.id
    assert helpdesk.tickets.get(mailed_ticket.id) == mailed_ticket


@pytest.mark.parametrize(("days", "same"), [(30, True), (31, False)])
def test_closed_longer_than_the_window_it_goes_on_in_a_new_ticket(
    helpdesk: Helpdesk,
    closed_ticket: Ticket,
    arrives: Arrives,
    clock: Clock,
    days: int,
    same: bool,
) -> None:
    clock.pass_by(days=days, seconds=-10)

    (receipt,) = arrives(mail("Again!", message_id="<2@x>", In_Reply_To="<1@byron.example>"))

    found = helpdesk.tickets.get(receipt.ticket_id)
    assert (found.id == closed_ticket.id) is same
    assert found.status is Status.NEW
    if not same:
        assert (found.continues, found.number) == (closed_ticket.id, "SUP-2")
        assert helpdesk.tickets.get(closed_ticket.id).status is Status.CLOSED


# --- who takes part -----------------------------------------------------------------------------


def test_those_in_copy_take_part_but_no_address_of_the_desk_does(
    helpdesk: Helpdesk, arrives: Arrives
) -> None:
    to = "support@desk.example, help+x@desk.example, bob@b.example, ada@byron.example"

    (receipt,) = arrives(mail(to=to, Cc="Carl <CARL@c.example>, bob@b.example"))

    found = helpdesk.tickets.get(receipt.ticket_id)
    assert found.ccs == ("bob@b.example", "carl@c.example")


@pytest.mark.parametrize(
    ("sender", "dmarc", "joins"),
    [
        ("ada@byron.example", "PASS", True),
        ("ada@byron.example", "GRAY", False),
        ("eve@e.example", "PASS", False),
    ],
)
def test_only_who_provably_takes_part_brings_others_in(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    arrives: Arrives,
    sender: str,
    dmarc: str,
    joins: bool,
) -> None:
    answer = mail(
        sender=sender, message_id="<2@x>", Cc="bob@b.example", References="<1@byron.example>"
    )

    (receipt,) = arrives(answer, dmarc=dmarc)

    assert receipt.ticket_id == mailed_ticket.id
    found = helpdesk.tickets.get(mailed_ticket.id)
    assert found.ccs == (("bob@b.example",) if joins else ())
    assert found.requester.email == "ada@byron.example"


# --- machines, threats, hostile mail ------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"X_Autoreply": "yes"},
        {"subject": "Automatic reply: Printer on fire"},
        {"sender": "MAILER-DAEMON@b.example", "subject": "Undelivered Mail Returned to Sender"},
    ],
)
def test_automatic_mail_is_kept_and_changes_no_status(
    helpdesk: Helpdesk, closed_ticket: Ticket, arrives: Arrives, headers: dict[str, str]
) -> None:
    arrives(mail("I am away.", message_id="<2@x>", In_Reply_To="<1@byron.example>", **headers))

    conversation = helpdesk.tickets.conversation(closed_ticket.id)
    assert conversation.ticket.status is Status.CLOSED
    assert conversation.messages[-1].automatic
    assert conversation.messages[-1].text == "I am away."


@pytest.mark.parametrize(
    ("raw", "verdicts", "reason"),
    [
        (mail(), {"spam": "FAIL"}, "spam"),
        (mail(), {"virus": "FAIL", "spam": "FAIL"}, "virus"),
        (mail(), {"to": "nobody@desk.example"}, "unknown_address"),
        (mail(), {"to": "support@other.example"}, "unknown_address"),
        (b"Subject: hi\n\nx", {}, "no_sender"),
        (b"From: <>\n\nx", {}, "no_sender"),
        (b"", {}, "unreadable"),
    ],
)
def test_what_no_desk_can_take_is_kept_apart_with_its_reason(
    helpdesk: Helpdesk,
    desk: Desk,
    arrives: Arrives,
    raw: bytes,
    verdicts: dict[str, str],
    reason: str,
) -> None:
    for _ in range(2):
        (receipt,) = arrives(raw, id="m1", **verdicts)
        assert (receipt.state, receipt.reason, receipt.ticket_id) == ("quarantined", reason, "")

    assert helpdesk.receipts.get("m1", receipt.desk_id) == receipt
    assert helpdesk.mail.raw("m1") == raw
    assert all_tickets(helpdesk, desk) == []


def test_an_inactive_desk_takes_no_mail(helpdesk: Helpdesk, desk: Desk, arrives: Arrives) -> None:
    helpdesk.team.save_desk(desk, desk.model_copy(update={"active": False, "version": 2}))

    assert arrives(mail())[0].reason == "unknown_address"


def test_attachments_lie_in_the_bucket_and_come_back_in_the_view(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, arrives: Arrives
) -> None:
    raw = (CORPUS / "attachment.eml").read_bytes()

    (receipt,) = arrives(raw)

    (said,) = viewing.view(helpdesk, olga, receipt.ticket_id).conversation.messages
    (file,) = said.attachments
    content = helpdesk.files.get(file.key)
    assert content
    assert len(content) == file.size
    assert file.key.startswith(f"attachments/{receipt.ticket_id}/")


@pytest.mark.slow
def test_every_mail_we_know_becomes_a_readable_ticket_or_says_why_not(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, arrives: Arrives
) -> None:
    """Hostile ones too; and none of them breaks the list for the others."""
    for path in sorted(CORPUS.glob("*.eml"))[::50]:
        raw = path.read_bytes()
        (receipt,) = arrives(raw, dmarc="GRAY")
        if receipt.state == "quarantined":
            assert receipt.reason in ("no_sender", "automatic"), path.name
        else:
            assert viewing.view(helpdesk, olga, receipt.ticket_id).conversation.messages, path.name
    found = browse.page(helpdesk, olga, Listing(desks=(desk.id,)), position=None, limit=200)
    assert len(found.tickets) > 20


@pytest.mark.parametrize(
    "raw",
    [
        b"From: a@b.example\n\n",
        b"From: a@b.example\nSubject:\n\nx",
        b"From: a@b.example\nSubject: " + b"x" * 5_000 + b"\n\n" + b"y" * 100_000,
        b"From: a@b.example\nSubject: =?utf-8?b?8J+SqQ==?= \xff\xfe\x00\n\n\xff\x00\xfe",
        b"From: =?utf-8?b?" + b"8J+SqfCfkqnwn5Kp" * 300 + b"?= <a@b.example>\n\nx",
        b"From: a@b.example\nMessage-ID: <" + b"x" * 900 + b"@y>\nReferences: "
        + b"<z@z> " * 3_000 + b"\n\nx",
        b"From: a@b.example\nContent-Type: text/\xe9; name=\"\r\n x\"\n\nx",
        b"From: a@b.example\nTo: " + b"a@b.c, " * 3_000 + b"\n\nx",
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n"
        + b'--x\nContent-Type: image/p\xc3\xa9ng\r\nContent-Disposition: attachment; filename="'
        + b"\xc3\xa9" * 3_000 + b'"\n\nhi\n' * 30 + b"--x--",
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n"
        + b'--x\nContent-Disposition: attachment; filename="f"\n\nhi\n' * 400,
    ],
    ids=["empty", "no subject", "long", "bytes", "name", "ids", "type", "to", "files", "many"],
)  # fmt: skip
def test_a_hostile_mail_still_becomes_a_ticket(
    helpdesk: Helpdesk, olga: Operator, desk: Desk, arrives: Arrives, raw: bytes
) -> None:
    (receipt,) = arrives(raw)

    assert receipt.state == "processed"
    seen = viewing.view(helpdesk, olga, receipt.ticket_id)
    assert seen.conversation.ticket.requester.email == "a@b.example"
    item = helpdesk.table.get({"pk": f"T#{receipt.ticket_id}", "sk": "T"})
    assert item
    assert browse.page(helpdesk, olga, Listing(desks=()), position=None, limit=5).tickets
    stored = helpdesk.table.query(("pk", f"T#{receipt.ticket_id}"))
    assert all(len(str(each)) < 400_000 for each in stored), "an item holds 400 KB"
