"""Sends one notice per queue record; a record whose mail is already on its way changes nothing."""

from typing import Any

from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from deskhand import wiring
from deskhand.actions.notices import deliver
from deskhand.domain.notices import NoticeRef

processor = BatchProcessor(EventType.SQS, raise_on_entire_batch_failure=False)


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return process_partial_response(event, send, processor, context)


def send(record: SQSRecord) -> None:
    deliver(wiring.helpdesk(), NoticeRef.model_validate_json(record.body))
