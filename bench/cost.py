"""What a ticket costs on AWS: `python -m bench.cost`. The requests, units and invocations of its
whole life (bench/life.py) are counted, with its mails sent and their delivery told; prices and
durations are those below. docs/deploying.md has the table."""

import json
import tempfile
from collections import Counter
from collections.abc import Container, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
import pytest

from bench import life
from deskhand import wiring
from deskhand.wiring import Helpdesk
from local import planning, resources
from local.clients import clients
from local.ministack import Ministack
from tests import aws
from tests.conftest import ROOT, handler

# Steps of its life: all of them; or a question, assigned, answered and closed.
WHOLE, SHORT = range(10), (0, 1, 3, 9)
# What operators look at in half of a whole life, beside what they write. The panel asks again every
# ten seconds while somebody looks at it: a minute of a list and one and a half of the ticket.
OPENED, PULSES_OF_A_LIST, PULSES_OF_A_TICKET = 2, 6, 9
VISITS = 1  # of the customer, to the ticket's page
# eu-west-1, US dollars for a million, as far as known in November 2026; without free tiers.
PRICES = {
    "written units": 0.7068, "read units": 0.1414,
    "mails out": 100.0, "mails in": 100.0,  # and 90 for each full 256 KB of one
    "invocations": 0.20, "API requests": 1.11, "queue requests": 0.40,
    "files put": 5.0, "files got": 0.40,
    "site requests": 1.20,
}  # fmt: skip
GB_SECOND, LOG_GB = 0.0000133334, 0.57
TRACE, FREE_TRACES, SECONDS = 5e-6, 100_000, 2_592_000  # the first of each second, and 5 % more
# Assumed, cold starts spread over them: (milliseconds, GB).
TAKES = {
    "admin_api": (30, 1.0), "ticket_page_api": (30, 1.0), "inbound_mail": (400, 1.0),
    "projections": (250, 0.5), "notifications": (100, 0.5), "mail_sender": (250, 0.5),
    "mail_events": (60, 0.5),
}  # fmt: skip
LOG_BYTES = 700  # of an invocation: the platform's line and one of ours
FIXED = {"24 metrics with alarms": 2.4, "4 metrics": 1.2, "maintenance": 8640 * GB_SECOND}


class Bill(Counter[str]):
    """Counts what is asked of AWS."""

    def listen(self, helpdesk: Helpdesk) -> None:
        asked = {
            "dynamodb": helpdesk.table.client, "s3": helpdesk.s3,
            "sqs": helpdesk.queue, "sesv2": helpdesk.outbox.ses,
        }  # fmt: skip
        for service, client in asked.items():
            client.meta.events.register(f"after-call.{service}.*", self._answered)
        asked["dynamodb"].meta.events.register("provide-client-params.dynamodb.*", self._asked)

    def _asked(self, params: dict[str, Any], **_: Any) -> None:
        params["ReturnConsumedCapacity"] = "TOTAL"

    def _answered(self, parsed: dict[str, Any], model: Any, **_: Any) -> None:
        service = model.service_model.service_name
        if service == "dynamodb":
            reads = model.name in ("GetItem", "BatchGetItem", "Query", "TransactGetItems")
            taken = parsed.get("ConsumedCapacity", [])
            each = taken if isinstance(taken, list) else [taken]
            kind = "read units" if reads else "written units"
            self[kind] += sum(one["CapacityUnits"] for one in each)
        elif service == "s3":
            self["files got" if model.name == "GetObject" else "files put"] += 1
        elif service == "sqs":
            self["queue requests"] += 1
        elif model.name == "SendEmail":
            self["mails out"] += 1

    def invoked(self, function: str, times: int = 1) -> None:
        milliseconds, memory = TAKES[function]
        self["invocations"] += times
        self["GB ms"] += int(times * milliseconds * memory)
        if function.endswith("_api"):
            self["API requests"] += times
            self["site requests"] += times


def counted(steps: Container[int], halves: int) -> Bill:
    bill = Bill()
    with _emulated() as helpdesk:
        desk, olga = life._team(helpdesk)
        follow = _Follow(helpdesk, bill)
        bill.listen(helpdesk)
        for number, step in enumerate(life._steps(helpdesk, desk, olga)):
            if number not in steps:
                continue
            by_mail = getattr(step, "func", None) is life._arrives
            bill.invoked("inbound_mail" if by_mail else "admin_api")
            if by_mail:
                bill["mails in"] += 1
            step()
            follow()
        for _ in range(halves):
            _looked_at(bill)
    return bill


def _looked_at(bill: Bill) -> None:
    """The units of each stand in store/keys.py."""
    requests = OPENED + PULSES_OF_A_LIST + PULSES_OF_A_TICKET
    bill["read units"] += OPENED * 2 + PULSES_OF_A_LIST * 3 + PULSES_OF_A_TICKET * 2 + VISITS
    bill["written units"] += PULSES_OF_A_TICKET + OPENED * 2
    bill.invoked("admin_api", requests)
    bill.invoked("ticket_page_api", VISITS)
    bill["site requests"] += VISITS * 3


