"""Keeps each event."""

import json
import os

import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE_NAME"])


def lambda_handler(event, context):
    mail = event["detail"]["mail"]["messageId"]
    sort = f"{mail}#{event['detail-type']}"
    table.put_item(Item={"pk": "EVENT", "sk": sort, "event": json.dumps(event)})
