"""A subject alone tells an automatic reply from a letter, in many languages (subjects.json)."""

import json
from pathlib import Path

import pytest

from deskhand.mail.model import InboundMail
from deskhand.mail.parse import parse

SUBJECTS = json.loads(Path(__file__).with_name("subjects.json").read_text("utf-8"))
AUTOMATIC = [(code, each) for code, many in SUBJECTS["automatic"].items() for each in many]


def mail_about(subject: str, *, before: str = "") -> InboundMail:
    header = f"From: Jane Doe <jane@shop.example>\nTo: support@desk.example\n{before}"
    return parse(f"{header}Subject: {subject}\n\nAs I said.\n".encode())


@pytest.mark.parametrize(("language", "subject"), AUTOMATIC)
def test_a_subject_that_programs_write_makes_an_automatic_reply(
    language: str, subject: str
) -> None:
    mail = mail_about(subject)

    assert (mail.is_auto_reply, mail.is_bounce) == (True, False)


@pytest.mark.parametrize("subject", SUBJECTS["of_people"])
def test_a_subject_of_people_makes_no_automatic_mail(subject: str) -> None:
    mail = mail_about(subject)

    assert (mail.is_auto_reply, mail.is_bounce, mail.is_feedback_report) == (False, False, False)


@pytest.mark.parametrize("prefix", ["Re", "RE", "AW", "Fwd", "FW", "WG", "SV", "TR", "Antw"])
@pytest.mark.parametrize("subject", ["Automatic reply: Order", "Undeliverable: Order"])
def test_whoever_answers_automatic_mail_or_sends_it_on_is_a_person(
    prefix: str, subject: str
) -> None:
    mail = mail_about(f"{prefix}: {subject}")

    assert (mail.is_auto_reply, mail.is_bounce) == (False, False)


@pytest.mark.parametrize("subject", ["Out of office: Order", "Urlaub", "Automatic reply"])
def test_a_mail_that_says_that_it_is_not_automatic_is_believed(subject: str) -> None:
    assert not mail_about(subject, before="Auto-Submitted: no\n").is_auto_reply


def test_whoever_asks_about_vacations_is_a_person() -> None:
    assert mail_about("Vacation").is_auto_reply
    raw = b"From: jane@shop.example\nSubject: Vacation\n\nHow many days do I have left?\n"
    assert not parse(raw).is_auto_reply
