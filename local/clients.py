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


def client(service: str, endpoint: str, **config: Any) -> Any:
    session = boto3.Session(
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106 - the emulator takes any
        region_name=REGION,
    )
    made: Any = session.client  # its types want the service's name literally
    return made(
        service,
        endpoint_url=endpoint,
        config=Config(
            max_pool_connections=32,
            s3={"addressing_style": "path"},
            retries={"total_max_attempts": 3},
            **config,
        ),
    )


def clients(storage_url: str) -> Clients:
    return Clients(
        dynamodb=client("dynamodb", storage_url),
        streams=client("dynamodbstreams", storage_url),
        s3=client("s3", storage_url),
        sqs=client("sqs", storage_url),
    )


def queue_url(storage_url: str, arn: str) -> str:
    *_, account, name = arn.split(":")
    return f"{storage_url}/{account}/{name}"
