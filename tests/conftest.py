"""A desk in a faked AWS. Fixtures are states of the desk; `settle` plays what AWS would do by
itself."""

import gc
import importlib.util
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from types import ModuleType
from typing import Any

import boto3
import pytest
from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends

from deskhand import sdk, wiring
from deskhand.actions import edits, tickets
from deskhand.actions.bodies import Body
from deskhand.actions.receive import receive
from deskhand.domain.desk import Category, Desk
from deskhand.domain.inbound import Delivery
from deskhand.domain.people import Customer, Operator, Role
from deskhand.domain.ticket import Status, Ticket
from deskhand.wiring import Helpdesk, Settings
from local import planning, resources
from local.clients import clients
from local.ministack import Ministack
from tests import aws

ROOT = Path(__file__).parents[1]
REGION = "eu-west-1"
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def pytest_collection_finish() -> None:
    """What the tests were read into stays, and to go through it again and again for garbage was a
    sixth of all their time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


class Clock:
    """Goes on by a millisecond with each look, so that what happens later is later."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    for name, value in aws.ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    with mock_aws():
        monkeypatch.setattr(boto3, "DEFAULT_SESSION", aws.session())  # moto forgets it
        aws.create(ROOT / "template.yaml")
        wiring.helpdesk.cache_clear()
        yield Settings.from_environment()
        wiring.helpdesk.cache_clear()


@pytest.fixture
def user_pool(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> str:
    """The stack's own, where operators sign in; to be had before `helpdesk`."""
    pool = aws.client("cognito-idp").create_user_pool(
        PoolName="deskhand", UsernameAttributes=["email"]
    )
    id: str = pool["UserPool"]["Id"]
    monkeypatch.setenv("USER_POOL_ID", id)
    return id


@pytest.fixture
def helpdesk(settings: Settings, clock: Clock) -> Helpdesk:
    return Helpdesk(settings, clock)


@pytest.fixture(scope="module")
def emulated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Helpdesk]:
    """A helpdesk on ministack, whose DynamoDB counts units and is quick with many items."""
    storage = Ministack(tmp_path_factory.mktemp("storage"))
    storage.start()
    with pytest.MonkeyPatch.context() as environment:
        variables = {**aws.ENVIRONMENT, "AWS_ENDPOINT_URL": storage.url, "NOTICE_QUEUE_URL": ""}
        for name, value in variables.items():
            environment.setenv(name, value)
        storage.wait_until_ready()
        template = ROOT / "template.yaml"
        plan = planning.load(template, aws.PARAMETERS, storage_url=storage.url)
        resources.create_missing(plan, clients(storage.url))
        sdk.session.cache_clear()
        yield Helpdesk(Settings.from_environment())
    sdk.session.cache_clear()
    storage.stop()


# --- the team -----------------------------------------------------------------------------------


def operator(helpdesk: Helpdesk, name: str, role: Role = Role.OPERATOR) -> Operator:
    added = Operator(
        id=helpdesk.new_id()[-10:],
        email=f"{name.lower()}@desk.example",
        name=name,
        role=role,
        created_at=helpdesk.now(),
    )
    helpdesk.team.add_operator(added)
    return added


@pytest.fixture
def olga(helpdesk: Helpdesk) -> Operator:
    return operator(helpdesk, "Olga")


@pytest.fixture
def stranger(helpdesk: Helpdesk) -> Operator:
    """An operator who is a member of no desk."""
    return operator(helpdesk, "Stranger")


@pytest.fixture
def admin(helpdesk: Helpdesk) -> Operator:
    return operator(helpdesk, "Admin", Role.ADMIN)


def support_desk(helpdesk: Helpdesk, *members: Operator, **fields: Any) -> Desk:
    added = Desk(
        id="desk000001",
        name="Support",
        addresses=("support@desk.example", "help@desk.example"),
        number_pattern="SUP-{nr}",
        members=tuple(member.id for member in members),
        undo_seconds=0,
        categories=(Category(code="printing", name="Printing", default_assignee=members[0].id),),
        created_at=helpdesk.now(),
    ).model_copy(update=fields)
    helpdesk.team.add_desk(added)
    return added


