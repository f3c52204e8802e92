"""What SES says became of a mail: its events may come twice and in any order."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from deskhand import wiring
from deskhand.actions import ses_events
from deskhand.actions.outcomes import record


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> None:
    told = ses_events.read(event)
    if told:
        helpdesk = wiring.helpdesk()
        record(
            helpdesk,
            told.notice,
            told.delivery,
            helpdesk.outbox.message_id(told.ses_id),
            detail=told.detail,
            for_good=told.for_good,
        )
