"""Who visits the widget: asked once for every route of its API, before the route is entered. And
its CORS: that of an HTTP API can't know the desks."""

import re
from typing import Annotated, Any, cast
from urllib.parse import quote, unquote

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Depends, Response
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware
from aws_lambda_powertools.event_handler.request import Request
from aws_lambda_powertools.utilities.typing import LambdaContext

from deskhand.actions import visits
from deskhand.actions.visits import Visit
from deskhand.http import edge
from deskhand.http.edge import Event, header
from deskhand.wiring import helpdesk

_TICKET = re.compile(r"(/api/widget/[^/]+/tickets/)(.+?)(/comments)?", re.DOTALL)


def answer(app: APIGatewayHttpResolver, event: Event, context: LambdaContext) -> dict[str, Any]:
    """Refusals too can be read by the pages that may show the widget, and by no others."""
    headers = _cors(event)
    if event["requestContext"]["http"]["method"] == "OPTIONS":
        return {"statusCode": 204, "headers": headers}
    answered = app.resolve(_with_whole_number(event), context)
    return {**answered, "headers": {**answered.get("headers", {}), **headers}}


def _cors(event: Event) -> dict[str, str]:
    origin = header(event, "origin")
    if not origin or not visits.admits(helpdesk(), _desk_token(event), origin):
        return {"Vary": "Origin"}
    return {
        "Vary": "Origin",
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Methods": "GET, POST",
        "Access-Control-Allow-Headers": "Authorization, Content-Type",
        "Access-Control-Expose-Headers": "Retry-After",
        "Access-Control-Max-Age": "7200",
    }


def _with_whole_number(event: Event) -> Event:
    """API Gateway decodes the path, and a number may be `#7` or `2026/7`; never has it a `%`."""
    found = _TICKET.fullmatch(event["rawPath"])
    if not found:
        return event
    below, number, comments = found.groups(default="")
    return {**event, "rawPath": below + quote(unquote(number), safe="") + comments}


def welcomed(app: APIGatewayHttpResolver, next_middleware: NextMiddleware) -> Response[Any]:
    event = app.current_event.raw_event
    kind, _, token = header(event, "authorization").partition(" ")
    app.context["visit"] = visits.welcome(
        helpdesk(),
        _desk_token(event),
        origin=header(event, "origin"),
        token=token.strip() if kind.lower() == "bearer" else "",
        ip=edge.visitor(event),
    )
    return next_middleware(app)


def _desk_token(event: Event) -> str:
    return cast(str, event["rawPath"].split("/")[3])


def _visiting(request: Request) -> Visit:
    return cast(Visit, request.context["visit"])


Visiting = Annotated[Visit, Depends(_visiting)]
