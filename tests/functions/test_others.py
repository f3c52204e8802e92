import json
from datetime import timedelta
from typing import Any

import pytest

from deskhand.actions import edits, tickets
from deskhand.domain.desk import Desk
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk
from tests import aws
from tests.conftest import NOW, mail
from tests.functions.conftest import Invoke
from tests.functions.lost import lose

# docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
HTTP: dict[str, Any] = {
    "version": "2.0",
    "routeKey": "ANY /api/ticket",
    "rawPath": "/api/ticket",
    "rawQueryString": "",
    "headers": {
        "content-type": "application/json",
        "user-agent": "curl",
        "x-origin-secret": aws.ENVIRONMENT["EDGE_SECRET"],
        "x-viewer-address": "192.0.2.1",
    },
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


SCHEDULED = {"version": "0", "source": "aws.scheduler", "detail-type": "Scheduled Event"}


def test_maintenance_runs_on_schedule_and_twice(
    helpdesk: Helpdesk, olga: Operator, mailed_ticket: Ticket, invoke: Invoke
) -> None:
    """The handler's clock is the real one: it must have gone on since the test's."""
    past = NOW - timedelta(days=3_650)
    edits.change(helpdesk, olga, mailed_ticket.id, {"snoozed_until": past})

    for _ in range(2):
        assert invoke("maintenance", SCHEDULED) is None

    found = helpdesk.tickets.conversation(mailed_ticket.id)
    assert found.ticket.snoozed_until is None
    assert [each.kind for each in found.events] == ["opened", "snoozed", "snoozed"]


SES = (
    "Received: from mail.byron.example (mail.byron.example [192.0.2.7])\r\n"
    " by inbound-smtp.eu-west-1.amazonaws.com with SMTP id lost\r\n"
    " for {to};\r\n"
    " Sun, 22 Nov 2026 10:00:00 +0000 (UTC)\r\n"
    "X-SES-Spam-Verdict: {spam}\r\n"
    "X-SES-Virus-Verdict: PASS\r\n"
    "Authentication-Results: amazonses.com; dmarc=pass header.from=byron.example;\r\n"
)


@pytest.mark.parametrize(
    ("to", "spam", "of_desk", "state", "reason"),
    [
        ("support@desk.example", "PASS", True, "processed", None),
        ("support@desk.example", "FAIL", True, "quarantined", "spam"),
        ("nobody@desk.example", "PASS", False, "quarantined", "unknown_address"),
    ],
)
def test_maintenance_takes_in_what_was_lost_on_its_way_once(
    helpdesk: Helpdesk,
    desk: Desk,
    invoke: Invoke,
    to: str,
    spam: str,
    of_desk: bool,
    state: str,
    reason: str | None,
) -> None:
    """Whom it was for stands only in what SES put on top of it."""
    raw = mail(to="undisclosed-recipients:;")
    lose(helpdesk, "lost", SES.format(to=to, spam=spam).encode() + raw)

    for _ in range(2):
        invoke("maintenance", SCHEDULED)

    (receipt,) = helpdesk.receipts.of_mail("lost")
    assert (receipt.state, receipt.reason) == (state, reason)
    assert receipt.desk_id == (desk.id if of_desk else "")
    assert helpdesk.mail.raw("lost").endswith(raw)
    assert not list(helpdesk.mail.left_since(helpdesk.now() + timedelta(days=36_500)))


def test_nobody_is_believed_who_wrote_a_mail_that_was_lost(
    helpdesk: Helpdesk, desk: Desk, invoke: Invoke
) -> None:
    """What its header says of DMARC may be the sender's word."""
    lose(helpdesk, "lost", SES.format(to="support@desk.example", spam="PASS").encode() + mail())

    invoke("maintenance", SCHEDULED)

    (receipt,) = helpdesk.receipts.of_mail("lost")
    (said,) = helpdesk.tickets.conversation(receipt.ticket_id).messages
    assert said.trust == "none"


def test_maintenance_leaves_alone_what_has_just_come(
    helpdesk: Helpdesk, desk: Desk, invoke: Invoke
) -> None:
    bucket = helpdesk.settings.mail_bucket
    for id in ("new", "AMAZON_SES_SETUP_NOTIFICATION"):
        helpdesk.s3.put_object(Bucket=bucket, Key=f"inbound/{id}", Body=mail())

    invoke("maintenance", SCHEDULED)

    assert helpdesk.receipts.of_mail("new") == []
    assert helpdesk.s3.list_objects_v2(Bucket=bucket, Prefix="inbound/")["KeyCount"] == 2
