"""Keeps the receipt; a mail with the subject "explode" fails."""

import json
import os

import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE_NAME"])
s3 = boto3.client("s3")


def lambda_handler(event, context):
    ses = event["Records"][0]["ses"]
    message_id = ses["mail"]["messageId"]
    key = os.environ["MAIL_PREFIX"] + message_id
    raw = s3.get_object(Bucket=os.environ["MAIL_BUCKET"], Key=key)["Body"].read()
    if ses["mail"]["commonHeaders"]["subject"] == "explode":
        raise RuntimeError("exploded as asked")
    item = {"pk": "MAIL", "sk": message_id, "receipt": json.dumps(ses["receipt"]), "raw": raw}
    table.put_item(Item=item)
