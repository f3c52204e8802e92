from deskhand.domain.people import Operator
from deskhand.domain.suppression import Suppression
from deskhand.wiring import Helpdesk
from tests.http.conftest import Call


def test_an_operator_sees_why_an_address_takes_no_mail_and_lifts_it(
    helpdesk: Helpdesk, admin_api: Call, olga: Operator
) -> None:
    helpdesk.suppressions.add(
        Suppression(
            address="ada@byron.example", reason="bounced", since=helpdesk.now(), ticket_id="1"
        )
    )
    path = "/suppressions/ada@byron.example"

    assert admin_api("GET", path, me=olga).body["reason"] == "bounced"
    assert admin_api("DELETE", path, me=olga).status == 204
    assert admin_api("GET", path, me=olga).status == 404
