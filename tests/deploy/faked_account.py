"""An AWS account to deploy to: moto, and what moto lacks. A `sam` on the PATH notes what it is
told, and CloudFormation, seen from here, has done it."""

import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ClientError
from moto.core import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends

from tests import aws

REGION = "eu-west-1"
DISTRIBUTION = "d1.cloudfront.example"
SAM = """#!/bin/sh
for last in "$@"; do :; done
file=${last#file://}
{ echo "$*"; stat -c %a "$file"; cat "$file"; echo; } >> NOTES
exit ${SAM_FAILS:-0}
"""


def tools(folder: Path) -> Path:
    """`sam` and `make`, to be found first on the PATH; what sam was told."""
    notes = folder / "sam.txt"
    for name, script in {
        "sam": SAM.replace("NOTES", str(notes)),
        "make": "#!/bin/sh",
    }.items():
        (folder / name).write_text(script)
        (folder / name).chmod(0o755)
    os.environ["PATH"] = f"{folder}:{os.environ['PATH']}"
    return notes


class Stacks:
    """CloudFormation, with the one stack that sam makes."""

    def __init__(self, notes: Path, name: str, resources: dict[str, str]) -> None:
        self.notes, self.name, self.physical = notes, name, resources
        self.outputs: dict[str, str] = {}
        self.found_status = ""  # what an earlier deployment left
        self.gone: list[datetime] = []
        self.when_made: Callable[[], None] = lambda: None
        self.when_deleted: Callable[[], None] = lambda: None
        self.made = False

    def told(self) -> list[dict[str, Any]]:
        lines = self.notes.read_text().splitlines() if self.notes.exists() else []
        three = zip(lines[::3], lines[1::3], lines[2::3], strict=True)
        return [
            {"arguments": arguments.split(), "mode": mode, "parameters": json.loads(parameters)}
            for arguments, mode, parameters in three
        ]

    @property
    def id(self) -> str:
        return f"arn:aws:cloudformation:{REGION}:123456789012:stack/{self.name}/1"

    def describe_stacks(self, StackName: str) -> dict[str, Any]:  # noqa: N803 - boto3's
        told = self.told()
        if StackName not in (self.name, self.id) or not (told or self.found_status):
            message = f"Stack with id {StackName} does not exist"
            raise ClientError(
                {"Error": {"Code": "ValidationError", "Message": message}}, "DescribeStacks"
            )
        if told and not self.made:
            self.made = True
            self.when_made()
        parameters: dict[str, str] = {}
        for each in told:
            parameters |= each["parameters"]
        joined = parameters.get("ReceiptRuleSetName")
        outputs = {**self.outputs, **({"ReceiptRuleSet": joined} if joined else {})}
        stack = {
            "StackId": self.id,
            "StackStatus": self.found_status or "CREATE_COMPLETE",
            "Parameters": [
                {"ParameterKey": k, "ParameterValue": "****" if k == "EdgeSecret" else v}
                for k, v in parameters.items()
            ],
            "Outputs": [{"OutputKey": k, "OutputValue": v} for k, v in outputs.items()],
        }
        return {"Stacks": [stack]}

    def delete_stack(self, StackName: str) -> None:  # noqa: N803
        assert StackName == self.id
        self.when_deleted()
        self.notes.unlink(missing_ok=True)
        self.found_status = ""
        self.gone.append(datetime.now(UTC))

    def get_waiter(self, _: str) -> Any:
        return type("Waiter", (), {"wait": staticmethod(lambda **_: None)})

    def get_paginator(self, name: str) -> Any:
        pages = {"list_stack_resources": self._resources, "list_stacks": self._deleted}[name]
        return type("Pages", (), {"paginate": staticmethod(pages)})

    def _resources(self, **_: Any) -> Iterator[dict[str, Any]]:
        yield {
            "StackResourceSummaries": [
                {"LogicalResourceId": k, "PhysicalResourceId": v, "ResourceStatus": self.status(k)}
                for k, v in self.physical.items()
            ]
        }

    def status(self, logical: str) -> str:
        gone = bool(self.gone) and logical == "SiteBucket"
        return "DELETE_COMPLETE" if gone else "CREATE_COMPLETE"

    def _deleted(self, **_: Any) -> Iterator[dict[str, Any]]:
        gone = [
            {"StackName": self.name, "StackId": self.id, "DeletionTime": at} for at in self.gone
        ]
        yield {"StackSummaries": gone}


class Lambda:
    def __init__(self) -> None:
        self.runs = 1000  # at once

    def get_account_settings(self) -> dict[str, Any]:
        return {"AccountLimit": {"ConcurrentExecutions": self.runs}}


class Account:
    region_name = REGION

    def __init__(self, stacks: Stacks) -> None:
        self.stacks, self.production = stacks, True
        self.functions = Lambda()
        self.others: dict[str, Any] = {"lambda": self.functions}  # clients of what moto can't do
        self.asked: dict[str, dict[str, Any]] = {}  # how each of these was asked for

    def session(self, _: str | None) -> Any:
        return self

    def client(self, service: str, **how: Any) -> Any:
        if service == "cloudformation":
            return self.stacks
        if service in self.others:
            self.asked[service] = how
            return self.others[service]
        lent = aws.session().client(service, **how)
        if service == "sesv2":
            lent.meta.events.register("before-call.sesv2.GetAccount", self._get_account)
        return lent

    def resource(self, service: Any) -> Any:
        return boto3.resource(service, region_name=REGION)

    def _get_account(self, **_: Any) -> tuple[AWSResponse, dict[str, Any]]:
        answer = {"ProductionAccessEnabled": self.production}
        return AWSResponse("", 200, {}, None), answer

    def verify(self, domain: str) -> None:
        identity = ses_backends[DEFAULT_ACCOUNT_ID][REGION].email_identities[domain]
        identity.verified_for_sending_status = True
