"""Two tickets of one matter, and who of their people sees what."""

from collections.abc import Callable
from typing import Any

import pytest

from deskhand.actions import (
    edits,
    figures,
    marks,
    merging,
    page,
    presence,
    taking_back,
    tickets,
    viewing,
)
from deskhand.actions.bodies import Body
from deskhand.domain.change import Change
from deskhand.domain.desk import Desk
from deskhand.domain.errors import Invalid, Stale
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Status, Ticket
from deskhand.wiring import Helpdesk, Settings
from tests.actions.mails import (
    all_tickets,
    answering,
    plain,
    reply_to,
    sent_mails,
    sent_to,
    texts,
)
from tests.conftest import Arrives, Clock, mail
from tests.meanwhile import meanwhile

pytestmark = pytest.mark.slow

Settle = Callable[[], None]
ADA, BOB = "ada@byron.example", "bob@lamp.example"


@pytest.fixture
def again(helpdesk: Helpdesk, arrives: Arrives, mailed_ticket: Ticket) -> Ticket:
    """Ada wrote once more, and it became a ticket of its own."""
    (receipt,) = arrives(mail("Still on fire.", subject="Hurry", message_id="<2@byron.example>"))
    return helpdesk.tickets.get(receipt.ticket_id)


@pytest.fixture
def bobs(helpdesk: Helpdesk, arrives: Arrives, mailed_ticket: Ticket) -> Ticket:
    raw = mail("We burn too.", sender=f"Bob <{BOB}>", message_id="<1@lamp.example>")
    (receipt,) = arrives(raw)
    return helpdesk.tickets.get(receipt.ticket_id)


def merge(helpdesk: Helpdesk, olga: Operator, source: Ticket, target: Ticket) -> Ticket:
    return merging.merge(helpdesk, olga, source.id, target.id)


def link(helpdesk: Helpdesk, ticket: Ticket, since: int = 0) -> str:
    found = helpdesk.tickets.get(ticket.id)
    return tickets.link_url(helpdesk, found, since=since).partition("#")[2]


def on_page(helpdesk: Helpdesk, ticket: Ticket, since: int = 0) -> list[str]:
    seen = page.view(helpdesk, link(helpdesk, ticket, since))
    return [message.text for message in seen.conversation.messages]


def lines(helpdesk: Helpdesk, ticket: Ticket) -> list[tuple[str, str, str]]:
    events = helpdesk.tickets.conversation(ticket.id).events
    return [(event.kind, event.before, event.after) for event in events]


# --- what operators see -------------------------------------------------------------------------


def test_the_target_shows_the_messages_of_both_in_order_of_time_and_whose_they_are(
    helpdesk: Helpdesk, again: Ticket, mailed_ticket: Ticket, olga: Operator
) -> None:
    tickets.note(helpdesk, olga, mailed_ticket.id, Body(text="Same matter."))
    merge(helpdesk, olga, again, mailed_ticket)

    seen = viewing.view(helpdesk, olga, mailed_ticket.id)

    assert [(m.text, m.ticket_id) for m in seen.conversation.messages] == [
        ("It is on fire.", mailed_ticket.id),
        ("Still on fire.", again.id),
        ("Same matter.", mailed_ticket.id),
    ]
    assert [each.id for each in seen.merged] == [again.id]
    assert ("merged_in", "", "SUP-2") in lines(helpdesk, mailed_ticket)


def test_the_source_is_closed_and_leads_to_its_target(
    helpdesk: Helpdesk, again: Ticket, mailed_ticket: Ticket, olga: Operator
) -> None:
    merge(helpdesk, olga, again, mailed_ticket)

    seen = viewing.view(helpdesk, olga, again.id)

    assert seen.target.id == mailed_ticket.id
    assert seen.conversation.ticket.status is Status.CLOSED
    assert lines(helpdesk, again)[-1] == ("merged", "", "SUP-1")


