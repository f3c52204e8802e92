"""The event that SES sends to a receipt rule's function.

https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html
"""

import email
import email.message
from collections.abc import Mapping, Sequence
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.utils import getaddresses
from typing import Any

from local.events import timestamp
from local.template import ACCOUNT, REGION

_HEADERS_LIMIT = 10 * 1024

# A client that says EHLO with one of these names is somebody else than it claims to be, or worse.
VERDICTS = {
    "dmarc-fail": {"dmarc": "FAIL"},
    "dmarc-none": {"dmarc": "GRAY"},
    "spf-fail": {"spf": "FAIL"},
    "dkim-fail": {"dkim": "FAIL"},
    "spam": {"spam": "FAIL"},
    "virus": {"virus": "FAIL"},
}
_CHECKS = ("spam", "virus", "spf", "dkim", "dmarc")


def verdicts(client: str) -> dict[str, str]:
    """By check, of a mail from a client with this name."""
    played = VERDICTS.get(client.lower().removesuffix(".").removesuffix(".test"), {})
    return {check: played.get(check, "PASS") for check in _CHECKS}


def receipt_event(
    message_id: str,
    raw: bytes,
    sender: str,
    recipients: Sequence[str],
    verdicts: Mapping[str, str],
) -> dict[str, Any]:
    now = timestamp()
    headers, truncated = headers_of(raw)
    mail = {
        "timestamp": now,
        "source": sender,
        "messageId": message_id,
        "destination": list(recipients),
        "headersTruncated": truncated,
        "headers": headers,
        "commonHeaders": common_headers(headers) | {"returnPath": sender},
    }
    receipt = {
        "timestamp": now,
        "processingTimeMillis": 1,
        "recipients": list(recipients),
        **_verdicts(verdicts),
        "action": {
            "type": "Lambda",
            "functionArn": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:deskhand-InboundMail",
            "invocationType": "Event",
        },
    }
    record = {
        "eventSource": "aws:ses",
        "eventVersion": "1.0",
        "ses": {"mail": mail, "receipt": receipt},
    }
    return {"Records": [record]}


def _verdicts(found: Mapping[str, str]) -> dict[str, Any]:
    verdicts: dict[str, Any] = {f"{check}Verdict": {"status": found[check]} for check in _CHECKS}
    if found["dmarc"] == "FAIL":
        verdicts["dmarcPolicy"] = "reject"
    return verdicts


def headers_of(raw: bytes) -> tuple[list[dict[str, str]], bool]:
    """Headers as they stand, unfolded, up to 10 KB."""
    head = raw.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    parsed = email.message_from_bytes(head)
    headers: list[dict[str, str]] = []
    size = 0
    for name, value in parsed.raw_items():
        text = " ".join(part.strip() for part in str(value).splitlines())
        size += len(name) + len(text)
        if size > _HEADERS_LIMIT:
            return headers, True
        headers.append({"name": name, "value": text.encode("utf-8", "replace").decode()})
    return headers, False


def common_headers(headers: Sequence[dict[str, str]]) -> dict[str, Any]:
    first = {h["name"].lower(): h["value"] for h in reversed(headers)}
    common: dict[str, Any] = {}
    for name, field in (("from", "from"), ("to", "to"), ("cc", "cc"), ("reply-to", "replyTo")):
        if name in first:
            common[field] = [_address(*pair) for pair in getaddresses([first[name]]) if any(pair)]
    for name, field in (("date", "date"), ("message-id", "messageId"), ("subject", "subject")):
        if name in first:
            common[field] = decoded(first[name])
    return common


def _address(name: str, address: str) -> str:
    return f"{decoded(name)} <{address}>" if name else address


def decoded(value: str) -> str:
    try:
        return str(make_header(decode_header(value)))
    except (
        ValueError,
        LookupError,
        HeaderParseError,
    ):  # a charset nobody has, or a broken encoding
        return value
