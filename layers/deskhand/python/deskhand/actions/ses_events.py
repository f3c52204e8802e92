"""SES's events about a mail that we sent.

docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html,
docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html"""

from typing import Any, NamedTuple

from deskhand.domain.message import Delivery
from deskhand.domain.notices import NoticeRef

DELIVERIES: dict[str, Delivery] = {
    "Email Sent": "sent",
    "Email Delivered": "delivered",
    "Email Bounced": "bounced",
    "Email Complaint Received": "complained",
    "Email Rejected": "bounced",
}


class Told(NamedTuple):
    """`detail` are the other side's words about a mail that it did not take; `for_good`: it would
    not take the next one either."""

    notice: NoticeRef
    ses_id: str
    delivery: Delivery
    detail: str
    for_good: bool


def read(event: dict[str, Any]) -> Told | None:
    """None for mail that is not ours, and for events that change nothing."""
    detail = event["detail"]
    mail, bounce = detail["mail"], detail.get("bounce", {})
    tags = mail.get("tags", {})
    delivery = DELIVERIES.get(event["detail-type"])
    if delivery is None or "cause" not in tags or "notice" not in tags or _is_unsure(bounce):
        return None
    return Told(
        notice=NoticeRef(cause=tags["cause"][0], id=tags["notice"][0]),
        ses_id=mail["messageId"],
        delivery=delivery,
        detail=_said(detail, bounce),
        for_good=bounce.get("bounceType", "Permanent") == "Permanent",
    )


def _is_unsure(bounce: dict[str, Any]) -> bool:
    """SES takes also an out-of-office note for a transient bounce in general: only of the other
    kinds, as a full mailbox, is it sure that the mail did not arrive."""
    kind = (bounce.get("bounceType"), bounce.get("bounceSubType", "General"))
    return kind == ("Transient", "General")


def _said(detail: dict[str, Any], bounce: dict[str, Any]) -> str:
    bounced = (bounce.get("bouncedRecipients") or [{}])[0]
    words = (
        bounce.get("bounceSubType", ""),
        bounced.get("diagnosticCode") or bounced.get("status", ""),
        detail.get("complaint", {}).get("complaintFeedbackType", ""),
        detail.get("reject", {}).get("reason", ""),
    )
    return " ".join(filter(None, words))
