"""What is found follows what a ticket says."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from deskhand.actions import edits, indexing, search, tickets
from deskhand.actions.bodies import Body
from deskhand.domain.desk import Desk
from deskhand.domain.listing import Listing
from deskhand.domain.people import Operator, Requester
from deskhand.domain.ticket import Ticket
from deskhand.store import items, keys
from deskhand.store.postings import Said
from deskhand.wiring import Helpdesk
from tests import aws
from tests.aws import Context, Machinery
from tests.conftest import Arrives, handler, mail

Settle = Callable[[], None]
Finds = Callable[[str], list[tuple[str, str]]]


@pytest.fixture
def finds(helpdesk: Helpdesk, olga: Operator) -> Finds:
    """Number and excerpt of each hit."""

    def find(asked: str) -> list[tuple[str, str]]:
        page = search.page(helpdesk, olga, Listing(desks=()), asked, position=None, limit=50)
        excerpts = (page.postings.get(each.id) for each in page.tickets)
        shown = (posting.excerpt if posting else "" for posting in excerpts)
        return list(zip([each.number for each in page.tickets], shown, strict=True))

    return find


@pytest.fixture
def ticket(mailed_ticket: Ticket, settle: Settle) -> Ticket:
    settle()
    return mailed_ticket


def written(helpdesk: Helpdesk) -> list[str]:
    """Keys and contents of all that search reads."""
    found = aws.items(helpdesk.table.name)
    ours = (item for item in found if item["pk"].startswith(("SEARCH#", "SAID#")))
    return sorted(map(str, ours))


def test_all_that_a_ticket_holds_is_found(
    helpdesk: Helpdesk, desk: Desk, olga: Operator, arrives: Arrives, settle: Settle, finds: Finds
) -> None:
    raw = mail("It burns, and Łucja is worried.", subject="Drücker in Flammen")
    arrives(raw)
    opening = tickets.Opening(
        desk_id=desk.id,
        subject="Call",
        requester=Requester(phone="+48 600 200 300", external_id="cust-77", last_name="Żuraw"),
        tags=("VIP",),
    )
    called = tickets.open(helpdesk, opening, Body(text="Wants 東京都 maps"), operator=olga)
    tickets.note(helpdesk, olga, called.id, Body(text="She is a baroness"))
    settle()

    for asked in ("drucker", "FLAMMEN", "worried", "lucja", "ada@byron.example", "byr", "SUP-1"):
        assert [number for number, _ in finds(asked)] == ["SUP-1"], asked
    for asked in ("call", "600", "cust-77", "zuraw", "tag:vip", "東京", "都", "barones", "SUP-2"):
        assert [number for number, _ in finds(asked)] == ["SUP-2"], asked
    assert finds("worried") == [("SUP-1", "It burns, and Łucja is worried.")]
    assert finds("baroness") == [("SUP-2", "She is a baroness")]
    assert finds("water") == []


def test_a_long_mail_in_the_bucket_is_found_with_its_files(
    helpdesk: Helpdesk, arrives: Arrives, settle: Settle, finds: Finds
) -> None:
    arrives(mail("Nothing new. " * 400 + "At last: a zebra"))
    settle()

    ((number, excerpt),) = finds("zebra")
    assert number == "SUP-1"
    assert excerpt.startswith("…")
    assert excerpt.endswith("At last: a zebra")


def test_a_changed_subject_is_found_and_the_old_one_nowhere(
    helpdesk: Helpdesk, olga: Operator, ticket: Ticket, settle: Settle, finds: Finds
) -> None:
    edits.change(helpdesk, olga, ticket.id, {"subject": "Kettle on hold"})
    settle()

    assert finds("kettle") == [("SUP-1", "Kettle on hold")]
    assert finds("printer") == []
    # The message says so too, and is what is shown from now on.
    assert finds("fire") == [("SUP-1", "It is on fire.")]
    assert finds("on") == [("SUP-1", "Kettle on hold")]  # it had shown the subject before
    assert "Printer" not in str(written(helpdesk))


def test_tags_follow_too_and_cost_nothing_else(
    helpdesk: Helpdesk, olga: Operator, ticket: Ticket, settle: Settle, finds: Finds
) -> None:
    before = written(helpdesk)
    edits.change(helpdesk, olga, ticket.id, {"tags": ("vip",)})
    settle()
    assert finds("vip") == [("SUP-1", "vip")]
    assert len(finds("tag:vip")) == 1
    assert len(written(helpdesk)) == len(before) + 2

    edits.change(helpdesk, olga, ticket.id, {"tags": ()})
    settle()
    assert finds("tag:vip") == finds("vip") == []
    assert written(helpdesk) == before


def erase(helpdesk: Helpdesk, ticket: Ticket, place: int, text: str) -> None:
    """As an erasure of a person does it: the message stays, what it said does not."""
    said = helpdesk.tickets.conversation(ticket.id).messages[place]
    item = items.from_message(said.model_copy(update={"text": text}))
    helpdesk.table.put_all([item])


def test_what_is_erased_from_a_message_is_found_no_more(
    helpdesk: Helpdesk, ticket: Ticket, settle: Settle, finds: Finds
) -> None:
    assert finds("it") == [("SUP-1", "It is on fire.")]

    erase(helpdesk, ticket, 0, "(erased)")
    settle()

    assert finds("it") == []
    assert finds("fire") == [("SUP-1", "Printer on fire")]
    assert len(finds("erased")) == 1
    assert "It is" not in str(written(helpdesk))


def delete(helpdesk: Helpdesk, key: keys.Key) -> None:
    helpdesk.table.client.delete_item(TableName=helpdesk.table.name, Key=key)


def test_of_a_deleted_message_and_of_a_deleted_ticket_nothing_is_left(
    helpdesk: Helpdesk, olga: Operator, ticket: Ticket, settle: Settle, finds: Finds
) -> None:
    noted = tickets.note(helpdesk, olga, ticket.id, Body(text="A secret zebra on fire"))
    settle()
    assert len(finds("zebra")) == 1

    delete(helpdesk, keys.entry(ticket.id, noted.id))
    settle()
    assert finds("zebra") == []
    assert len(finds("fire")) == 1

    for item in list(helpdesk.table.query(("pk", keys.conversation(ticket.id)))):
        delete(helpdesk, {"pk": item["pk"], "sk": item["sk"]})
    settle()
    assert written(helpdesk) == []
    assert finds("status:open") == []


def project(records: list[dict[str, Any]]) -> None:
    answer = handler("projections").lambda_handler({"Records": records}, Context())
    assert answer == {"batchItemFailures": []}


def test_records_that_come_again_in_any_order_write_nothing(
    helpdesk: Helpdesk, olga: Operator, desk: Desk, arrives: Arrives
) -> None:
    (receipt,) = arrives(mail())
    edits.change(helpdesk, olga, receipt.ticket_id, {"subject": "Kettle", "tags": ("a", "b")})
    edits.change(helpdesk, olga, receipt.ticket_id, {"subject": "Kettles", "tags": ("b",)})
    tickets.note(helpdesk, olga, receipt.ticket_id, Body(text="Kettle again"))
    records = Machinery(helpdesk.settings, handler).changes()
    project(records)
    once = written(helpdesk)
    assert "'Kettle'" not in str(once)

    for again in (records, records[::-1], records[: len(records) // 2]):
        machinery = Machinery(helpdesk.settings, handler)
        machinery.changes()
        project(again)
        assert written(helpdesk) == once
        assert machinery.changes() == []


def test_a_long_message_that_changes_to_another_long_one_is_found_by_what_it_says_now(
    helpdesk: Helpdesk, arrives: Arrives, settle: Settle, finds: Finds
) -> None:
    """Its body lies in the bucket: no record of the table holds it."""
    (receipt,) = arrives(mail("A secret zebra. " + "x " * 2_000))
    settle()
    said = helpdesk.tickets.conversation(receipt.ticket_id).messages[0]
    item = helpdesk.table.get(keys.entry(said.ticket_id, said.id)) or {}
    body = {"text": "A kettle. " + "y " * 2_000, "html": ""}
    helpdesk.files.put(item["body"], json.dumps(body).encode())
    helpdesk.table.put_all([{**item, "automatic": True}])
    settle()

    assert finds("zebra") == []
    assert len(finds("kettle")) == 1


def test_a_posting_of_a_part_that_no_longer_says_the_word_is_mended_also_if_another_does(
    helpdesk: Helpdesk, ticket: Ticket
) -> None:
    right = written(helpdesk)
    helpdesk.postings.put(ticket.desk_id, ticket.id, "nobody", {"fire": "A secret fire"})

    assert indexing.reindex(helpdesk, ticket.id)

    assert "secret" not in str(written(helpdesk))
    assert len(written(helpdesk)) == len(right)


def test_postings_that_were_not_written_before_a_function_died_are_when_its_record_comes_again(
    helpdesk: Helpdesk, ticket: Ticket
) -> None:
    right = written(helpdesk)
    for word in ("printer", "byron"):
        delete(helpdesk, keys.posting(ticket.desk_id, word, ticket.id))

    indexing.ticket_changed(helpdesk, None, ticket)

    assert written(helpdesk) == right


@pytest.mark.parametrize("when", ["postings were written", "old ones were taken back"])
def test_what_dies_on_the_way_is_done_again_and_leaves_nothing_behind(
    helpdesk: Helpdesk, olga: Operator, ticket: Ticket, settle: Settle, when: str
) -> None:
    """As it stands in the table when the function ends in the middle of a change of subject."""
    right = written(helpdesk)
    before = helpdesk.postings.said(ticket.id)["T"]
    half = Said(ticket.desk_id, before.text.replace("printer", "zebra"), left=before.text)
    helpdesk.postings.keep(ticket.id, "T", half)
    if when == "postings were written":
        helpdesk.postings.put(ticket.desk_id, ticket.id, "T", {"zebra": "Zebra on fire"})

    indexing.ticket_changed(helpdesk, None, ticket)
    assert written(helpdesk) == right

    helpdesk.postings.keep(ticket.id, "T", half)
    helpdesk.postings.put(ticket.desk_id, ticket.id, "T", {"zebra": "Zebra on fire"})
    indexing.gone(helpdesk, ticket.id, "T")
    assert "Zebra" not in str(written(helpdesk))
    assert "Printer" not in str(written(helpdesk))


@pytest.mark.parametrize(
    "loss", ["nothing", "postings", "said", "everything", "wrong", "stale", "strange"]
)
def test_reindexing_a_ticket_mends_whatever_is_wrong(
    helpdesk: Helpdesk, ticket: Ticket, loss: str
) -> None:
    right = written(helpdesk)
    found = aws.items(helpdesk.table.name)
    postings = [item for item in found if item["pk"].startswith("SEARCH#")]
    said = [item for item in found if item["pk"].startswith("SAID#")]
    match loss:
        case "postings":
            lost = postings
        case "said":
            lost = said
        case "everything":
            lost = postings + said
        case "wrong":
            lost = []
            helpdesk.table.put_all({**item, "text": "x"} for item in postings)
        case "stale":
            lost = []
            old = helpdesk.postings.said(ticket.id)["T"].text + " zebra"
            helpdesk.postings.keep(ticket.id, "T", Said(ticket.desk_id, old))
            helpdesk.postings.put(ticket.desk_id, ticket.id, "T", {"zebra": "a zebra"})
        case "strange":
            lost = []
            helpdesk.postings.keep(ticket.id, "gone", Said(ticket.desk_id, "zebra fire\n\n"))
            helpdesk.postings.put(ticket.desk_id, ticket.id, "gone", {"zebra": "a zebra"})
        case _:
            lost = []
    for item in lost:
        delete(helpdesk, {"pk": item["pk"], "sk": item["sk"]})

    indexing.reindex(helpdesk, ticket.id)

    assert written(helpdesk) == right


def test_reindexing_a_ticket_that_is_gone_leaves_nothing_of_it(
    helpdesk: Helpdesk, ticket: Ticket
) -> None:
    for item in list(helpdesk.table.query(("pk", keys.conversation(ticket.id)))):
        delete(helpdesk, {"pk": item["pk"], "sk": item["sk"]})

    indexing.reindex(helpdesk, ticket.id)

    assert written(helpdesk) == []
