"""What each function's role can do, tried with its own credentials where IAM is enforced.

ministack judges actions, resources with their prefixes and indexes, permissions boundaries, and
the condition on s3:prefix. It knows no ses:FromAddress and names no identity to send from, so it
refuses every mail of every role: to send is put to its evaluator with what SES would tell of it.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from ministack.core.iam_evaluator import EvalContext, evaluate, parse_policy_document

from local import deployed
from local.clients import client
from local.process import StackProcess
from local.stack import MAIL_DOMAIN
from local.template import ACCOUNT, REGION
from tests.functions.rights import FUNCTIONS

pytestmark = pytest.mark.deploy

Call = Callable[[Any], Any]  # with clients of a role, by the service's name

REFUSALS = ("AccessDenied", "AccessDeniedException")
ACCOUNTS_ROOT = f"arn:aws:iam::{ACCOUNT}:root"
OBJECTS = {
    "MailBucket": ("inbound/1", "kept/1"),
    "FilesBucket": ("attachments/1", "bodies/1", "uploads/1", "uploads/widget/1", "drafts/1"),
}
INDEXES = {
    "by_status": "status_list",
    "by_assignee": "assignee_list",
    "by_creation": "phase_list",
    "by_urgency": "phase_list",
    "by_owner": "owner_list",
    "by_external_id": "external_list",
    "by_due": "due_list",
}

# Of all that is tried below, what is not refused.
ITEMS = {"GetItem", "Query", "PutItem", "UpdateItem"}
OWNERS = {"Query by_owner", "Query by_external_id"}
IN_AND_OUT = {
    "GetObject attachments/1",
    "PutObject attachments/1",
    "GetObject bodies/1",
    "PutObject bodies/1",
}
TAKES_MAIL_IN = {
    *("GetObject inbound/1", "DeleteObject inbound/1", "GetObject kept/1", "PutObject kept/1"),
    *("PutObject attachments/1", "PutObject bodies/1"),
}
MAY = {
    "AdminApi": ITEMS
    | {"BatchGetItem", "BatchWriteItem", "DeleteItem"}
    | {f"Query {index}" for index in INDEXES}
    | IN_AND_OUT
    | {"DeleteObject attachments/1", "DeleteObject bodies/1"}
    | {"GetObject drafts/1", "PutObject drafts/1"}
    | {"GetObject inbound/1", "GetObject kept/1"},
    "TicketPageApi": ITEMS
    | IN_AND_OUT
    | {f"{do} {key}" for do in ("GetObject", "PutObject") for key in ("uploads/1", "uploads/widget/1")},
    "WidgetApi": ITEMS
    | {"BatchGetItem"}
    | OWNERS
    | IN_AND_OUT
    | {"GetObject uploads/widget/1", "PutObject uploads/widget/1"},
    "InboundMail": ITEMS | {"BatchGetItem", "DeleteItem"} | TAKES_MAIL_IN | {"SendMessage FailedEvents"},
    "Projections": ITEMS
    | {"BatchGetItem", "BatchWriteItem", "DeleteItem"}
    | OWNERS
    | {"GetObject bodies/1", "SendMessage FailedEvents"},
    "Notifications": {"GetItem", "Query", "PutItem", "SendMessage NoticeQueue", "SendMessage FailedEvents"},
    "MailSender": ITEMS | {"GetObject attachments/1", "GetObject bodies/1"} | {"ReceiveMessage NoticeQueue"},
    "MailEvents": {"GetItem", "PutItem", "UpdateItem", "SendMessage FailedEvents"},
    "Maintenance": ITEMS
    | {"BatchGetItem", "BatchWriteItem", "DeleteItem"}
    | {f"Query {index}" for index in INDEXES}
    | TAKES_MAIL_IN
    | {"GetObject bodies/1", "DeleteObject attachments/1", "DeleteObject bodies/1"}
    | {"ListObjectsV2 inbound/", "SendMessage NoticeQueue", "SendMessage FailedEvents"},
}  # fmt: skip


class Roles:
    """The functions' roles of the deployed stack."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self.names = deployed.names(endpoint)
        self.iam = client("iam", endpoint)

    def policies(self, function: str) -> list[Any]:
        """Its own, without those of AWS's that SAM adds."""
        role = self.names[f"{function}Role"]
        names = self.iam.list_role_policies(RoleName=role)["PolicyNames"]
        found = (self.iam.get_role_policy(RoleName=role, PolicyName=name) for name in names)
        return [parse_policy_document(each["PolicyDocument"]) for each in found]

    def boundary(self) -> Any:
        arn = f"arn:aws:iam::{ACCOUNT}:policy/{self.names['Boundary']}"
        version = self.iam.get_policy_version(PolicyArn=arn, VersionId="v1")["PolicyVersion"]
        return parse_policy_document(version["Document"])

    def assume(self, role: str) -> boto3.Session:
        found = self.iam.get_role(RoleName=self.names[role])["Role"]
        sts = client("sts", self.endpoint)
        answer = sts.assume_role(RoleArn=found["Arn"], RoleSessionName="test")
        given = answer["Credentials"]
        return boto3.Session(
            given["AccessKeyId"],
            given["SecretAccessKey"],
            given["SessionToken"],
            region_name=REGION,
        )

    def let_in(self, role: str) -> None:
        """Us too, not Lambda alone."""
        name = self.names[role]
        trust = self.iam.get_role(RoleName=name)["Role"]["AssumeRolePolicyDocument"]
        us = {"Effect": "Allow", "Principal": {"AWS": ACCOUNTS_ROOT}, "Action": "sts:AssumeRole"}
        trust = {**trust, "Statement": [*trust["Statement"], us]}
        self.iam.update_assume_role_policy(RoleName=name, PolicyDocument=json.dumps(trust))

    def clients(self, function: str) -> Callable[[str], Any]:
        self.let_in(f"{function}Role")
        session = self.assume(f"{function}Role")
        return lambda service: session.client(service, endpoint_url=self.endpoint)  # type: ignore[call-overload]


