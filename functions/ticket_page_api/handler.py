"""The public ticket page's routes, opened by the ticket's link token."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from deskhand.http import ticket_page
from deskhand.http.app import api

app = api(ticket_page.router)


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return app.resolve(event, context)
