import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any, NamedTuple
from urllib.parse import urlencode

import jwt
import pytest

from deskhand import wiring
from deskhand.domain.desk import Desk
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk, Settings
from tests import aws
from tests.conftest import Clock, handler

SHOP = "https://shop.example"
WIDGET = "widget-of-the-desk"
THROUGH_CLOUDFRONT = {
    "x-origin-secret": aws.ENVIRONMENT["EDGE_SECRET"],
    "x-viewer-address": "192.0.2.1",
}
SECRET, OLD_SECRET = "s" * 43, "o" * 43


class Answer(NamedTuple):
    status: int
    body: Any
    headers: dict[str, str]


Call = Callable[..., Answer]


def http_event(method: str, path: str, **more: Any) -> dict[str, Any]:
    """docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html,
    version 2.0, of what came through CloudFront."""
    query = more.pop("query", {})
    headers = {**THROUGH_CLOUDFRONT, **more.pop("headers", {"content-type": "application/json"})}
    http = {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "198.51.100.9"}
    event = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": urlencode(query, doseq=True),
        "headers": headers,
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

    def call(
        method: str, path: str, body: Any = None, *, token: str | None, **query: Any
    ) -> Answer:
        event = http_event(method, f"/api/ticket{path}", query=query)
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


def proof_of(start: str) -> str:
    """What the browser of an anonymous visitor has to find, of 16 bits."""
    found = (
        proof
        for proof in map(str, count())
        if hashlib.sha256(f"{start}:{proof}".encode()).digest()[:2] == b"\0\0"
    )
    return next(found)


class Widget:
    """A desk's widget in a page of a site, for a visitor who has a token or none."""

    def __init__(self, helpdesk: Helpdesk, clock: Clock, desk: Desk) -> None:
        self.helpdesk, self.clock, self.desk = helpdesk, clock, desk
        self.app = handler("widget_api")
        self.origin = SHOP
        self.ip = "192.0.2.1"

    def __call__(
        self,
        method: str,
        path: str = "",
        body: Any = None,
        *,
        token: str | None = None,
        desk: str | None = None,
        headers: dict[str, str] | None = None,
        **query: Any,
    ) -> Answer:
        wiring.helpdesk().team.forget()
        event = http_event(method, f"/api/widget/{desk or WIDGET}{path}", query=query)
        event["headers"] |= {"x-viewer-address": self.ip, "origin": self.origin, **(headers or {})}
        if token is not None:
            event["headers"]["authorization"] = f"Bearer {token}"
        if body is not None:
            event["body"] = json.dumps(body)
        return answered(self.app.lambda_handler(event, aws.Context()))

    def form(self, **fields: Any) -> dict[str, Any]:
        """As a person fills it: not at once."""
        start = self("GET").body["start"]
        self.clock.pass_by(seconds=5)
        said = {"subject": "Lamp", "message": "It is dark.", "email": "ada@byron.example"}
        return {**said, "start": start, **fields}

    def sent(self, **fields: Any) -> Ticket:
        number = self("POST", "/tickets", self.form(**fields)).body["number"]
        return self.ticket(number)

    def counted(self, who: str) -> list[dict[str, Any]]:
        """What the limits count of a kind of visitors, as `#ip#`."""
        found = aws.items(self.helpdesk.table.name)
        return [item for item in found if item["pk"].startswith("QUOTA#") and who in item["pk"]]

    def count_on(self, who: str, total: int) -> None:
        """As after so many more requests."""
        self.helpdesk.table.put_all({**item, "total": total} for item in self.counted(who))

    def ticket(self, number: str) -> Ticket:
        found = self.helpdesk.tickets.with_number(self.desk.id, number)
        assert found
        return found

    def token(self, *, secret: str = SECRET, algorithm: str = "HS256", **claims: Any) -> str:
        exp = self.clock.now + timedelta(hours=1)
        said = {"sub": "c-1815", "exp": int(exp.timestamp()), **claims}
        given = {name: value for name, value in said.items() if value is not None}
        return jwt.encode(given, secret, algorithm=algorithm)


@pytest.fixture
def widget(helpdesk: Helpdesk, clock: Clock, desk: Desk) -> Widget:
    """Of a desk whose site has signed in customers; its function has the test's clock."""
    listed = desk.model_copy(
        update={"widget_token": WIDGET, "allowed_origins": (SHOP,), "version": desk.version + 1}
    )
    helpdesk.team.save_desk(desk, listed)
    with_secret = listed.with_widget_secret(since=helpdesk.now())
    helpdesk.team.save_widget_secrets(listed, with_secret, (SECRET, OLD_SECRET))
    vars(wiring.helpdesk())["_clock"] = clock
    return Widget(helpdesk, clock, with_secret)
