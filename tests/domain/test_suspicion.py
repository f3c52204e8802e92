"""What an operator is told before he believes a mail."""

from typing import Any

import pytest

from deskhand.domain.suspicion import LONGEST_NAME, flags

ADA = "ada@byron.example"


def found(**said: Any) -> list[str]:
    """Of a mail that is above suspicion but for what is said."""
    usual: dict[str, Any] = {
        "sender": ADA,
        "name": "Ada Byron",
        "senders": 1,
        "reply_to": (),
        "participants": frozenset({ADA}),
        "team": {"olga@desk.example"},
        "undeliverable": False,
    }
    return list(flags(**usual | said))


def test_a_usual_mail_of_somebody_who_takes_part_is_above_suspicion() -> None:
    assert found() == []


def test_a_new_ticket_has_no_new_sender() -> None:
    assert found(participants=None) == []


@pytest.mark.parametrize("participants", [frozenset(), frozenset({"bob@b.example"})])
def test_who_takes_no_part_is_a_new_sender(participants: frozenset[str]) -> None:
    assert found(participants=participants) == ["new_sender"]


def test_an_address_of_the_team_is_told_whatever_it_writes_to() -> None:
    for participants in (None, frozenset({"olga@desk.example"})):
        told = found(sender="olga@desk.example", participants=participants)
        assert told == ["operator_address"]


def test_no_team_no_operators_address() -> None:
    assert found(team=()) == []


@pytest.mark.parametrize(("senders", "told"), [(0, []), (1, []), (2, ["several_senders"])])
def test_more_than_one_sender_is_told(senders: int, told: list[str]) -> None:
    assert found(senders=senders) == told


@pytest.mark.parametrize(
    "name",
    [
        "boss@company.example",
        "The Boss <boss@company.example>",
        "boss@company.example via Ada",
        "'boss@company.example'",
        f"{ADA}, boss@company.example",
        "mailto:boss@company.example",
        "boss@company.example.",
    ],
)
def test_a_name_that_is_another_address_is_told(name: str) -> None:
    assert found(name=name) == ["address_in_name"]


@pytest.mark.parametrize(
    "name", [ADA, ADA.upper(), f"'{ADA}'", f"{ADA}.", "Ada @ Home", "Ada@Home", "", "@", "a@b"]
)
def test_a_name_that_is_no_other_address_is_not(name: str) -> None:
    assert found(name=name) == []


@pytest.mark.parametrize(
    ("reply_to", "told"),
    [
        ((), []),
        ((ADA,), []),
        (("eve@e.example",), ["other_reply_to"]),
        ((ADA, "eve@e.example"), ["other_reply_to"]),
    ],
)
def test_a_reply_address_that_is_not_the_senders_is_told(
    reply_to: tuple[str, ...], told: list[str]
) -> None:
    assert found(reply_to=reply_to) == told


def test_that_nothing_reaches_the_sender_is_told() -> None:
    assert found(undeliverable=True) == ["undeliverable"]


def test_all_that_is_suspicious_is_told_at_once() -> None:
    everything = found(
        sender="olga@desk.example",
        name="ada@byron.example",
        senders=2,
        reply_to=["eve@e.example"],
        undeliverable=True,
    )

    assert everything == [
        "new_sender",
        "operator_address",
        "several_senders",
        "address_in_name",
        "other_reply_to",
        "undeliverable",
    ]


@pytest.mark.parametrize("name", ["@", "a@", "a@b.", "a", ".", "x@y.z ", "a@b"])
def test_a_hostile_name_is_read_only_as_far_as_it_is_shown(name: str) -> None:
    """A search that goes back and forth would never end."""
    assert found(name=name * 50_000) in ([], ["address_in_name"])
    assert found(name="x" * LONGEST_NAME + " boss@company.example") == []
