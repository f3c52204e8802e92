"""Counts how often each thing came; "held" things fail until the gate is open."""

import os

import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE_NAME"])


def lambda_handler(event, context):
    for record in event["Records"]:
        name = record["dynamodb"]["Keys"]["sk"]["S"]
        if name.startswith("held") and "Item" not in table.get_item(
            Key={"pk": "GATE", "sk": "OPEN"}
        ):
            return {"batchItemFailures": [{"itemIdentifier": record["dynamodb"]["SequenceNumber"]}]}
        table.update_item(
            Key={"pk": "SEEN", "sk": name},
            UpdateExpression="ADD times :one",
            ExpressionAttributeValues={":one": 1},
        )
    return {"batchItemFailures": []}