def test_a_merged_ticket_takes_no_answer_no_note_and_no_change_and_says_where_to_go(
    helpdesk: Helpdesk, again: Ticket, mailed_ticket: Ticket, olga: Operator
) -> None:
    said = tickets.reply(helpdesk, olga, again.id, Body(text="x"), status=Status.WAITING)
    merge(helpdesk, olga, again, mailed_ticket)

    for act in (
        lambda: taking_back.take_back(helpdesk, olga, again.id, said.id),
        lambda: tickets.reply(helpdesk, olga, again.id, Body(text="x")),
        lambda: tickets.note(helpdesk, olga, again.id, Body(text="x")),
        lambda: edits.change(helpdesk, olga, again.id, {"status": Status.NEW}),
    ):
        with pytest.raises(Invalid, match="SUP-2 was merged into SUP-1"):
            act()
    assert helpdesk.tickets.get(again.id).status is Status.CLOSED


def test_what_can_not_be_merged_is_refused_with_the_reason(
    helpdesk: Helpdesk,
    again: Ticket,
    mailed_ticket: Ticket,
    bobs: Ticket,
    arrives: Arrives,
    sales: Desk,
    olga: Operator,
) -> None:
    (receipt,) = arrives(mail(message_id="<s@b.example>"), to="sales@desk.example")
    elsewhere = helpdesk.tickets.get(receipt.ticket_id)
    merge(helpdesk, olga, again, mailed_ticket)

    for source, target, why in (
        (bobs, bobs, "itself"),
        (bobs, elsewhere, "another desk"),
        (bobs, again, "SUP-2 was merged into SUP-1"),
        (again, bobs, "SUP-2 was merged into SUP-1"),
        (mailed_ticket, bobs, "others were merged into SUP-1"),
    ):
        with pytest.raises(Invalid, match=why):
            merge(helpdesk, olga, source, target)


def test_ten_tickets_go_into_one_and_no_more(
    helpdesk: Helpdesk, mailed_ticket: Ticket, arrives: Arrives, olga: Operator
) -> None:
    def another(nr: int) -> Ticket:
        (receipt,) = arrives(mail(f"{nr}", message_id=f"<{nr}@more.example>"))
        return helpdesk.tickets.get(receipt.ticket_id)

    for nr in range(10):
        merge(helpdesk, olga, another(nr), mailed_ticket)

    with pytest.raises(Invalid, match="10 tickets"):
        merge(helpdesk, olga, another(10), mailed_ticket)
    assert len(viewing.view(helpdesk, olga, mailed_ticket.id).conversation.messages) == 11


def test_merging_again_changes_nothing(
    helpdesk: Helpdesk, again: Ticket, mailed_ticket: Ticket, olga: Operator
) -> None:
    merged = merging.merge(helpdesk, olga, again.id, mailed_ticket.id, seen=again.version)
    target = helpdesk.tickets.get(mailed_ticket.id)

    assert merging.merge(helpdesk, olga, again.id, target.id, seen=again.version) == merged
    assert helpdesk.tickets.get(target.id) == target


def test_whoever_has_not_seen_all_does_not_merge(
    helpdesk: Helpdesk, again: Ticket, mailed_ticket: Ticket, olga: Operator
) -> None:
    tickets.note(helpdesk, olga, again.id, Body(text="Another matter!"))

    with pytest.raises(Stale):
        merging.merge(helpdesk, olga, again.id, mailed_ticket.id, seen=again.version)


def test_two_tickets_merged_into_each_other_at_once_do_not_both_vanish(
    helpdesk: Helpdesk,
    settings: Settings,
    clock: Clock,
    again: Ticket,
    mailed_ticket: Ticket,
    olga: Operator,
) -> None:
    other = Helpdesk(settings, clock)
    meanwhile(helpdesk, lambda: merge(other, olga, mailed_ticket, again))

    with pytest.raises(Invalid, match="SUP-1 was merged into SUP-2"):
        merge(helpdesk, olga, again, mailed_ticket)

    assert helpdesk.tickets.get(again.id).status is not Status.CLOSED


def test_two_tickets_merged_into_one_at_once_are_both_in_it(
    helpdesk: Helpdesk,
    settings: Settings,
    clock: Clock,
    again: Ticket,
    bobs: Ticket,
    mailed_ticket: Ticket,
    olga: Operator,
) -> None:
    other = Helpdesk(settings, clock)
    meanwhile(helpdesk, lambda: merge(other, olga, bobs, mailed_ticket))

    merge(helpdesk, olga, again, mailed_ticket)

    assert helpdesk.tickets.get(mailed_ticket.id).merged == (bobs.id, again.id)


