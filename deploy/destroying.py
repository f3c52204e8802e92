"""Takes the stack down. Tickets, files, mails and sign-ins stay unless they are to go too."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import boto3
from botocore.exceptions import ClientError

from deploy import account, receiving, stack
from deploy.answers import Answers, known
from deploy.stack import Stack
from deploy.world import Stopped, World

KEPT = ("Table", "FilesBucket", "MailBucket", "UserPool")
SETUP = "inbound/AMAZON_SES_SETUP_NOTIFICATION"  # SES writes it as soon as there is a rule

# docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html
BACKUPS = "but for DynamoDB's last backup of the table, for 35 days, and those that you made"


def destroy(world: World, stage: str, *, data: bool) -> None:
    said = known(world.samconfig, stage)
    if said is None:
        raise Stopped(f"samconfig.toml knows no stage {stage!r}: nothing was deployed by it.")
    session = account.enter(world, said)
    cloudformation = session.client("cloudformation")
    found = stack.find(cloudformation, said.stack)
    id = found.id if found else stack.deleted(cloudformation, said.stack)
    if id is None or not (found or data):
        raise Stopped(f"There is no stack {said.stack} in {said.region}.")
    kept = _kept(cloudformation, id)
    _confirm(world, said, kept, data=data)
    if found:
        _take_down(session, said, found)
    if data:
        _remove(session, kept)
    elif kept:
        print(f"Kept:\n{_listed(kept)}\n`make destroy STAGE={stage} DATA=delete` removes it too.")
    print("Done.")


def clear_failed(session: boto3.Session, said: Answers) -> None:
    """After a first deployment that failed: a bucket with a file in it could not be rolled back."""
    cloudformation, s3 = session.client("cloudformation"), session.client("s3")
    found = stack.find(cloudformation, said.stack)
    if found is None or found.status not in stack.FAILED_AT_FIRST:
        return
    print("Removing what a failed first deployment left.")
    left = _kept(cloudformation, found.id)
    stack.delete(cloudformation, found)
    if "MailBucket" in left:
        with suppress(s3.exceptions.NoSuchBucket):
            s3.delete_object(Bucket=left["MailBucket"], Key=SETUP)
    for bucket in (left[name] for name in ("FilesBucket", "MailBucket") if name in left):
        try:
            s3.delete_bucket(Bucket=bucket)
        except s3.exceptions.NoSuchBucket:
            continue
        except ClientError as error:
            if error.response["Error"]["Code"] != "BucketNotEmpty":
                raise
            print(f"Kept: {bucket}, as something came in meanwhile.")


def _kept(cloudformation: Any, id: str) -> dict[str, str]:
    found = stack.resources(cloudformation, id)
    return {name: found[name] for name in KEPT if found.get(name)}


def _confirm(world: World, said: Answers, kept: dict[str, str], *, data: bool) -> None:
    what = f"is deleted for good, {BACKUPS}" if data else "is kept"
    print(f"The help desk {said.stack} is taken down. This {what}:\n{_listed(kept)}")
    try:
        typed = world.ask(f"Type {said.stack} to go on: ")
    except EOFError:
        typed = ""
    if typed.strip() != said.stack:
        raise Stopped("Nothing was changed.")


def _listed(kept: dict[str, str]) -> str:
    return "\n".join(f"  {name.ljust(12)}{id}" for name, id in kept.items())


def _take_down(session: boto3.Session, said: Answers, found: Stack) -> None:
    receiving.deactivate(session.client("ses"), found, said.stack)
    cloudformation = session.client("cloudformation")
    if bucket := stack.resources(cloudformation, found.id).get("SiteBucket"):
        print(f"Emptying the site's bucket {bucket}")
        _empty(session.client("s3"), bucket)
    print("Deleting the stack; CloudFront takes some minutes")
    stack.delete(cloudformation, found)


def _remove(session: boto3.Session, kept: dict[str, str]) -> None:
    """They are no longer the stack's, and still protected as it left them. What is gone already,
    because somebody stopped us half-way, is fine."""
    s3 = session.client("s3")
    for name in ("FilesBucket", "MailBucket"):
        if name in kept:
            print(f"Deleting {kept[name]} with all that is in it")
            try:
                _empty(s3, kept[name])
                s3.delete_bucket(Bucket=kept[name])
            except s3.exceptions.NoSuchBucket:
                continue
    if "Table" in kept:
        _remove_table(session.client("dynamodb"), kept["Table"])
    if "UserPool" in kept:
        _remove_pool(session.client("cognito-idp"), kept["UserPool"])


def _remove_table(dynamodb: Any, table: str) -> None:
    print(f"Deleting {table}")
    try:
        dynamodb.update_table(TableName=table, DeletionProtectionEnabled=False)
        dynamodb.get_waiter("table_exists").wait(TableName=table)
        dynamodb.delete_table(TableName=table)
    except dynamodb.exceptions.ResourceNotFoundException:
        return


def _remove_pool(cognito: Any, pool: str) -> None:
    print(f"Deleting {pool} with the sign-ins of your team")
    try:
        cognito.update_user_pool(UserPoolId=pool, DeletionProtection="INACTIVE")
        cognito.delete_user_pool(UserPoolId=pool)
    except cognito.exceptions.ResourceNotFoundException:
        return


def _empty(s3: Any, bucket: str) -> None:
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
        if objects := list(_versions(page)):
            s3.delete_objects(Bucket=bucket, Delete={"Objects": objects, "Quiet": True})


def _versions(page: dict[str, Any]) -> Iterator[dict[str, str]]:
    for version in (*page.get("Versions", ()), *page.get("DeleteMarkers", ())):
        yield {"Key": version["Key"], "VersionId": version["VersionId"]}
