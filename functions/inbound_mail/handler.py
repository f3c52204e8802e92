"""One received mail to a ticket, a message or a quarantined receipt."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from deskhand import wiring
from deskhand.actions.receive import receive
from deskhand.domain.inbound import Delivery
from deskhand.domain.people import address
from deskhand.log import logger
from deskhand.metrics import counted


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> None:
    for record in event["Records"]:
        delivery = delivered(record["ses"])
        helpdesk = wiring.helpdesk()
        for receipt in receive(helpdesk, delivery):
            quarantined = int(receipt.state == "quarantined")
            logger.info(
                "mail received",
                mail=receipt.id,
                state=receipt.state,
                reason=receipt.reason,
                ticket=receipt.ticket_id,
                **counted(helpdesk.now(), MailsReceived=1, Quarantined=quarantined),
            )


def delivered(ses: dict[str, Any]) -> Delivery:
    """The verdicts are the receipt's, never those of headers that a sender could write."""
    mail, receipt = ses["mail"], ses["receipt"]
    verdicts = {
        name: receipt[f"{name}Verdict"]["status"]
        for name in ("spf", "dkim", "dmarc", "spam", "virus")
        if f"{name}Verdict" in receipt
    }
    return Delivery(
        id=mail["messageId"],
        recipients=tuple(map(address, receipt["recipients"])),
        received_at=mail["timestamp"],
        **verdicts,
    )
