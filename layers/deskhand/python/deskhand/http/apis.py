"""The two APIs, and the one description of both."""

import json
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver

from deskhand.http import admin_customers, admin_team, admin_tickets, ticket_page
from deskhand.http.app import api
from deskhand.http.signed_in import operators_only


def admin() -> APIGatewayHttpResolver:
    routers = (admin_tickets.router, admin_team.router, admin_customers.router)
    return api(*routers, first=[operators_only])


def public_page() -> APIGatewayHttpResolver:
    return api(ticket_page.router)


def description() -> dict[str, Any]:
    """OpenAPI 3.1 of all routes."""
    routers = (admin_tickets.router, admin_team.router, admin_customers.router, ticket_page.router)
    schema = api(*routers).get_openapi_json_schema(title="Deskhand", version="1")
    described: dict[str, Any] = json.loads(schema)
    return described
