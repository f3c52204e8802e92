import pytest

from deskhand.domain.people import Operator
from deskhand.domain.suppression import Suppression
from deskhand.wiring import Helpdesk
from tests.http.conftest import Call

ADA, BOB = "ada@byron.example", "bob@lamp.example"


@pytest.fixture(autouse=True)
def suppressed(helpdesk: Helpdesk) -> None:
    """Ada's mail bounced, Bob complained."""
    for address, reason in ((ADA, "bounced"), (BOB, "complained")):
        fields = {"address": address, "reason": reason, "since": helpdesk.now(), "ticket_id": "1"}
        helpdesk.suppressions.add(Suppression.model_validate(fields))


def test_an_operator_sees_why_an_address_takes_no_mail_and_lifts_it(
    admin_api: Call, olga: Operator
) -> None:
    path = f"/suppressions/{ADA}"

    assert admin_api("GET", path, me=olga).body["reason"] == "bounced"
    assert admin_api("DELETE", path, me=olga).status == 204
    assert admin_api("GET", path, me=olga).status == 404


def test_of_many_addresses_those_that_take_no_mail_are_found(
    admin_api: Call, olga: Operator
) -> None:
    asked = ["Bob@Lamp.example", "eve@evil.example", ADA, ADA]

    found = admin_api("GET", "/suppressions", me=olga, address=asked).body

    assert {each["address"]: each["reason"] for each in found["items"]} == {
        ADA: "bounced",
        BOB: "complained",
    }
    assert found["cursor"] is None


def test_lifting_one_leaves_the_others(admin_api: Call, olga: Operator) -> None:
    admin_api("DELETE", f"/suppressions/{ADA}", me=olga)
    assert admin_api("DELETE", f"/suppressions/{ADA}", me=olga).status == 204

    found = admin_api("GET", "/suppressions", me=olga, address=[ADA, BOB]).body["items"]

    assert [each["address"] for each in found] == [BOB]


@pytest.mark.parametrize(
    "query",
    [{}, {"address": ["a@b.example"] * 51}, {"adress": "a@b.example"}],
    ids=["none", "too many", "a slip"],
)
def test_addresses_must_be_named_and_not_too_many(
    admin_api: Call, olga: Operator, query: dict[str, object]
) -> None:
    assert admin_api("GET", "/suppressions", me=olga, **query).status == 400


def test_whoever_is_no_operator_learns_nothing_of_an_address(admin_api: Call) -> None:
    assert admin_api("GET", "/suppressions", me=None, address=ADA).status == 403
    assert admin_api("GET", f"/suppressions/{ADA}", me=None).status == 403
