"""What lists show of a conversation."""

from datetime import timedelta

import pytest

from deskhand.domain.message import SYSTEM, Attachment, Message
from deskhand.domain.preview import LONGEST, line, of_messages, with_message
from deskhand.domain.ticket import Ticket
from tests.domain.given import NOW, OPERATOR, message, ticket

PDF = Attachment(id="1", filename="a.pdf", content_type="application/pdf", size=1, key="k")
NOTE = message(kind="note", author=OPERATOR, text="Angry.")
ANSWER = message(author=OPERATOR, text="On its way.")
MACHINES = message(automatic=True, text="I am away.")


def shown(*said: Message) -> Ticket:
    after = ticket()
    for each in said:
        after = with_message(after, each)
    return after


def test_the_last_that_was_said_is_shown_and_who_said_it() -> None:
    asked, answered = shown(message(text="Where?")), shown(message(text="Where?"), ANSWER)

    assert (asked.preview, asked.preview_by) == ("Where?", "customer")
    assert (answered.preview, answered.preview_by) == ("On its way.", "operator")


@pytest.mark.parametrize("later", [NOTE, MACHINES, message(author=SYSTEM, text="Merged.")])
def test_nothing_but_what_people_say_in_public_hides_what_the_customer_said(
    later: Message,
) -> None:
    after = shown(message(text="Where?"), later)

    assert (after.preview, after.preview_by, after.heard_at) == ("Where?", "customer", NOW)


def test_of_a_ticket_that_a_machine_opened_its_mail_is_shown_until_a_person_writes() -> None:
    opened = shown(MACHINES)

    assert (opened.preview, opened.preview_by, opened.heard_at) == ("I am away.", "customer", None)
    assert with_message(opened, message(text="I am back.")).preview == "I am back."


@pytest.mark.parametrize("late", [timedelta(seconds=2), timedelta(seconds=-2)])
def test_a_customer_was_heard_with_the_update_that_his_message_made(late: timedelta) -> None:
    """His message is written down after the ticket was, or by a clock that is slow: whoever sees
    the update has seen it, and whoever saw the one before has not."""
    heard = shown(message(created_at=NOW + late), ANSWER)

    assert heard.heard_at == heard.updated_at == max(NOW, NOW + late)
    assert shown(ANSWER, NOTE).heard_at is None


def test_without_its_last_messages_a_ticket_shows_what_was_said_before() -> None:
    first = message(text="Where?")
    last = message(text="Here!", created_at=NOW + timedelta(hours=1), attachments=(PDF,))
    after = shown(first, ANSWER, NOTE, last)

    left = of_messages(after, [first, ANSWER, NOTE])

    assert (left.preview, left.preview_by, left.files) == ("On its way.", "operator", False)
    assert (left.heard_at, left.updated_at) == (NOW, after.updated_at)
    assert of_messages(after, [first, ANSWER, NOTE, last]) == after
    assert of_messages(after, [NOTE]).preview_by is None


@pytest.mark.parametrize("said", [message, lambda **more: NOTE.model_copy(update=more)])
def test_a_file_marks_its_ticket_and_a_picture_in_the_text_does_not(said: type[Message]) -> None:
    inline = PDF.model_copy(update={"inline": True})

    assert shown(said(attachments=(inline, PDF)), message()).files
    assert not shown(said(attachments=(inline,))).files


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (" Dear\r\n\tall,\n\n it  burns ", "Dear all, it burns"),
        ("x" * LONGEST, "x" * LONGEST),
        ("x" * (LONGEST + 1), "x" * (LONGEST - 1) + "…"),
        ("\n" * 100_000 + "x", "x"),
        ("a " * 100_000, ("a " * LONGEST)[: LONGEST - 1].rstrip() + "…"),
        ("", ""),
    ],
)
def test_a_preview_is_one_short_line(text: str, told: str) -> None:
    assert line(text) == told
