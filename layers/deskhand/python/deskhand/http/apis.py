"""The one description of the three APIs: `python -m deskhand.http.apis` prints it."""

import json
import sys
from typing import Any

from deskhand.http import admin, ticket_page, widget
from deskhand.http.app import api
from deskhand.http.problems import Problem

SCHEMES = {
    "operator": "An OpenID Connect token of an operator.",
    "ticket_link": "The token of a ticket's public link.",
    "widget_identity": "Who the visitor is: a JWT (HS256) that the site's server signed with the "
    "desk's widget secret. Without one, or with one that does not hold, he is anonymous.",
}


def description() -> dict[str, Any]:
    """OpenAPI 3.1 of all routes, with who may call them and how they refuse."""
    whole = api(*admin.ROUTERS, ticket_page.router, widget.router)
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
