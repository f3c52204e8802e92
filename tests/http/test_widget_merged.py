"""Who sees what of merged tickets that came by the form: its link was given to whoever filled it,
whatever address he named, and who is signed in has his tickets by his id."""

from typing import Any

import pytest

from deskhand.actions import edits, merging, tickets
from deskhand.actions.bodies import Body
from deskhand.domain.change import Change
from deskhand.domain.desk import Desk
from deskhand.domain.errors import Invalid
from deskhand.domain.people import Contact, Operator
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk
from tests.conftest import Arrives, mail
from tests.http.conftest import Answer, Call, Widget

ADA = "ada@byron.example"
SAID = {"subject": "Lamp", "message": "It is dark."}


class Merged:
    """Two tickets, merged, and what is seen of them by the link that the form answered with, by a
    link that was mailed, and by who is signed in."""

    def __init__(self, helpdesk: Helpdesk, olga: Operator, page_api: Call) -> None:
        self.helpdesk, self.olga, self.page_api = helpdesk, olga, page_api

    def merge(self, source: Ticket, target: Ticket) -> None:
        merging.merge(self.helpdesk, self.olga, source.id, target.id)
        tickets.reply(self.helpdesk, self.olga, target.id, Body(text="Your code is 4711."))

    def by_link(self, url: str) -> Answer:
        return self.page_api("GET", "", token=url.partition("#")[2])

    def by_mail(self, ticket: Ticket) -> list[str]:
        url = tickets.link_url(self.helpdesk, self.helpdesk.tickets.get(ticket.id))
        return texts(self.by_link(url))


@pytest.fixture
def merged(helpdesk: Helpdesk, olga: Operator, page_api: Call) -> Merged:
    return Merged(helpdesk, olga, page_api)


@pytest.fixture
def adas(helpdesk: Helpdesk, arrives: Arrives, widget: Widget) -> Ticket:
    return helpdesk.tickets.get(arrives(mail())[0].ticket_id)


def texts(answer: Answer) -> list[str]:
    assert answer.status == 200
    return [each["text"] for each in answer.body["messages"]]


def sent(widget: Widget, **claims: Any) -> Ticket:
    """By the customer c-1815."""
    token = widget.token(**claims)
    return widget.ticket(widget("POST", "/tickets", SAID, token=token).body["number"])


def seen(widget: Widget, ticket: Ticket, **claims: Any) -> Answer:
    return widget("GET", f"/tickets/{ticket.number}", token=widget.token(**claims))


# --- a stranger ---------------------------------------------------------------------------------


@pytest.mark.parametrize("into_adas", [True, False])
def test_who_only_named_her_address_sees_nothing_of_what_is_merged_with_his_form(
    widget: Widget, merged: Merged, adas: Ticket, into_adas: bool
) -> None:
    answer = widget("POST", "/tickets", widget.form(email=ADA)).body
    form = widget.ticket(answer["number"])

    merged.merge(*((form, adas) if into_adas else (adas, form)))

    assert merged.by_link(answer["url"]).status == 410
    comment = {"text": "What is the code?"}
    token = answer["url"].partition("#")[2]
    assert merged.page_api("POST", "/comments", comment, token=token).status == 410


def test_who_reads_the_mail_of_the_address_sees_all_of_both_by_the_new_link(
    widget: Widget, merged: Merged, adas: Ticket, helpdesk: Helpdesk
) -> None:
    form = widget.sent(email=ADA)

    merged.merge(form, adas)

    all_of_both = ["It is on fire.", "It is dark.", "Your code is 4711."]
    assert merged.by_mail(form) == merged.by_mail(adas) == all_of_both
    (line,) = [e for e in helpdesk.tickets.outline(form.id).events if e.kind == "link_renewed"]
    assert line.author.kind == "operator"


