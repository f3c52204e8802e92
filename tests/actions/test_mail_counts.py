"""Nothing vanishes: each received mail is counted as what came of it, whatever comes in whatever
order."""

import random
from collections import Counter
from typing import Any

import pytest

from deskhand.actions import quarantine
from deskhand.actions.upkeep import LOST, tidy
from deskhand.domain.desk import Desk
from deskhand.domain.errors import Invalid
from deskhand.domain.inbound import NO_DESK
from deskhand.domain.people import Operator
from deskhand.store.receipts import to_receipt
from deskhand.wiring import Helpdesk, Settings
from tests import aws
from tests.actions.mails import all_tickets, change_desk, put, said
from tests.aws import Machinery
from tests.conftest import Arrives, Clock, handler, mail

pytestmark = pytest.mark.slow

OUTCOMES = ("tickets", "messages", "duplicates", "quarantined", "discarded")
NEW = "new@desk.example"


class Play:
    """A few weeks at two desks, as chance will have it."""

    def __init__(
        self, helpdesk: Helpdesk, admin: Operator, arrives: Arrives, clock: Clock, seed: int
    ) -> None:
        self.helpdesk, self.admin, self.arrives, self.clock = helpdesk, admin, arrives, clock
        self.chance = random.Random(seed)
        self.delivered: list[tuple[bytes, dict[str, Any]]] = []

    def turn(self) -> None:
        happenings = [self.comes] * 10 + [self.comes_again, self.is_lost, self.is_lost]
        happenings += [self.is_dealt_with] * 4
        self.chance.shuffle(happenings)
        for happens in happenings:
            happens()
        self.comes_by_two_ways()
        self.is_dealt_with("discard", "quarantined")

    def comes(self) -> None:
        raw, verdicts = self.written(), {"id": self.helpdesk.new_id(), **self.envelope()}
        self.delivered.append((raw, verdicts))
        self.arrives(raw, **verdicts)

    def comes_again(self) -> None:
        if self.delivered:
            raw, verdicts = self.chance.choice(self.delivered)
            self.arrives(raw, **verdicts)

    def comes_by_two_ways(self) -> None:
        for _ in range(2):
            self.arrives(mail(message_id="<same@x>"))

    def is_lost(self) -> None:
        """And found, and not seldom it was not lost at all."""
        chance, mail_id = self.chance, self.helpdesk.new_id()
        raw = self.written()
        if self.delivered and chance.random() < 0.5:
            raw, verdicts = chance.choice(self.delivered)
            mail_id = verdicts["id"]
        put(self.helpdesk, raw, mail_id, at=self.helpdesk.now() - 2 * LOST)
        tidy(self.helpdesk)

    def is_dealt_with(self, how: str = "", state: Any = "") -> None:
        state = state or self.chance.choice(["quarantined", "quarantined", "discarded"])
        found = quarantine.page(
            self.helpdesk, self.admin, (), state, position=None, limit=200
        ).receipts
        if not found:
            return
        receipt = self.chance.choice(found)
        key = (self.helpdesk, self.admin, receipt.id, receipt.desk_id)
        try:
            match how or self.chance.choice(["accept", "accept", "retry", "discard"]):
                case "accept":
                    at_desk = receipt.desk_id or self.chance.choice(["desk000001", "sales"])
                    quarantine.accept(*key, at_desk=at_desk)
                case "retry":
                    quarantine.retry(*key)
                case "discard":
                    quarantine.discard(*key)
        except Invalid:  # no desk has its address
            return

    def envelope(self) -> dict[str, str]:
        to = ["support@desk.example"] * 3 + ["sales@desk.example", "nobody@desk.example", NEW]
        chosen = self.chance.sample(to, self.chance.choice([1, 1, 2, 3]))
        verdicts = [{}, {}, {}, {"spam": "FAIL"}, {"virus": "FAIL"}, {"dmarc": "FAIL"}]
        return {"to": " ".join(chosen), **self.chance.choice(verdicts)}

    def written(self) -> bytes:
        """From small stocks, so that much is the same as before."""
        chance = self.chance
        odd = [b"", b"Subject: x\r\n\r\nx", b"From: <>\r\nSubject: x\r\n\r\nx", b"\xff" * 50]
        if chance.random() < 0.1:
            return chance.choice(odd)
        headers: dict[str, str] = {"message_id": f"<{chance.randrange(9)}@x>"}
        if chance.random() < 0.4:
            headers["In_Reply_To"] = f"<{chance.randrange(9)}@x>"
        if chance.random() < 0.2:
            headers["Auto_Submitted"] = "auto-replied"
        if chance.random() < 0.2:
            headers["subject"] = f"Re: SUP-{chance.randrange(5)}"
        sender = chance.choice(["ada@byron.example", "olga@desk.example"])
        to = chance.choice(["support@desk.example", "sales@desk.example", "a@b.example", NEW])
        return mail(f"Text {chance.randrange(2)}", sender=sender, to=to, **headers)


def counted(helpdesk: Helpdesk, admin: Operator) -> dict[str, dict[str, int]]:
    found = quarantine.counts(helpdesk, admin)
    return {
        desk_id or NO_DESK: {name: each.get(f"mail_{name}", 0) for name in ("received", *OUTCOMES)}
        for desk_id, each in found.items()
    }


def truth(helpdesk: Helpdesk, desks: list[str]) -> dict[str, dict[str, int]]:
    """By what lies in the table."""
    items = aws.items(helpdesk.table.name)
    receipts = [to_receipt(item) for item in items if item.get("type") == "receipt"]
    told = {id: Counter({"received": 0}) for id in desks}
    for receipt in receipts:
        told[receipt.desk_id or NO_DESK].update(["received", receipt.outcome])
    return {
        id: {name: found[name] for name in ("received", *OUTCOMES)} for id, found in told.items()
    }


SEEDS = [1815, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(5))]


@pytest.mark.parametrize("seed", SEEDS)
def test_received_is_always_the_sum_of_what_came_of_it(
    helpdesk: Helpdesk,
    settings: Settings,
    desk: Desk,
    sales: Desk,
    admin: Operator,
    arrives: Arrives,
    clock: Clock,
    seed: int,
) -> None:
    """Stream records come twice and in any order, as long as all of them come."""
    play, machinery = Play(helpdesk, admin, arrives, clock, seed), Machinery(settings, handler)
    seen: list[dict[str, Any]] = []
    happened = Counter[str]()
    for turn in range(3):
        play.turn()
        if turn == 1:
            change_desk(helpdesk, sales, addresses=("sales@desk.example", NEW))
        new = [record for record in machinery.changes() if "RECEIPT#" in str(record["dynamodb"])]
        records = new + play.chance.choices(seen + new, k=15)
        play.chance.shuffle(records)
        machinery.invoke("projections", {"Records": records})
        seen += new

        counts = counted(helpdesk, admin)
        for each in counts.values():
            assert each["received"] == sum(each[outcome] for outcome in OUTCOMES)
            happened.update(each)
        assert counts == truth(helpdesk, [desk.id, sales.id, NO_DESK])

    for _, verdicts in play.delivered:
        assert helpdesk.receipts.of_mail(verdicts["id"]), "each mail has a receipt"
    for here in (desk, sales):
        made = all_tickets(helpdesk, here)
        received = [m for ticket in made for m in said(helpdesk, ticket.id) if m.receipt_id]
        told = counts[here.id]
        assert len(made) == told["tickets"]
        assert len(received) == told["tickets"] + told["messages"]
        assert len({m.receipt_id for m in received}) == len(received)
    assert all(happened[outcome] for outcome in OUTCOMES), happened