def test_a_merged_ticket_stands_among_the_closed_ones_with_where_it_went(
    helpdesk: Helpdesk, again: Ticket, mailed_ticket: Ticket, desk: Desk, olga: Operator
) -> None:
    merge(helpdesk, olga, again, mailed_ticket)

    (closed,) = [t for t in all_tickets(helpdesk, desk) if t.status is Status.CLOSED]

    assert closed.merged_into
    assert (closed.merged_into.id, closed.merged_into.number) == (mailed_ticket.id, "SUP-1")


def test_each_shows_what_was_last_said_on_it_and_whoever_has_read_the_target_has_so_still(
    helpdesk: Helpdesk, again: Ticket, mailed_ticket: Ticket, olga: Operator
) -> None:
    def shown() -> list[tuple[Any, ...]]:
        found = [helpdesk.tickets.get(each.id) for each in (again, mailed_ticket)]
        return [(each.preview, each.preview_by, each.files, each.heard_at) for each in found]

    before = shown()
    merge(helpdesk, olga, again, mailed_ticket)
    merged = shown()
    merging.unmerge(helpdesk, olga, again.id)

    assert shown() == merged == before


def test_whoever_follows_the_source_follows_the_target_from_then_on(
    helpdesk: Helpdesk,
    again: Ticket,
    mailed_ticket: Ticket,
    olga: Operator,
    oskar: Operator,
    admin: Operator,
) -> None:
    edits.change(helpdesk, olga, again.id, {"followers": (admin.id, oskar.id)})
    edits.change(helpdesk, olga, mailed_ticket.id, {"followers": (oskar.id,)})

    merge(helpdesk, olga, again, mailed_ticket)
    both = f"{oskar.id}, {admin.id}"
    assert ("followers_changed", oskar.id, both) in lines(helpdesk, mailed_ticket)
    merging.unmerge(helpdesk, olga, again.id)

    assert helpdesk.tickets.get(mailed_ticket.id).followers == (oskar.id, admin.id)
    assert helpdesk.tickets.get(again.id).followers == (admin.id, oskar.id)


def test_more_than_fifty_can_not_follow_also_not_by_a_merge(
    helpdesk: Helpdesk, again: Ticket, mailed_ticket: Ticket, olga: Operator
) -> None:
    for each, who in ((again, "a"), (mailed_ticket, "b")):
        followers = tuple(f"{who}{nr}" for nr in range(26))
        followed = each.changed(at=helpdesk.now(), followers=followers)
        helpdesk.tickets.commit(Change(before=each, after=followed), shards=1)

    with pytest.raises(Invalid, match="more than 50 would follow SUP-1"):
        merge(helpdesk, olga, again, mailed_ticket)


def test_what_is_said_on_the_target_is_told_its_assignee_and_its_followers(
    helpdesk: Helpdesk,
    again: Ticket,
    mailed_ticket: Ticket,
    olga: Operator,
    oskar: Operator,
    admin: Operator,
    arrives: Arrives,
    settle: Settle,
) -> None:
    edits.change(helpdesk, olga, again.id, {"assignee": olga.id, "followers": (admin.id,)})
    edits.change(helpdesk, oskar, mailed_ticket.id, {"assignee": oskar.id})
    settle()
    raw, to = by_token(sent_to(ADA)[-1])
    merge(helpdesk, olga, again, mailed_ticket)
    before = [len(sent_to(each.email)) for each in (olga, oskar, admin)]

    arrives(raw, to=to)
    settle()

    after = [len(sent_to(each.email)) for each in (olga, oskar, admin)]
    assert [now - was for was, now in zip(before, after, strict=True)] == [0, 1, 1]
    assert f"/admin/tickets/{mailed_ticket.id}" in plain(sent_to(admin.email)[-1])


