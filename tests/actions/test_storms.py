"""Automatic mail against automatic mail: it stops by itself."""

from collections.abc import Callable

from deskhand.actions import tickets
from deskhand.actions.bodies import Body
from deskhand.domain.people import Operator
from deskhand.wiring import Helpdesk
from tests.conftest import Arrives, Clock, Outbox, mail

Settle = Callable[[], None]
MACHINE = "ticket@machine.example"


def write(arrives: Arrives, place: int) -> str:
    """As a help desk does that strips our ids and headers: every mail of it is a new one."""
    raw = mail("We have your mail.", sender=MACHINE, message_id=f"<{place}@machine.example>")
    return str(arrives(raw)[0].ticket_id)


def test_a_responder_that_hides_gets_two_greetings_and_no_more(
    arrives: Arrives, outbox: Outbox, settle: Settle
) -> None:
    for place in range(5):
        write(arrives, place)
        settle()

    assert len(outbox.to(MACHINE)) == 2


def test_answers_of_people_are_not_counted(
    helpdesk: Helpdesk, arrives: Arrives, olga: Operator, outbox: Outbox, settle: Settle
) -> None:
    ticket = write(arrives, 0)
    for place in range(4):
        tickets.reply(helpdesk, olga, ticket, Body(text=f"Answer {place}"))
    settle()

    assert sum("Answer" in str(sent) for sent in outbox.to(MACHINE)) == 4


def test_an_address_gets_ten_automatic_mails_an_hour_whatever_their_kind(
    helpdesk: Helpdesk, clock: Clock
) -> None:
    def take(kind: str) -> bool:
        return helpdesk.quotas.take("desk", MACHINE, kind, at=helpdesk.now())

    kinds = ("created", "closed") * 10
    assert sum(take(kind) for kind in kinds) == 10

    clock.pass_by(hours=1)
    assert take("created")
    assert helpdesk.quotas.take("desk", "other@machine.example", "created", at=helpdesk.now())
