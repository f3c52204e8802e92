"""Whom a mail is believed to be from, which ticket it may reach, and who gets to read what."""

from collections.abc import Callable
from typing import Any

import pytest

from deskhand.actions import edits, tickets, viewing
from deskhand.actions.bodies import Body
from deskhand.domain.desk import Desk
from deskhand.domain.message import Message
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Status, Ticket
from deskhand.domain.tokens import link_token, reply_address, thread_id
from deskhand.wiring import Helpdesk
from tests.actions.mails import all_tickets, answering, plain, reply_to, said, sent_to, texts
from tests.conftest import Arrives, mail

Settle = Callable[[], None]
ADA, EVE, BOB = "ada@byron.example", "eve@e.example", "bob@b.example"
JOINS = {"message_id": "<2@x>", "In_Reply_To": "<1@byron.example>"}


def message(helpdesk: Helpdesk, receipts: Any) -> Message:
    (receipt,) = receipts
    return said(helpdesk, receipt.ticket_id)[-1]


# --- who wrote ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdicts", "trust"),
    [
        ({"dmarc": "PASS"}, "dmarc"),
        ({"dmarc": "GRAY", "spf": "PASS", "dkim": "PASS"}, "none"),
        ({"dmarc": "FAIL"}, "none"),
        ({"dmarc": "PROCESSING_FAILED"}, "none"),
    ],
)
def test_a_message_is_trusted_by_its_own_verdict_and_not_by_that_of_its_ticket(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    arrives: Arrives,
    verdicts: dict[str, str],
    trust: str,
) -> None:
    answer = message(helpdesk, arrives(mail("More.", **JOINS), **verdicts))

    assert (answer.ticket_id, answer.trust) == (mailed_ticket.id, trust)
    assert said(helpdesk, mailed_ticket.id)[0].trust == "dmarc"


@pytest.mark.parametrize(
    "sender",
    [
        f"From: {ADA}\r\nFrom: {EVE}",
        f"From: {ADA}, {EVE}",
        f"From: {EVE} <{ADA}>",
        f"Sender: {ADA}",
    ],
)
def test_without_exactly_one_sender_nothing_is_proven(
    helpdesk: Helpdesk, desk: Desk, arrives: Arrives, sender: str
) -> None:
    raw = f"{sender}\r\nTo: support@desk.example\r\nSubject: Fire\r\n\r\nIt burns.\r\n"

    (receipt,) = arrives(raw.encode())

    assert message(helpdesk, [receipt]).trust == "none"
    assert helpdesk.tickets.get(receipt.ticket_id).requester.proven == "none"


def test_two_senders_are_told_to_the_operator(helpdesk: Helpdesk, arrives: Arrives) -> None:
    raw = mail().replace(b"From: ", f"From: {EVE}, ".encode())

    assert "several_senders" in message(helpdesk, arrives(raw)).flags


def test_verdicts_that_stand_in_the_mail_are_its_senders_word(
    helpdesk: Helpdesk, desk: Desk, arrives: Arrives
) -> None:
    forged = mail(
        Authentication_Results="amazonses.com; spf=pass; dkim=pass; dmarc=pass",
        X_SES_Spam_Verdict="PASS",
        X_SES_Virus_Verdict="PASS",
        X_SES_DMARC_Verdict="PASS",
        Received_SPF="pass",
        DKIM_Signature="v=1; a=rsa-sha256; d=byron.example; s=x; bh=x; b=x",
    )

    assert message(helpdesk, arrives(forged, dmarc="FAIL")).trust == "none"
    (spam,) = arrives(forged, spam="FAIL")
    assert (spam.state, spam.reason) == ("quarantined", "spam")


def test_what_the_header_says_of_spam_does_not_outweigh_the_receipt(
    desk: Desk, arrives: Arrives
) -> None:
    (receipt,) = arrives(mail(X_SES_Spam_Verdict="FAIL", X_SES_Virus_Verdict="FAIL"))

    assert receipt.state == "processed"


CONTROL = {
    "X_Deskhand_Ticket": "SUP-1",
    "X_Ticket_ID": "SUP-1",
    "X_Status": "closed",
    "X_Assignee": "admin",
    "X_Requester": EVE,
    "X_Desk": "sales",
    "X_Deskhand_Trust": "dmarc",
    "X_Deskhand_Operator": "olga",
    "X_Priority": "1",
    "Importance": "high",
    "Keywords": "urgent, vip",
    "X_Original_From": EVE,
    "X_Forwarded_For": EVE,
    "Delivered_To": "sales@desk.example",
    "X_Original_To": "sales@desk.example",
    "Resent_From": EVE,
}


