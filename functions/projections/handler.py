"""What is derived from the table's changes. A record may come again at any time."""

from typing import Any

from aws_lambda_powertools.utilities.batch import EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from deskhand import wiring
from deskhand.actions import indexing, projections
from deskhand.batches import Batch
from deskhand.domain.inbound import Receipt
from deskhand.domain.message import Message
from deskhand.domain.people import Customer
from deskhand.domain.ticket import Ticket
from deskhand.log import logger
from deskhand.metrics import counted
from deskhand.store.changes import changed

processor = Batch(EventType.DynamoDBStreams)


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    return process_partial_response(event, project, processor, context)


def project(record: DynamoDBRecord) -> None:
    helpdesk = wiring.helpdesk()
    match changed(record.raw_event["dynamodb"]):
        case (Ticket() | None as before, Ticket() as after):
            if before is None:
                # A record that comes again is counted again, which a graph can bear.
                opened = counted(helpdesk.now(), TicketsOpened=1)
                logger.info("ticket opened", ticket=after.id, **opened)
            projections.ticket_changed(helpdesk, before, after)
        case (Message() | None as before, Message() as after):
            indexing.message_changed(helpdesk, before, after)
        case (Message() as before, None):
            indexing.gone(helpdesk, before.ticket_id, before.id)
        case (Ticket() as before, None):
            projections.ticket_deleted(helpdesk, before)
        case (Customer() | None as before, Customer() | None as after):
            projections.customer_changed(helpdesk, before, after)
        case (Receipt() | None as before, Receipt() | None as after):
            projections.mail_settled(helpdesk, before, after)
