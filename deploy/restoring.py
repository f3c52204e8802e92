"""Brings the tickets back from another table: one that DynamoDB restored to a moment, or that of a
stack that is gone. What came in since stays."""

from collections.abc import Iterator
from typing import Any

from botocore.exceptions import ClientError

from deploy import account, stack
from deploy.answers import known
from deploy.world import Stopped, World

Item = dict[str, Any]
# What must not go back, and has to be there before the rest: a notice that is known to be sent is
# not sent again when its message comes back; a number that was given is not given twice; and a
# secret that links were made with since stays.
NEVER_BACK = ("NOTICE#", "SEQUENCE#", "SECRETS")


def restore(world: World, stage: str, source: str) -> None:
    said = known(world.samconfig, stage)
    if said is None:
        raise Stopped(f"samconfig.toml knows no stage {stage!r}: nothing was deployed by it.")
    session = account.enter(world, said)
    found = stack.find(session.client("cloudformation"), said.stack)
    if found is None:
        raise Stopped(f"There is no stack {said.stack} in {said.region}.")
    client, table = session.client("dynamodb"), found.outputs["TableName"]
    if source == table:
        raise Stopped("That is the help desk's own table: name the one to restore from.")
    print(f"All that is in {source} takes the place of what is in {table}.")
    if world.ask(f"Type {said.stack} to go on: ").strip() != said.stack:
        raise Stopped("Nothing was changed.")
    print("Adding what is missing of notices, numbers and secrets")
    _add(client, source, table)
    print("Copying the rest")
    count = _copy(session.resource("dynamodb").Table(table), source)
    print(
        f"{count} items copied. Next: recount and reindex under Settings, System, in the panel;"
        f" then `aws dynamodb delete-table --table-name {source}` if it is no longer needed."
    )


def _add(client: Any, source: str, table: str) -> None:
    for item in _items(client, source):
        if _stays(item["pk"]["S"]):
            try:
                client.put_item(
                    TableName=table, Item=item, ConditionExpression="attribute_not_exists(pk)"
                )
            except client.exceptions.ConditionalCheckFailedException:
                continue


def _copy(table: Any, source: str) -> int:
    count = 0
    with table.batch_writer() as writer:
        for item in _items(table.meta.client, source):
            if not _stays(item["pk"]):
                writer.put_item(Item=item)
                count += 1
    return count


def _stays(pk: str) -> bool:
    return pk.startswith(NEVER_BACK)


def _items(client: Any, source: str) -> Iterator[Item]:
    """Raises Stopped where there is no such table."""
    try:
        for page in client.get_paginator("scan").paginate(TableName=source):
            yield from page["Items"]
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFoundException":
            raise
        raise Stopped(f"There is no table {source} in this region.") from None
