"""The examples of [MS-OXRTFCP], section 4, and what Outlook writes."""

import pytest

from deskhand.mail import lzfu, rtf

SIMPLE = (
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af320"
    "68656c090020627705b06c647d0a800fa0"
)
CROSSING = "1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0"


@pytest.mark.parametrize(
    ("packed", "plain"),
    [
        (SIMPLE, b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"),
        (CROSSING, b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"),
        ("0f000000030000004d454c4100000000616263", b"abc"),
        ("2d0000002b0000004e4f504500000000616263", b""),
        (SIMPLE[:60], b"{\\rtf1\\ansi\\ansicpg1252"),
        ("", b""),
    ],
    ids=["simple", "a copy of itself", "not compressed", "of another kind", "cut off", "empty"],
)
def test_compressed_rtf_is_unpacked(packed: str, plain: bytes) -> None:
    assert lzfu.decompress(bytes.fromhex(packed)) == plain


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (rb"{\rtf1\ansi Hello\par world}", "Hello\nworld"),
        (rb"{\rtf1\ansi\ansicpg1252 Gr\'fc\'dfe}", "Grüße"),
        (rb"{\rtf1\ansi\uc1 \u8364?20 \u55357?\u56832?}", "€20 😀"),
        (rb"{\rtf1{\fonttbl{\f1\fcharset204 A;}}\f1\'cf\'f0\'e8}", "При"),
        (rb"{\rtf1{\fonttbl{\f1\fcharset128 A;}}{\f1\'82\'a0}b}", "あb"),
        (rb"{\rtf1{\pict 00ff}{\*\generator x;}{\bin4 {{{{}a\{b\}\\}", "a{b}\\"),
        (rb"{\rtf1 {\field{\*\fldinst HYPERLINK x}{\fldrslt here}}}", "here"),
        (rb"}}}{\rtf1 a}}}{{{b", "ab"),
    ],
)
def test_rtf_is_read_as_text(source: bytes, text: str) -> None:
    assert rtf.read(source) == (text, "")


def test_html_within_rtf_comes_out_as_it_was() -> None:
    source = rb"""{\rtf1\ansi\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 a {\*\htmltag84 <b>}
        \htmlrtf\b\htmlrtf0 b{\*\htmltag92 </b>}\htmlrtf\par}\htmlrtf0{\*\htmltag72 </p>}}"""

    assert rtf.read(source)[1].split() == ["<p>a", "<b>", "b</b></p>"]
