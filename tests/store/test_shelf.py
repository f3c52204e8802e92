import pytest

from deskhand.domain.errors import Conflict, NotFound, Taken
from deskhand.domain.kept import CannedReply, View
from deskhand.wiring import Helpdesk
from tests.domain.given import NOW, ids


def reply(name: str = "Fire", owner: str | None = "olga") -> CannedReply:
    return CannedReply(id=ids.new(NOW), name=name, owner=owner, text="x", created_at=NOW)


def renamed(before: CannedReply, name: str) -> CannedReply:
    return before.model_copy(update={"name": name, "version": before.version + 1})


def test_what_is_kept_comes_back_as_it_was(helpdesk: Helpdesk) -> None:
    view = View(id="1", name="Fires", created_at=NOW)
    helpdesk.views.add(view)
    helpdesk.canned_replies.add(kept := reply())

    assert helpdesk.views.get("1") == view
    assert helpdesk.canned_replies.get(kept.id) == kept
    with pytest.raises(NotFound):
        helpdesk.canned_replies.get("1")


def test_each_gets_his_own_and_the_teams(helpdesk: Helpdesk) -> None:
    for owner in ("olga", "oskar", None):
        helpdesk.canned_replies.add(reply(owner=owner))

    assert {kept.owner for kept in helpdesk.canned_replies.of("olga")} == {"olga", None}


def test_of_two_changes_at_once_the_second_is_refused_and_claims_no_name(
    helpdesk: Helpdesk,
) -> None:
    shelf, before = helpdesk.canned_replies, reply()
    shelf.add(before)
    shelf.save(before, after := renamed(before, "Smoke"))

    with pytest.raises(Conflict):
        shelf.save(before, renamed(before, "Ash"))
    with pytest.raises(Conflict):
        shelf.remove(before)

    assert shelf.get(before.id) == after
    shelf.add(reply("Ash"))
    with pytest.raises(Taken):
        shelf.add(reply("Smoke"))


def test_a_name_that_is_taken_changes_nothing(helpdesk: Helpdesk) -> None:
    shelf, before = helpdesk.canned_replies, reply()
    shelf.add(before)
    shelf.add(reply("Smoke"))

    with pytest.raises(Taken):
        shelf.save(before, renamed(before, "SMOKE"))

    assert shelf.get(before.id) == before
