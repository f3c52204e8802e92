"""The three APIs, and the one description of both: `python -m deskhand.http.apis` prints it."""

import json
import sys
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver

from deskhand.http import (
    admin_canned_replies,
    admin_customers,
    admin_drafts,
    admin_figures,
    admin_inbound,
    admin_marks,
    admin_messages,
    admin_presence,
    admin_settings,
    admin_suppressions,
    admin_surgery,
    admin_team,
    admin_tickets,
    admin_views,
    ticket_page,
    visitors,
    widget,
)
from deskhand.http.app import api
from deskhand.http.problems import Problem
from deskhand.http.signed_in import operators_only

ADMIN = (
    admin_tickets.router,
    admin_messages.router,
    admin_surgery.router,
    admin_drafts.router,
    admin_presence.router,
    admin_marks.router,
    admin_team.router,
    admin_settings.router,
    admin_customers.router,
    admin_suppressions.router,
    admin_inbound.router,
    admin_figures.router,
    admin_canned_replies.router,
    admin_views.router,
)
SCHEMES = {
    "operator": "An OpenID Connect token of an operator.",
    "ticket_link": "The token of a ticket's public link.",
    "widget_identity": "Who the visitor is: a JWT (HS256) that the site's server signed with the "
    "desk's widget secret. Without one, or with one that does not hold, he is anonymous.",
}


def admin() -> APIGatewayHttpResolver:
    return api(*ADMIN, first=[operators_only])


def public_page() -> APIGatewayHttpResolver:
    return api(ticket_page.router)


def for_widget() -> APIGatewayHttpResolver:
    return api(widget.router, first=[visitors.welcomed])


def description() -> dict[str, Any]:
    """OpenAPI 3.1 of all routes, with who may call them and how they refuse."""
    whole = api(*ADMIN, ticket_page.router, widget.router)
    described: dict[str, Any] = json.loads(
        whole.get_openapi_json_schema(title="Deskhand", version="1")
    )
    components = described["components"]
    schemas = components["schemas"]
    schemas["Problem"] = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= schemas["Problem"].pop("$defs")
    for unused in ("HTTPValidationError", "ValidationError", "ResponseValidationError"):
        schemas.pop(unused, None)
    components["securitySchemes"] = {
        name: {"type": "http", "scheme": "bearer", "description": text}
        for name, text in SCHEMES.items()
    }
    for path, operations in sorted(described["paths"].items()):
        for operation in operations.values():
            _complete(path, operation)
    described["paths"] = dict(sorted(described["paths"].items()))
    return described


def _complete(path: str, operation: dict[str, Any]) -> None:
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    responses = operation["responses"]
    responses.pop("422", None)  # powertools describes its own; ours is 400
    responses["default"] = {
        "description": "Refused (RFC 9457)",
        "content": {"application/problem+json": problem},
    }
    operation["operationId"] = operation["operationId"].partition("_api_")[0]
    if path.startswith("/api/admin/"):
        operation["security"] = [{"operator": []}]
    elif path.startswith("/api/ticket"):
        operation["security"] = [{"ticket_link": []}]
    elif path.startswith("/api/widget/"):
        operation["security"] = [{}, {"widget_identity": []}]


if __name__ == "__main__":
    json.dump(description(), sys.stdout, indent=1, sort_keys=True)
    sys.stdout.write("\n")
