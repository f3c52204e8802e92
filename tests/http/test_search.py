import pytest

from deskhand.actions import tickets
from deskhand.actions.bodies import Body
from deskhand.domain.desk import Desk
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk
from tests.conftest import Arrives, mail
from tests.http.conftest import Call
from tests.http.test_tickets import Settle

TWELVE = [
    *("it", "is", "on", "fire", "printer", "ada", "byron", "example", "sup", "1"),
    *("-smoke", "-water"),
]
OTHERS = [f"word{nr}" for nr in range(188)]


@pytest.fixture
def ticket(mailed_ticket: Ticket, settle: Settle) -> Ticket:
    settle()
    return mailed_ticket


def test_a_hit_comes_with_the_text_around_it_and_the_message_that_says_it(
    admin_api: Call, ticket: Ticket, olga: Operator
) -> None:
    (in_text,) = admin_api("GET", "/tickets", me=olga, q="it").body["items"]
    (in_subject,) = admin_api("GET", "/tickets", me=olga, q="printer").body["items"]
    (listed,) = admin_api("GET", "/tickets", me=olga).body["items"]
    said = admin_api("GET", f"/tickets/{ticket.id}", me=olga).body["messages"][0]

    assert in_text["excerpt"] == {"text": "It is on fire.", "message_id": said["id"]}
    assert in_subject["excerpt"] == {"text": "Printer on fire", "message_id": None}
    assert listed["excerpt"] is None
    assert {**in_text, "excerpt": None} == listed


@pytest.mark.parametrize(
    ("q", "position"),
    [("fire status:burning", 12), ("fire desk:nowhere", 10), ('fire "on', 5), ("before:soon", 7)],
)
def test_a_query_that_is_wrong_is_refused_with_the_place(
    admin_api: Call, ticket: Ticket, olga: Operator, q: str, position: int
) -> None:
    answer = admin_api("GET", "/tickets", me=olga, q=q)

    assert answer.status == 400
    (error,) = answer.body["errors"]
    assert (error["field"], error["position"]) == ("q", position)
    assert error["message"]


@pytest.mark.parametrize("q", ["???", '""', "-", "\N{SNOWMAN}", "fire ;--", "%00", "x" * 5_000])
def test_nonsense_finds_nothing_or_what_its_words_say(
    admin_api: Call, ticket: Ticket, olga: Operator, q: str
) -> None:
    answer = admin_api("GET", "/tickets", me=olga, q=q)

    assert answer.status == 200
    assert [each["id"] for each in answer.body["items"]] == ([ticket.id] if "fire" in q else [])
    assert answer.body["cursor"] is None


def test_a_query_is_read_whole_also_with_commas_and_other_signs(
    admin_api: Call, arrives: Arrives, settle: Settle, olga: Operator
) -> None:
    arrives(mail("The lamp, the kettle & the oven: broken+bent 100%"))
    settle()

    def found(q: str) -> int:
        return len(admin_api("GET", "/tickets", me=olga, q=q).body["items"])

    assert found("lamp, kettle") == 1
    assert found("kettle & oven") == 1
    assert found("lamp,water") == 0
    assert found('"lamp, the kettle"') == 1
    assert found("100% bent+broken") == 1


def test_of_a_query_of_200_words_the_first_are_looked_for_with_a_note(
    admin_api: Call, ticket: Ticket, olga: Operator
) -> None:
    long = admin_api("GET", "/tickets", me=olga, q=" ".join(TWELVE + OTHERS)).body
    again = admin_api("GET", "/tickets", me=olga, q="on fire " * 100).body
    short = admin_api("GET", "/tickets", me=olga, q="fire").body

    assert "first 12 words" in long["note"]
    assert short["note"] == again["note"] == ""
    for answer in (long, short, again):
        assert [each["id"] for each in answer["items"]] == [ticket.id]
    assert admin_api("GET", "/tickets", me=olga, q="x " * 5_000).status == 400


