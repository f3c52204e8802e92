import html
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskhand.mail import reply
from deskhand.mail.checking import BadTemplate, check
from deskhand.mail.enclosures import encoded_size, is_refused, size_in_words
from deskhand.mail.paragraphs import paragraphs
from deskhand.mail.plain import to_text
from deskhand.mail.render import (
    FOLDER,
    IN_REPLIES,
    direction,
    line,
    markup,
    text,
    words,
)

LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.json"))
ENGLISH = json.loads((FOLDER / "en.json").read_text("utf-8"))

# --- text as HTML -----------------------------------------------------------------------------


def inside(document: str) -> str:
    """Of the only paragraph."""
    found = re.fullmatch(r'<p dir="auto">(.*)</p>', document, re.DOTALL)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a\nb", "a<br>\nb"),
        ("a\r\nb\rc\u2028d", "a<br>\nb<br>\nc<br>\nd"),
        ("  a\n\tb", "\xa0 a<br>\n\xa0\xa0\xa0 b"),
        ("a  b   c d", "a\xa0 b\xa0\xa0 c d"),
        ("a <b> & \"c\" 'd'", "a &lt;b&gt; &amp; \"c\" 'd'"),
        ("\n\n  a  \n\n", "\xa0 a"),
    ],
)
def test_text_keeps_its_lines_and_indents(written: str, shown: str) -> None:
    assert inside(paragraphs(written)) == shown


def test_gaps_stay_as_wide_as_they_are() -> None:
    assert paragraphs("a\n\nb\n\n\n\nc") == (
        '<p dir="auto">a</p>\n\n<p dir="auto">b</p>\n<br><br>\n<p dir="auto">c</p>'
    )


@pytest.mark.parametrize("nothing", ["", " ", "\n\n", "\t\n"])
def test_of_nothing_comes_nothing(nothing: str) -> None:
    assert paragraphs(nothing) == ""


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("see https://x.example/a?b=1&c=2.", "https://x.example/a?b=1&c=2"),
        ("(https://x.example/a)", "https://x.example/a"),
        ("<https://x.example/a>", "https://x.example/a"),
        ("[https://x.example/a], b", "https://x.example/a"),
        ("https://x.example/Ada_(name)", "https://x.example/Ada_(name)"),
        ("(see https://x.example/Ada_(name))", "https://x.example/Ada_(name)"),
        ('"https://x.example/a"', "https://x.example/a"),
        ("„https://x.example/a“ …", "https://x.example/a"),
        ("https://x.example/a。そして", "https://x.example/a"),
        ("https://x.example/t/#01m8-token!", "https://x.example/t/#01m8-token"),
        ("HTTPS://X.EXAMPLE/żółw?!", "HTTPS://X.EXAMPLE/żółw"),
        ("**https://x.example/a**", "https://x.example/a"),
    ],
)
def test_a_link_is_what_the_writer_meant_by_it(written: str, address: str) -> None:
    escaped = address.replace("&", "&amp;")

    assert re.findall(r'<a href="(.*?)">(.*?)</a>', paragraphs(written)) == [(escaped, escaped)]
    assert to_text(paragraphs(written)) == written


@pytest.mark.parametrize(
    "written", ["https://", "http://.,", "javascript:alert(1)", "x@y.example", "https:// a", "//x"]
)
def test_nothing_else_becomes_a_link(written: str) -> None:
    assert "<a" not in paragraphs(written)


def test_a_link_never_breaks_out_of_its_tag() -> None:
    shown = paragraphs("https://x.example/\"onclick='x' https://x.example/'a'b")

    assert "'" not in "".join(re.findall(r"<a [^>]*>", shown))
    assert shown.count("<a ") == shown.count("</a>") == 2


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.sampled_from([*"<>&\"'()[] \n\t.", "https://x", "<p>", "</a>", "é"])).map("".join)
)
def test_of_text_only_links_and_paragraphs_are_made(written: str) -> None:
    tags = r'</?p( dir="auto")?>|<br>|<a href="[^"<>]*">|</a>'
    shown = re.sub(tags, "", paragraphs(written))

    assert "<" not in shown
    assert "".join(html.unescape(shown).split()) == "".join(written.split())


# --- HTML as text -----------------------------------------------------------------------------


def test_the_text_of_an_html_answer_reads_well() -> None:
    answer = (
        "<p>Hello Ada,</p><p>please <b>read</b> the "
        '<a href="https://x.example/manual">manual</a> or https://x.example:</p>'
        "<ol><li>unplug it</li><li>wait<ul><li>a minute</li></ul></li></ol><pre>a\n  b</pre>"
    )

    assert to_text(answer) == (
        "Hello Ada,\n\nplease read the manual <https://x.example/manual> or https://x.example:\n\n"
        "1. unplug it\n2. wait\n  - a minute\n\na\n  b"
    )


# --- templates --------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_what_english_has(language: str) -> None:
    own = json.loads((FOLDER / f"{language}.json").read_text("utf-8"))

    assert own.keys() == ENGLISH.keys()
    assert own["words"].keys() == ENGLISH["words"].keys()
    for name in ("created", "replied", "closed"):
        for field in ("subject", "body"):
            check(own[name][field])
            used = variables(own[name][field])
            assert used >= variables(ENGLISH[name][field]) - {"customer_first_name"}
            assert used <= {*variables(ENGLISH[name][field]), "desk_name"}
    for name, said in own["words"].items():
        assert gaps(said) == gaps(ENGLISH["words"][name]), name


