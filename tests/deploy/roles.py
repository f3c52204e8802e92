"""The roles of the deployed functions, and what can be tried with them."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import boto3
from botocore.exceptions import ClientError
from ministack.core.iam_evaluator import EvalContext, evaluate, parse_policy_document

from local import deployed
from local.clients import client
from local.template import ACCOUNT, REGION

Clients = Callable[[str], Any]
"""A client of somebody's, by the service."""

REFUSALS = ("AccessDenied", "AccessDeniedException")
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


def refused(call: Callable[[], Any]) -> bool:
    try:
        call()
    except ClientError as error:
        return error.response["Error"]["Code"] in REFUSALS
    return False


class Roles:
    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self.names = deployed.names(endpoint)
        self.iam = client("iam", endpoint)
        self.tester = self._user_who_may_all()

    def _user_who_may_all(self) -> Clients:
        """The account's root needs nobody's trust in ministack, but this one does."""
        name = "tester"
        self.arn = self.iam.create_user(UserName=name)["User"]["Arn"]
        self.iam.put_user_policy(UserName=name, PolicyName="all", PolicyDocument=_all())
        key = self.iam.create_access_key(UserName=name)["AccessKey"]
        return self._clients(key["AccessKeyId"], key["SecretAccessKey"])

    def _clients(self, *key: str) -> Clients:
        made: Any = boto3.Session(*key, region_name=REGION).client
        return lambda service: made(service, endpoint_url=self.endpoint)

    def assume(self, role: str) -> Clients:
        arn = f"arn:aws:iam::{ACCOUNT}:role/{self.names[role]}"
        answer = self.tester("sts").assume_role(RoleArn=arn, RoleSessionName="test")
        given = answer["Credentials"]
        return self._clients(given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])

    def let_in(self, role: str) -> None:
        """The tester, as Lambda is."""
        name = self.names[role]
        trust = self.iam.get_role(RoleName=name)["Role"]["AssumeRolePolicyDocument"]
        us = {"Effect": "Allow", "Principal": {"AWS": self.arn}, "Action": "sts:AssumeRole"}
        trust = {**trust, "Statement": [*trust["Statement"], us]}
        self.iam.update_assume_role_policy(RoleName=name, PolicyDocument=json.dumps(trust))

    def give_all(self, role: str) -> None:
        self.iam.put_role_policy(RoleName=self.names[role], PolicyName="all", PolicyDocument=_all())

    def take_all_back(self, role: str) -> None:
        self.iam.delete_role_policy(RoleName=self.names[role], PolicyName="all")

    def may(self, function: str, action: str, resource: str, **context: str) -> bool:
        """What ministack's evaluator says to a question that ministack does not ask as AWS does."""
        role = self.names[f"{function}Role"]
        kind = action.partition(":")[0]
        asked = EvalContext(
            principal_arn=f"arn:aws:iam::{ACCOUNT}:role/{role}",
            principal_type="AssumedRole",
            principal_account=ACCOUNT,
            action=action,
            resource_arn=f"arn:aws:{kind}:{REGION}:{ACCOUNT}:{resource}",
            region=REGION,
            service_context={f"{kind}:{key}".lower(): value for key, value in context.items()},
        )
        boundary = f"arn:aws:iam::{ACCOUNT}:policy/{self.names['Boundary']}"
        answer = evaluate(asked, list(self._policies(role)), [self._managed(boundary)])
        return bool(answer.decision == "Allow")

    def _policies(self, role: str) -> Iterator[Any]:
        for name in self.iam.list_role_policies(RoleName=role)["PolicyNames"]:
            found = self.iam.get_role_policy(RoleName=role, PolicyName=name)
            yield parse_policy_document(found["PolicyDocument"])
        for policy in self.iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]:
            if "Xray" not in policy["PolicyName"]:  # ministack doesn't have that one
                yield self._managed(policy["PolicyArn"])

    def _managed(self, arn: str) -> Any:
        version = self.iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
        found = self.iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]
        return parse_policy_document(found["Document"])

    def tried(self, of: Clients) -> Iterator[tuple[str, Callable[[], Any]]]:
        """What to do, and how. SES and the stream have tests of their own."""
        yield from _table(of("dynamodb"), self.names["Table"])
        for bucket, keys in OBJECTS.items():
            for key in keys:
                yield from _object(of("s3"), Bucket=self.names[bucket], Key=key)
        for prefix in ("inbound/", "kept/", ""):
            where = {"Bucket": self.names["MailBucket"], "Prefix": prefix}
            yield f"ListObjects {prefix}", lambda w=where: of("s3").list_objects_v2(**w)
        for queue in ("NoticeQueue", "FailedNotices", "FailedEvents"):
            yield from _queue(of("sqs"), queue, self.queue_url(queue))
        sender = {"FunctionName": self.names["MailSender"]}
        yield "Invoke", lambda: of("lambda").invoke(**sender, Payload=b'{"Records": []}')
        yield "GetFunction", lambda: of("lambda").get_function(**sender)
        own = {"RoleName": self.names["WidgetApiRole"], "PolicyName": "more"}
        yield "PutRolePolicy", lambda: of("iam").put_role_policy(**own, PolicyDocument=_all())

    def queue_url(self, name: str) -> str:
        return f"{self.endpoint}/{ACCOUNT}/{self.names[name]}"


def _all() -> str:
    everything = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [everything]})


def _table(dynamodb: Any, table: str) -> Iterator[tuple[str, Callable[[], Any]]]:
    item = {"pk": {"S": "tried"}, "sk": {"S": "tried"}}
    one = {"TableName": table, "Key": item}

    def query(attribute: str, **index: str) -> Any:
        return dynamodb.query(
            TableName=table,
            KeyConditionExpression="#key = :tried",
            ExpressionAttributeNames={"#key": attribute},
            ExpressionAttributeValues={":tried": {"S": "tried"}},
            **index,
        )

    batch = {table: [{"PutRequest": {"Item": item}}]}
    yield "GetItem", lambda: dynamodb.get_item(**one)
    yield "BatchGetItem", lambda: dynamodb.batch_get_item(RequestItems={table: {"Keys": [item]}})
    yield "Query", lambda: query("pk")
    for index, attribute in INDEXES.items():
        yield f"Query {index}", lambda i=index, a=attribute: query(a, IndexName=i)
    yield "Scan", lambda: dynamodb.scan(TableName=table)
    yield "PutItem", lambda: dynamodb.put_item(TableName=table, Item=item)
    yield "UpdateItem", lambda: dynamodb.update_item(**one)
    yield "DeleteItem", lambda: dynamodb.delete_item(**one)
    yield "BatchWriteItem", lambda: dynamodb.batch_write_item(RequestItems=batch)
    yield "DeleteTable", lambda: dynamodb.delete_table(TableName=table)


def _object(s3: Any, **one: str) -> Iterator[tuple[str, Callable[[], Any]]]:
    yield f"GetObject {one['Key']}", lambda: s3.get_object(**one)
    yield f"PutObject {one['Key']}", lambda: s3.put_object(**one, Body=b"tried")
    yield f"DeleteObject {one['Key']}", lambda: s3.delete_object(**one)


def _queue(sqs: Any, name: str, url: str) -> Iterator[tuple[str, Callable[[], Any]]]:
    late = {"MessageBody": "{}", "DelaySeconds": 900}  # nobody is to read it
    yield f"SendMessage {name}", lambda: sqs.send_message(QueueUrl=url, **late)
    yield f"ReceiveMessage {name}", lambda: sqs.receive_message(QueueUrl=url)
    yield f"PurgeQueue {name}", lambda: sqs.purge_queue(QueueUrl=url)
