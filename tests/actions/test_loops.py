"""Automatic mail against automatic mail: whatever is wired to a desk, it comes to rest."""

from collections.abc import Callable
from email.message import EmailMessage
from itertools import count

import pytest

from deskhand.actions import edits, tickets
from deskhand.actions.bodies import Body
from deskhand.domain.desk import Desk, without_detail
from deskhand.domain.inbound import Receipt
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Status, Ticket
from deskhand.wiring import Helpdesk
from tests.actions.mails import (
    all_tickets,
    answering,
    change_desk,
    reply_to,
    said,
    sent_mails,
    sent_to,
)
from tests.conftest import Arrives, Clock, mail, operator

pytestmark = pytest.mark.slow

Settle = Callable[[], None]
Machine = Callable[[EmailMessage], tuple[bytes, str]]
SUPPORT, SALES, MACHINE = "support@desk.example", "sales@desk.example", "ticket@machine.example"
MOST = 60  # mails, before we say that it never ends
new_ids = (f"<{place}@relay.example>" for place in count())


def faithful(sent: EmailMessage) -> bytes:
    return sent.as_bytes()


def forgetful(sent: EmailMessage) -> bytes:
    """As a relay that writes each mail anew: nothing in it tells where it belongs."""
    for name in ("Auto-Submitted", "X-Auto-Response-Suppress", "References", "In-Reply-To"):
        del sent[name]
    for name in ("Reply-To", "Thread-Topic"):
        del sent[name]
    sent.replace_header("Message-ID", next(new_ids))
    return sent.as_bytes()


def answers_all(sent: EmailMessage) -> tuple[bytes, str]:
    """To where it shall be answered, as a person would, and under a new id each time."""
    to = reply_to(sent)
    return answering(sent, "We have your mail.", message_id=next(new_ids)), to


def opens_anew(sent: EmailMessage) -> tuple[bytes, str]:
    """To where it came from, and as if it had never seen it."""
    to = str(sent["From"].addresses[0].addr_spec)
    subject, own = f"Case {next(new_ids)}", next(new_ids)
    raw = mail("New case.", sender=str(sent["To"]), to=to, subject=subject, message_id=own)
    return raw, to


class World:
    """Carries mail from desk to desk and to machines that answer it, until none is on its way."""

    def __init__(self, helpdesk: Helpdesk, arrives: Arrives, settle: Settle) -> None:
        self.helpdesk, self.arrives, self.settle = helpdesk, arrives, settle
        self.relay = faithful
        self.machines: dict[str, Machine] = {}
        self.receipts: list[Receipt] = []

    def turns(self) -> int:
        """How many mails it carried before it came to rest."""
        seen = carried = 0
        while True:
            self.settle()
            waiting = list(sent_mails())[seen:]
            if not waiting:
                return carried
            seen += len(waiting)
            for to, sent in waiting:
                carried += self.carry(to, sent)
            assert carried <= MOST, "it goes on and on"

    def carry(self, to: str, sent: EmailMessage) -> bool:
        if self.helpdesk.team.desk_of(to):
            self.receipts += self.arrives(self.relay(sent), to=to)
        elif without_detail(to) in self.machines:
            raw, desk = self.machines[to](sent)
            self.receipts += self.arrives(raw, to=desk)
        else:
            return False
        return True


@pytest.fixture
def world(helpdesk: Helpdesk, sales: Desk, arrives: Arrives, settle: Settle) -> World:
    return World(helpdesk, arrives, settle)


# --- two desks ----------------------------------------------------------------------------------


def test_what_one_desk_says_by_itself_waits_at_the_other(
    helpdesk: Helpdesk, desk: Desk, sales: Desk, world: World, arrives: Arrives
) -> None:
    arrives(mail(sender=SALES))

    assert world.turns() == 1
    (receipt,) = world.receipts
    assert (receipt.desk_id, receipt.reason) == (sales.id, "automatic")
    assert all_tickets(helpdesk, sales) == []
    assert len(all_tickets(helpdesk, desk)) == 1