NESTED = [
    "{% if status %}" * 60 + "{% endif %}" * 60,
    "{% if status %}" * 400 + "{% endif %}" * 400,
    "{{ " + "not " * 2_400 + "status }}",
    "{{ " + "(" * 4_000 + "status" + ")" * 4_000 + " }}",
    "{% if " + " and ".join(["status"] * 900) + " %}x{% endif %}",
]


@pytest.mark.parametrize("source", NESTED, ids=range(len(NESTED)))
def test_a_template_that_nests_too_deeply_to_be_rendered_is_refused(source: str) -> None:
    with pytest.raises(BadTemplate, match="nested too deeply"):
        check(source)


@pytest.mark.parametrize(
    "compared",
    ["status > 3", "status in 3", "(not status) in status", "none in none", "status < true"],
)
def test_only_texts_are_compared_since_else_writing_the_mail_would_fail(compared: str) -> None:
    with pytest.raises(BadTemplate, match="line 2: only variables and texts"):
        check("Hello\n{% if desk_name and " + compared + " %}!{% endif %}")

    check("{% if status == 'new' and 'Lamp' in desk_name %}!{% endif %}")


def test_a_template_that_nests_as_people_do_is_rendered() -> None:
    source = "{% if status %}" * 8 + "x" + "{% endif %}" * 8
    check(source)

    assert text(source, {"status": "new"}) == "x"


def test_a_canned_reply_knows_all_variables_but_the_comment_that_it_becomes() -> None:
    check("{{ customer_first_name }} {{ operator_name }} {{ ticket_url }}", IN_REPLIES)

    with pytest.raises(BadTemplate, match="line 2: comment_content is unknown"):
        check("Hello\n{{ comment_content }}", IN_REPLIES)


def variables(template: str) -> set[str]:
    return set(re.findall(r"\{\{ (\w+) \}\}", template))


def gaps(words: str) -> list[str]:
    return sorted(re.findall(r"\{\w+\}", words))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_line_above_a_quote_is_known_for_what_it_is(language: str) -> None:
    head = words(language)["quoted"].format(date="2026-11-23 14:05 UTC", name="Ada Byron")

    assert reply.visible_reply(f"Thank you!\n\n{head}\n> It is on fire.", "") == "Thank you!"


def test_a_language_may_name_a_country_and_an_unknown_one_is_english() -> None:
    assert words("pt-BR") == words("pt") != words("en")
    assert words("xx") == words("en")
    assert [direction(language) for language in ("ar-EG", "he", "en")] == ["rtl", "rtl", "ltr"]


def test_ready_html_stands_beside_the_paragraphs_of_a_template() -> None:
    source = "Olga says:\n{{ comment_content }}\nso {{ desk_name }}"

    shown = markup(source, {"desk_name": "<b>"}, comment_content="<p>Use <i>water</i></p>")

    assert shown == (
        '<p dir="auto">Olga says:</p>\n<div><p>Use <i>water</i></p></div>\n'
        '<p dir="auto">so &lt;b&gt;</p>'
    )


def test_ready_html_alone_is_all_there_is() -> None:
    assert markup("{{ comment_content }}", {}, comment_content="a") == "<div>a</div>"


def test_what_a_value_holds_is_never_taken_for_a_template_or_for_ready_html() -> None:
    held = {"ticket_title": "{{ comment_content }}\ue000comment_content\ue001<i>\ud800"}

    shown = markup("{{ ticket_title }}", held, comment_content="<p>ready</p>")

    assert "ready" not in shown
    assert "&lt;i&gt;" in shown


def test_an_indented_first_line_stays_so() -> None:
    assert text("{{ comment_content }}\n", {"comment_content": "\n  a\n b\n"}) == "  a\n b"


def test_a_header_is_one_line_whatever_its_values_hold() -> None:
    assert line("Re: {{ ticket_title }}", {"ticket_title": "a\r\nBcc: b\x85c"}) == "Re: a Bcc: b c"


# --- what a mail carries ----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.exe", "A.ExE", "a.exe. .", "a.pdf.js", "x.lnk", "x.apk"])
def test_what_mail_systems_refuse_is_not_attached(name: str) -> None:
    assert is_refused(name)


@pytest.mark.parametrize("name", ["exe", "a.exe.pdf", "js.txt", "a.json", "", ".", "a.zip"])
def test_everything_else_is_attached(name: str) -> None:
    assert not is_refused(name)


def test_files_grow_by_a_third_and_more_when_they_are_sent() -> None:
    assert encoded_size(57_000) == 1_000 * 78 + 1_000


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "1 kB"),
        (1_499, "1 kB"),
        (999_000, "999 kB"),
        (1_000_000, "1.0 MB"),
        (48_260_000, "48.3 MB"),
    ],
)
def test_sizes_are_told_as_people_tell_them(size: int, said: str) -> None:
    assert size_in_words(size) == said
