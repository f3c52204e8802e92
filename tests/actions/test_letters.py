"""What our mails say, and how they come back."""

import base64
import re
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pytest

from deskhand.actions import edits, page, tickets
from deskhand.actions.bodies import Body
from deskhand.actions.letterhead import MOST_HTML
from deskhand.domain.desk import Desk
from deskhand.domain.people import Operator, Requester
from deskhand.domain.ticket import Status, Ticket
from deskhand.mail import quoting
from deskhand.mail.parse import parse
from deskhand.wiring import Helpdesk
from tests import aws
from tests.actions import clients
from tests.actions.clients import html_of, text_of
from tests.conftest import Arrives, Outbox, mail

pytestmark = pytest.mark.slow

Settle = Callable[[], None]
Replies = Callable[..., EmailMessage]
LANGUAGES = ["ar", "cs", "de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "tr", "uk"]


@pytest.fixture
def replies(helpdesk: Helpdesk, olga: Operator, outbox: Outbox, settle: Settle) -> Replies:
    """Olga answers; what `to` gets of it."""

    def reply(
        ticket: Ticket, text: str = "Use water.", *, to: str = "ada@byron.example", **more: Any
    ) -> EmailMessage:
        ccs = more.pop("ccs", None)
        tickets.reply(helpdesk, olga, ticket.id, Body(text=text, **more), ccs=ccs)
        settle()
        return outbox.to(to)[-1]

    return reply


def speaks(helpdesk: Helpdesk, desk: Desk, language: str, **more: Any) -> None:
    changed = desk.model_copy(update={"language": language, "version": desk.version + 1, **more})
    helpdesk.team.save_desk(desk, changed)


def quote_in(sent: EmailMessage) -> str:
    found = re.search(r'<div class="gmail_quote".*</blockquote>', html_of(sent), re.DOTALL)
    return found[0] if found else ""


# --- the quoted last message --------------------------------------------------------------------


def test_an_answer_stands_above_the_message_that_it_answers(
    mailed_ticket: Ticket, replies: Replies
) -> None:
    sent = replies(mailed_ticket)

    text = text_of(sent)
    assert text.startswith("Use water.\n")
    assert text.endswith("\n\nOn 2026-11-22 10:00 UTC, Ada Byron wrote:\n> It is on fire.\n")
    assert '<blockquote type="cite"' in quote_in(sent)
    assert "On 2026-11-22 10:00 UTC, Ada Byron wrote:" in quote_in(sent)
    assert "It is on fire." in quote_in(sent)
    assert "Use water." not in quote_in(sent)


def test_only_answers_quote(
    helpdesk: Helpdesk, closed_ticket: Ticket, outbox: Outbox, settle: Settle
) -> None:
    settle()

    quoting_mails = [sent for sent in outbox if quote_in(sent) or "\n> " in text_of(sent)]
    assert [text_of(sent)[:8] for sent in quoting_mails] == ["Have you"]


def test_a_second_answer_quotes_the_first(replied_ticket: Ticket, replies: Replies) -> None:
    text = text_of(replies(replied_ticket, "Or sand."))

    assert "Olga wrote:\n> Have you tried water?" in text
    assert "It is on fire." not in text


def test_notes_and_automatic_messages_are_never_quoted(
    helpdesk: Helpdesk, olga: Operator, mailed_ticket: Ticket, arrives: Arrives, replies: Replies
) -> None:
    arrives(
        mail(
            "I am away.",
            message_id="<2@x>",
            References="<1@byron.example>",
            Auto_Submitted="auto-replied",
        )
    )
    tickets.note(helpdesk, olga, mailed_ticket.id, Body(text="She is angry."))

    sent = replies(mailed_ticket)

    assert text_of(sent).endswith("Ada Byron wrote:\n> It is on fire.\n")
    assert "angry" not in sent.as_string()
    assert "away" not in sent.as_string()


def test_what_an_unproven_stranger_typed_is_not_quoted(
    helpdesk: Helpdesk, arrives: Arrives, desk: Desk, replies: Replies
) -> None:
    (receipt,) = arrives(mail("BUY PILLS", sender="victim@v.example"), dmarc="GRAY")

    sent = replies(helpdesk.tickets.get(receipt.ticket_id), to="victim@v.example")

    assert "PILLS" not in sent.as_string()
    assert "Use water." in text_of(sent)


def test_nor_is_what_somebody_else_typed_into_the_ticket_of_an_unproven_one(
    helpdesk: Helpdesk, arrives: Arrives, desk: Desk, replies: Replies
) -> None:
    """Who names his victim as sender and himself as copy takes part, provably."""
    forged = mail("Hello", sender="victim@v.example", Cc="eve@e.example")
    (receipt,) = arrives(forged, dmarc="GRAY")
    pills = {"message_id": "<2@x>", "References": "<1@byron.example>"}
    arrives(mail("BUY PILLS", sender="eve@e.example", **pills))

    sent = replies(helpdesk.tickets.get(receipt.ticket_id), to="victim@v.example")

    assert "PILLS" not in sent.as_string()


@pytest.mark.parametrize(
    ("sender", "dmarc"), [("ada@byron.example", "GRAY"), ("eve@e.example", "PASS")]
)
def test_who_writes_into_a_known_ticket_unproven_or_uninvited_is_not_quoted(
    mailed_ticket: Ticket, arrives: Arrives, replies: Replies, sender: str, dmarc: str
) -> None:
    arrives(
        mail("BUY PILLS", sender=sender, message_id="<2@x>", References="<1@byron.example>"),
        dmarc=dmarc,
    )

    sent = replies(mailed_ticket)

    assert "PILLS" not in sent.as_string()
    assert not quote_in(sent), "nor is an older message, which would be another talk"


def test_what_came_by_the_link_or_was_written_down_by_an_operator_is_quoted(
    helpdesk: Helpdesk, olga: Operator, desk: Desk, mailed_ticket: Ticket, replies: Replies
) -> None:
    token = tickets.link_url(helpdesk, mailed_ticket).partition("#")[2]
    page.comment(helpdesk, token, Body(text="Still burning."))
    opening = tickets.Opening(
        desk_id=desk.id, subject="Call", requester=Requester(email="c@c.example"), send=False
    )
    called = tickets.open(helpdesk, opening, Body(text="He called."), operator=olga)

    assert "Ada Byron wrote:\n> Still burning." in text_of(replies(mailed_ticket))
    assert "c@c.example wrote:\n> He called." in text_of(replies(called, to="c@c.example"))


def test_who_was_copied_later_sees_no_quote_of_what_was_said_before(
    mailed_ticket: Ticket, replies: Replies, outbox: Outbox
) -> None:
    to_bob = replies(mailed_ticket, to="bob@b.example", ccs=("bob@b.example",))

    assert "fire" not in text_of(to_bob) + html_of(to_bob).replace("Printer on fire", "")
    assert "It is on fire." in text_of(outbox.to("ada@byron.example")[-1])


def test_who_was_in_copy_sees_the_quote_but_not_what_it_quotes_itself(
    mailed_ticket: Ticket, arrives: Arrives, replies: Replies, outbox: Outbox
) -> None:
    replies(mailed_ticket, ccs=("bob@b.example",))
    said = "> It is on fire.\nIt went out.\n> Between us\nThank you."
    arrives(mail(said, message_id="<2@x>", References="<1@byron.example>"))

    to_bob = replies(mailed_ticket, "Good.", to="bob@b.example")

    assert text_of(to_bob).endswith("Ada Byron wrote:\n> It went out.\n> Thank you.\n")
    assert "Between us" not in html_of(to_bob)
    to_ada = outbox.to("ada@byron.example")[-1]
    assert text_of(to_ada).endswith(
        "wrote:\n>> It is on fire.\n> It went out.\n>> Between us\n> Thank you.\n"
    )


def test_a_new_requester_sees_no_quote_of_what_the_old_one_was_told(
    helpdesk: Helpdesk, olga: Operator, replied_ticket: Ticket, replies: Replies
) -> None:
    other = Requester(email="new@n.example", proven="dmarc")
    edits.change(helpdesk, olga, replied_ticket.id, {"requester": other})

    sent = replies(replied_ticket, to="new@n.example")

    assert not quote_in(sent)
    assert "Have you tried water?" not in text_of(sent)
    assert "Use water." in text_of(replies(replied_ticket, "Or sand.", to="new@n.example"))


def test_a_long_message_is_quoted_in_part_and_says_so(
    arrives: Arrives, helpdesk: Helpdesk, replies: Replies
) -> None:
    (receipt,) = arrives(mail("fire, fire " * 5_000))

    sent = replies(helpdesk.tickets.get(receipt.ticket_id))

    text = text_of(sent)
    assert len(text) < quoting.LONGEST_TEXT + 1_000
    assert re.search(r"> [fire, ]+ …\n>\n> \[Shortened", text)
    assert "[Shortened" in quote_in(sent)


def test_gmail_shows_all_of_a_long_answer_since_its_quote_goes_first(
    mailed_ticket: Ticket, replies: Replies
) -> None:
    shorter = replies(mailed_ticket, html="<p>" + "x" * (MOST_HTML - 5_000) + "</p>")
    longer = replies(mailed_ticket, html="<p>" + "y" * (MOST_HTML - 1_000) + "</p>")

    assert quote_in(shorter)
    assert not quote_in(longer)
    assert text_of(longer).endswith("\n> Use water.\n")
    assert max(len(html_of(sent).encode()) for sent in (shorter, longer)) < 102_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_customers_answer_only_what_he_newly_wrote_is_left(
    helpdesk: Helpdesk, desk: Desk, mailed_ticket: Ticket, replies: Replies, language: str
) -> None:
    speaks(helpdesk, desk, language, signature="Olga\nSupport team")
    sent = replies(mailed_ticket, html="<p>Use <b>water</b>:</p><ul><li>cold</li></ul>")
    said = "It works now.\nBut what about the ink?"

    read = {client.__name__: parse(client(sent, said).as_bytes()) for client in clients.ALL}

    assert {name: mail.reply_text for name, mail in read.items()} == dict.fromkeys(read, said)


def test_a_mail_fits_narrow_and_wide_bright_and_dark_screens(
    mailed_ticket: Ticket, replies: Replies
) -> None:
    """Outlook knows no max-width: it gets a table that nobody else sees."""
    page = html_of(replies(mailed_ticket))

    assert '<meta charset="utf-8">' in page
    assert "<title>Re: Printer on fire</title>" in page
    assert '<meta name="color-scheme" content="light dark">' in page
    for hidden in re.findall(r"<!--\[if mso\]>.*?<!\[endif\]-->", page):
        page = page.replace(hidden, "")
    assert "max-width:640px" in page
    assert "<table" not in page
    assert 'width="' not in page
    assert "background" not in page, "a dark screen would show dark letters on it"


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_quote_is_taken_for_one(
    helpdesk: Helpdesk, desk: Desk, mailed_ticket: Ticket, replies: Replies, language: str
) -> None:
    speaks(helpdesk, desk, language)
    tickets.reply(helpdesk, helpdesk.team.operators()[0], mailed_ticket.id, Body(text="Use water."))

    read = parse(replies(mailed_ticket, "Or sand.").as_bytes())

    assert "Use water." in read.text
    assert "Use water." not in read.reply_text
    assert read.reply_text.startswith("Or sand.")


# --- pictures and files -------------------------------------------------------------------------

DOT = base64.b64encode(b"PNG").decode()


def test_a_picture_within_an_answer_is_one_that_mail_programs_show(
    mailed_ticket: Ticket, replies: Replies
) -> None:
    sent = replies(
        mailed_ticket, html=f'<p>Look: <img src="data:image/png;base64,{DOT}" alt="A dot"></p>'
    )

    (image,) = [part for part in sent.walk() if part.get_content_type() == "image/png"]
    assert f'src="cid:{image["Content-ID"].strip("<>")}"' in html_of(sent)
    assert image.get_content() == b"PNG"
    assert "data:" not in html_of(sent)


def test_a_remote_picture_loads_where_the_operator_put_it_and_not_where_he_quotes(
    mailed_ticket: Ticket, replies: Replies
) -> None:
    sent = replies(
        mailed_ticket,
        html='<img src="https://ours.example/logo.png" alt="Logo">'
        '<blockquote><img src="https://tracker.example/p.gif" alt="A &lt;dot&gt;"></blockquote>',
    )

    assert '<img src="https://ours.example/logo.png" alt="Logo">' in html_of(sent)
    assert "tracker.example" not in html_of(sent)
    assert "<blockquote>A &lt;dot&gt;</blockquote>" in html_of(sent)


def test_pictures_are_quoted_by_their_words(mailed_ticket: Ticket, replies: Replies) -> None:
    remote, own = "https://t.example/p.gif", f"data:image/png;base64,{DOT}"
    html = f'<p>One <img src="{remote}" alt="two"> <img src="{own}" alt="three"></p>'
    replies(mailed_ticket, html=html)

    sent = replies(mailed_ticket, "Or sand.")

    assert "One two three" in quote_in(sent)
    assert "<img" not in quote_in(sent)


def upload(helpdesk: Helpdesk, olga: Operator, id: str, name: str, size: int) -> str:
    helpdesk.s3.put_object(
        Bucket=helpdesk.settings.files_bucket,
        Key=f"drafts/files/{olga.id}/{id}",
        Body=b"x" * size,
        ContentType="application/octet-stream",
        Metadata={"filename": name},
    )
    return id


def test_what_no_mailbox_takes_is_named_with_the_way_to_it(
    helpdesk: Helpdesk, olga: Operator, mailed_ticket: Ticket, replies: Replies
) -> None:
    uploads = (
        upload(helpdesk, olga, "u1", "video.mp4", 30_000_000),
        upload(helpdesk, olga, "u2", "notes.txt", 10),
        upload(helpdesk, olga, "u3", "Setup.EXE", 2_500),
    )

    sent = replies(mailed_ticket, uploads=uploads)

    assert [part.get_filename() for part in sent.iter_attachments()] == ["notes.txt"]
    for shown in (text_of(sent), html_of(sent)):
        assert "video.mp4 (30.0 MB)" in shown
        assert "Setup.EXE (2 kB)" in shown
        assert "- notes.txt" not in shown
    left = text_of(sent).partition("refuse these files")[2]
    assert tickets.link_url(helpdesk, mailed_ticket) in left


def test_files_are_attached_up_to_what_ses_takes_after_encoding(
    helpdesk: Helpdesk, olga: Operator, mailed_ticket: Ticket, outbox: Outbox, replies: Replies
) -> None:
    uploads = [upload(helpdesk, olga, f"u{n}", f"{n}.bin", 7_000_000) for n in range(5)]

    sent = replies(mailed_ticket, uploads=tuple(uploads))

    assert [part.get_filename() for part in sent.iter_attachments()] == [
        f"{n}.bin" for n in range(4)
    ]
    assert "4.bin (7.0 MB)" in text_of(sent)
    assert len(sent.as_bytes()) < 40_000_000


# --- headers ------------------------------------------------------------------------------------


def test_the_acknowledgement_answers_the_mail_and_says_that_no_person_did(
    mailed_ticket: Ticket, arrives: Arrives, outbox: Outbox, settle: Settle
) -> None:
    arrives(mail("One more.", message_id="<2@byron.example>", References="<1@byron.example>"))
    settle()

    (greeting,) = outbox.to("ada@byron.example")
    assert greeting["Auto-Submitted"] == "auto-replied"
    assert greeting["X-Auto-Response-Suppress"] == "All"
    assert greeting["In-Reply-To"] == "<1@byron.example>"


def test_what_answers_no_mail_is_generated(
    closed_ticket: Ticket, olga: Operator, outbox: Outbox, settle: Settle
) -> None:
    settle()

    closing, told = outbox.to("ada@byron.example")[-1], outbox.to(olga.email)[0]
    for sent in (closing, told):
        assert sent["Auto-Submitted"] == "auto-generated"
        assert sent["X-Auto-Response-Suppress"] == "All"


def test_a_desk_whose_domain_is_of_another_script_sends_and_threads(
    helpdesk: Helpdesk, desk: Desk, mailed_ticket: Ticket, replies: Replies
) -> None:
    aws.client("sesv2").create_email_identity(EmailIdentity="xn--w-uga1v8h.example")
    speaks(helpdesk, desk, "pl", addresses=("pomoc@żółw.example",))

    sent = replies(mailed_ticket)

    assert sent["From"].addresses[0].addr_spec == "pomoc@xn--w-uga1v8h.example"
    assert sent["Reply-To"].addresses[0].domain == "xn--w-uga1v8h.example"
    assert sent["References"].split()[0].endswith("@xn--w-uga1v8h.example>")


# --- languages ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_desk_writes_in_its_language(
    helpdesk: Helpdesk,
    desk: Desk,
    mailed_ticket: Ticket,
    olga: Operator,
    outbox: Outbox,
    settle: Settle,
    language: str,
) -> None:
    speaks(helpdesk, desk, language)
    tickets.reply(helpdesk, olga, mailed_ticket.id, Body(text="Use water."))
    edits.change(helpdesk, olga, mailed_ticket.id, {"status": Status.CLOSED})
    settle()

    to_ada = outbox.to("ada@byron.example")
    assert len(to_ada) == 3
    for sent in (*to_ada, *outbox.to(olga.email)):
        assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in html_of(sent)
        assert "{" not in text_of(sent)
        assert language == "en" or not re.search(r"request|wrote|Hello", text_of(sent))
        assert "SUP-1" in text_of(sent) + sent["Subject"]