def test_nor_does_a_desk_answer_it_that_takes_automatic_mail(
    helpdesk: Helpdesk, desk: Desk, sales: Desk, world: World, arrives: Arrives
) -> None:
    for each in (desk, sales):
        change_desk(helpdesk, each, automatic_tickets=True)
    arrives(mail(sender=SALES))

    assert world.turns() == 1
    assert [each.outcome for each in world.receipts] == ["tickets"]


def test_two_desks_that_can_not_know_each_other_stop_after_two_mails_each(
    helpdesk: Helpdesk, desk: Desk, sales: Desk, world: World, arrives: Arrives
) -> None:
    world.relay = forgetful
    arrives(mail(sender=SALES))

    assert world.turns() == 4
    assert (len(sent_to(SALES)), len(sent_to(SUPPORT))) == (2, 2)
    assert {each.state for each in world.receipts} == {"processed"}


def test_an_answer_of_a_person_to_another_desk_arrives_and_starts_nothing(
    helpdesk: Helpdesk,
    desk: Desk,
    sales: Desk,
    olga: Operator,
    world: World,
    arrives: Arrives,
) -> None:
    (receipt,) = arrives(mail(sender=SALES))
    tickets.reply(helpdesk, olga, receipt.ticket_id, Body(text="Dear sales,"))

    assert world.turns() <= 4
    (made,) = all_tickets(helpdesk, sales)
    assert made.requester.email == SUPPORT
    assert len(all_tickets(helpdesk, desk)) == 1, "what sales says by itself joins our ticket"


@pytest.mark.parametrize("relay", [faithful, forgetful])
@pytest.mark.parametrize("automatic", [True, False])
def test_desks_that_are_each_others_operators_come_to_rest(
    helpdesk: Helpdesk,
    desk: Desk,
    sales: Desk,
    olga: Operator,
    world: World,
    arrives: Arrives,
    relay: Callable[[EmailMessage], bytes],
    automatic: bool,
) -> None:
    """Each gets the other's notices, and thanks for them."""
    for each, address in ((desk, SALES), (sales, SUPPORT)):
        other = operator(helpdesk, address.partition("@")[0])
        assert other.email == address
        members = (olga.id, other.id)
        change_desk(helpdesk, each, members=members, automatic_tickets=automatic)
    world.relay = relay
    arrives(mail(), to=f"{SUPPORT} {SALES}")

    assert world.turns() <= 12
    assert len(sent_to("ada@byron.example")) == 2


def test_a_desk_that_takes_part_in_its_own_ticket_is_not_written_to(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, world: World, arrives: Arrives
) -> None:
    (receipt,) = arrives(mail(sender=SUPPORT, Cc="help@desk.example, support+x@desk.example"))
    tickets.reply(helpdesk, olga, receipt.ticket_id, Body(text="Hm."))
    edits.change(helpdesk, olga, receipt.ticket_id, {"status": Status.CLOSED})

    assert world.turns() == 0


# --- machines that answer -----------------------------------------------------------------------


@pytest.mark.parametrize("machine", [answers_all, opens_anew])
def test_a_machine_that_answers_whatever_it_gets_comes_to_rest(
    helpdesk: Helpdesk,
    desk: Desk,
    world: World,
    arrives: Arrives,
    machine: Machine,
) -> None:
    world.machines[MACHINE] = machine
    arrives(mail(sender=MACHINE))

    assert world.turns() <= 2
    assert len(sent_to(MACHINE)) <= 2
    assert all(each.state == "processed" for each in world.receipts)


def test_it_comes_to_rest_again_after_each_answer_of_a_person(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, world: World, arrives: Arrives
) -> None:
    world.machines[MACHINE] = answers_all
    (receipt,) = arrives(mail(sender=MACHINE))
    world.turns()
    for place in range(3):
        before = len(sent_to(MACHINE))
        tickets.reply(helpdesk, olga, receipt.ticket_id, Body(text=f"Stop it! {place}"))
        world.turns()
        assert len(sent_to(MACHINE)) == before + 1


