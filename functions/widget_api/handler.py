"""The widget's routes: anonymous, or with an identity token; with the CORS of each desk."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from deskhand.http import visitors, widget
from deskhand.http.app import api

app = api(widget.router, first=[visitors.welcomed])


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return visitors.answer(app, event, context)
