"""Sends one notice per queue record; a record whose mail is already on its way changes nothing."""

from typing import Any

from aws_lambda_powertools.utilities.batch import EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from deskhand import wiring
from deskhand.actions.notices import deliver
from deskhand.batches import Batch
from deskhand.domain.notices import NoticeRef
from deskhand.log import logger
from deskhand.metrics import counted

processor = Batch(EventType.SQS)


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return process_partial_response(event, send, processor, context)


def send(record: SQSRecord) -> None:
    helpdesk = wiring.helpdesk()
    sent = deliver(helpdesk, NoticeRef.model_validate_json(record.body))
    if sent:
        logger.info(
            "notice sent",
            ticket=sent.ticket_id,
            cause=sent.cause,
            notice=sent.id,
            **counted(helpdesk.now(), NoticesSent=1),
        )
