import pytest

from deskhand.domain.crm import linked
from deskhand.domain.people import Requester
from deskhand.domain.ticket import LinkedBy
from tests.domain.given import NOW, customer, ticket

ADA = customer(emails=("ada@byron.example", "a@b.example"), external_ids=("c-1815",))


@pytest.mark.parametrize(
    ("requester", "by"),
    [
        (Requester(email="a@b.example"), "email"),
        (Requester(external_id="c-1815"), "external_id"),
        (Requester(email="other@x.example", external_id="c-1815"), "external_id"),
        (Requester(email="a@b.example", external_id="c-1815"), "email"),
    ],
)
def test_a_ticket_is_linked_by_email_first_and_then_by_external_id(
    requester: Requester, by: LinkedBy
) -> None:
    after = linked(ticket(requester=requester), ADA, at=NOW)

    assert (after.customer_id, after.linked_by) == (ADA.id, by)


@pytest.mark.parametrize(
    "requester",
    [
        Requester(),
        Requester(email="other@x.example"),
        Requester(external_id="C-1815"),
        Requester(first_name="Ada", last_name="Byron", phone="1"),
    ],
)
def test_who_is_not_the_requester_is_not_linked(requester: Requester) -> None:
    before = ticket(requester=requester)

    assert linked(before, ADA, at=NOW) == before


def test_a_choice_by_hand_also_of_nobody_and_an_older_link_are_kept() -> None:
    mine = {"requester": Requester(email="a@b.example")}
    for kept in (
        ticket(**mine, customer_id="x", linked_by="hand"),
        ticket(**mine, customer_id=None, linked_by="hand"),
        ticket(**mine, customer_id="x", linked_by="email"),
    ):
        assert linked(kept, ADA, at=NOW) == kept