def test_control_headers_change_nothing(
    helpdesk: Helpdesk, desk: Desk, sales: Desk, mailed_ticket: Ticket, arrives: Arrives
) -> None:
    (plain_one,) = arrives(mail("Lamp", message_id="<2@x>"), dmarc="FAIL")
    (controlling,) = arrives(mail("Lamp", message_id="<3@x>", **CONTROL), dmarc="FAIL")

    one, other = (helpdesk.tickets.get(each.ticket_id) for each in (plain_one, controlling))
    own = {"id", "number", "created_at", "updated_at", "heard_at"}
    assert other.model_dump(exclude=own) == one.model_dump(exclude=own)
    own = {"id", "ticket_id", "mail_id", "receipt_id", "created_at"}
    dumped = [said(helpdesk, each.id)[0].model_dump(exclude=own) for each in (one, other)]
    assert dumped[0] == dumped[1]
    assert all_tickets(helpdesk, sales) == []


def test_a_reply_address_is_shown_and_never_believed(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, arrives: Arrives, settle: Settle
) -> None:
    (receipt,) = arrives(mail(Reply_To=f"Ada <{EVE}>"))
    first = message(helpdesk, [receipt])
    tickets.reply(helpdesk, olga, receipt.ticket_id, Body(text="Have you tried water?"))
    settle()

    assert first.reply_to == (EVE,)
    assert "other_reply_to" in first.flags
    found = helpdesk.tickets.get(receipt.ticket_id)
    assert (found.requester.email, found.ccs) == (ADA, ())
    assert sent_to(EVE) == []
    assert len(sent_to(ADA)) == 2


# --- who takes part -----------------------------------------------------------------------------


def test_who_was_not_asked_may_say_something_and_gets_nothing(
    helpdesk: Helpdesk,
    mailed_ticket: Ticket,
    olga: Operator,
    arrives: Arrives,
    settle: Settle,
) -> None:
    stranger = message(helpdesk, arrives(mail("I am his boss.", sender=EVE, **JOINS)))
    tickets.reply(helpdesk, olga, mailed_ticket.id, Body(text="Have you tried water?"))
    settle()

    assert stranger.ticket_id == mailed_ticket.id
    assert stranger.flags == ("new_sender",)
    assert helpdesk.tickets.get(mailed_ticket.id).ccs == ()
    assert sent_to(EVE) == [], "not even that his mail came"


def test_an_operators_click_lets_him_in_from_then_on(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator, arrives: Arrives, settle: Settle
) -> None:
    arrives(mail("I am his boss.", sender=EVE, **JOINS))
    tickets.reply(helpdesk, olga, mailed_ticket.id, Body(text="Between us."))
    edits.change(helpdesk, olga, mailed_ticket.id, {"ccs": (EVE,)})
    tickets.reply(helpdesk, olga, mailed_ticket.id, Body(text="To both."))
    settle()

    (told,) = sent_to(EVE)
    assert "To both." in plain(told)
    for earlier in ("Between us.", "It is on fire."):
        assert earlier not in told.as_string()

    by_number = mail("Again.", sender=EVE, subject="SUP-1", message_id="<3@x>")
    again = message(helpdesk, arrives(by_number))
    assert (again.ticket_id, again.flags) == (mailed_ticket.id, ())


def test_whom_a_proven_participant_copies_gets_what_comes_and_nothing_earlier(
    helpdesk: Helpdesk, replied_ticket: Ticket, olga: Operator, arrives: Arrives, settle: Settle
) -> None:
    settle()
    arrives(mail("Bob, please look.", Cc=BOB, **JOINS))
    tickets.reply(helpdesk, olga, replied_ticket.id, Body(text="Hello Bob."))
    settle()

    (told,) = sent_to(BOB)
    assert "Hello Bob." in plain(told)
    assert "on fire" not in plain(told)
    assert "water" not in plain(told)


def test_a_machine_brings_nobody_in(
    helpdesk: Helpdesk, mailed_ticket: Ticket, arrives: Arrives
) -> None:
    arrives(mail("I am away.", Cc=BOB, Auto_Submitted="auto-replied", **JOINS))

    assert helpdesk.tickets.get(mailed_ticket.id).ccs == ()


