"""Who comes into copy later never sees what was said before."""

from collections.abc import Callable

import pytest

from deskhand.actions import edits, page, tickets
from deskhand.actions.bodies import Body
from deskhand.domain.errors import NotFound, Renewed
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk
from tests.conftest import Arrives, Outbox, mail

pytestmark = pytest.mark.slow

CARL = "carl@byron.example"


def link_for(outbox: Outbox, address: str) -> str:
    text: str = outbox.to(address)[-1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    return next(line for line in text.split() if "/t/#" in line).partition("#")[2]


def said(helpdesk: Helpdesk, token: str) -> list[str]:
    return [message.text for message in page.view(helpdesk, token).conversation.messages]


def test_whoever_an_operator_takes_into_copy_reads_from_that_answer_on(
    helpdesk: Helpdesk,
    replied_ticket: Ticket,
    olga: Operator,
    outbox: Outbox,
    settle: Callable[[], None],
) -> None:
    answer = Body(text="Carl will come and look.")
    tickets.reply(helpdesk, olga, replied_ticket.id, answer, ccs=(CARL,))
    settle()

    assert said(helpdesk, link_for(outbox, CARL)) == ["Carl will come and look."]
    assert len(said(helpdesk, link_for(outbox, "ada@byron.example"))) == 3
    events = page.view(helpdesk, link_for(outbox, CARL)).conversation.events
    assert "opened" not in {event.kind for event in events}


def test_whoever_was_in_copy_from_the_beginning_reads_all_and_speaks_for_himself(
    helpdesk: Helpdesk,
    arrives: Arrives,
    olga: Operator,
    outbox: Outbox,
    settle: Callable[[], None],
) -> None:
    (receipt,) = arrives(mail(Cc=CARL))
    tickets.reply(helpdesk, olga, receipt.ticket_id, Body(text="Use water."))
    settle()

    token = link_for(outbox, CARL)
    assert said(helpdesk, token) == ["It is on fire.", "Use water."]
    assert page.comment(helpdesk, token, Body(text="I did.")).author.name == ""
    hers = link_for(outbox, "ada@byron.example")
    assert page.comment(helpdesk, hers, Body(text="He did.")).author.name == "Ada Byron"


def test_whoever_was_taken_out_and_in_again_does_not_read_what_was_said_meanwhile(
    helpdesk: Helpdesk,
    replied_ticket: Ticket,
    olga: Operator,
    outbox: Outbox,
    settle: Callable[[], None],
) -> None:
    id = replied_ticket.id
    tickets.reply(helpdesk, olga, id, Body(text="For both."), ccs=(CARL,))
    tickets.reply(helpdesk, olga, id, Body(text="Not for Carl."), ccs=())
    edits.change(helpdesk, olga, id, {"priority": "high"})
    tickets.reply(helpdesk, olga, id, Body(text="For both again."), ccs=(CARL,))
    settle()

    assert said(helpdesk, link_for(outbox, CARL)) == ["For both again."]


def test_a_link_for_a_copy_can_not_be_made_one_for_all(
    helpdesk: Helpdesk,
    replied_ticket: Ticket,
    olga: Operator,
    outbox: Outbox,
    settle: Callable[[], None],
) -> None:
    tickets.reply(helpdesk, olga, replied_ticket.id, Body(text="x"), ccs=(CARL,))
    settle()
    token = link_for(outbox, CARL)

    for forged in (token[:-4], token[:-1] + "1", token[:-4] + "0000", token[:-1], token + "0"):
        assert _opens(helpdesk, forged) is False
    edits.renew_link(helpdesk, olga, replied_ticket.id)
    with pytest.raises(Renewed):
        page.view(helpdesk, token)


def _opens(helpdesk: Helpdesk, token: str) -> bool:
    try:
        return bool(page.view(helpdesk, token))
    except NotFound:
        return False