def test_the_forms_of_two_strangers_who_name_one_address_are_kept_apart_likewise(
    widget: Widget, merged: Merged
) -> None:
    said = [widget("POST", "/tickets", widget.form(email=ADA)).body for _ in range(2)]

    merged.merge(*(widget.ticket(each["number"]) for each in said))

    assert [merged.by_link(each["url"]).status for each in said] == [410, 410]


def test_a_link_that_was_renewed_before_stays(
    widget: Widget, merged: Merged, adas: Ticket, helpdesk: Helpdesk, olga: Operator
) -> None:
    form = edits.renew_link(helpdesk, olga, widget.sent(email=ADA).id)
    url = tickets.link_url(helpdesk, form)

    merged.merge(form, adas)

    assert texts(merged.by_link(url)) == ["It is on fire.", "It is dark.", "Your code is 4711."]


def test_what_was_merged_before_anybody_asked_whose_the_link_is_is_kept_apart_too(
    widget: Widget, merged: Merged, adas: Ticket, helpdesk: Helpdesk
) -> None:
    url = widget("POST", "/tickets", widget.form(email=ADA)).body["url"]
    form = widget.ticket("SUP-2")
    merged.merge(form, adas)
    gone = helpdesk.tickets.get(form.id)
    as_then = gone.changed(at=helpdesk.now(), link_generation=0)
    assert gone.before_merge
    assert gone.before_merge.as_one
    helpdesk.tickets.commit(Change(before=gone, after=as_then), shards=1)

    assert texts(merged.by_link(url)) == ["It is dark."]


# --- somebody who is signed in --------------------------------------------------------------------


def test_who_is_signed_in_with_an_address_that_nobody_proved_does_not_read_along(
    widget: Widget, merged: Merged, adas: Ticket
) -> None:
    """Anybody may register at a shop with the address of another."""
    opened = widget("POST", "/tickets", SAID, token=widget.token(email=ADA)).body
    his = widget.ticket(opened["number"])
    merged.merge(his, adas)

    found = seen(widget, his)

    assert texts(found) == texts(merged.by_link(opened["url"])) == ["It is dark."]
    assert not found.body["may_comment"]
    said = {"text": "What is the code?"}
    path, token = f"/tickets/{his.number}/comments", widget.token()
    assert widget("POST", path, said, token=token).status == 403
    token = opened["url"].partition("#")[2]
    assert merged.page_api("POST", "/comments", said, token=token).status == 403


def test_nor_is_a_ticket_with_that_address_merged_into_his(
    widget: Widget, merged: Merged, adas: Ticket
) -> None:
    his = sent(widget, email=ADA)

    with pytest.raises(Invalid, match=r"nobody proved .* SUP-2's .*: merge it into SUP-1, or"):
        merged.merge(adas, his)


@pytest.fixture
def his_with_her_address(
    request: pytest.FixtureRequest, widget: Widget, helpdesk: Helpdesk, olga: Operator
) -> Ticket:
    """Opened by who is signed in and may have any address; then operators changed the address."""
    claims, typed = request.param
    his = sent(widget, **claims)
    for email in typed:
        told = Contact(email=email, external_id=his.requester.external_id)
        his = edits.change(helpdesk, olga, his.id, {"requester": told})
    return his


set_by_operators = pytest.mark.parametrize(
    "his_with_her_address",
    [
        pytest.param(({"email": ADA}, ["a@byron.example", ADA]), id="changed and set back"),
        pytest.param(({}, [ADA]), id="typed in as he named it"),
        pytest.param(
            ({"email": "eve@e.example", "email_verified": True}, [ADA]), id="instead of his own"
        ),
    ],
    indirect=True,
)


@set_by_operators
def test_nor_does_he_read_along_once_an_operator_has_set_her_address(
    widget: Widget, merged: Merged, adas: Ticket, his_with_her_address: Ticket
) -> None:
    merged.merge(his_with_her_address, adas)

    found = seen(widget, his_with_her_address)

    assert texts(found) == ["It is dark."]
    assert not found.body["may_comment"]


