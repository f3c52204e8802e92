"""The public ticket page's routes, opened by the ticket's link token."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from deskhand.http import apis

app = apis.public_page()


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return app.resolve(event, context)