def test_a_requester_stays_whoever_writes(
    helpdesk: Helpdesk, mailed_ticket: Ticket, arrives: Arrives
) -> None:
    for place, sender in enumerate((EVE, "olga@desk.example", "Ada <ada@elsewhere.example>")):
        arrives(mail(sender=sender, **JOINS | {"message_id": f"<{place}@e.example>"}))

    assert helpdesk.tickets.get(mailed_ticket.id).requester == mailed_ticket.requester


# --- what leads to a ticket ---------------------------------------------------------------------


@pytest.fixture
def others_ticket(helpdesk: Helpdesk, arrives: Arrives) -> Ticket:
    """Another customer's on the same desk."""
    (receipt,) = arrives(mail("Mine.", sender=BOB, message_id="<1@b.example>"))
    return helpdesk.tickets.get(receipt.ticket_id)


def test_an_address_with_the_mac_of_another_ticket_leads_nowhere(
    helpdesk: Helpdesk, mailed_ticket: Ticket, others_ticket: Ticket, arrives: Arrives
) -> None:
    own = reply_address("support@desk.example", others_ticket, helpdesk.keyring)
    forged = own.replace(others_ticket.id, mailed_ticket.id)

    (receipt,) = arrives(mail(sender=BOB, to=forged, message_id="<2@b.example>"), to=forged)

    assert receipt.ticket_id not in (mailed_ticket.id, others_ticket.id)
    assert texts(helpdesk, mailed_ticket.id) == ["It is on fire."]


def test_an_address_made_of_a_token_for_another_purpose_leads_nowhere(
    helpdesk: Helpdesk, mailed_ticket: Ticket, arrives: Arrives
) -> None:
    keyring = helpdesk.keyring
    thread = thread_id("desk.example", mailed_ticket, keyring).strip("<>").partition("@")[0]
    link = link_token(mailed_ticket, keyring)
    operators = reply_address(
        "support@desk.example", mailed_ticket, keyring, operator_id="olga"
    ).partition("@")[0]
    locals = [f"support+{thread}", f"support+{link}", f"support+{link[:46]}", operators]

    for place, local in enumerate(locals):
        to = f"{local}@desk.example"
        (receipt,) = arrives(mail(sender=EVE, to=to, message_id=f"<{place}@e.example>"), to=to)
        assert receipt.ticket_id != mailed_ticket.id


def test_references_made_of_a_token_for_another_purpose_lead_nowhere(
    helpdesk: Helpdesk, mailed_ticket: Ticket, arrives: Arrives
) -> None:
    keyring = helpdesk.keyring
    reply = reply_address("s@desk.example", mailed_ticket, keyring).removeprefix("s+")
    link = link_token(mailed_ticket, keyring)
    for place, token in enumerate((reply, f"{link}@desk.example", f"{link[:43]}@desk.example")):
        raw = mail(sender=EVE, message_id=f"<{place}@e.example>", References=f"<{token}>")
        (receipt,) = arrives(raw)
        assert receipt.ticket_id != mailed_ticket.id


def test_a_token_leads_nowhere_once_its_link_was_renewed(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator, arrives: Arrives
) -> None:
    to = reply_address("support@desk.example", mailed_ticket, helpdesk.keyring)
    root = thread_id("desk.example", mailed_ticket, helpdesk.keyring)
    (before,) = arrives(mail("a", to=to, subject="a", message_id="<a@x>"), to=to)
    edits.renew_link(helpdesk, olga, mailed_ticket.id)
    (after,) = arrives(mail("b", to=to, subject="b", message_id="<b@x>"), to=to)
    (by_root,) = arrives(mail("c", subject="c", message_id="<c@x>", References=root))

    assert before.ticket_id == mailed_ticket.id
    assert mailed_ticket.id not in (after.ticket_id, by_root.ticket_id)


def test_nothing_of_another_desk_leads_anywhere_at_this_one(
    helpdesk: Helpdesk,
    desk: Desk,
    sales: Desk,
    replied_ticket: Ticket,
    arrives: Arrives,
    settle: Settle,
) -> None:
    settle()
    told = sent_to(ADA)[-1]
    token = reply_to(told).removeprefix("support")
    clues: list[dict[str, str]] = [
        {"to": f"sales{token}", "In_Reply_To": "<a@x>", "References": "<a@x>"},
        {"to": "sales@desk.example", "References": str(told["References"])},
        {"to": "sales@desk.example", "In_Reply_To": str(told["Message-ID"])},
        {"to": "sales@desk.example", "subject": "Re: [SUP-1]", "References": "<a@x>"},
    ]
    before = helpdesk.tickets.get(replied_ticket.id)
    for place, clue in enumerate(clues):
        raw = answering(told, **{"message_id": f"<{place}@home.example>", **clue})
        (receipt,) = arrives(raw, to=clue["to"])
        assert receipt.desk_id == sales.id
        assert receipt.ticket_id != replied_ticket.id

    assert helpdesk.tickets.get(replied_ticket.id) == before
    assert len(all_tickets(helpdesk, sales)) == len(clues)


