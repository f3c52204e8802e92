"""Counts how often each thing came; "bad..." fails alone, "crash..." takes the batch with it."""

import os

import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE_NAME"])


def lambda_handler(event, context):
    failures = []
    for record in event["Records"]:
        name = record["dynamodb"]["Keys"]["sk"]["S"]
        if name.startswith("crash"):
            raise RuntimeError("crashed as asked")
        if name.startswith("bad"):
            failures.append({"itemIdentifier": record["dynamodb"]["SequenceNumber"]})
            continue
        table.update_item(
            Key={"pk": "SEEN", "sk": name},
            UpdateExpression="ADD times :one",
            ExpressionAttributeValues={":one": 1},
        )
    return {"batchItemFailures": failures}
