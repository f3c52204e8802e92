"""Which notices a new message or event causes. A record that comes again adds none."""

from typing import Any

from aws_lambda_powertools.utilities.batch import EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from deskhand import wiring
from deskhand.actions.notices import announce
from deskhand.batches import Batch
from deskhand.domain.history import Event
from deskhand.domain.message import Message
from deskhand.store.changes import changed

processor = Batch(EventType.DynamoDBStreams)


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return process_partial_response(event, tell, processor, context)


def tell(record: DynamoDBRecord) -> None:
    entry = changed(record.raw_event["dynamodb"]).after
    if isinstance(entry, Message | Event):
        announce(wiring.helpdesk(), entry)
