from datetime import timedelta

from deskhand.domain.ids import Ids
from deskhand.domain.words import words_of
from deskhand.store.search import MOST_OF_A_PREFIX
from deskhand.wiring import Helpdesk
from tests.domain.given import NOW


def index(helpdesk: Helpdesk, *texts: str, desk: str = "support") -> list[str]:
    """Ids of tickets with these texts, oldest first."""
    ids = Ids()
    made = [ids.new(NOW + timedelta(seconds=n)) for n, _ in enumerate(texts)]
    for id, text in zip(made, texts, strict=True):
        helpdesk.search.add(desk, id, words_of(text))
    return made


def found(helpdesk: Helpdesk, query: str, *desks: str, before: str | None = None) -> list[str]:
    return list(helpdesk.search.tickets(desks or ("support",), query, before=before))


def test_tickets_that_hold_all_words_are_found_newest_first(helpdesk: Helpdesk) -> None:
    fire, smoke, lamp, old_fire = index(
        helpdesk, "Printer on fire", "printer smokes", "Lamp on fire", "Fire: printer"
    )

    assert found(helpdesk, "PRINTER") == [old_fire, smoke, fire]
    assert found(helpdesk, "fire printer") == [old_fire, fire]
    assert found(helpdesk, "on printer fire") == [fire]
    assert found(helpdesk, "smoke") == [smoke]  # the last word may be a beginning
    assert found(helpdesk, "smoke printer") == []  # the others may not
    assert found(helpdesk, "water") == found(helpdesk, "") == found(helpdesk, " ,;") == []
    assert lamp in found(helpdesk, "lam")


def test_a_ticket_is_found_once_however_often_it_was_added_and_by_how_many_of_its_words(
    helpdesk: Helpdesk,
) -> None:
    for _ in range(3):
        id = index(helpdesk, "print prints printer printing")[0]
        helpdesk.search.add("support", id, {"printed", "print"})
        assert found(helpdesk, "print").count(id) == 1


def test_only_the_desks_asked_for_are_searched_and_merged_by_age(helpdesk: Helpdesk) -> None:
    ours = index(helpdesk, "fire", "fire")
    theirs = index(helpdesk, "fire", desk="sales")

    assert found(helpdesk, "fire", "support") == ours[::-1]
    assert found(helpdesk, "fire", "sales") == theirs
    both = found(helpdesk, "fire", "support", "sales")
    assert both == sorted(ours + theirs, reverse=True)


def test_a_search_goes_on_before_a_ticket(helpdesk: Helpdesk) -> None:
    made = index(helpdesk, *["printer fire"] * 5)

    assert found(helpdesk, "printer fire", before=made[3]) == made[2::-1]
    assert found(helpdesk, "fire", before=made[0]) == []


def test_a_word_itself_is_found_however_many_begin_with_it(helpdesk: Helpdesk) -> None:
    ids = Ids()
    (order,) = index(helpdesk, "order")
    helpdesk.table.put_all(
        {"pk": "SEARCH#support#or", "sk": f"ordered#{ids.new(NOW - timedelta(days=1))}"}
        for _ in range(MOST_OF_A_PREFIX + 1)
    )

    assert order in found(helpdesk, "order")