def test_who_is_at_a_merged_ticket_and_who_has_read_it_is_told_as_of_any(
    helpdesk: Helpdesk, again: Ticket, mailed_ticket: Ticket, olga: Operator, admin: Operator
) -> None:
    merged = merge(helpdesk, olga, again, mailed_ticket)

    presence.tell(helpdesk, olga, again.id, writing=False)
    around = presence.tell(helpdesk, admin, again.id, writing=False)
    marks.read(helpdesk, olga, again.id, until=merged.updated_at)
    read = marks.page(helpdesk, olga, None).marks
    marks.unread(helpdesk, olga, again.id)

    assert [each.operator_id for each in around.others] == [olga.id]
    assert [(each.ticket_id, each.at) for each in read] == [(again.id, merged.updated_at)]
    assert marks.page(helpdesk, olga, None).marks[0].at < merged.updated_at


# --- numbers and mails --------------------------------------------------------------------------


def counted(helpdesk: Helpdesk, olga: Operator, desk: Desk) -> dict[str, int]:
    return figures.now(helpdesk, olga, [desk]).desks[desk.id]


def test_a_merge_counts_as_no_closing_and_the_state_follows_it_there_and_back(
    helpdesk: Helpdesk,
    again: Ticket,
    mailed_ticket: Ticket,
    desk: Desk,
    olga: Operator,
    settle: Settle,
) -> None:
    settle()
    before = counted(helpdesk, olga, desk)
    merge(helpdesk, olga, again, mailed_ticket)
    settle()
    merged = counted(helpdesk, olga, desk)
    merging.unmerge(helpdesk, olga, again.id)
    settle()
    today = helpdesk.now().date()
    (day,) = figures.days(helpdesk, olga, desk.id, today, today)

    assert (before["new"], merged["new"], merged["closed"], merged["all"]) == (2, 1, 1, 2)
    assert {k: v for k, v in counted(helpdesk, olga, desk).items() if v} == {
        k: v for k, v in before.items() if v
    }
    assert not day.counted.get("closed")
    assert not day.counted.get("reopened")


def test_nobody_is_mailed_of_a_merge_however_often_its_records_come(
    helpdesk: Helpdesk,
    settings: Settings,
    again: Ticket,
    bobs: Ticket,
    mailed_ticket: Ticket,
    olga: Operator,
    settle: Settle,
) -> None:
    from tests import aws
    from tests.conftest import handler

    settle()
    before = len(list(sent_mails()))
    merge(helpdesk, olga, again, mailed_ticket)
    merge(helpdesk, olga, bobs, mailed_ticket)
    settle()
    counters = helpdesk.counters.of({mailed_ticket.desk_id: 1})
    aws.Machinery(settings, handler).settle()  # from the beginning of the stream

    assert len(list(sent_mails())) == before
    assert helpdesk.counters.of({mailed_ticket.desk_id: 1}) == counters


# --- mail that answers the source ---------------------------------------------------------------


def by_token(notice: Any) -> tuple[bytes, str]:
    return answering(notice, In_Reply_To="<>", References="<>"), reply_to(notice)


def by_message_id(notice: Any) -> tuple[bytes, str]:
    return answering(notice, to="support@desk.example", References="<>"), "support@desk.example"


def by_number(notice: Any) -> tuple[bytes, str]:
    to = "support@desk.example"
    raw = answering(notice, to=to, In_Reply_To="<>", References="<>", subject="Re: SUP-2")
    return raw, to


@pytest.mark.parametrize("write", [by_token, by_message_id, by_number])
def test_a_mail_that_answers_the_source_is_a_message_of_the_target(
    helpdesk: Helpdesk,
    again: Ticket,
    mailed_ticket: Ticket,
    olga: Operator,
    arrives: Arrives,
    settle: Settle,
    write: Callable[[Any], tuple[bytes, str]],
) -> None:
    settle()
    notice = sent_to(ADA)[-1]
    assert "Hurry" in str(notice["Subject"])
    merge(helpdesk, olga, again, mailed_ticket)

    raw, to = write(notice)
    (receipt,) = arrives(raw, to=to)

    assert receipt.ticket_id == mailed_ticket.id
    assert texts(helpdesk, mailed_ticket.id)[-1] == "I see."
    assert len(texts(helpdesk, again.id)) == 1


