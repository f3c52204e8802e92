"""Everything that runs on one machine, started and stopped in order.

Parts stop in the reverse order of their start: first what brings new events, then what works them
off, then what that needs (the sender needs the front door's SES), the storage last.
"""

import json
import socket
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from local import log, planning, ports
from local.clients import Clients, clients, queue_url
from local.delivery import Delivery
from local.events import AsyncInvocations
from local.front import SES_PATH, FrontDoor, application
from local.functions import Environment, Functions, local_variables
from local.gateway import Gateway
from local.http_events import EDGE_SECRET
from local.identity import CLIENT_ID, FIRST_ADMIN, IdentityProvider
from local.journal import Journal
from local.lock import DataInUseError, DataLock
from local.ministack import Ministack
from local.outbox import Outbox
from local.outbox_pages import OutboxPages
from local.plan import Function, Plan
from local.queues import QueueReader
from local.resources import create_missing
from local.schedule import Clockwork
from local.ses import Ses
from local.smtp import Inbox, MailStore, ReceiptRule, SmtpServer
from local.streams import StreamPump, replay
from local.template import UnsupportedTemplateError

FACTS_FILE = "stack.json"
"""Where a running stack can be reached; in the data folder, as long as it runs."""

MAIL_DOMAIN = "desk.localhost"
ROOT = Path(__file__).resolve().parent.parent


class CannotStartError(Exception):
    """One sentence for the person at the keyboard."""


class _Part(Protocol):
    def start(self) -> None: ...
    def stop(self) -> None: ...


@dataclass(frozen=True)
class Settings:
    port: int = 8080
    smtp_port: int = 2525
    data: Path = Path(".data")
    root: Path = ROOT
    """Where template.yaml and the functions are; tests have a project of their own."""
    deployed: str = ""
    """The endpoint at which they are deployed; see local/deployed.py."""


def parameters_of(port: int, issuer: str) -> dict[str, str]:
    """What the template's parameters are on this machine."""
    return {
        "SiteUrl": f"http://localhost:{port}",
        "EdgeSecret": EDGE_SECRET,
        "MailDomain": MAIL_DOMAIN,
        "OidcIssuer": issuer,
        "OidcAudience": CLIENT_ID,
        "FirstAdmin": FIRST_ADMIN,
    }


