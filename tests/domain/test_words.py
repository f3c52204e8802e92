import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.domain.indexed import Source, excerpts, of_message, said, says, tag_word, words_said
from deskhand.domain.words import LONGEST, folded, normal, texts, words
from tests.domain.given import message

POEM = (
    "Once upon a midnight dreary, when all was dark and still around, while I pondered, weak and "
    "weary, over many a quaint and curious volume"
)


def source(*fields: str) -> Source:
    return Source("m", tuple(map(normal, fields)))


def found_by(text: str) -> set[str]:
    return words_said(said(source(text)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Drücker BRENNT", {"drucker", "brennt"}),
        ("Straße", {"strasse"}),
        ("Łódź", {"lodz"}),
        ("smørrebrød", {"smorrebrod"}),
        ("ĄĘÓ", {"aeo"}),
        ("İstanbul ISPARTA", {"istanbul", "isparta"}),
        ("Ｐｒｉｎｔｅｒ", {"printer"}),
        ("ﬁre", {"fire"}),
        ("Deskhand™", {"deskhand"}),
        ("½ l", {"1", "2", "l"}),
        ("SUP-1042", {"sup", "1042"}),
        ("invoice_2026.pdf", {"invoice", "2026", "pdf"}),
        ("Мой ЗАКАЗ, ещё", {"мои", "заказ", "еще"}),
        ("Καλημέρα", {"καλημερα"}),
        ("הַזְמָנָה", {"הזמנה"}),
        ("مُحَمَّد", {"محمد"}),
        ("हिन्दी में", {"हिन्दी", "में"}),
        ("東京都", {"東京", "京都", "都"}),
        ("東", {"東"}),
        ("注文1234番", {"注文", "文", "1234", "番"}),
        ("が", {"が"}),
        ("주문이 안 와요", {"주문", "문이", "이", "안", "와요", "요"}),
        ("สวัสดี", {"สว", "วั", "ัส", "สด", "ดี", "ี"}),
        ("Feuer 🔥🔥 ❤️", {"feuer", "🔥", "❤"}),
        ("so\u00adft zero\u200dwidth bom\ufeffed", {"soft", "zerowidth", "bomed"}),
        ("", set()),
        (" ,;!", set()),
    ],
)
def test_words_have_no_case_and_no_accents(text: str, found: set[str]) -> None:
    assert found_by(text) == found


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(max_size=60))
def test_whoever_asks_for_a_text_finds_it_as_words_and_as_a_phrase(text: str) -> None:
    """Unless it is longer than what is kept."""
    asked = [word.text for word in words(normal(text))]

    kept = said(source(text))
    assert set(texts(text)) <= words_said(kept)
    assert not asked or says(kept, " ".join(asked))


@given(st.text(max_size=60))
def test_each_word_is_shown_in_its_text(text: str) -> None:
    kept = found_by(text)

    assert set(excerpts(source(text), kept)) == kept


def test_long_words_are_cut_and_of_very_long_texts_only_the_beginning_is_found() -> None:
    assert found_by("x" * 1_000) == {"x" * LONGEST}
    assert len(found_by(" ".join(map(str, range(10_000))))) <= 401
    assert len(said(source("the same again " * 1_000_000))) < 30_000


def test_an_author_and_files_are_found_however_long_the_text_is() -> None:
    written = message(text=" ".join(map(str, range(10_000))))

    assert {"ada", "byron", "7"} <= words_said(said(of_message(written)))


def test_a_phrase_is_words_that_follow_each_other_in_one_field() -> None:
    kept = said(source("The printer is on fire.", "東京都庁の注文書"))

    assert says(kept, "on fire")
    assert says(kept, "printer is on")
    assert not says(kept, "fire on")
    assert not says(kept, "is fire")
    assert not says(kept, "fire 東京")
    assert not says(kept, "rinter is")
    assert says(kept, "東京 京都 都庁")


def test_an_excerpt_is_the_text_around_a_word_cut_between_words() -> None:
    shown = excerpts(source(f"{POEM} of forgotten lore"), {"weak", "once", "lore"})

    assert shown["once"].startswith("Once upon a midnight dreary")
    assert shown["once"].endswith("…")
    assert shown["weak"].startswith("…")
    assert "pondered, weak and weary" in shown["weak"]
    assert shown["lore"].endswith("curious volume of forgotten lore")
    for text in shown.values():
        assert text.strip("…") in f"{POEM} of forgotten lore"


def test_an_excerpt_is_one_line_and_no_field_runs_into_another() -> None:
    shown = excerpts(source("Ada", "one\n\n\ttwo", "three"), {"two", "ada"})

    assert shown == {"two": "one two", "ada": "Ada"}


@pytest.mark.parametrize(
    ("one", "same"), [("VIP", "vip"), ("Éclair", "eclair"), ("on hold", "On-Hold"), ("#1", "1")]
)
def test_a_tag_is_found_whatever_its_case(one: str, same: str) -> None:
    assert tag_word(one) == tag_word(same)


@given(st.lists(st.text(max_size=30), max_size=4), st.text(max_size=30))
def test_whatever_is_a_tag_is_found_and_shown_as_one(tags: list[str], text: str) -> None:
    tagged = Source("T", (normal(text),), tuple(tags))

    kept = words_said(said(tagged))

    assert kept >= {tag_word(tag) for tag in tags}
    assert set(excerpts(tagged, kept)) == kept
    assert all(len(word.encode()) < 500 and "#" not in word for word in kept)


def test_a_tag_is_no_word_and_holds_nothing_that_divides_keys() -> None:
    assert tag_word("fire") not in found_by("fire")
    assert "#" not in tag_word("#") + tag_word("a#b") + tag_word("###")
