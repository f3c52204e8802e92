import pytest

from deskhand.domain.threads import Clues, by_claim, by_number, by_operator, clues, title
from deskhand.domain.tokens import reply_address, thread_id
from tests.domain.given import KEYRING, desk, operator, ticket

DESK = desk(addresses=("support@desk.example", "help@desk.example"))


def test_a_claim_is_taken_from_any_address_of_the_desk_and_from_no_foreign_one() -> None:
    mine = ticket()
    here = reply_address("help@desk.example", mine, KEYRING)
    elsewhere = reply_address("help@other.example", mine, KEYRING)

    found = clues(DESK, recipients=[elsewhere, here, here], answers=[], subject="")

    assert [claim.ticket_id for claim in found.claims] == [mine.id]
    assert not clues(DESK, recipients=[elsewhere], answers=[], subject="").claims


def test_a_proven_claim_leads_to_its_ticket_on_its_desk_only() -> None:
    mine, foreign = ticket(), ticket(desk_id="other")
    addresses = [reply_address("help@desk.example", each, KEYRING) for each in (foreign, mine)]
    found = clues(DESK, recipients=addresses, answers=[], subject="")

    assert by_claim(found, [foreign, mine], DESK, KEYRING) == mine
    assert by_claim(found, [foreign], DESK, KEYRING) is None


def test_a_claim_for_a_ticket_that_its_mac_was_not_made_for_leads_nowhere() -> None:
    mine, other = ticket(), ticket()
    address = reply_address("help@desk.example", mine, KEYRING).replace(mine.id, other.id)

    found = clues(DESK, recipients=[address], answers=[], subject="")

    assert found.claims
    assert by_claim(found, [mine, other], DESK, KEYRING) is None


def test_an_operators_answer_leads_to_his_ticket_at_his_desk_only() -> None:
    olga, oskar = operator("olga"), operator("oskar")
    mine, foreign = ticket(), ticket(desk_id="other")

    def found(to: str, *answers: str) -> Clues:
        return clues(DESK, recipients=[to], answers=answers, subject="")

    own = found(reply_address("help@desk.example", mine, KEYRING, operator_id="olga"))
    assert by_operator(own, [mine], DESK, KEYRING, olga) == mine
    assert by_operator(own, [mine], DESK, KEYRING, oskar) is None
    assert by_claim(own, [mine], DESK, KEYRING) is None

    elsewhere = found(reply_address("help@desk.example", foreign, KEYRING, operator_id="olga"))
    assert by_operator(elsewhere, [foreign], DESK, KEYRING, olga) is None

    customers = found(
        reply_address("help@desk.example", mine, KEYRING), thread_id("desk.example", mine, KEYRING)
    )
    assert by_operator(customers, [mine], DESK, KEYRING, olga) is None
    assert by_claim(customers, [mine], DESK, KEYRING) == mine


def test_the_nearest_mails_are_asked_for_first_and_not_without_end() -> None:
    answers = [f"<{n}@x>" for n in range(100)]

    found = clues(DESK, recipients=[], answers=["<0@x>", *answers], subject="")

    assert found.answered == tuple(answers[:20])


def test_a_number_counts_only_for_somebody_who_provably_takes_part() -> None:
    mine = ticket(ccs=("bob@b.example",))

    assert by_number(mine, sender="ada@byron.example", proven=True) == mine
    assert by_number(mine, sender="bob@b.example", proven=True) == mine
    assert by_number(mine, sender="ada@byron.example", proven=False) is None
    assert by_number(mine, sender="eve@e.example", proven=True) is None
    assert by_number(None, sender="ada@byron.example", proven=True) is None


@pytest.mark.parametrize(
    "subject",
    [
        "Re: Lamp", "RE: re: Lamp", "AW: Lamp", "Fwd: FW: Lamp", "WG: Lamp", "Odp: Lamp",
        "PD: Lamp", "SV: Lamp", "VS: Lamp", "TR: Lamp", "RV: Lamp", "Antw: Lamp", "YNT: Lamp",
        "Re[2]: Lamp", "Re [3] : Lamp", "Re： Lamp", "回复：Lamp", "答复: Lamp", "转发: Lamp",
        " \tRe:\tLamp ", "Re:Lamp", "RES: Lamp", "ENC: Lamp", "R: Lamp", "Rif: Lamp",
        "Doorst: Lamp", "回覆: Lamp", "轉寄: Lamp", "Отв: Lamp", "Vá: Lamp", "İlt: Lamp",
    ],
)  # fmt: skip
def test_a_title_has_no_answer_or_forward_marks(subject: str) -> None:
    assert title(subject) == "Lamp"


@pytest.mark.parametrize("subject", ["Rent: due", "Reply", "Trial: ends", "Lamp Re: x", "Rv"])
def test_a_title_keeps_what_only_begins_like_a_mark(subject: str) -> None:
    assert title(subject) == subject


def test_a_title_is_short_and_made_quickly_of_anything() -> None:
    assert title("Re: " * 50_000 + "x" * 999) == "x" * 300
    assert title("Re: ") == ""