class Stack:
    settings: Settings
    plan: Plan
    clients: Clients
    functions: Functions
    invocations: AsyncInvocations
    outbox: Outbox

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._stops = ExitStack()

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self._stops.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stops.close()

    def publish_facts(self) -> None:
        """For tests and for people who want to look into the storage with the AWS CLI."""
        path = self._data / FACTS_FILE
        facts = {
            "site": f"http://localhost:{self.settings.port}",
            "smtp_port": self.settings.smtp_port,
            "issuer": self._identity.issuer,
            "storage": self._storage.url,
            "storage_pid": self._storage.pid,
        }
        # Whoever waits for the file finds it complete.
        path.with_suffix(".new").write_text(json.dumps(facts, indent=2))
        path.with_suffix(".new").replace(path)
        self._stops.callback(path.unlink, missing_ok=True)

    @property
    def storage_is_gone(self) -> bool:
        return self._storage.exit_code is not None

    def _start(self) -> None:
        log.quiet()
        http = self._listen(self.settings.port, "--port")
        smtp = self._listen(self.settings.smtp_port, "--smtp-port")
        self._open_data()
        self._identity = IdentityProvider(self._data)
        self._run(self._identity)
        self._start_storage()
        self._load_functions()
        self._fill_storage()
        pump = StreamPump(self.clients, self._table, self._journal)
        self._run(pump)
        self.functions.watchers.append(pump.look)
        self.invocations = AsyncInvocations(self.functions, self.clients, self._storage.url)
        self._stops.callback(self.invocations.stop)
        self._start_front(http)
        self._start_readers(pump)
        self._run(SmtpServer(smtp, self._inbox()))
        for schedule in self.plan.schedules:
            self._run(Clockwork(schedule, self.invocations))

    def _run(self, part: _Part) -> None:
        part.start()
        self._stops.callback(part.stop)

    def _listen(self, port: int, flag: str) -> socket.socket:
        try:
            listening = ports.listen(port)
        except (OSError, OverflowError) as error:
            why = f"Port {port} cannot be used ({error}). Choose another one with {flag}."
            raise CannotStartError(why) from error
        self._stops.callback(listening.close)
        return listening

    def _open_data(self) -> None:
        self._data = self.settings.data.resolve()
        self._data.mkdir(parents=True, exist_ok=True)
        self._lock = DataLock(self._data)
        self._stops.callback(self._lock.release)
        try:
            self._lock.take()
        except DataInUseError as error:
            why = (
                f"Another stack uses the data folder {self._data}. Choose another one with --data."
            )
            raise CannotStartError(why) from error
        self._journal = Journal(self._data / "journal.sqlite")
        self._stops.callback(self._journal.close)

    def _start_storage(self) -> None:
        self._storage = Ministack(self._data, keep_open=(self._lock.descriptor,))
        self._storage.start()
        self._stops.callback(self._stop_storage)

    def _stop_storage(self) -> None:
        if self._storage.stop():
            self._journal.forget_delivered()

    def _load_functions(self) -> None:
        root, parameters = (
            self.settings.root,
            parameters_of(self.settings.port, self._identity.issuer),
        )
        self.plan = planning.load(root / "template.yaml", parameters, storage_url=self._storage.url)
        ses = f"http://127.0.0.1:{self.settings.port}{SES_PATH}"
        environment = Environment(self.plan.functions, local_variables(self._storage.url, ses))
        environment.enter()
        self._stops.callback(environment.leave)
        self.functions = Functions(root, self.plan)
        self.functions.load()

    def _fill_storage(self) -> None:
        self._storage.wait_until_ready()
        self.clients = clients(self._storage.url)
        create_missing(self.plan, self.clients)
        self._table = self.plan.streamed_table.name
        # A storage that outlived a killed stack has saved more than the journal knows.
        if self._journal.newest() > self._storage.saved_at():
            restored = replay(self._journal, self.clients, self._table)
            log.line("storage", f"{restored} items brought back from the journal")

    def _start_front(self, listening: socket.socket) -> None:
        self.outbox = Outbox(self._data / "outbox")
        ses = Ses(self.outbox, partial(self.invocations.publish, self.plan))
        gateway = Gateway(self.plan, self.functions)
        app = application(
            gateway,
            ses,
            OutboxPages(self.outbox, self.settings.smtp_port),
            dist=self.settings.root / "static_site" / "dist",
            issuer=self._identity.issuer,
            port=self.settings.port,
            smtp_port=self.settings.smtp_port,
        )
        self._stops.callback(ses.stop)
        self._stops.callback(gateway.close)
        self._run(FrontDoor(app, listening))

    def _start_readers(self, pump: StreamPump) -> None:
        for queue in self.plan.queue_readers:
            invoke = partial(self.functions.invoke, queue.function)
            reader = QueueReader(queue, self.clients, self._storage.url, invoke)
            self.functions.watchers.append(reader.look)
            self._run(reader)
        self._journal.register(mapping.name for mapping in self.plan.streams)
        for mapping in self.plan.streams:
            invoke = partial(self.functions.invoke, mapping.function)
            failed = partial(self._send_to, mapping.on_failure)
            delivery = Delivery(mapping, self._journal, invoke, failed)
            pump.readers.append(delivery.look)
            self._run(delivery)

    def _send_to(self, queue_arn: str | None, body: str) -> None:
        if queue_arn is not None:
            url = queue_url(self._storage.url, queue_arn)
            self.clients.sqs.send_message(QueueUrl=url, MessageBody=body)

    def _inbox(self) -> Inbox:
        function = self.plan.function_in("inbound_mail")
        if function is None:
            raise UnsupportedTemplateError(
                "The template has no function for functions/inbound_mail"
            )
        settings = function.environment
        return Inbox(
            ReceiptRule(self.plan.recipients, self.clients.dynamodb, settings["TABLE_NAME"]),
            MailStore(self.clients.s3, settings["MAIL_BUCKET"], settings["MAIL_PREFIX"]),
            partial(self._receive, function),
        )

    def _receive(self, function: Function, message_id: str, event: object) -> None:
        self.invocations.send(function, event, kind="mail", name=message_id)