def test_after_unmerging_mail_comes_to_the_source_again(
    helpdesk: Helpdesk,
    again: Ticket,
    mailed_ticket: Ticket,
    olga: Operator,
    arrives: Arrives,
    settle: Settle,
) -> None:
    settle()
    raw, to = by_token(sent_to(ADA)[-1])
    merge(helpdesk, olga, again, mailed_ticket)
    merging.unmerge(helpdesk, olga, again.id)

    assert arrives(raw, to=to)[0].ticket_id == again.id


def test_an_operators_mail_to_the_source_reaches_its_requester_only_where_both_are_one(
    helpdesk: Helpdesk,
    again: Ticket,
    bobs: Ticket,
    mailed_ticket: Ticket,
    olga: Operator,
    arrives: Arrives,
    settle: Settle,
) -> None:
    """What he meant for Bob must not be mailed to Ada."""
    settle()
    of_again, of_bobs = (
        next(each for each in sent_to(olga.email) if number in str(each["Subject"]))
        for number in ("SUP-2", "SUP-3")
    )
    merge(helpdesk, olga, again, mailed_ticket)
    merge(helpdesk, olga, bobs, mailed_ticket)

    for notice, text, id in ((of_again, "To Ada.", "<a@x>"), (of_bobs, "To Bob.", "<b@x>")):
        arrives(answering(notice, text, message_id=id), to=reply_to(notice))

    *_, first, second = helpdesk.tickets.conversation(mailed_ticket.id).messages
    assert (first.text, first.kind) == ("To Ada.", "public")
    assert (second.text, second.kind) == ("To Bob.", "note")


# --- who of the customers sees what: one requester ------------------------------------------------


def test_of_one_requester_both_links_show_all_of_both_and_one_mail_answers_both(
    helpdesk: Helpdesk, again: Ticket, mailed_ticket: Ticket, olga: Operator, settle: Settle
) -> None:
    merge(helpdesk, olga, again, mailed_ticket)
    settle()
    before = len(sent_to(ADA))
    tickets.reply(helpdesk, olga, mailed_ticket.id, Body(text="We come."))
    settle()

    both = ["It is on fire.", "Still on fire.", "We come."]
    assert on_page(helpdesk, mailed_ticket) == on_page(helpdesk, again) == both
    assert page.view(helpdesk, link(helpdesk, again)).conversation.ticket.number == "SUP-1"
    assert len(sent_to(ADA)) == before + 1


def test_whoever_is_in_copy_of_one_sees_nothing_that_was_said_on_the_other_before(
    helpdesk: Helpdesk, arrives: Arrives, mailed_ticket: Ticket, olga: Operator
) -> None:
    raw = mail("Still on fire.", message_id="<2@b.example>", Cc="carl@byron.example")
    again = helpdesk.tickets.get(arrives(raw)[0].ticket_id)
    merge(helpdesk, olga, again, mailed_ticket)
    tickets.reply(helpdesk, olga, mailed_ticket.id, Body(text="We come."))

    assert on_page(helpdesk, again, since=1) == ["Still on fire.", "We come."]
    assert on_page(helpdesk, mailed_ticket, since=1) == ["It is on fire.", "We come."]
    assert helpdesk.tickets.get(mailed_ticket.id).ccs == ("carl@byron.example",)


def test_whoever_was_the_requester_before_sees_nothing_of_what_is_merged_later(
    helpdesk: Helpdesk, again: Ticket, bobs: Ticket, olga: Operator
) -> None:
    """Bob still has the link of what was his ticket."""
    edits.change(helpdesk, olga, bobs.id, {"requester": again.requester})

    merge(helpdesk, olga, again, bobs)

    assert on_page(helpdesk, bobs) == ["We burn too."]


@pytest.mark.parametrize("were_one", [True, False])
def test_whoever_becomes_the_requester_later_sees_nothing_of_what_was_merged(
    helpdesk: Helpdesk,
    again: Ticket,
    bobs: Ticket,
    mailed_ticket: Ticket,
    olga: Operator,
    were_one: bool,
) -> None:
    source, later = (again, bobs) if were_one else (bobs, bobs)
    merge(helpdesk, olga, source, mailed_ticket)

    edits.change(helpdesk, olga, mailed_ticket.id, {"requester": later.requester})

    assert on_page(helpdesk, mailed_ticket) == ["It is on fire."]


# --- two requesters -------------------------------------------------------------------------------


