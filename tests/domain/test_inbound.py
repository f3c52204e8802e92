"""Whom to believe that he wrote a mail, and what a receipt counts as."""

from typing import Any

import pytest

from deskhand.domain.inbound import Delivery, Receipt, trust
from tests.domain.given import NOW

ALL_PASS = {"spf": "PASS", "dkim": "PASS", "dmarc": "PASS", "spam": "PASS", "virus": "PASS"}


def delivery(**verdicts: Any) -> Delivery:
    return Delivery(id="m", recipients=("support@desk.example",), received_at=NOW, **verdicts)


def receipt(**fields: Any) -> Receipt:
    return Receipt(**{"id": "m", "desk_id": "d", "state": "processed", "received_at": NOW} | fields)


def test_one_sender_who_passed_dmarc_is_proven() -> None:
    assert trust(delivery(**ALL_PASS), senders=1) == "dmarc"


@pytest.mark.parametrize("verdict", ["FAIL", "GRAY", "PROCESSING_FAILED", "DISABLED"])
def test_spf_and_dkim_without_dmarc_prove_nothing(verdict: str) -> None:
    assert trust(delivery(**ALL_PASS | {"dmarc": verdict}), senders=1) == "none"


@pytest.mark.parametrize("senders", [0, 2, 50])
def test_what_passed_dmarc_proves_nothing_for_none_or_several_senders(senders: int) -> None:
    assert trust(delivery(**ALL_PASS), senders=senders) == "none"


def test_without_a_verdict_nothing_is_proven_and_nothing_threatens() -> None:
    assert trust(delivery(), senders=1) == "none"
    assert delivery().threat is None


@pytest.mark.parametrize(
    ("verdicts", "threat"),
    [
        ({"spam": "FAIL"}, "spam"),
        ({"virus": "FAIL"}, "virus"),
        ({"virus": "FAIL", "spam": "FAIL"}, "virus"),
        ({"spam": "GRAY", "virus": "PROCESSING_FAILED"}, None),
        ({"dmarc": "FAIL", "spf": "FAIL", "dkim": "FAIL"}, None),
    ],
)
def test_only_a_verdict_of_spam_or_virus_is_a_threat(
    verdicts: dict[str, str], threat: str | None
) -> None:
    assert delivery(**verdicts).threat == threat


@pytest.mark.parametrize(
    ("fields", "outcome", "waits"),
    [
        ({"opened": True}, "tickets", False),
        ({}, "messages", False),
        ({"state": "duplicate"}, "duplicates", False),
        ({"state": "quarantined", "reason": "spam"}, "quarantined", True),
        ({"state": "discarded", "reason": "spam"}, "discarded", True),
    ],
)
def test_a_mail_counts_as_exactly_one_thing(
    fields: dict[str, Any], outcome: str, waits: bool
) -> None:
    settled = receipt(**fields)

    assert (settled.outcome, settled.is_waiting) == (outcome, waits)


def test_what_is_discarded_keeps_why_it_was_held_and_says_who_did_it() -> None:
    discarded = receipt(state="quarantined", reason="spam", version=3).discarded(by="Olga", at=NOW)

    assert (discarded.state, discarded.reason, discarded.version) == ("discarded", "spam", 4)
    assert (discarded.handled_by, discarded.handled_at) == ("Olga", NOW)
