"""Sends a mail for each message; a message that says "fail" fails."""

import json
import os
from email.message import EmailMessage

import boto3

ses = boto3.client("sesv2")


def lambda_handler(event, context):
    failures = []
    for record in event["Records"]:
        work = json.loads(record["body"])
        if work.get("fail"):
            failures.append({"itemIdentifier": record["messageId"]})
        else:
            send(work)
    return {"batchItemFailures": failures}


def send(work):
    mail = EmailMessage()
    mail["From"] = "Support <support@desk.localhost>"
    mail["To"] = work["to"]
    mail["Reply-To"] = "support+t1@desk.localhost"
    mail["Subject"] = work["subject"]
    mail["Message-ID"] = "<ours@deskhand>"
    mail["Date"] = "Thu, 1 Jan 1970 00:00:00 +0000"
    mail.set_content(work.get("text", "Read on at https://desk.example/t/#token."))
    if "html" in work:
        mail.add_alternative(work["html"], subtype="html")
    ses.send_email(
        FromEmailAddress="support@desk.localhost",
        Destination={"ToAddresses": [work["to"]]},
        Content={"Raw": {"Data": mail.as_bytes()}},
        EmailTags=[{"Name": "notice", "Value": "n1"}],
        ConfigurationSetName=os.environ["CONFIGURATION_SET"],
    )
