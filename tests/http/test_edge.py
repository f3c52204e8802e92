"""What reaches an API's own address without having come through CloudFront."""

import json
from typing import Any

import pytest

from deskhand.domain.people import Operator
from deskhand.wiring import Settings
from tests import aws
from tests.conftest import handler
from tests.http.conftest import Widget, http_event

ROUTES = {
    "admin_api": "/api/admin/tickets",
    "ticket_page_api": "/api/health",
    "widget_api": "/api/widget/any",
}
WRONG = [{}, {"x-origin-secret": ""}, {"x-origin-secret": "guessed"}, {"x-origin-secret": "ü"}]


@pytest.mark.parametrize("headers", WRONG, ids=str)
@pytest.mark.parametrize("folder", ROUTES)
def test_no_api_answers_who_passes_by_cloudfront(
    settings: Settings, folder: str, headers: dict[str, str]
) -> None:
    event = http_event("GET", ROUTES[folder])
    event["headers"] = headers

    assert answer(folder, event)["statusCode"] == 403


def test_an_operators_token_alone_does_not_open_the_admin_api(
    settings: Settings, olga: Operator
) -> None:
    event = http_event("GET", ROUTES["admin_api"])
    claims = {"sub": "1", "email": olga.email, "email_verified": "true"}
    event["requestContext"]["authorizer"] = {"jwt": {"claims": claims, "scopes": []}}
    assert answer("admin_api", event)["statusCode"] == 200

    event["headers"] = {}
    assert answer("admin_api", event)["statusCode"] == 403


def test_a_refusal_says_nothing_of_why(widget: Widget) -> None:
    refused = widget("GET", headers={"x-origin-secret": "guessed"})

    assert refused.status == 403
    assert "edge" not in json.dumps(refused.body)


def answer(folder: str, event: dict[str, Any]) -> dict[str, Any]:
    response: dict[str, Any] = handler(folder).lambda_handler(event, aws.Context())
    return response
