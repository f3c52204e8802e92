"""SES v2 for raw mail: replaces Message-ID and Date, fills the outbox, reports what became of it.

Addresses at simulator.localhost and simulator.amazonses.com behave like SES's mailbox simulator:
`bounce@...`, `complaint@...`; `throttle-once@...` is refused the first time; `unverified@...`
always, as in the sandbox whoever is not verified.
"""

import base64
import binascii
import email.utils
import re
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from local import log
from local.events import timestamp
from local.outbox import Mail, Outbox
from local.ses_events import delivery_events
from local.ses_receipt import headers_of
from local.template import REGION

_SIMULATOR = re.compile(r"@simulator\.(localhost|amazonses\.com)$", re.IGNORECASE)
_REPLACED = re.compile(
    rb"^(message-id|date):[^\n]*\n([ \t][^\n]*\n)*", re.IGNORECASE | re.MULTILINE
)
# SES reports some time after it took a mail, when its sender has noted it, as a rule.
_REPORT_PAUSE = 0.2


class RefusedError(Exception):
    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


class Ses:
    def __init__(self, outbox: Outbox, publish: Callable[[dict[str, Any]], None]) -> None:
        self._outbox = outbox
        self._publish = publish
        self._throttled: set[str] = set()
        self._last_id = 0
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._reports = ThreadPoolExecutor(4, thread_name_prefix="ses")

    def stop(self) -> None:
        """What is still to be reported is reported now."""
        self._stopping.set()
        self._reports.shutdown(wait=True)

    async def __call__(self, request: Request) -> Response:
        body = await request.json()
        try:
            id_ = await run_in_threadpool(self._send, body)
        except RefusedError as refusal:
            return JSONResponse(
                {"message": str(refusal)},
                status_code=refusal.status,
                headers={"x-amzn-errortype": refusal.code},
            )
        return JSONResponse({"MessageId": id_})

    def _send(self, body: dict[str, Any]) -> str:
        raw = _raw(body)
        headers, _ = headers_of(raw)
        recipients = list(_recipients(body, headers))
        if not recipients:
            raise RefusedError(400, "BadRequestException", "No recipients")
        _refuse_unverified(recipients)
        self._throttle(recipients)
        id_ = self._new_id()
        message_id = f"<{id_}@eu-west-1.amazonses.com>"
        sent = _with_own_headers(raw, message_id)
        mail = Mail(
            id=id_,
            message_id=message_id,
            source=body.get("FromEmailAddress") or _first(headers, "from"),
            recipients=recipients,
            sent_at=timestamp(),
            tags=_tags(body),
            headers=headers_of(sent)[0],
        )
        self._outbox.add(mail, sent)
        log.line("sent", f"{id_} -> {len(recipients)} recipient{'s' * (len(recipients) > 1)}")
        if body.get("ConfigurationSetName"):
            self._reports.submit(self._report, mail, body["ConfigurationSetName"])
        return id_

    def _new_id(self) -> str:
        """Like SES's: time first, so that newer mails have higher ids."""
        with self._lock:
            self._last_id = max(self._last_id + 1, time.time_ns() // 1_000_000)
            return f"0102{self._last_id:012x}-{uuid.uuid4()}-000000"

    def _throttle(self, recipients: Sequence[str]) -> None:
        asked = {r for r in recipients if _simulates("throttle-once", r)}
        with self._lock:
            new = asked - self._throttled
            self._throttled |= new
        if new:
            raise RefusedError(429, "TooManyRequestsException", "Maximum sending rate exceeded.")

    def _report(self, mail: Mail, configuration_set: str) -> None:
        bounced = [r for r in mail.recipients if _simulates("bounce", r)]
        complaining = [r for r in mail.recipients if _simulates("complaint", r)]
        for event in delivery_events(mail, configuration_set, bounced, complaining):
            self._stopping.wait(_REPORT_PAUSE)
            self._publish(event)


def _refuse_unverified(recipients: Sequence[str]) -> None:
    if unverified := [r for r in recipients if _simulates("unverified", r)]:
        raise RefusedError(
            400,
            "MessageRejected",
            "Email address is not verified. The following identities failed the check in region"
            f" {REGION.upper()}: {', '.join(unverified)}",
        )


def _simulates(name: str, recipient: str) -> bool:
    return recipient.lower().startswith(name) and bool(_SIMULATOR.search(recipient))


def _raw(body: dict[str, Any]) -> bytes:
    try:
        return base64.b64decode(body["Content"]["Raw"]["Data"], validate=True)
    except (KeyError, TypeError, binascii.Error):
        raise RefusedError(400, "BadRequestException", "Only raw content is served here") from None


def _recipients(body: dict[str, Any], headers: Sequence[dict[str, str]]) -> Iterator[str]:
    """The destination if there is one, else the mail's own headers."""
    destination = body.get("Destination") or {}
    named = [
        a
        for kind in ("ToAddresses", "CcAddresses", "BccAddresses")
        for a in destination.get(kind) or []
    ]
    if not named:
        named = [h["value"] for h in headers if h["name"].lower() in ("to", "cc", "bcc")]
    for _, address in email.utils.getaddresses(named):
        if "@" in address:
            yield address


def _tags(body: dict[str, Any]) -> dict[str, list[str]]:
    return {tag["Name"]: [tag["Value"]] for tag in body.get("EmailTags") or []}


def _first(headers: Sequence[dict[str, str]], name: str) -> str:
    return next((h["value"] for h in headers if h["name"].lower() == name), "")


def _with_own_headers(raw: bytes, message_id: str) -> bytes:
    separator = b"\r\n\r\n" if b"\r\n\r\n" in raw else b"\n\n"
    head, _, body = raw.partition(separator)
    newline = separator[: len(separator) // 2]
    kept = _REPLACED.sub(b"", head + newline)
    date = email.utils.format_datetime(datetime.now(UTC))
    own = f"Message-ID: {message_id}".encode() + newline + f"Date: {date}".encode() + newline
    return own + kept + newline + body
