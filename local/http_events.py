"""An HTTP request as an HTTP API's event (payload 2.0), and a function's answer as a response.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
"""

import base64
import json
import re
import time
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, unquote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from local.authorizer import as_text
from local.plan import Route
from local.template import ACCOUNT

EDGE_SECRET = "what-cloudfront-adds-on-this-machine"
REQUEST_LIMIT = 10 * 1024 * 1024
LAMBDA_LIMIT = 6 * 1024 * 1024  # both ways

_TEXT = re.compile(r"text/|application/(.+\+)?(json|xml)\b|application/javascript\b")


class Router:
    """The most specific route: fixed parts, then parameters, then {proxy+}; a method before ANY."""

    def __init__(self, routes: Sequence[Route]) -> None:
        ranked = sorted(routes, key=_rank)
        self._routes = [(route, _pattern(route.path)) for route in ranked]

    def find(self, method: str, path: str) -> tuple[Route, dict[str, str]] | None:
        for route, pattern in self._routes:
            found = pattern.fullmatch(path)
            if found and route.method in (method, "ANY"):
                return route, found.groupdict()
        return None


def _rank(route: Route) -> tuple[list[tuple[int, str]], bool]:
    parts = route.path.strip("/").split("/")
    return [(_part_rank(part), part) for part in parts] + [(-1, "")], route.method == "ANY"


def _part_rank(part: str) -> int:
    if not part.startswith("{"):
        return 0
    return 2 if part.endswith("+}") else 1


def _pattern(path: str) -> re.Pattern[str]:
    def part(text: str) -> str:
        if not text.startswith("{"):
            return re.escape(text)
        name = text.strip("{}+")
        return f"(?P<{name}>.+)" if text.endswith("+}") else f"(?P<{name}>[^/]+)"

    return re.compile("/".join(part(text) for text in path.split("/")), re.DOTALL)


def event(
    request: Request,
    body: bytes,
    route: Route,
    parameters: dict[str, str],
    claims: dict[str, Any] | None,
) -> dict[str, Any]:
    now = datetime.now(UTC)
    # API Gateway hands the path on decoded, the query as it came.
    path = unquote(request.scope["raw_path"].decode("latin-1"))
    query = request.scope["query_string"].decode("latin-1")
    headers = _headers(request)
    made: dict[str, Any] = {
        "version": "2.0",
        "routeKey": route.key,
        "rawPath": path,
        "rawQueryString": query,
        "headers": headers,
        "requestContext": {
            "accountId": ACCOUNT,
            "apiId": "local",
            "domainName": request.headers.get("host", "localhost"),
            "domainPrefix": "local",
            "http": {
                "method": request.method,
                "path": path,
                "protocol": f"HTTP/{request.scope['http_version']}",
                "sourceIp": request.client.host if request.client else "127.0.0.1",
                "userAgent": headers.get("user-agent", ""),
            },
            "requestId": str(uuid.uuid4()),
            "routeKey": route.key,
            "stage": "$default",
            "time": now.strftime("%d/%b/%Y:%H:%M:%S +0000"),
            "timeEpoch": int(time.time() * 1000),
        },
        "isBase64Encoded": False,
    }
    if parameters:
        made["pathParameters"] = {name: unquote(value) for name, value in parameters.items()}
    if query:
        made["queryStringParameters"] = _joined(parse_qsl(query, keep_blank_values=True))
    cookies = request.headers.getlist("cookie")
    if cookies:
        made["cookies"] = [cookie.strip() for line in cookies for cookie in line.split(";")]
    if claims is not None:
        jwt = {"claims": {n: as_text(v) for n, v in claims.items()}, "scopes": None}
        made["requestContext"]["authorizer"] = {"jwt": jwt}
    if body:
        made["body"], made["isBase64Encoded"] = _body(body, headers.get("content-type", ""))
    return made


def _headers(request: Request) -> dict[str, str]:
    sent = _joined((name, value) for name, value in request.headers.items() if name != "cookie")
    scheme, port = request.url.scheme, str(request.url.port or 80)
    client = request.client.host if request.client else "127.0.0.1"
    added = {"x-forwarded-for": client, "x-forwarded-port": port, "x-forwarded-proto": scheme}
    of_cloudfront = {"x-origin-secret": EDGE_SECRET, "x-viewer-address": client}
    return sent | added | of_cloudfront


def _joined(pairs: Any) -> dict[str, str]:
    joined: dict[str, str] = {}
    for name, value in pairs:
        joined[name] = f"{joined[name]},{value}" if name in joined else value
    return joined


def _body(body: bytes, content_type: str) -> tuple[str, bool]:
    if _TEXT.match(content_type.lower()) or not content_type:
        try:
            return body.decode(), False
        except UnicodeDecodeError:
            pass
    return base64.b64encode(body).decode(), True


def response(answer: Any) -> Response:
    """An answer without a statusCode is the body of a 200."""
    if not isinstance(answer, dict) or "statusCode" not in answer:
        return JSONResponse(answer)
    text = answer.get("body") or ""
    content = text if isinstance(text, str) else json.dumps(text)
    raw = base64.b64decode(content) if answer.get("isBase64Encoded") else content.encode()
    made = Response(raw, status_code=int(answer["statusCode"]))
    headers = {
        str(name).lower(): str(value) for name, value in (answer.get("headers") or {}).items()
    }
    headers.setdefault("content-type", "text/plain; charset=utf-8")
    headers.pop("content-length", None)
    for name, value in headers.items():
        made.headers[name] = value
    for cookie in answer.get("cookies") or []:
        made.headers.append("set-cookie", cookie)
    return made
