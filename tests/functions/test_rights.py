"""Each function may do what it does, and hardly more: its calls against the template's policies.
The fake grants everything, so a right that is missing would show only on AWS."""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

import boto3
import pytest

from deskhand.actions import edits, tickets
from deskhand.actions.bodies import Body
from deskhand.domain.desk import Desk
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Status
from deskhand.wiring import Helpdesk, Settings
from local import template
from tests import aws
from tests.conftest import ROOT, Arrives, handler, mail
from tests.functions.conftest import Invoke
from tests.functions.test_inbound_mail import EVENT, ID

IAM = {
    "s3:HeadObject": ["s3:GetObject"],
    "s3:CopyObject": ["s3:GetObject", "s3:PutObject"],
    "s3:ListObjectsV2": ["s3:ListBucket"],
    "sqs:SendMessageBatch": ["sqs:SendMessage"],
    # For a raw message, in version 2 too: github.com/anymail/django-anymail/issues/384
    "ses:SendEmail": ["ses:SendEmail", "ses:SendRawEmail"],
}
WRITES = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem"}
FUNCTIONS = {
    "projections": "Projections",
    "notifications": "Notifications",
    "mail_sender": "MailSender",
    "mail_events": "MailEvents",
    "inbound_mail": "InboundMail",
    "maintenance": "Maintenance",
}


class Calls:
    """IAM actions that clients made from now on need, as `action on bucket`, by function."""

    def __init__(self) -> None:
        self.made: dict[str, set[str]] = {}
        self.by = ""
        boto3.setup_default_session()
        boto3.DEFAULT_SESSION.events.register("provide-client-params", self._asked)  # type: ignore[union-attr]

    def _asked(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        if self.by:
            service = model.service_model.signing_name
            self.made.setdefault(self.by, set()).update(_needed(service, model.name, params))


def _needed(service: str, operation: str, params: dict[str, Any]) -> Iterator[str]:
    if operation == "TransactWriteItems":
        kinds = {kind for write in params["TransactItems"] for kind in write}
        yield from (f"dynamodb:{WRITES.get(kind, 'ConditionCheckItem')}" for kind in kinds)
        return
    call = f"{service}:{operation}"
    bucket = f" on {params['Bucket']}" if "Bucket" in params else ""
    yield from (f"{action}{bucket}" for action in IAM.get(call, [call]))


def granted(function: str) -> set[str]:
    resources = template.read(ROOT / "template.yaml")["Resources"]
    rights: set[str] = set()
    for policy in resources[function]["Properties"]["Policies"]:
        for statement in policy["Statement"] if isinstance(policy, dict) else []:
            actions = statement["Action"]
            for action in [actions] if isinstance(actions, str) else actions:
                on = re.findall(r"(Files|Mail)Bucket", str(statement["Resource"]))
                buckets = [f" on deskhand-{each.lower()}bucket" for each in on] or [""]
                rights |= {f"{action}{bucket}" for bucket in buckets}
    return rights


def missing(function: str, needed: set[str]) -> set[str]:
    rights = granted(function)
    return {each for each in needed if not any(fnmatchcase(each, right) for right in rights)}


@pytest.fixture
def calls(settings: Settings) -> Iterator[Calls]:
    yield Calls()
    boto3.setup_default_session()


@pytest.fixture
def made(
    calls: Calls,
    settings: Settings,
    helpdesk: Helpdesk,
    desk: Desk,
    olga: Operator,
    arrives: Arrives,
    invoke: Invoke,
) -> dict[str, set[str]]:
    """What each function asked for in a life of a ticket with all that a ticket can have."""

    def run(folder: str, event: dict[str, Any]) -> Any:
        calls.by = folder
        answer = invoke(folder, event)
        calls.by = ""
        return answer

    machinery = aws.Machinery(settings, handler)

    def settle() -> None:
        while True:
            records, refs = machinery.changes(), machinery.queued()
            if not records and not refs:
                return
            for folder in ("projections", "notifications"):
                assert not records or run(folder, {"Records": records}) == NOTHING
            assert not refs or run("mail_sender", {"Records": refs}) == NOTHING

    raw = mail("x" * 9_000, X_Long="1").replace(b"ada@", b"Ada@")
    bucket = helpdesk.settings.mail_bucket
    helpdesk.s3.put_object(Bucket=bucket, Key=f"inbound/{ID}", Body=raw)
    run("inbound_mail", EVENT)
    receipt = helpdesk.receipts.get(ID, desk.id)
    assert receipt
    settle()
    answer = tickets.reply(helpdesk, olga, receipt.ticket_id, Body(text="y" * 9_000))
    settle()
    edits.change(helpdesk, olga, receipt.ticket_id, {"status": Status.CLOSED})
    settle()
    (notice,) = helpdesk.table.query(("pk", f"NOTICE#{answer.id}"))
    tags = {"cause": [answer.id], "notice": [notice["sk"]]}
    detail = {"mail": {"messageId": "1", "tags": tags}}
    run("mail_events", {"detail-type": "Email Delivered", "detail": detail})
    run("maintenance", {})
    return calls.made


NOTHING: dict[str, list[Any]] = {"batchItemFailures": []}


def test_each_function_has_the_rights_that_it_uses(made: dict[str, set[str]]) -> None:
    assert set(made) == set(FUNCTIONS)
    lacking = {name: missing(FUNCTIONS[name], needed) for name, needed in made.items()}

    assert not {name: rights for name, rights in lacking.items() if rights}


def test_only_the_sender_may_send_and_who_announces_reads_no_bucket() -> None:
    resources = template.read(ROOT / "template.yaml")["Resources"]
    functions = [n for n, r in resources.items() if r["Type"] == "AWS::Serverless::Function"]
    senders = [n for n in functions if any(right.startswith("ses:") for right in granted(n))]

    assert senders == ["MailSender"]
    assert not [right for right in granted("Notifications") if right.startswith("s3:")]
    raw = {n for n in functions if "s3:GetObject on deskhand-mailbucket" in granted(n)}
    assert raw == {"AdminApi", "InboundMail", "Maintenance"}