def test_a_search_goes_on_with_its_cursor_and_no_other_cursor(
    admin_api: Call, arrives: Arrives, settle: Settle, olga: Operator
) -> None:
    made = [arrives(mail(f"fire {n}", message_id=f"<{n}@x>"))[0].ticket_id for n in range(3)]
    settle()

    first = admin_api("GET", "/tickets", me=olga, q="fire", limit=2).body
    rest = admin_api("GET", "/tickets", me=olga, q="fire", limit=2, cursor=first["cursor"]).body

    assert [each["id"] for each in (*first["items"], *rest["items"])] == made[::-1]
    assert rest["cursor"] is None
    for query in ({"q": "smoke"}, {"q": "fire", "status": "new"}, {}):
        wrong = admin_api("GET", "/tickets", me=olga, cursor=first["cursor"], **query)
        assert wrong.status == 400
    altered = first["cursor"][:-1] + ("A" if first["cursor"][-1] != "A" else "B")
    for wrong_one in (altered, first["cursor"] + "=", first["cursor"] + "\n"):
        assert admin_api("GET", "/tickets", me=olga, q="fire", cursor=wrong_one).status == 400


def test_a_ticket_is_found_by_its_number_before_all_that_begins_alike(
    admin_api: Call, arrives: Arrives, settle: Settle, olga: Operator
) -> None:
    for nr in range(12):
        arrives(mail("Call about 12 lamps", message_id=f"<{nr}@x>"))
    settle()

    def numbers(q: str, limit: int) -> list[str]:
        found: list[str] = []
        cursor: str | None = None
        while True:
            more = {"cursor": cursor} if cursor else {}
            page = admin_api("GET", "/tickets", me=olga, q=q, limit=limit, **more).body
            found += [each["number"] for each in page["items"]]
            if (cursor := page["cursor"]) is None:
                return found

    assert numbers("SUP-1", 50) == ["SUP-1"]
    for limit in (1, 2, 50):
        assert numbers("sup-12", limit)[0] == "SUP-12"
    assert numbers("SUP-2", 1)[0] == "SUP-2"
    everything = [f"SUP-{nr}" for nr in range(12, 0, -1)]
    assert numbers("12", 3) == everything  # no number here: a word that all of them hold
    assert numbers("SUP-99", 50) == []


def test_tickets_of_several_desks_with_one_number_all_come_whatever_the_pages(
    admin_api: Call, helpdesk: Helpdesk, desk: Desk, olga: Operator, settle: Settle
) -> None:
    for nr in range(3):
        other = {"id": f"desk00002{nr}", "name": f"Desk {nr}", "addresses": (), "version": 1}
        helpdesk.team.add_desk(desk.model_copy(update=other))
        opening = tickets.Opening(desk_id=other["id"], subject="Lamp")
        tickets.open(helpdesk, opening, Body(text="Dark"), operator=olga)
    settle()

    for limit in (1, 2, 3, 50):
        found: list[str] = []
        cursor = None
        while True:
            more = {"cursor": cursor} if cursor else {}
            page = admin_api("GET", "/tickets", me=olga, q="SUP-1", limit=limit, **more).body
            found += [each["desk_id"] for each in page["items"]]
            if (cursor := page["cursor"]) is None:
                break
        assert sorted(found) == ["desk000020", "desk000021", "desk000022"], limit


def test_what_begins_with_one_letter_is_not_looked_for_and_the_answer_says_so(
    admin_api: Call, ticket: Ticket, olga: Operator
) -> None:
    assert "second letter" in admin_api("GET", "/tickets", me=olga, q="f").body["note"]


def test_what_is_not_snoozed_is_never_due(admin_api: Call, ticket: Ticket, olga: Operator) -> None:
    assert admin_api("GET", "/tickets", me=olga, snoozed="false", sort="due").status == 400
    assert admin_api("GET", "/tickets", me=olga, due_before="soon").status == 400
    assert admin_api("GET", "/tickets", me=olga, snoozed="true").body["items"] == []
    assert len(admin_api("GET", "/tickets", me=olga, snoozed="false").body["items"]) == 1