def test_a_message_id_of_ours_leads_to_its_ticket_and_lets_nobody_in(
    helpdesk: Helpdesk, replied_ticket: Ticket, arrives: Arrives, settle: Settle
) -> None:
    """As when the customer asks a colleague, who answers instead."""
    settle()
    told = sent_to(ADA)[-1]

    raw = answering(told, sender=EVE, to="support@desk.example", References="<a@x>")
    answer = message(helpdesk, arrives(raw))

    assert (answer.ticket_id, answer.flags) == (replied_ticket.id, ("new_sender",))


# --- one mail to two desks ----------------------------------------------------------------------

BOTH = "support@desk.example sales@desk.example"


@pytest.fixture
def on_both(helpdesk: Helpdesk, desk: Desk, sales: Desk, arrives: Arrives) -> dict[str, Ticket]:
    receipts = arrives(mail(to=BOTH.replace(" ", ", ")), to=BOTH)
    return {each.desk_id: helpdesk.tickets.get(each.ticket_id) for each in receipts}


def test_one_mail_to_two_desks_is_a_ticket_on_each_that_leads_to_the_other(
    helpdesk: Helpdesk, desk: Desk, sales: Desk, olga: Operator, on_both: dict[str, Ticket]
) -> None:
    here, there = on_both[desk.id], on_both[sales.id]

    assert (here.number, there.number) == ("SUP-1", "SAL-1")
    assert viewing.view(helpdesk, olga, here.id).also == [there]
    assert viewing.view(helpdesk, olga, there.id).also == [here]
    assert here.ccs == there.ccs == (), "no desk takes part in the other's ticket"


def test_who_does_not_see_the_other_desk_is_told_nothing_of_it(
    helpdesk: Helpdesk, desk: Desk, oskar: Operator, on_both: dict[str, Ticket]
) -> None:
    assert viewing.view(helpdesk, oskar, on_both[desk.id].id).also == []


def test_each_desk_answers_for_itself(
    helpdesk: Helpdesk,
    desk: Desk,
    sales: Desk,
    olga: Operator,
    on_both: dict[str, Ticket],
    arrives: Arrives,
    settle: Settle,
) -> None:
    tickets.reply(helpdesk, olga, on_both[sales.id].id, Body(text="From sales."))
    settle()
    told = next(each for each in sent_to(ADA) if "From sales." in plain(each))
    (receipt,) = arrives(answering(told, "Thanks."), to=reply_to(told))

    assert receipt.ticket_id == on_both[sales.id].id
    assert texts(helpdesk, on_both[desk.id].id) == ["It is on fire."]
    assert helpdesk.tickets.get(on_both[desk.id].id).status is Status.NEW


def test_a_mail_of_one_desk_leads_to_no_other(
    helpdesk: Helpdesk, sales: Desk, olga: Operator, mailed_ticket: Ticket
) -> None:
    assert viewing.view(helpdesk, olga, mailed_ticket.id).also == []


def test_desks_of_one_mail_find_each_other_also_when_one_took_it_in_later(
    helpdesk: Helpdesk, desk: Desk, sales: Desk, olga: Operator, arrives: Arrives
) -> None:
    """As when each desk's copy is delivered by itself."""
    raw = mail(to="support@desk.example, sales@desk.example")
    (here,) = arrives(raw, to="support@desk.example")
    assert viewing.view(helpdesk, olga, here.ticket_id).also == []
    (there,) = arrives(raw, to="sales@desk.example")

    found = viewing.view(helpdesk, olga, here.ticket_id).also
    assert [each.id for each in found] == [there.ticket_id]


def test_a_usual_conversation_is_not_asked_for_twice(
    helpdesk: Helpdesk, olga: Operator, replied_ticket: Ticket
) -> None:
    """Other desks and suppressed addresses are looked for only where something tells of them."""
    asked: list[str] = []
    helpdesk.table.client.meta.events.register(
        "before-call.dynamodb.*", lambda model, **_: asked.append(model.name)
    )

    viewing.view(helpdesk, olga, replied_ticket.id)

    assert asked == ["Query", "Query"], "the conversation and the earlier tickets"
