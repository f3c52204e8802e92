"""Which ticket a mail id leads to."""

import pytest

from deskhand.domain.errors import Conflict
from deskhand.store.mails import KnownMail
from deskhand.wiring import Helpdesk

LONG = f"<{'x' * 900}@y>"


def receive(helpdesk: Helpdesk, desk: str, id: str, ticket: str, digest: str = "d") -> None:
    helpdesk.table.commit(list(helpdesk.mails.received(desk, id, ticket, digest)))


@pytest.mark.parametrize("id", ["<1@x>", LONG, "<Grüße #1@x>"])
def test_a_received_mail_leads_to_its_ticket_at_its_desk_only(helpdesk: Helpdesk, id: str) -> None:
    receive(helpdesk, "desk", id, "t1")

    known = helpdesk.mails.known("desk", id)
    assert known == KnownMail("t1", digest="d")
    assert not known.is_ours
    assert helpdesk.mails.known("sales", id) is None
    assert helpdesk.mails.tickets_of("sales", [id]) == []


def test_an_id_belongs_to_whoever_used_it_first(helpdesk: Helpdesk) -> None:
    receive(helpdesk, "desk", "<1@x>", "t1")

    with pytest.raises(Conflict):
        receive(helpdesk, "desk", "<1@x>", "t2")
    receive(helpdesk, "sales", "<1@x>", "t2")
    assert helpdesk.mails.tickets_of("desk", ["<1@x>"]) == ["t1"]


def test_ids_are_told_apart_by_capitals_and_length(helpdesk: Helpdesk) -> None:
    receive(helpdesk, "desk", "<A@x>", "t1")
    receive(helpdesk, "desk", LONG, "t2")

    assert helpdesk.mails.known("desk", "<a@x>") is None
    assert helpdesk.mails.known("desk", LONG.replace("@y", "@z")) is None


def test_a_mail_without_an_id_is_known_to_nobody(helpdesk: Helpdesk) -> None:
    assert list(helpdesk.mails.received("desk", "", "t1")) == []
    assert list(helpdesk.mails.sent("desk", "", KnownMail("t1", cause="c", notice="n"))) == []
    assert helpdesk.mails.known("desk", "") is None


def test_what_we_sent_is_known_as_ours_however_often_it_is_told(helpdesk: Helpdesk) -> None:
    ours = KnownMail("t1", cause="c1", notice="n1")
    for _ in range(2):
        helpdesk.table.commit(list(helpdesk.mails.sent("desk", "<1@ses>", ours)))

    known = helpdesk.mails.known("desk", "<1@ses>")
    assert known and known.is_ours
    assert (known.cause, known.notice) == ("c1", "n1")


def test_several_mails_lead_to_their_tickets_in_their_order(helpdesk: Helpdesk) -> None:
    for place in range(4):
        receive(helpdesk, "desk", f"<{place}@x>", f"t{place % 3}")

    asked = [f"<{place}@x>" for place in (3, 2, 9, 1, 0)]
    assert helpdesk.mails.tickets_of("desk", asked) == ["t0", "t2", "t1"]
    assert helpdesk.mails.tickets_of("desk", []) == []


def test_the_same_mail_is_found_at_other_desks(helpdesk: Helpdesk) -> None:
    receive(helpdesk, "sales", "<1@x>", "t1")
    receive(helpdesk, "billing", "<1@x>", "t2")

    found = helpdesk.mails.on_other_desks(
        [("sales", "<1@x>"), ("billing", "<1@x>"), ("gone", "<1@x>"), ("sales", "<2@x>")]
    )
    assert found == ["t1", "t2"]
