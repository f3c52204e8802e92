"""A desk may ask the browsers of anonymous visitors for some work."""

from typing import Any

import pytest

from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk
from tests.http.conftest import Call, Widget, proof_of


@pytest.fixture
def guarded(widget: Widget) -> Widget:
    asking = widget.desk.model_copy(
        update={"challenge": "work", "version": widget.desk.version + 1}
    )
    widget.helpdesk.team.save_desk(widget.desk, asking)
    widget.desk = asking
    return widget


def solved(form: dict[str, Any]) -> dict[str, Any]:
    return {**form, "proof": proof_of(form["start"])}


def refused_field(widget: Widget, form: dict[str, Any]) -> str:
    answer = widget("POST", "/tickets", form)
    assert answer.status == 400
    return str(answer.body["errors"][0]["field"])


def opened(widget: Widget, form: dict[str, Any]) -> Ticket:
    answer = widget("POST", "/tickets", form)
    assert answer.status == 201, answer
    return widget.ticket(answer.body["number"])


def test_a_desk_asks_for_no_work_unless_it_is_to(widget: Widget) -> None:
    assert widget("GET").body["challenge"] is None


def test_the_challenge_comes_with_the_form_of_a_stranger(guarded: Widget) -> None:
    assert guarded("GET").body["challenge"] == {"kind": "work", "bits": 16}
    assert guarded("GET", token=guarded.token()).body["challenge"] is None


def test_a_form_is_taken_once_the_work_is_done(guarded: Widget) -> None:
    form = guarded.form()

    assert refused_field(guarded, form) == "proof"
    assert refused_field(guarded, {**form, "proof": "nonsense"}) == "proof"
    assert refused_field(guarded, {**form, "proof": "é"}) == "proof"
    assert refused_field(guarded, {**form, "proof": "1" * 41}) == "proof"
    assert opened(guarded, solved(form)).subject == "Lamp"


def test_the_work_for_one_form_serves_no_other(guarded: Widget) -> None:
    form = solved(guarded.form())
    opened(guarded, form)

    assert refused_field(guarded, {**form, "message": "It glows."}) == "start"
    assert refused_field(guarded, {**form, "email": "bob@lamp.example"}) == "start"
    assert opened(guarded, solved(guarded.form(message="It glows.")))


def test_a_form_whose_answer_was_lost_opens_no_second_ticket(guarded: Widget) -> None:
    form = solved(guarded.form())
    first = guarded("POST", "/tickets", form)
    guarded.clock.pass_by(hours=2)

    again = guarded("POST", "/tickets", form)

    assert (again.status, again.body) == (201, first.body)


def test_a_form_that_was_refused_has_not_used_up_its_work(guarded: Widget) -> None:
    form = solved(guarded.form())

    assert refused_field(guarded, {**form, "attachments": ["gone"]}) == "attachments"
    assert opened(guarded, form)


def test_without_a_challenge_a_start_serves_more_than_one_form(widget: Widget) -> None:
    form = widget.form()

    assert opened(widget, form).id != opened(widget, form).id


def test_who_is_proven_has_no_work(guarded: Widget) -> None:
    said = {"subject": "Lamp", "message": "It is dark."}

    assert guarded("POST", "/tickets", said, token=guarded.token()).status == 201


def test_an_admin_chooses_the_challenge(
    admin_api: Call, admin: Operator, guarded: Widget, helpdesk: Helpdesk
) -> None:
    path = f"/desks/{guarded.desk.id}"
    assert admin_api("PATCH", path, {"challenge": "none"}, me=admin).body["challenge"] == "none"
    assert admin_api("PATCH", path, {"challenge": "riddle"}, me=admin).status == 400
