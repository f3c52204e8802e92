import json
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest

from deskhand.domain.people import Operator
from deskhand.wiring import Settings
from tests import aws
from tests.conftest import handler


class Answer(NamedTuple):
    status: int
    body: Any
    headers: dict[str, str]


Call = Callable[..., Answer]


def http_event(method: str, path: str, **more: Any) -> dict[str, Any]:
    """docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html,
    version 2.0."""
    query = more.pop("query", {})
    http = {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1"}
    event = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": urlencode(query, doseq=True),
        "headers": {"content-type": "application/json"},
        "requestContext": {"http": http, "stage": "$default", "requestId": "1"},
        "isBase64Encoded": False,
        **more,
    }
    if query:
        joined = {k: ",".join(v) if isinstance(v, list) else str(v) for k, v in query.items()}
        event["queryStringParameters"] = joined
    return event


@pytest.fixture
def admin_api(settings: Settings) -> Call:
    """Calls a route of the admin API as an operator (`me`), past the authorizer."""
    app = handler("admin_api")

    def call(
        method: str,
        path: str,
        body: Any = None,
        *,
        me: Operator | None,
        claims: dict[str, str] | None = None,
        if_match: int | str | None = None,
        **query: Any,
    ) -> Answer:
        event = http_event(method, f"/api/admin{path}", query=query)
        email = me.email if me else "nobody@desk.example"
        claims = claims or {"email": email, "email_verified": "true", "sub": "1"}
        event["requestContext"]["authorizer"] = {"jwt": {"claims": claims, "scopes": []}}
        if body is not None:
            event["body"] = body if isinstance(body, str) else json.dumps(body)
        if if_match is not None:
            event["headers"]["if-match"] = str(if_match)
        return answered(app.lambda_handler(event, aws.Context()))

    return call


@pytest.fixture
def page_api(settings: Settings) -> Call:
    """Calls a route of the public ticket page with a link token."""
    app = handler("ticket_page_api")

    def call(method: str, path: str, body: Any = None, *, token: str | None) -> Answer:
        event = http_event(method, f"/api/ticket{path}")
        if token is not None:
            event["headers"]["authorization"] = f"Bearer {token}"
        if body is not None:
            event["body"] = json.dumps(body)
        return answered(app.lambda_handler(event, aws.Context()))

    return call


def answered(response: dict[str, Any]) -> Answer:
    body = response.get("body")
    return Answer(
        response["statusCode"], json.loads(body) if body else None, response.get("headers", {})
    )