def test_tomorrow_it_may_begin_again_and_comes_to_rest_again(
    helpdesk: Helpdesk, desk: Desk, world: World, arrives: Arrives, clock: Clock
) -> None:
    world.machines[MACHINE] = opens_anew
    for place in range(3):
        arrives(mail(sender=MACHINE, message_id=f"<{place}@machine.example>"))
        assert world.turns() > 0
        clock.pass_by(days=1)

    assert len(sent_to(MACHINE)) <= 6


def test_the_cap_of_one_address_is_no_others(
    helpdesk: Helpdesk, desk: Desk, world: World, arrives: Arrives
) -> None:
    world.machines[MACHINE] = opens_anew
    arrives(mail(sender=MACHINE))
    world.turns()

    arrives(mail(message_id="<2@byron.example>"))
    arrives(mail(sender=MACHINE, message_id="<3@machine.example>"), to=SALES)
    world.turns()

    assert len(sent_to("ada@byron.example")) == 1
    assert any(SALES in str(sent["From"]) for sent in sent_to(MACHINE))


def test_the_team_hears_of_what_the_machine_wrote_though_it_is_not_answered(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, world: World, arrives: Arrives
) -> None:
    for place in range(5):
        arrives(mail(sender=MACHINE, message_id=f"<{place}@machine.example>"))
    world.turns()

    assert len(sent_to(MACHINE)) == 2
    assert len(sent_to(olga.email)) == 5


def test_an_operators_machine_and_a_customers_machine_come_to_rest(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, world: World, arrives: Arrives
) -> None:
    """Neither says that it is one: to us two people talk, quickly."""
    world.machines = {MACHINE: answers_all, olga.email: answers_all}
    (receipt,) = arrives(mail(sender=MACHINE))

    assert world.turns() <= MOST
    written = said(helpdesk, receipt.ticket_id)
    assert sum(message.is_an_answer for message in written) == 10
    assert written[-1].kind == "note", "what comes too quickly is kept, for the team"


# --- how ours can be told -----------------------------------------------------------------------


def test_what_we_say_by_ourselves_says_so_and_what_a_person_says_does_not(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator, settle: Settle
) -> None:
    tickets.reply(helpdesk, olga, mailed_ticket.id, Body(text="Have you tried water?"))
    edits.change(helpdesk, olga, mailed_ticket.id, {"status": Status.CLOSED})
    settle()

    greeting, answer, closing = sent_to("ada@byron.example")
    (notice,) = sent_to(olga.email)
    assert greeting["Auto-Submitted"] == "auto-replied"
    for each in (closing, notice):
        assert str(each["Auto-Submitted"]).startswith("auto-")
    for each in (greeting, closing, notice):
        assert each["X-Auto-Response-Suppress"] == "All"
    assert answer["Auto-Submitted"] is answer["X-Auto-Response-Suppress"] is None


@pytest.mark.parametrize(
    "headers",
    [
        {"Precedence": "bulk"},
        {"Precedence": "list"},
        {"Precedence": "junk"},
        {"List_Id": "<news.e.example>"},
        {"List_Unsubscribe": "<mailto:off@e.example>"},
        {"X_Auto_Response_Suppress": "OOF, AutoReply"},
        {"sender": "no-reply@shop.example"},
        {"sender": "noreply@shop.example"},
    ],
)
def test_what_wants_no_answer_becomes_a_ticket_and_gets_none(
    helpdesk: Helpdesk,
    desk: Desk,
    olga: Operator,
    arrives: Arrives,
    settle: Settle,
    headers: dict[str, str],
) -> None:
    (receipt,) = arrives(mail(**headers))
    settle()

    assert receipt.outcome == "tickets"
    assert said(helpdesk, receipt.ticket_id)[0].unanswerable
    assert {to for to, _ in sent_mails()} == {olga.email}
