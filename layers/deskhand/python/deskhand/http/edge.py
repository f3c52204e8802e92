"""The way in is through CloudFront: it adds a secret to what it passes on, and whom it saw, in
place of what the visitor says of both.
docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html"""

import hmac
from typing import Any, cast

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware

from deskhand.domain.errors import Forbidden
from deskhand.wiring import helpdesk

Event = dict[str, Any]


def only_through(app: APIGatewayHttpResolver, next_middleware: NextMiddleware) -> Response[Any]:
    """Who calls the API at its own address has passed by the firewall, and no limit that counts
    addresses would hold him."""
    told = header(app.current_event.raw_event, "x-origin-secret")
    if not hmac.compare_digest(told.encode(), helpdesk().settings.edge_secret.encode()):
        raise Forbidden
    return next_middleware(app)


def visitor(event: Event) -> str:
    """The address that CloudFront saw. The event's own is CloudFront's."""
    return header(event, "x-viewer-address")


def header(event: Event, name: str) -> str:
    return cast(str, event["headers"].get(name, ""))
