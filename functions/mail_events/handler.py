"""What SES says became of a mail: its events may come twice and in any order.

docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html"""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from deskhand import wiring
from deskhand.actions.notices import NoticeRef, record
from deskhand.domain.message import Delivery

DELIVERIES: dict[str, Delivery] = {
    "Email Sent": "sent",
    "Email Delivered": "delivered",
    "Email Complaint Received": "complained",
    "Email Rejected": "bounced",
}


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> None:
    detail = event["detail"]
    tags = detail["mail"].get("tags", {})
    delivery = delivered(event["detail-type"], detail)
    if delivery and "cause" in tags and "notice" in tags:
        ref = NoticeRef(cause=tags["cause"][0], id=tags["notice"][0])
        helpdesk = wiring.helpdesk()
        record(helpdesk, ref, delivery, helpdesk.mail.message_id(detail["mail"]["messageId"]))


def delivered(kind: str, detail: dict[str, Any]) -> Delivery | None:
    """A transient bounce, as an out-of-office or a full mailbox, is not the end."""
    if kind == "Email Bounced":
        return "bounced" if detail["bounce"]["bounceType"] == "Permanent" else None
    return DELIVERIES.get(kind)
