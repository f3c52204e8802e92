"""The stack in CloudFormation: what it is like, and how sam brings it up to date."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError, WaiterError

from deploy.answers import Answers
from deploy.world import ROOT, Stopped

NOTHING_YET = "REVIEW_IN_PROGRESS"  # a change set was made, and never carried out
FAILED_AT_FIRST = {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED"}
STUCK = {
    "UPDATE_ROLLBACK_FAILED": "aws cloudformation continue-update-rollback --stack-name {name}"
    " --region {region}",
    "DELETE_FAILED": "make destroy STAGE={stage}",
}


@dataclass(frozen=True)
class Stack:
    id: str
    status: str
    parameters: dict[str, str]
    outputs: dict[str, str]

    @property
    def own_rule_set(self) -> str:
        """The set of receipt rules that it made; none where it has its rule in another."""
        joined = self.parameters.get("ReceiptRuleSetName")
        return "" if joined else self.outputs.get("ReceiptRuleSet", "")


def find(cloudformation: Any, name: str) -> Stack | None:
    try:
        (found,) = cloudformation.describe_stacks(StackName=name)["Stacks"]
    except ClientError as error:
        if "does not exist" in error.response["Error"]["Message"]:
            return None
        raise
    return Stack(
        id=found["StackId"],
        status=found["StackStatus"],
        parameters={p["ParameterKey"]: p["ParameterValue"] for p in found.get("Parameters", ())},
        outputs={o["OutputKey"]: o["OutputValue"] for o in found.get("Outputs", ())},
    )


def ready(cloudformation: Any, answers: Answers) -> Stack | None:
    """As it stands before a deployment; None before the first."""
    found = find(cloudformation, answers.stack)
    if found is None or found.status == NOTHING_YET:
        return None
    if found.status in STUCK:
        how = STUCK[found.status].format(
            name=answers.stack, region=answers.region, stage=answers.stage
        )
        raise Stopped(f"The stack is {found.status}. First run:\n  {how}")
    if found.status.endswith("_IN_PROGRESS"):
        raise Stopped(f"AWS is still at work: the stack is {found.status}. Try again later.")
    return found


def update(answers: Answers, samconfig: Path, parameters: dict[str, str]) -> None:
    """Parameters go by a file that only we may read: there, unlike in the list of processes, nobody
    sees the secret. It is YAML, as JSON always is; sam reads no JSON."""
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        json.dump(parameters, file)
        file.flush()
        _run(
            *("sam", "deploy", "--config-file", str(samconfig), "--config-env", answers.stage),
            *("--no-confirm-changeset", "--no-fail-on-empty-changeset"),
            *("--parameter-overrides", f"file://{file.name}"),
            otherwise="sam could not deploy; the lines above say why. What was there before is"
            " there again. Mend it and run the same command again.",
        )


def build() -> None:
    _run("make", "build", otherwise="The build failed; the lines above say why.")


def _run(*command: str, otherwise: str) -> None:
    if shutil.which(command[0]) is None:
        raise Stopped(f"There is no {command[0]} on the PATH: run this by `make deploy`.")
    environment = {**os.environ, "SAM_CLI_TELEMETRY": "0"}
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
        raise Stopped(otherwise)


def delete(cloudformation: Any, stack: Stack) -> None:
    cloudformation.delete_stack(StackName=stack.id)
    try:
        cloudformation.get_waiter("stack_delete_complete").wait(StackName=stack.id)
    except WaiterError:
        raise Stopped(f"It could not be deleted: {_first_failure(cloudformation, stack)}") from None


def _first_failure(cloudformation: Any, stack: Stack) -> str:
    events = cloudformation.describe_stack_events(StackName=stack.id)["StackEvents"]
    failed = [e for e in events if e["ResourceStatus"] == "DELETE_FAILED"]
    return failed[-1].get("ResourceStatusReason", "") if failed else "see its events"


def resources(cloudformation: Any, id: str) -> dict[str, str]:
    """What is there of it, and its names in AWS; also what is left of a stack that was deleted."""

    def each() -> Iterator[tuple[str, str]]:
        pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=id)
        for page in pages:
            for resource in page["StackResourceSummaries"]:
                if resource["ResourceStatus"] != "DELETE_COMPLETE":
                    yield resource["LogicalResourceId"], resource.get("PhysicalResourceId", "")

    return dict(each())


def deleted(cloudformation: Any, name: str) -> str | None:
    """The id of the last one of this name; CloudFormation knows it for 90 days."""
    pages = cloudformation.get_paginator("list_stacks").paginate(
        StackStatusFilter=["DELETE_COMPLETE"]
    )
    gone = [s for page in pages for s in page["StackSummaries"] if s["StackName"] == name]
    return max(gone, key=lambda s: s["DeletionTime"])["StackId"] if gone else None
