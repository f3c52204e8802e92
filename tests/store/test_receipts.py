import pytest

from deskhand.domain.errors import Conflict, Duplicate
from deskhand.domain.inbound import Delivery, Receipt
from deskhand.store.receipts import from_receipt, to_receipt
from deskhand.wiring import Helpdesk
from tests.domain.given import NOW

DELIVERY = Delivery(
    id="m1", recipients=("support@desk.example",), received_at=NOW, dmarc="PASS", spam="FAIL"
)


def held(**fields: object) -> Receipt:
    usual = {
        "id": "m1",
        "desk_id": "desk",
        "state": "quarantined",
        "reason": "spam",
        "received_at": NOW,
        "delivery": DELIVERY,
        "sender": "ada@byron.example",
        "subject": "Grüße",
    }
    return Receipt(**{**usual, **fields})


def processed(**fields: object) -> Receipt:
    usual = {"id": "m1", "desk_id": "desk", "state": "processed", "received_at": NOW}
    return Receipt(**{**usual, "ticket_id": "t1", **fields})


@pytest.mark.parametrize(
    "receipt",
    [
        held(),
        held(desk_id="", reason="unknown_address"),
        held(detail="ValueError", version=7),
        held(delivery=DELIVERY.model_copy(update={"recipients": ()})),
        held().discarded(by="Olga", at=NOW),
        processed(),
        processed(opened=True, version=3),
        processed(state="duplicate"),
    ],
)
def test_a_receipt_comes_back_as_it_was_kept(helpdesk: Helpdesk, receipt: Receipt) -> None:
    helpdesk.receipts.keep(receipt)

    assert helpdesk.receipts.get("m1", receipt.desk_id) == receipt
    assert helpdesk.receipts.of_mail("m1") == [receipt]
    assert to_receipt(from_receipt(receipt)) == receipt


def test_a_mail_has_one_receipt_at_each_desk(helpdesk: Helpdesk) -> None:
    for desk_id in ("", "desk", "sales"):
        helpdesk.receipts.keep(held(desk_id=desk_id))
        with pytest.raises(Duplicate):
            helpdesk.receipts.keep(processed(desk_id=desk_id))

    assert {each.desk_id for each in helpdesk.receipts.of_mail("m1")} == {"", "desk", "sales"}
    assert helpdesk.receipts.of_mail("m") == []


def test_what_somebody_else_dealt_with_meanwhile_is_a_conflict(helpdesk: Helpdesk) -> None:
    helpdesk.receipts.keep(held())
    helpdesk.receipts.keep(held().discarded(by="Olga", at=NOW), held())

    with pytest.raises(Conflict):
        helpdesk.receipts.keep(processed(version=2), held())
    with pytest.raises(Conflict):
        helpdesk.receipts.remove(held())
    kept = helpdesk.receipts.get("m1", "desk")
    assert kept and kept.state == "discarded"


def ids(helpdesk: Helpdesk, *desks: str, state: str = "quarantined") -> list[str]:
    found, position = [], None
    for _ in range(20):
        page = helpdesk.receipts.page(desks, state, position=position, limit=2)  # type: ignore[arg-type]
        assert len(page.receipts) <= 2
        found += [f"{receipt.desk_id}:{receipt.id}" for receipt in page.receipts]
        position = page.position
        if position is None:
            return found
    raise AssertionError("it goes on and on")


def test_what_waits_stands_in_the_list_of_its_desk_and_state(helpdesk: Helpdesk) -> None:
    helpdesk.receipts.keep(held(id="a"))
    helpdesk.receipts.keep(held(id="b").discarded(by="Olga", at=NOW))
    helpdesk.receipts.keep(processed(id="c"))
    helpdesk.receipts.keep(held(id="d", desk_id=""))
    helpdesk.receipts.keep(held(id="e", desk_id="sales"))

    assert ids(helpdesk, "desk") == ["desk:a"]
    assert ids(helpdesk, "desk", state="discarded") == ["desk:b"]
    assert ids(helpdesk, "") == [":d"]
    assert ids(helpdesk) == []


def test_it_leaves_the_list_once_something_came_of_it(helpdesk: Helpdesk) -> None:
    helpdesk.receipts.keep(held())
    helpdesk.receipts.keep(processed(version=2), held())

    assert ids(helpdesk, "desk") == []
    item = helpdesk.table.get({"pk": "RECEIPT#m1", "sk": "desk"})
    assert item and not {"due", "due_list", "delivery", "subject"} & set(item)


def test_mail_of_one_moment_at_several_desks_is_paged_without_gap_or_repetition(
    helpdesk: Helpdesk,
) -> None:
    """One mail to many desks has the same id and time at each of them."""
    desks = ("", "desk", "sales")
    for id in ("a", "b", "c"):
        for desk_id in desks:
            helpdesk.receipts.keep(held(id=id, desk_id=desk_id))

    found = ids(helpdesk, *desks)
    assert len(found) == len(set(found)) == 9
    assert [each.partition(":")[2] for each in found] == ["c"] * 3 + ["b"] * 3 + ["a"] * 3


def test_ids_that_begin_alike_are_told_apart_however_long(helpdesk: Helpdesk) -> None:
    """SES's have forty characters, those of another store may have more."""
    alike = [f"{'x' * 60}{place}" for place in range(5)]
    for id in alike:
        helpdesk.receipts.keep(held(id=id))

    assert sorted(ids(helpdesk, "desk")) == [f"desk:{id}" for id in alike]