@pytest.fixture
def desk(helpdesk: Helpdesk, olga: Operator) -> Desk:
    return support_desk(helpdesk, olga)


@pytest.fixture
def oskar(helpdesk: Helpdesk, desk: Desk) -> Operator:
    """A second member of the desk."""
    added = operator(helpdesk, "Oskar")
    members = (*desk.members, added.id)
    helpdesk.team.save_desk(desk, desk.model_copy(update={"members": members, "version": 2}))
    return added


@pytest.fixture
def ada(helpdesk: Helpdesk) -> Customer:
    added = Customer(
        id=helpdesk.new_id(),
        first_name="Ada",
        last_name="Byron",
        emails=("ada@byron.example",),
        external_ids=("c-1815",),
        created_at=helpdesk.now(),
    )
    helpdesk.customers.add(added)
    return added


# --- mail ---------------------------------------------------------------------------------------


def mail(
    text: str = "It is on fire.",
    *,
    sender: str = "Ada Byron <ada@byron.example>",
    to: str = "support@desk.example",
    subject: str = "Printer on fire",
    message_id: str = "<1@byron.example>",
    **headers: str,
) -> bytes:
    written = EmailMessage()
    written["From"], written["To"], written["Subject"] = sender, to, subject
    written["Message-ID"] = message_id
    for name, value in headers.items():
        written[name.replace("_", "-")] = value
    written.set_content(text)
    return written.as_bytes()


Arrives = Callable[..., Any]


@pytest.fixture
def arrives(helpdesk: Helpdesk, desk: Desk) -> Arrives:
    """Puts a mail where SES does and lets it be taken in; answers the receipts."""

    def arrive(
        raw: bytes, *, id: str = "", to: str = "support@desk.example", **verdicts: str
    ) -> Any:
        id = id or helpdesk.new_id()
        helpdesk.s3.put_object(
            Bucket=helpdesk.settings.mail_bucket, Key=helpdesk.settings.mail_prefix + id, Body=raw
        )
        verdicts = {"dmarc": "PASS", "spam": "PASS", "virus": "PASS", **verdicts}
        delivery = Delivery(
            id=id,
            recipients=tuple(to.split()),
            received_at=helpdesk.now(),
            **verdicts,  # type: ignore[arg-type]
        )
        return receive(helpdesk, delivery)

    return arrive


@pytest.fixture
def mailed_ticket(helpdesk: Helpdesk, arrives: Arrives) -> Ticket:
    return helpdesk.tickets.get(arrives(mail())[0].ticket_id)


@pytest.fixture
def replied_ticket(helpdesk: Helpdesk, mailed_ticket: Ticket, olga: Operator) -> Ticket:
    tickets.reply(helpdesk, olga, mailed_ticket.id, Body(text="Have you tried water?"))
    return helpdesk.tickets.get(mailed_ticket.id)


@pytest.fixture
def closed_ticket(helpdesk: Helpdesk, replied_ticket: Ticket, olga: Operator) -> Ticket:
    return edits.change(helpdesk, olga, replied_ticket.id, {"status": Status.CLOSED})


class Outbox:
    """Every mail that SES took, as its recipient reads it."""

    def __iter__(self) -> Iterator[EmailMessage]:
        for sent in ses_backends[DEFAULT_ACCOUNT_ID][REGION].sent_messages:
            parsed = message_from_bytes(sent.raw_data.encode(), policy=policy.default)
            assert isinstance(parsed, EmailMessage)
            yield parsed

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for mail in self if address in str(mail["To"])]


@pytest.fixture
def outbox(settings: Settings) -> Outbox:
    return Outbox()


# --- what AWS does by itself --------------------------------------------------------------------


def handler(folder: str) -> ModuleType:
    """functions/<folder>/handler.py under a name of its own: all of them are called the same."""
    path = ROOT / "functions" / folder / "handler.py"
    spec = importlib.util.spec_from_file_location(f"handler_of_{folder}", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def settle(settings: Settings) -> Callable[[], None]:
    """Lets stream and queue run until nothing happens any more."""
    return aws.Machinery(settings, handler).settle
