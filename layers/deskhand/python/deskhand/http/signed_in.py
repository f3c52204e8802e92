"""Who is signed in: asked once for every route of the admin API, before the route is entered."""

from typing import Annotated, Any, cast

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Depends, Response
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware
from aws_lambda_powertools.event_handler.request import Request

from deskhand.actions import team
from deskhand.domain.errors import NotAnOperator
from deskhand.domain.people import Operator
from deskhand.wiring import helpdesk


def operators_only(app: APIGatewayHttpResolver, next_middleware: NextMiddleware) -> Response[Any]:
    app.context["operator"] = _operator(app.current_event.raw_event)
    return next_middleware(app)


def _operator(event: dict[str, Any]) -> Operator:
    """Signature, issuer, audience and expiry were checked by the API's JWT authorizer."""
    authorizer = event.get("requestContext", {}).get("authorizer", {})
    claims = authorizer.get("jwt", {}).get("claims", {})
    # An address that the provider did not verify could be anybody's.
    if not claims.get("email") or str(claims.get("email_verified", "true")).lower() != "true":
        raise NotAnOperator
    return team.signed_in(helpdesk(), claims["email"], claims.get("name", ""))


def _signed_in(request: Request) -> Operator:
    return cast(Operator, request.context["operator"])


Me = Annotated[Operator, Depends(_signed_in)]
