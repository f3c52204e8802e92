from datetime import timedelta

import pytest

from deskhand.domain.errors import Duplicate
from deskhand.domain.notices import Notice
from deskhand.store.notices import LEASE, Claim
from deskhand.wiring import Helpdesk
from tests.domain.given import NOW

MOMENT = timedelta(milliseconds=1)


@pytest.fixture
def notice(helpdesk: Helpdesk) -> Notice:
    made = Notice(
        cause="m", id="n", reason="replied", to="ada@b.example", ticket_id="t", desk_id="desk"
    )
    helpdesk.notices.add(made, at=NOW)
    return made


def claim(helpdesk: Helpdesk, after: timedelta = timedelta(0)) -> Claim:
    return helpdesk.notices.claim("m", "n", at=NOW + after)


def state(helpdesk: Helpdesk) -> str:
    held = helpdesk.notices.get("m", "n")
    assert held
    return held.state


def test_a_notice_is_written_down_once(helpdesk: Helpdesk, notice: Notice) -> None:
    with pytest.raises(Duplicate):
        helpdesk.notices.add(notice, at=NOW)
    assert helpdesk.notices.get("m", "n") == notice
    assert helpdesk.notices.get("m", "other") is None


def test_only_one_sender_has_a_notice_until_its_lease_runs_out(
    helpdesk: Helpdesk, notice: Notice
) -> None:
    first = claim(helpdesk)
    assert first.notice and (first.notice.to, first.notice.state) == (notice.to, "sending")

    assert claim(helpdesk) == claim(helpdesk, LEASE) == Claim(None, done=False)
    again = claim(helpdesk, LEASE + MOMENT)
    assert again.notice
    assert claim(helpdesk, LEASE * 2) == Claim(None, done=False)


def test_a_notice_given_back_may_be_taken_at_once(helpdesk: Helpdesk, notice: Notice) -> None:
    claim(helpdesk)
    helpdesk.notices.release(notice, at=NOW)

    assert claim(helpdesk).notice


@pytest.mark.parametrize("how", ["sent", "dropped"])
def test_a_settled_notice_is_done_for_ever(helpdesk: Helpdesk, notice: Notice, how: str) -> None:
    claim(helpdesk)
    settle = [helpdesk.notices.settled(notice, how, "<1@ses>")]
    helpdesk.table.commit(settle)

    with pytest.raises(Duplicate):
        helpdesk.table.commit(settle)
    helpdesk.notices.release(notice, at=NOW)  # by a sender who heard of it too late
    assert state(helpdesk) == how
    assert claim(helpdesk, LEASE * 9) == Claim(None, done=True)
    assert helpdesk.notices.unsent_since(NOW + LEASE * 9) == []


def test_a_notice_that_is_gone_is_done_and_does_not_come_back(helpdesk: Helpdesk) -> None:
    gone = Notice(cause="m", id="n", reason="closed", to="a@b.example", ticket_id="t", desk_id="d")

    helpdesk.notices.release(gone, at=NOW)

    assert claim(helpdesk) == Claim(None, done=True)
    assert helpdesk.notices.get("m", "n") is None


def test_what_waits_since_before_is_told_also_while_somebody_has_it(
    helpdesk: Helpdesk, notice: Notice
) -> None:
    assert helpdesk.notices.unsent_since(NOW - MOMENT) == []
    claim(helpdesk)
    assert helpdesk.notices.unsent_since(NOW) == [("m", "n")]
