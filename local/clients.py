"""The AWS clients of the stack itself; the functions make their own."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

from local.template import REGION

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient


@dataclass(frozen=True)
class Clients:
    dynamodb: "DynamoDBClient"
    streams: Any
    s3: "S3Client"
    sqs: "SQSClient"


def clients(storage_url: str) -> Clients:
    session = boto3.Session(
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106 - the emulator takes any
        region_name=REGION,
    )
    config = Config(
        max_pool_connections=32, s3={"addressing_style": "path"}, retries={"total_max_attempts": 3}
    )

    def client(service: Any) -> Any:
        return session.client(service, endpoint_url=storage_url, config=config)

    return Clients(
        dynamodb=client("dynamodb"),
        streams=client("dynamodbstreams"),
        s3=client("s3"),
        sqs=client("sqs"),
    )


def queue_url(storage_url: str, arn: str) -> str:
    *_, account, name = arn.split(":")
    return f"{storage_url}/{account}/{name}"
