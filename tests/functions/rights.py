"""What a function asks AWS for, and what the template lets it have: both as `action on resource`,
resources by their names in the template, as in `s3:GetObject on MailBucket/kept/*`."""

import re
from collections.abc import Iterable, Iterator
from email.utils import parseaddr
from fnmatch import fnmatchcase
from typing import Any

from deskhand import sdk
from local import template
from tests import aws
from tests.conftest import ROOT

RESOURCES: dict[str, Any] = template.read(ROOT / "template.yaml")["Resources"]
NAMES = {f"deskhand-{name}".lower(): name for name in RESOURCES}
FUNCTIONS = [n for n, r in RESOURCES.items() if r["Type"] == "AWS::Serverless::Function"]
MAIL_DOMAIN = aws.PARAMETERS["MailDomain"]
WRITES = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem"}
# Not our calls: Lambda itself puts there what kept failing.
LAMBDAS_OWN = {"sqs:SendMessage on FailedEvents"}
# When another function puts a mail away between its being listed and its being read, and when a
# lost mail of no desk has found one.
IN_A_RACE = {"Maintenance": {"s3:GetObject on MailBucket/kept/*", "dynamodb:DeleteItem on Table"}}


class Calls:
    """What clients that are made from now on need, by function."""

    def __init__(self) -> None:
        self.made: dict[str, set[str]] = {}
        self.by = ""
        sdk.session.cache_clear()
        sdk.session().register("provide-client-params", self._asked)

    def _asked(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        if self.by:
            self.needs(*_needed(model.service_model.signing_name, model.name, params))

    def needs(self, *rights: str) -> None:
        self.made.setdefault(self.by, set()).update(rights)


def _needed(service: str, operation: str, params: dict[str, Any]) -> Iterator[str]:
    match service:
        case "dynamodb":
            yield from _of_table(operation, params)
        case "s3":
            yield from _of_bucket(operation, params)
        case "sqs":
            queue = _name(params["QueueUrl"].rpartition("/")[2])
            yield f"sqs:{operation.removesuffix('Batch')} on {queue}"
        case "cognito-idp":
            yield f"cognito-idp:{operation} on UserPool"
        case "ses":
            # For a raw message, in version 2 too: github.com/anymail/django-anymail/issues/384
            sender = parseaddr(params["FromEmailAddress"])[1]
            for action in ("SendEmail", "SendRawEmail"):
                yield f"ses:{action} on identity/*, {sender.replace(MAIL_DOMAIN, 'MailDomain')}"
                yield f"ses:{action} on configuration-set/ConfigurationSet"


def _of_table(operation: str, params: dict[str, Any]) -> Iterator[str]:
    if operation == "TransactWriteItems":
        kinds = {kind for write in params["TransactItems"] for kind in write}
        yield from (f"dynamodb:{WRITES.get(kind, 'ConditionCheckItem')} on Table" for kind in kinds)
        return
    if operation == "TransactGetItems":
        yield "dynamodb:GetItem on Table"
        return
    index = f"/index/{params['IndexName']}" if "IndexName" in params else ""
    yield f"dynamodb:{operation} on Table{index}"


def _of_bucket(operation: str, params: dict[str, Any]) -> Iterator[str]:
    bucket = _name(params["Bucket"])
    match operation:
        case "ListObjectsV2":
            yield f"s3:ListBucket on {bucket}, {params['Prefix']}"
        case "CopyObject":
            source = params["CopySource"]
            if isinstance(source, dict):
                source = f"{source['Bucket']}/{source['Key']}"
            name, _, key = source.partition("/")
            yield f"s3:GetObject on {_name(name)}/{key}"
            yield f"s3:PutObject on {bucket}/{params['Key']}"
        case "DeleteObjects":
            for each in params["Delete"]["Objects"]:
                yield f"s3:DeleteObject on {bucket}/{each['Key']}"
        case "CreateBucket":  # so botocore works out the address that a form is posted to
            return
        case _:
            action = {"HeadObject": "GetObject"}.get(operation, operation)
            yield f"s3:{action} on {bucket}/{params['Key']}"


def _name(physical: str) -> str:
    return NAMES[physical.lower()]


def granted(function: str) -> set[str]:
    policies = RESOURCES[function]["Properties"]["Policies"]
    return allowed(statement for policy in policies for statement in policy["Statement"])


def allowed(statements: Iterable[dict[str, Any]]) -> set[str]:
    """With what depends on a parameter."""
    return {
        f"{action} on {resource}"
        for statement in (each.get("Fn::If", ("", each))[1] for each in statements)
        for action in listed(statement["Action"])
        for resource in _resources(statement)
    }


def _resources(statement: dict[str, Any]) -> Iterator[str]:
    """With the beginning of the keys, or the sender, that it is allowed for."""
    condition = statement.get("Condition", {}).get("StringLike", {})
    narrowed = {
        "MailBucket": condition.get("s3:prefix"),
        "identity/*": condition.get("ses:FromAddress"),
    }
    for resource in listed(statement["Resource"]):
        name = named(resource)
        limit = narrowed.get(name)
        yield f"{name}, {named(limit)}" if limit else name


def named(value: Any) -> str:
    """`FilesBucket/drafts/*` for an ARN of the template."""
    if isinstance(value, str):
        return value
    if "Fn::GetAtt" in value:
        return str(value["Fn::GetAtt"][0])
    text = re.sub(r"^arn:\$\{.*:", "", value.get("Fn::Sub") or f"${{{value['Ref']}}}")
    return re.sub(r"\$\{(\w+)(\.Arn)?\}", r"\1", text)


def listed(one_or_more: Any) -> list[Any]:
    return one_or_more if isinstance(one_or_more, list) else [one_or_more]


def missing(function: str, needed: set[str]) -> set[str]:
    rights = granted(function)
    return {each for each in needed if not any(fnmatchcase(each, right) for right in rights)}


def idle(function: str, needed: set[str]) -> set[str]:
    """Rights that were of no use. A statement about the table names its indexes too, where only
    Query means anything."""
    rights = granted(function) - LAMBDAS_OWN - IN_A_RACE.get(function, set())
    return {
        right
        for right in rights
        if not any(fnmatchcase(each, right) for each in needed)
        and ("/index/" not in right or right.startswith("dynamodb:Query"))
    }
