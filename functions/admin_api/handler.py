"""Operators' routes, signed in."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from deskhand.http.admin import ROUTERS
from deskhand.http.app import api
from deskhand.http.signed_in import operators_only

app = api(*ROUTERS, first=[operators_only])


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return app.resolve(event, context)
