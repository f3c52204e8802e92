"""Creates the tables, buckets and queues that do not exist yet."""

from typing import Any

from local.clients import Clients
from local.ministack import StorageError
from local.plan import Bucket, Plan, Queue, Table


def create_missing(plan: Plan, clients: Clients) -> None:
    tables = set(clients.dynamodb.list_tables()["TableNames"])
    for table in plan.tables:
        if table.name not in tables:
            _create_table(clients, table)
        else:
            _add_missing_indexes(clients, table)
    buckets = {bucket["Name"] for bucket in clients.s3.list_buckets()["Buckets"]}
    for bucket in plan.buckets:
        _put_bucket(clients, bucket, exists=bucket.name in buckets)
    for queue in plan.queues:
        clients.sqs.create_queue(QueueName=queue.name)
    for queue in plan.queues:
        _set_attributes(clients, queue)  # may name another queue


def _create_table(clients: Clients, table: Table) -> None:
    definition: dict[str, Any] = dict(table.definition)
    clients.dynamodb.create_table(TableName=table.name, **definition)
    if table.ttl_attribute:
        clients.dynamodb.update_time_to_live(
            TableName=table.name,
            TimeToLiveSpecification={"Enabled": True, "AttributeName": table.ttl_attribute},
        )


def _add_missing_indexes(clients: Clients, table: Table) -> None:
    """A data folder may be older than the template's newest index. Raises StorageError for one in
    which an index has other keys: what stands in it does not have the new ones."""
    described = clients.dynamodb.describe_table(TableName=table.name)["Table"]
    existing = {i["IndexName"]: i["KeySchema"] for i in described.get("GlobalSecondaryIndexes", [])}
    for index in table.definition.get("GlobalSecondaryIndexes", []):
        name = index["IndexName"]
        if name not in existing:
            clients.dynamodb.update_table(
                TableName=table.name,
                AttributeDefinitions=table.definition["AttributeDefinitions"],
                GlobalSecondaryIndexUpdates=[{"Create": index}],
            )
        elif existing[name] != index["KeySchema"]:
            raise StorageError(
                "The data folder is of an older Deskhand, whose lists had other keys. "
                "Delete it, or choose another one with --data."
            )


def _put_bucket(clients: Clients, bucket: Bucket, *, exists: bool) -> None:
    if not exists:
        clients.s3.create_bucket(
            Bucket=bucket.name,
            CreateBucketConfiguration={"LocationConstraint": "eu-west-1"},
        )
    if bucket.cors:
        # Also for an old bucket: the site's port may have changed.
        cors: Any = bucket.cors
        clients.s3.put_bucket_cors(Bucket=bucket.name, CORSConfiguration=cors)


def _set_attributes(clients: Clients, queue: Queue) -> None:
    url = clients.sqs.get_queue_url(QueueName=queue.name)["QueueUrl"]
    attributes: Any = dict(queue.attributes)
    if attributes:
        clients.sqs.set_queue_attributes(QueueUrl=url, Attributes=attributes)
