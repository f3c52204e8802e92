"""Takes mail as SES does: into the bucket first, then an event with verdicts to the function."""

import asyncio
import secrets
import socket
import string
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from aiosmtpd.smtp import SMTP, Envelope, Session
from botocore.exceptions import BotoCoreError, ClientError

from local import log, ses_headers
from local.ses_receipt import receipt_event, verdicts

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client

_SIZE_LIMIT = 40 * 1024 * 1024
_ALPHABET = string.ascii_lowercase + string.digits


class ReceiptRule:
    """Whom mail is taken for: what the template's rule names, and every address of a domain in
    which a desk has one, as if that domain stood in the rule as well. Nobody asks whether a desk
    has the very address; SES doesn't know."""

    def __init__(self, named: Iterable[str], dynamodb: "DynamoDBClient", table: str) -> None:
        self._named = {name.lower() for name in named}
        self._dynamodb = dynamodb
        self._table = table

    def takes(self, recipient: str) -> bool:
        address = recipient.lower()
        domain = address.rpartition("@")[2]
        return bool(self._named & {address, domain}) or domain in self._desks_domains()

    def _desks_domains(self) -> Iterator[str]:
        pages = self._dynamodb.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression="pk = :team AND begins_with(sk, :desk)",
            ExpressionAttributeValues={":team": {"S": "TEAM"}, ":desk": {"S": "D#"}},
            ProjectionExpression="addresses",
        )
        for desk in (item for page in pages for item in page["Items"]):
            for address in desk.get("addresses", {}).get("L", []):
                yield address["S"].rpartition("@")[2]


class MailStore:
    def __init__(self, s3: "S3Client", bucket: str, prefix: str) -> None:
        self._s3 = s3
        self._bucket = bucket
        self._prefix = prefix

    def put(self, message_id: str, raw: bytes) -> None:
        self._s3.put_object(Bucket=self._bucket, Key=self._prefix + message_id, Body=raw)


class Inbox:
    """The handler of the SMTP server."""

    def __init__(
        self,
        rule: ReceiptRule,
        mails: MailStore,
        deliver: Callable[[str, dict[str, Any]], None],
    ) -> None:
        self._rule = rule
        self._mails = mails
        self._deliver = deliver

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self,
        server: SMTP,  # noqa: ARG002
        session: Session,  # noqa: ARG002
        envelope: Envelope,
        address: str,
        options: list[str],  # noqa: ARG002
    ) -> str:
        try:
            taken = await asyncio.to_thread(self._rule.takes, address)
        except (BotoCoreError, ClientError):
            return "451 4.3.0 Please try again later"
        if not taken:
            return "550 5.1.1 No desk has an address in this domain"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self,
        server: SMTP,  # noqa: ARG002
        session: Session,
        envelope: Envelope,
    ) -> str:
        return await asyncio.to_thread(self._take, session, envelope)

    def _take(self, session: Session, envelope: Envelope) -> str:
        message_id = "".join(secrets.choice(_ALPHABET) for _ in range(40))
        client = session.host_name or "unknown"
        sender, recipients = envelope.mail_from or "", envelope.rcpt_tos
        found, content = verdicts(client), _content(envelope)
        head = ses_headers.on_top(
            message_id,
            content,
            sender=sender,
            recipients=recipients,
            client=client,
            verdicts=found,
        )
        raw = head + content
        try:
            self._mails.put(message_id, raw)
        except (BotoCoreError, ClientError) as error:
            log.problem("mail", f"{message_id} could not be stored: {error}")
            return "451 4.3.0 Please try again later"
        count = len(recipients)
        log.line("mail", f"{message_id} -> {count} recipient{'s' * (count > 1)}")
        self._deliver(message_id, receipt_event(message_id, raw, sender, recipients, found))
        return f"250 OK {message_id}"


def _content(envelope: Envelope) -> bytes:
    content = envelope.original_content or b""
    return content if isinstance(content, bytes) else content.encode()


class _Lenient(SMTP):
    """SES takes lines far longer than the 998 characters of RFC 5321, and so do its peers."""

    line_length_limit = 4 * 1024 * 1024


class SmtpServer:
    def __init__(self, listening: socket.socket, inbox: Inbox) -> None:
        self._listening = listening
        self._inbox = inbox
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="smtp")

    def start(self) -> None:
        self._thread.start()
        self._ready.wait()

    def stop(self) -> None:
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(
            self._loop.create_server(self._session, sock=self._listening)
        )
        self._loop.call_soon(self._ready.set)
        self._loop.run_forever()
        server.close()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()

    def _session(self) -> SMTP:
        return _Lenient(
            self._inbox,
            data_size_limit=_SIZE_LIMIT,
            enable_SMTPUTF8=True,
            hostname="inbound-smtp.localhost",
            ident="Deskhand",
            loop=self._loop,
        )
