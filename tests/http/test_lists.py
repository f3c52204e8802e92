import pytest
from botocore.model import OperationModel

from deskhand import wiring
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from tests.conftest import Arrives, mail
from tests.http.conftest import Call


@pytest.fixture
def three_tickets(arrives: Arrives) -> list[str]:
    """Ids, oldest first."""
    return [
        arrives(mail(f"Number {place}", message_id=f"<{place}@x.example>"))[0].ticket_id
        for place in range(3)
    ]


def test_a_list_goes_on_with_its_cursor(
    admin_api: Call, three_tickets: list[str], olga: Operator
) -> None:
    first = admin_api("GET", "/tickets", me=olga, limit=2).body
    rest = admin_api("GET", "/tickets", me=olga, limit=2, cursor=first["cursor"]).body

    found = [ticket["id"] for ticket in (*first["items"], *rest["items"])]
    assert found == three_tickets[::-1]
    assert rest["cursor"] is None


def test_a_cursor_is_good_for_its_own_query_only(
    admin_api: Call, three_tickets: list[str], olga: Operator
) -> None:
    cursor = admin_api("GET", "/tickets", me=olga, limit=2).body["cursor"]
    altered = cursor[:-2] + ("AA" if cursor[-2:] != "AA" else "BB")

    assert admin_api("GET", "/tickets", me=olga, status="new", cursor=cursor).status == 400
    assert admin_api("GET", "/tickets", me=olga, cursor=altered).status == 400
    assert admin_api("GET", "/tickets", me=olga, cursor="é").status == 400


def test_several_statuses_and_operators_me_and_none_are_filters(
    admin_api: Call, mailed_ticket: Ticket, olga: Operator
) -> None:
    def found(**filters: object) -> int:
        return len(admin_api("GET", "/tickets", me=olga, **filters).body["items"])

    assert found(status=["new", "closed"]) == 1
    assert found(status=["waiting"]) == 0
    assert found(assignee="none") == 1
    assert found(assignee="me") == 0
    admin_api("PATCH", f"/tickets/{mailed_ticket.id}", {"assignee": olga.id}, me=olga)
    assert found(assignee="me") == 1
    assert found(assignee=olga.id, status="new") == 1


def test_a_desk_that_an_operator_does_not_see_is_no_filter(
    admin_api: Call, mailed_ticket: Ticket, stranger: Operator
) -> None:
    assert admin_api("GET", "/tickets", me=stranger).body["items"] == []
    assert admin_api("GET", "/tickets", me=stranger, q="fire").body["items"] == []
    assert admin_api("GET", "/tickets", me=stranger, desk=mailed_ticket.desk_id).status == 404


@pytest.mark.parametrize("query", [{"limit": 101}, {"sort": "colour"}, {"prority": "high"}])
def test_a_query_with_a_slip_is_refused(
    admin_api: Call, olga: Operator, query: dict[str, object]
) -> None:
    assert admin_api("GET", "/tickets", me=olga, **query).status == 400


def test_a_list_brings_the_numbers_of_the_side_bar_if_asked(
    admin_api: Call, mailed_ticket: Ticket, olga: Operator
) -> None:
    admin_api("GET", "/tickets", me=olga)  # the team and the keys are read, and kept
    asked: list[str] = []

    def note(model: OperationModel, **_: object) -> None:
        asked.append(model.name)

    wiring.helpdesk().table.client.meta.events.register("before-call.dynamodb.*", note)
    listed = admin_api("GET", "/tickets", me=olga, assignee="me", status="new", counters="true")

    assert asked == ["Query", "BatchGetItem"]
    assert listed.body["counters"] == admin_api("GET", "/counters", me=olga).body
    assert admin_api("GET", "/tickets", me=olga).body["counters"] is None