@pytest.fixture(scope="session")
def roles(stack: StackProcess) -> Roles:
    made = Roles(stack.deployed)
    s3 = client("s3", stack.deployed)
    for bucket, keys in OBJECTS.items():
        for key in keys:
            s3.put_object(Bucket=made.names[bucket], Key=key, Body=b"")
    return made


def tried(names: dict[str, str], endpoint: str) -> Iterator[tuple[str, Call]]:
    """What to do, and how; the stream, SES and IAM have tests of their own."""
    yield from _of_table(names["Table"])
    for bucket, keys in OBJECTS.items():
        for key in keys:
            yield from _of_object({"Bucket": names[bucket], "Key": key})
    mails = names["MailBucket"]
    for prefix in ("inbound/", ""):
        yield (
            f"ListObjectsV2 {prefix}".strip(),
            lambda of, prefix=prefix: of("s3").list_objects_v2(Bucket=mails, Prefix=prefix),
        )
    for queue in ("NoticeQueue", "FailedEvents", "FailedNotices"):
        yield from _of_queue(queue, f"{endpoint}/{ACCOUNT}/{names[queue]}")


def _of_table(table: str) -> Iterator[tuple[str, Call]]:
    key = {"pk": {"S": "tried"}, "sk": {"S": "tried"}}
    ask = {"KeyConditionExpression": "#k = :k", "ExpressionAttributeValues": {":k": {"S": "tried"}}}

    def query(of: Any, attribute: str = "pk", **index: str) -> Any:
        names = {"ExpressionAttributeNames": {"#k": attribute}}
        return of("dynamodb").query(TableName=table, **ask, **names, **index)

    one = {"TableName": table, "Key": key}
    yield "GetItem", lambda of: of("dynamodb").get_item(**one)
    yield (
        "BatchGetItem",
        lambda of: of("dynamodb").batch_get_item(RequestItems={table: {"Keys": [key]}}),
    )
    yield "Query", query
    for index, attribute in INDEXES.items():
        yield f"Query {index}", lambda of, i=index, a=attribute: query(of, a, IndexName=i)
    yield "PutItem", lambda of: of("dynamodb").put_item(TableName=table, Item=key)
    yield "UpdateItem", lambda of: of("dynamodb").update_item(**one)
    yield "DeleteItem", lambda of: of("dynamodb").delete_item(**one)
    write = {table: [{"PutRequest": {"Item": key}}]}
    yield "BatchWriteItem", lambda of: of("dynamodb").batch_write_item(RequestItems=write)
    yield "Scan", lambda of: of("dynamodb").scan(TableName=table)
    yield "DeleteTable", lambda of: of("dynamodb").delete_table(TableName=table)


def _of_object(one: dict[str, str]) -> Iterator[tuple[str, Call]]:
    yield f"GetObject {one['Key']}", lambda of: of("s3").get_object(**one)
    yield f"PutObject {one['Key']}", lambda of: of("s3").put_object(**one, Body=b"")
    # Of a version that isn't there: the right is asked for all the same, and it stays.
    yield f"DeleteObject {one['Key']}", lambda of: of("s3").delete_object(**one)


def _of_queue(name: str, url: str) -> Iterator[tuple[str, Call]]:
    yield (
        f"SendMessage {name}",
        lambda of: of("sqs").send_message(QueueUrl=url, MessageBody="{}", DelaySeconds=900),
    )
    yield f"ReceiveMessage {name}", lambda of: of("sqs").receive_message(QueueUrl=url)
    yield f"PurgeQueue {name}", lambda of: of("sqs").purge_queue(QueueUrl=url)


def allowed(call: Call, of: Any) -> bool:
    try:
        call(of)
    except ClientError as error:
        return error.response["Error"]["Code"] not in REFUSALS
    return True


# In this order: afterwards we are let in.
def test_nobody_but_the_service_takes_a_role(roles: Roles) -> None:
    for role in (name for name in roles.names if name.endswith("Role")):
        with pytest.raises(ClientError, match="AccessDenied"):
            roles.assume(role)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_is_refused_all_that_is_not_its_own(roles: Roles, function: str) -> None:
    of = roles.clients(function)

    done = {what for what, call in tried(roles.names, roles.endpoint) if allowed(call, of)}

    assert done == MAY[function]
