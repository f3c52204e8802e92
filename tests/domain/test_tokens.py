"""Whoever alters one character of a token reaches nothing."""

import pytest

from deskhand.domain.ids import ALPHABET
from deskhand.domain.ticket import Ticket
from deskhand.domain.tokens import (
    EARLIER_LINKS,
    LOCAL_PART,
    Claim,
    Key,
    Keyring,
    link_claim,
    link_token,
    reply_address,
    reply_claim,
    thread_claim,
    thread_id,
)
from tests.domain.given import KEYRING, NOW, ticket

DESK = "support@desk.example"


@pytest.fixture
def mine() -> Ticket:
    return ticket()


def opens(claim: Claim | None, ticket: Ticket, keyring: Keyring = KEYRING) -> bool:
    return claim is not None and claim.proves(ticket, keyring)


def test_a_link_opens_its_ticket_and_no_other(mine: Ticket) -> None:
    claim = link_claim(link_token(mine, KEYRING))

    assert opens(claim, mine)
    assert not opens(claim, ticket())


def test_a_link_altered_anywhere_opens_nothing(mine: Ticket) -> None:
    token = link_token(mine, KEYRING)
    for place, letter in enumerate(token):
        other = ALPHABET[(ALPHABET.index(letter) + 1) % 32]
        altered = token[:place] + other + token[place + 1 :]
        assert not opens(link_claim(altered), mine), f"altered at {place}"


@pytest.mark.parametrize(
    "token", ["", "x", "0" * 52, "0" * 54, "é" * 53, "0" * 52 + "!", "\n" * 53]
)
def test_what_has_not_the_form_of_a_link_is_none(token: str) -> None:
    assert link_claim(token) is None


def test_a_link_in_capitals_or_with_more_behind_it_opens_nothing(mine: Ticket) -> None:
    token = link_token(mine, KEYRING)

    assert not opens(link_claim(token.upper()), mine)
    assert not opens(link_claim(token + "0"), mine)


def test_a_token_for_one_purpose_does_not_serve_another(mine: Ticket) -> None:
    link = link_claim(link_token(mine, KEYRING))
    reply = reply_claim(reply_address("s@desk.example", mine, KEYRING))
    assert link and reply

    assert not opens(link.model_copy(update={"purpose": "reply"}), mine)
    assert not opens(reply.model_copy(update={"purpose": "link"}), mine)


def test_a_new_link_revokes_the_old_link_and_the_old_reply_address(mine: Ticket) -> None:
    link = link_claim(link_token(mine, KEYRING))
    reply = reply_claim(reply_address(DESK, mine, KEYRING))

    renewed = mine.with_new_link(at=NOW)

    assert not opens(link, renewed)
    assert not opens(reply, renewed)
    assert opens(link_claim(link_token(renewed, KEYRING)), renewed)


@pytest.mark.parametrize("since", [0, 7])
def test_a_revoked_link_still_proves_that_it_once_was_one(mine: Ticket, since: int) -> None:
    link = link_claim(link_token(mine, KEYRING, since=since))
    assert link and not link.proved(mine, KEYRING)

    renewed = mine.with_new_link(at=NOW).with_new_link(at=NOW)

    assert link.proved(renewed, KEYRING)
    for altered in (
        {"mac": link.mac[:-1] + ("0" if link.mac[-1] != "0" else "1")},
        {"purpose": "link:8"},
        {"key_id": "b"},
    ):
        assert not link.model_copy(update=altered).proved(renewed, KEYRING)
    assert not link.proved(ticket(link_generation=2), KEYRING)


def test_of_a_link_that_was_renewed_often_the_last_ones_are_known(mine: Ticket) -> None:
    now = mine.model_copy(update={"link_generation": 1_000})
    known = [1_000 - EARLIER_LINKS, 999]
    forgotten = [0, 999 - EARLIER_LINKS, 1_000, 1_001]

    def proved(generation: int) -> bool:
        then = now.model_copy(update={"link_generation": generation})
        link = link_claim(link_token(then, KEYRING))
        return link is not None and link.proved(now, KEYRING)

    assert [proved(each) for each in known + forgotten] == [True] * 2 + [False] * 4


def test_old_tokens_live_on_when_a_new_key_signs_and_end_when_theirs_is_taken_away(
    mine: Ticket,
) -> None:
    old = link_claim(link_token(mine, KEYRING))
    fresh = Key(id="b", secret=b"b" * 32)
    rotated = Keyring(keys=(fresh, *KEYRING.keys))

    assert opens(old, mine, rotated)
    assert link_token(mine, rotated)[26] == "b"
    assert not opens(old, mine, Keyring(keys=(fresh,)))


