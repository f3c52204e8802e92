import json
from datetime import timedelta
from typing import Any

from deskhand.actions import edits, tickets
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk
from tests.conftest import NOW
from tests.functions.conftest import Invoke

# docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
HTTP: dict[str, Any] = {
    "version": "2.0",
    "routeKey": "ANY /api/ticket",
    "rawPath": "/api/ticket",
    "rawQueryString": "",
    "headers": {"content-type": "application/json", "user-agent": "curl"},
    "requestContext": {
        "accountId": "123456789012",
        "apiId": "a1",
        "domainName": "a1.execute-api.eu-west-1.amazonaws.com",
        "http": {
            "method": "GET",
            "path": "/api/ticket",
            "protocol": "HTTP/1.1",
            "sourceIp": "192.0.2.1",
        },
        "requestId": "1",
        "stage": "$default",
        "time": "22/Nov/2026:10:00:00 +0000",
    },
    "isBase64Encoded": False,
}


def test_the_ticket_page_answers_whoever_has_the_link_and_nobody_else(
    helpdesk: Helpdesk, mailed_ticket: Ticket, invoke: Invoke
) -> None:
    token = tickets.link_url(helpdesk, mailed_ticket).partition("#")[2]
    mine = {**HTTP, "headers": {**HTTP["headers"], "authorization": f"Bearer {token}"}}
    for _ in range(2):
        answer = invoke("ticket_page_api", mine)
        assert answer["statusCode"] == 200
        assert json.loads(answer["body"])["number"] == "SUP-1"

    assert invoke("ticket_page_api", HTTP)["statusCode"] in (401, 404)


def test_the_admin_api_answers_operators_whom_the_authorizer_vouches_for(
    helpdesk: Helpdesk, olga: Operator, mailed_ticket: Ticket, invoke: Invoke
) -> None:
    def asked(**claims: str) -> Any:
        context = {**HTTP["requestContext"], "authorizer": {"jwt": {"claims": claims}}}
        event = {**HTTP, "rawPath": "/api/admin/tickets", "requestContext": context}
        return invoke("admin_api", event)

    answer = asked(sub="1", email=olga.email, email_verified="true")
    assert answer["statusCode"] == 200
    assert [each["number"] for each in json.loads(answer["body"])["items"]] == ["SUP-1"]
    assert asked(sub="1", email="eve@e.example", email_verified="true")["statusCode"] == 403
    assert asked(sub="1", email=olga.email, email_verified="false")["statusCode"] == 403


def test_maintenance_runs_on_schedule_and_twice(
    helpdesk: Helpdesk, olga: Operator, mailed_ticket: Ticket, invoke: Invoke
) -> None:
    """The handler's clock is the real one: it must have gone on since the test's."""
    past = NOW - timedelta(days=3_650)
    edits.change(helpdesk, olga, mailed_ticket.id, {"snoozed_until": past})
    event = {"version": "0", "source": "aws.scheduler", "detail-type": "Scheduled Event"}

    for _ in range(2):
        assert invoke("maintenance", event) is None

    found = helpdesk.tickets.conversation(mailed_ticket.id)
    assert found.ticket.snoozed_until is None
    assert [each.kind for each in found.events] == ["opened", "snoozed", "snoozed"]
