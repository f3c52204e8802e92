import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.domain.words import LONGEST, MOST, asked, folded, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Drücker BRENNT", {"drucker", "brennt"}),
        ("Straße", {"strasse"}),
        ("Łódź", {"łodz"}),
        ("ĄĘÓ", {"aeo"}),
        ("İstanbul", {"istanbul"}),
        ("Ｐｒｉｎｔｅｒ", {"printer"}),
        ("ﬁre", {"fire"}),
        ("Deskhand™", {"deskhandtm"}),
        ("№5", {"no5"}),
        ("SUP-1042", {"sup", "1042"}),
        ("東京都", {"東京", "京都"}),
        ("東", {"東"}),
        ("注文1234番", {"注文", "1234", "番"}),
        ("", set()),
        (" ,;!", set()),
    ],
)
def test_words_have_no_case_and_no_accents(text: str, words: set[str]) -> None:
    assert words_of(text) == words


def test_an_address_is_found_whole_and_in_its_parts() -> None:
    assert words_of("From Ada.K@Byron.example!") == {
        "ada.k@byron.example", "from", "ada", "k", "byron", "example",
    }  # fmt: skip


def test_nothing_is_as_good_as_no_text() -> None:
    assert words_of(None, "", "a", None) == {"a"}


def test_long_words_are_cut_and_many_are_left_out() -> None:
    assert words_of("x" * 1_000) == {"x" * LONGEST}
    assert len(words_of(" ".join(map(str, range(10_000))))) == MOST


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(max_size=60))
def test_whoever_asks_for_a_text_finds_it(text: str) -> None:
    words, last = asked(text)

    kept = words_of(text)
    assert set(words) <= kept
    assert not last or any(word.startswith(last) for word in kept)


@pytest.mark.parametrize(
    ("query", "words", "last"),
    [
        ("printer on fi", ["printer", "on"], "fi"),
        ("  PRINTER ", [], "printer"),
        ("fire fire", [], "fire"),
        ("", [], ""),
        ("ada@byron.exa", ["ada", "byron"], "exa"),
        ("東京都", ["東京"], "京都"),
    ],
)
def test_the_last_word_of_a_query_may_be_a_beginning(
    query: str, words: list[str], last: str
) -> None:
    assert asked(query) == (words, last)


def test_a_query_without_end_is_bounded() -> None:
    words, last = asked(" ".join(f"w{n}" for n in range(9_999)))

    assert len(words) == 11
    assert last