@contextmanager
def _emulated() -> Iterator[Helpdesk]:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as environment:
        storage = Ministack(Path(folder))
        storage.start()
        storage.wait_until_ready()
        plan = planning.load(ROOT / "template.yaml", aws.PARAMETERS, storage_url=storage.url)
        found = clients(storage.url)
        resources.create_missing(plan, found)
        for name, value in {**aws.ENVIRONMENT, "AWS_ENDPOINT_URL": storage.url}.items():
            environment.setenv(name, value)
        boto3.setup_default_session()
        url = boto3.client("sqs").get_queue_url(QueueName="deskhand-NoticeQueue")["QueueUrl"]
        environment.setenv("NOTICE_QUEUE_URL", url)
        domain = aws.PARAMETERS["MailDomain"]
        boto3.client("sesv2").create_email_identity(EmailIdentity=domain)
        wiring.helpdesk.cache_clear()
        yield wiring.helpdesk()
        wiring.helpdesk.cache_clear()
        storage.stop()


class _Follow:
    """What follows from a change, until nothing does."""

    def __init__(self, helpdesk: Helpdesk, bill: Bill) -> None:
        self.helpdesk, self.bill, self.stream = helpdesk, bill, life._Stream(helpdesk)
        names = ("projections", "notifications", "mail_sender", "mail_events")
        self.handlers = {name: handler(name) for name in names}

    def __call__(self) -> None:
        while records := [{"eventSource": "aws:dynamodb", **r} for r in self.stream._read()]:
            for name, wanted in {"projections": _projected, "notifications": _announced}.items():
                if chosen := [record for record in records if wanted(record)]:
                    self._invoke(name, {"Records": chosen})
            self._send()

    def _send(self) -> None:
        url, queue = self.helpdesk.settings.notice_queue, boto3.client("sqs")
        for message in queue.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get(
            "Messages", []
        ):
            self.bill["queue requests"] += 2  # received and deleted by Lambda
            queue.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
            self._invoke("mail_sender", {"Records": [aws.sqs_record(message["Body"])]})
            ref = json.loads(message["Body"])
            for kind in ("Email Sent", "Email Delivered"):
                self._invoke("mail_events", _told(kind, ref))

    def _invoke(self, name: str, event: dict[str, Any]) -> None:
        self.bill.invoked(name)
        self.handlers[name].lambda_handler(event, aws.Context())


def _projected(record: dict[str, Any]) -> bool:
    image = record["dynamodb"].get("NewImage") or record["dynamodb"].get("OldImage") or {}
    return image.get("type", {}).get("S") in ("ticket", "customer", "message", "receipt")


def _announced(record: dict[str, Any]) -> bool:
    image = record["dynamodb"].get("NewImage") or {}
    return record["eventName"] == "INSERT" and image.get("type", {}).get("S") in (
        "message", "event",
    )  # fmt: skip


def _told(kind: str, ref: dict[str, str]) -> dict[str, Any]:
    tags = {"cause": [ref["cause"]], "notice": [ref["id"]]}
    mail = {"messageId": f"ses-{ref['id']}", "tags": tags, "destination": ["ada@byron.example"]}
    return {"detail-type": kind, "detail": {"mail": mail}}


def of_a_ticket(bill: Bill) -> dict[str, float]:
    """Dollars, by what is paid."""
    paid = {kind: bill[kind] * price / 1e6 for kind, price in PRICES.items()}
    paid["computing"] = bill["GB ms"] / 1000 * GB_SECOND
    paid["logs"] = bill["invocations"] * LOG_BYTES / 1e9 * LOG_GB
    return paid


def a_month(bill: Bill, tickets: int) -> float:
    invocations = bill["invocations"] * tickets
    traces = min(invocations, SECONDS + 0.05 * invocations)
    traced = max(0.0, traces - FREE_TRACES) * TRACE
    return sum(of_a_ticket(bill).values()) * tickets + traced + sum(FIXED.values())


def main() -> None:
    for name, bill in {"whole": counted(WHOLE, 2), "short": counted(SHORT, 1)}.items():
        paid = of_a_ticket(bill)
        print(f"{name} life: a ticket, and dollars for 1,000")
        for kind, dollars in paid.items():
            print(f"  {kind:16}{bill[kind] or '':>8}{dollars * 1000:10.3f}")
        print(f"  {'together':16}{sum(paid.values()) * 1000:18.3f}")
        for tickets in (1_000, 10_000, 1_000_000):
            print(f"  {tickets:>9,} a month, all told {a_month(bill, tickets):10.2f}")


if __name__ == "__main__":
    main()
