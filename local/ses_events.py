"""What SES tells EventBridge about a mail it sent.

https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
"""

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from local.events import timestamp
from local.outbox import Mail
from local.ses_receipt import common_headers
from local.template import ACCOUNT, REGION


def delivery_events(
    mail: Mail, configuration_set: str, bounced: Sequence[str], complaining: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """Sent; then, for each recipient's fate, delivered, bounced, complained about."""

    def event(detail_type: str, event_type: str, kind: str, what: dict[str, Any]) -> dict[str, Any]:
        about = _mail(mail, configuration_set)
        detail = {"eventType": event_type, "mail": about, kind: what}
        return _envelope(detail_type, configuration_set, detail)

    yield event("Email Sent", "Send", "send", {})
    delivered = [recipient for recipient in mail.recipients if recipient not in bounced]
    if bounced:
        yield event("Email Bounced", "Bounce", "bounce", _bounce(bounced))
    if delivered:
        yield event("Email Delivered", "Delivery", "delivery", _delivery(delivered))
    if complaining:
        yield event("Email Complaint Received", "Complaint", "complaint", _complaint(complaining))


def _envelope(detail_type: str, configuration_set: str, detail: dict[str, Any]) -> dict[str, Any]:
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": detail_type,
        "source": "aws.ses",
        "account": ACCOUNT,
        "time": timestamp(),
        "region": REGION,
        "resources": [f"arn:aws:ses:{REGION}:{ACCOUNT}:configuration-set/{configuration_set}"],
        "detail": detail,
    }


def _mail(mail: Mail, configuration_set: str) -> dict[str, Any]:
    return {
        "timestamp": mail.sent_at,
        "source": mail.source,
        "sendingAccountId": ACCOUNT,
        "messageId": mail.id,
        "destination": mail.recipients,
        "headersTruncated": False,
        "headers": mail.headers,
        "commonHeaders": common_headers(mail.headers) | {"messageId": mail.id},
        "tags": {"ses:configuration-set": [configuration_set], **mail.tags},
    }


def _delivery(recipients: Sequence[str]) -> dict[str, Any]:
    return {
        "timestamp": timestamp(),
        "processingTimeMillis": 200,
        "recipients": list(recipients),
        "smtpResponse": "250 2.0.0 OK",
        "reportingMTA": "local.smtp-out.eu-west-1.amazonses.com",
    }


def _bounce(recipients: Sequence[str]) -> dict[str, Any]:
    return {
        "feedbackId": str(uuid.uuid4()),
        "bounceType": "Permanent",
        "bounceSubType": "General",
        "bouncedRecipients": [
            {
                "emailAddress": recipient,
                "action": "failed",
                "status": "5.1.1",
                "diagnosticCode": "smtp; 550 5.1.1 user unknown",
            }
            for recipient in recipients
        ],
        "timestamp": timestamp(),
        "reportingMTA": "dns; local.smtp-out.eu-west-1.amazonses.com",
    }


def _complaint(recipients: Sequence[str]) -> dict[str, Any]:
    return {
        "feedbackId": str(uuid.uuid4()),
        "complaintSubType": None,
        "complainedRecipients": [{"emailAddress": recipient} for recipient in recipients],
        "timestamp": timestamp(),
        "complaintFeedbackType": "abuse",
        "arrivalDate": timestamp(),
    }
