"""On schedule: takes in lost mail, wakes snoozed tickets, closes quiet ones, queues stuck notices
again, goes on with jobs."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from deskhand import wiring
from deskhand.actions.upkeep import tidy
from deskhand.log import logger


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> None:
    logger.info("tidied", **tidy(wiring.helpdesk())._asdict())
