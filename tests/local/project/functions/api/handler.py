"""Answers with its own event; stores things and queues work when asked to."""

import base64
import json
import os

import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE_NAME"])
sqs = boto3.client("sqs")


def lambda_handler(event, context):
    path = event["rawPath"].split("/", 3)[3]
    if path == "things":
        for name in json.loads(event["body"]):
            table.put_item(Item={"pk": "THING", "sk": name, "type": "thing"})
        return {"statusCode": 201}
    if path == "work":
        sqs.send_message(QueueUrl=os.environ["WORK_QUEUE_URL"], MessageBody=event["body"])
        return {"statusCode": 202}
    if path == "crash":
        raise RuntimeError("crashed as asked")
    if path == "large":
        return {"statusCode": 200, "body": "x" * 7_000_000}
    if path == "bytes":
        body = base64.b64encode(bytes(range(256))).decode()
        return {
            "statusCode": 200,
            "headers": {"Content-Type": "image/png"},
            "cookies": ["a=1; Path=/", "b=2"],
            "body": body,
            "isBase64Encoded": True,
        }
    return event
