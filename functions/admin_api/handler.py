"""Operators' routes, signed in."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from deskhand.http import apis

app = apis.admin()


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return app.resolve(event, context)
