import pytest

from deskhand.domain import domains
from deskhand.mail.parse import parse

SPELLINGS = {
    "żółw.example": "xn--w-uga1v8h.example",
    "ŻÓŁW.Example": "xn--w-uga1v8h.example",
    "XN--W-UGA1V8H.example": "xn--w-uga1v8h.example",
    "mu\u0308ller.example": "xn--mller-kva.example",
    "straße.example": "xn--strae-oqa.example",
    "例え。example": "xn--r8jz45g.example",
    "Shop.EXAMPLE": "shop.example",
}


@pytest.mark.parametrize(("written", "known"), SPELLINGS.items(), ids=SPELLINGS.values())
def test_a_domain_is_the_same_however_it_is_written(written: str, known: str) -> None:
    mail = parse(f"From: Ada <ada@{written}>\nTo: b@{written}\nReply-To: c@{written}\n\nx".encode())

    assert mail.from_email == f"ada@{known}"
    assert (mail.to, mail.reply_to) == ([f"b@{known}"], [f"c@{known}"])


@pytest.mark.parametrize("known", SPELLINGS.values())
def test_the_kept_spelling_is_the_one_that_mail_servers_take(known: str) -> None:
    assert domains.to_ascii(known) == known
    assert known.isascii()


def test_a_label_that_is_too_long_for_any_domain_is_left_as_it_is() -> None:
    assert domains.to_ascii("ü" * 64 + ".example") == "ü" * 64 + ".example"


@pytest.mark.parametrize("sender", ["From: Ada Byron\n", "From: \nSender: ada@b.example\n", ""])
def test_who_stands_elsewhere_than_in_from_is_shown_and_is_no_identity(sender: str) -> None:
    mail = parse(f"{sender}Reply-To: ada@b.example\n\nx".encode())

    assert (mail.from_email, mail.from_count) == ("ada@b.example", 0)