@set_by_operators
def test_nor_is_hers_merged_into_his_then(
    merged: Merged, adas: Ticket, his_with_her_address: Ticket
) -> None:
    with pytest.raises(Invalid, match="nobody proved"):
        merged.merge(adas, his_with_her_address)


def test_whom_an_operator_opened_a_ticket_for_reads_on_by_its_link(
    merged: Merged, adas: Ticket, helpdesk: Helpdesk, olga: Operator, desk: Desk
) -> None:
    """He says himself whose both address and id are."""
    contact = Contact(email=ADA, external_id="c-1815")
    new = tickets.Opening(desk_id=desk.id, subject="Call", requester=contact)
    called = tickets.open(helpdesk, new, Body(text="As you said on the phone."), operator=olga)

    merged.merge(called, adas)

    assert merged.by_mail(called) == merged.by_mail(adas)


def test_of_what_is_merged_into_his_he_sees_nothing_that_was_said_before(
    widget: Widget, merged: Merged, adas: Ticket
) -> None:
    his = sent(widget, email="bob@lamp.example")

    merged.merge(adas, his)

    assert texts(seen(widget, his)) == ["It is dark.", "Your code is 4711."]


def test_whose_address_his_site_has_proven_sees_all_of_both(
    widget: Widget, merged: Merged, adas: Ticket
) -> None:
    his = sent(widget, email=ADA, email_verified=True)

    merged.merge(his, adas)

    assert texts(seen(widget, his)) == ["It is on fire.", "It is dark.", "Your code is 4711."]


@pytest.mark.parametrize("claims", [{"email": ADA}, {}])
def test_two_of_his_own_become_one_also_without_a_proven_address(
    widget: Widget, merged: Merged, claims: dict[str, str]
) -> None:
    first, second = sent(widget, **claims), sent(widget, **claims)

    merged.merge(second, first)

    both = ["It is dark.", "It is dark.", "Your code is 4711."]
    assert texts(seen(widget, second)) == texts(seen(widget, first)) == both
    path, token = f"/tickets/{second.number}/comments", widget.token()
    assert widget("POST", path, {"text": "Thanks."}, token=token).status == 201


def test_two_customers_of_whom_one_claims_the_others_address_are_two(
    widget: Widget, merged: Merged
) -> None:
    hers = sent(widget, email=ADA, email_verified=True)
    his = sent(widget, email=ADA, sub="c-1816")

    merged.merge(his, hers)

    assert texts(seen(widget, his, sub="c-1816")) == ["It is dark."]
    assert texts(seen(widget, hers)) == ["It is dark.", "Your code is 4711."]


def test_who_came_into_copy_by_the_merge_reads_on(
    widget: Widget, merged: Merged, adas: Ticket, helpdesk: Helpdesk
) -> None:
    """The operator sees him among those in copy."""
    his = sent(widget, email="bob@lamp.example")

    merged.merge(his, adas)

    assert helpdesk.tickets.get(adas.id).ccs == ("bob@lamp.example",)
    assert texts(seen(widget, his)) == ["It is dark.", "Your code is 4711."]


def test_what_his_address_mailed_into_his_ticket_is_not_his_once_it_is_split_off(
    widget: Widget, merged: Merged, adas: Ticket, arrives: Arrives, helpdesk: Helpdesk
) -> None:
    """Else it would be one with hers, and his."""
    from deskhand.actions import splitting

    his = sent(widget, email=ADA)
    raw = mail("Not mine!", subject=f"Re: {his.number}", message_id="<2@byron.example>")
    arrives(raw)
    last = helpdesk.tickets.conversation(his.id).messages[-1]
    opened = splitting.split(helpdesk, merged.olga, his.id, last.id, "Not hers")

    merged.merge(opened, adas)

    assert (opened.requester.external_id, opened.requester.proven) == (None, "dmarc")
    assert seen(widget, opened).status == 404