def test_of_two_requesters_the_targets_sees_nothing_of_the_source(
    helpdesk: Helpdesk, bobs: Ticket, mailed_ticket: Ticket, olga: Operator
) -> None:
    merge(helpdesk, olga, bobs, mailed_ticket)

    assert on_page(helpdesk, mailed_ticket) == ["It is on fire."]


def test_of_two_requesters_the_sources_joins_in_copy_and_reads_from_then_on(
    helpdesk: Helpdesk, bobs: Ticket, mailed_ticket: Ticket, olga: Operator, settle: Settle
) -> None:
    merge(helpdesk, olga, bobs, mailed_ticket)
    tickets.reply(helpdesk, olga, mailed_ticket.id, Body(text="We come."))
    settle()

    assert on_page(helpdesk, bobs) == ["We burn too.", "We come."]
    sent = sent_to(BOB)[-1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "We come." in sent
    assert "on fire" not in sent.replace("Printer on fire", "")
    token = next(word for word in sent.split() if "/t/#" in word).partition("#")[2]
    shown = page.view(helpdesk, token).conversation.messages
    assert [message.text for message in shown] == ["We come."]


def test_a_comment_by_the_sources_link_is_the_targets_message_in_its_writers_name(
    helpdesk: Helpdesk, bobs: Ticket, mailed_ticket: Ticket, olga: Operator
) -> None:
    merge(helpdesk, olga, bobs, mailed_ticket)

    said = page.comment(helpdesk, link(helpdesk, bobs), Body(text="Thank you."))

    assert (said.ticket_id, said.author.name) == (mailed_ticket.id, "Bob")
    assert on_page(helpdesk, bobs) == ["We burn too.", "Thank you."]


def test_what_the_sources_requester_quotes_of_his_own_ticket_the_other_does_not_get(
    helpdesk: Helpdesk,
    bobs: Ticket,
    mailed_ticket: Ticket,
    olga: Operator,
    arrives: Arrives,
    settle: Settle,
) -> None:
    from tests.actions import clients

    tickets.reply(helpdesk, olga, bobs.id, Body(text="Your code is 4711."))
    settle()
    asked = sent_to(BOB)[-1]
    merge(helpdesk, olga, bobs, mailed_ticket)

    arrives(clients.gmail(asked, "Thank you.").as_bytes(), to=reply_to(asked))

    shown = page.view(helpdesk, link(helpdesk, mailed_ticket)).conversation.messages
    assert shown[-1].text == "Thank you."
    assert "4711" not in str(shown)


# --- taking it out again --------------------------------------------------------------------------


def test_unmerging_gives_both_back_as_they_were(
    helpdesk: Helpdesk, bobs: Ticket, mailed_ticket: Ticket, olga: Operator
) -> None:
    edits.change(helpdesk, olga, bobs.id, {"status": Status.WAITING})
    before = [helpdesk.tickets.get(each.id) for each in (bobs, mailed_ticket)]
    merge(helpdesk, olga, bobs, mailed_ticket)

    merging.unmerge(helpdesk, olga, bobs.id)

    after = [helpdesk.tickets.get(each.id) for each in (bobs, mailed_ticket)]
    moved = {"version", "updated_at"}
    assert [t.model_dump(exclude=moved) for t in after] == [
        t.model_dump(exclude=moved) for t in before
    ]
    assert ("unmerged", "SUP-1", "") in lines(helpdesk, bobs)
    assert ("taken_out", "SUP-2", "") in lines(helpdesk, mailed_ticket)
    assert on_page(helpdesk, bobs) == ["We burn too."]


def test_a_closed_ticket_comes_back_closed_since_when_it_was(
    helpdesk: Helpdesk, bobs: Ticket, closed_ticket: Ticket, olga: Operator
) -> None:
    merge(helpdesk, olga, closed_ticket, bobs)

    back = merging.unmerge(helpdesk, olga, closed_ticket.id)

    assert (back.status, back.closed_at) == (Status.CLOSED, closed_ticket.closed_at)


def test_a_ticket_that_is_not_merged_stays_as_it_is(
    helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator
) -> None:
    assert merging.unmerge(helpdesk, olga, mailed_ticket.id) == mailed_ticket