def test_the_same_key_id_with_another_secret_verifies_nothing(mine: Ticket) -> None:
    other = Keyring(keys=(Key(id="a", secret=b"x" * 32),))

    assert not opens(link_claim(link_token(mine, other)), mine)


@pytest.mark.parametrize("length", range(1, 65))
def test_a_reply_address_never_has_a_local_part_that_is_too_long(mine: Ticket, length: int) -> None:
    desk = "s" * length + "@desk.example"

    address = reply_address(desk, mine, KEYRING)

    assert len(address.partition("@")[0]) <= LOCAL_PART
    if length <= 20:
        assert opens(reply_claim(address), mine)
    else:  # no room for 80 bits
        assert address == desk


def test_a_reply_address_survives_a_mail_system_that_writes_capitals(mine: Ticket) -> None:
    assert opens(reply_claim(reply_address(DESK, mine, KEYRING).upper()), mine)


def test_a_shorter_mac_than_80_bits_is_no_claim(mine: Ticket) -> None:
    local, _, domain = reply_address("s@desk.example", mine, KEYRING).partition("@")

    for length in range(len("s+") + 27 + 16):
        assert reply_claim(f"{local[:length]}@{domain}") is None
    assert opens(reply_claim(f"{local[: len('s+') + 27 + 16]}@{domain}"), mine) is False


@pytest.mark.parametrize("address", ["support@desk.example", "support+news@desk.example", "", "+@"])
def test_an_ordinary_address_claims_nothing(address: str) -> None:
    assert reply_claim(address) is None


# --- an operator's own --------------------------------------------------------------------------


def test_an_operators_reply_address_serves_him_and_nobody_else(mine: Ticket) -> None:
    claim = reply_claim(reply_address(DESK, mine, KEYRING, operator_id="olga"))
    assert claim

    assert opens(claim.as_operator("olga"), mine)
    assert not opens(claim.as_operator("oskar"), mine), "another operator's"
    assert not opens(claim.as_operator("olga"), ticket()), "another ticket's"
    assert not opens(claim, mine), "nor may a customer use it"


def test_a_customers_reply_address_does_not_serve_an_operator(mine: Ticket) -> None:
    claim = reply_claim(reply_address(DESK, mine, KEYRING))
    assert claim

    assert opens(claim, mine)
    for id in ("olga", "", "reply"):
        assert not opens(claim.as_operator(id), mine)


def test_an_address_for_notes_takes_no_answers_and_one_for_answers_no_notes(mine: Ticket) -> None:
    for private in (False, True):
        given = reply_address(DESK, mine, KEYRING, operator_id="olga", private=private)
        claim = reply_claim(given)
        assert claim

        assert opens(claim.as_operator("olga", private=private), mine)
        assert not opens(claim.as_operator("olga", private=not private), mine)
        assert not opens(claim, mine)


def test_an_operators_reply_address_ends_with_the_link(mine: Ticket) -> None:
    claim = reply_claim(reply_address(DESK, mine, KEYRING, operator_id="olga"))
    assert claim

    assert not opens(claim.as_operator("olga"), mine.with_new_link(at=NOW))


def test_an_operators_reply_address_altered_anywhere_serves_nobody(mine: Ticket) -> None:
    local, _, domain = reply_address(DESK, mine, KEYRING, operator_id="olga").partition("@")
    for place in range(len("support+"), len(local)):
        other = ALPHABET[(ALPHABET.index(local[place]) + 1) % 32]
        claim = reply_claim(f"{local[:place]}{other}{local[place + 1 :]}@{domain}")
        assert claim is None or not opens(claim.as_operator("olga"), mine), f"altered at {place}"


# --- our own id in References -------------------------------------------------------------------


def test_our_own_id_leads_to_its_ticket_until_the_link_is_renewed(mine: Ticket) -> None:
    claim = thread_claim(thread_id("desk.example", mine, KEYRING))

    assert opens(claim, mine)
    assert not opens(claim, ticket())
    assert not opens(claim, mine.with_new_link(at=NOW))


def test_our_own_id_is_no_reply_address_and_a_reply_address_no_id_of_ours(mine: Ticket) -> None:
    id = thread_id("desk.example", mine, KEYRING)
    token = id.strip("<>").partition("@")[0]
    address = reply_address("s@desk.example", mine, KEYRING)

    assert not opens(reply_claim(f"support+{token}@desk.example"), mine)
    assert not opens(thread_claim(f"<{address.removeprefix('s+')}>"), mine)
    link = link_token(mine, KEYRING)
    assert not opens(thread_claim(f"<{link[: len(token)]}@desk.example>"), mine)


@pytest.mark.parametrize("id", ["", "<>", "<1@byron.example>", "<@>", "<" + "0" * 43 + "\n@x>"])
def test_what_has_not_the_form_of_our_id_claims_nothing(id: str) -> None:
    assert thread_claim(id) is None
