"""Mail at the edge: raw received mail in its bucket, and SES for what we send."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from deskhand.domain.errors import NotFound
from deskhand.mail.fields import address

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client
    from mypy_boto3_sesv2.client import SESV2Client


REJECTED = ("MessageRejected", "BadRequestException")
# Its domain is not yet; or, in SES's sandbox, who gets it is not:
# repost.aws/knowledge-center/ses-554-400-message-rejected-error
UNVERIFIED = "not verified"
KEPT = "kept/"
NO_MAIL = "AMAZON_SES_SETUP_NOTIFICATION"
MOST_BYTES = 45_000_000  # SES takes 40 MB and adds its own header


class NotAccepted(Exception):
    """SES said no, so nothing was sent. `final`: it will say no to the same mail again."""

    def __init__(self, code: str, *, final: bool) -> None:
        super().__init__(code)
        self.final = final


class TooLarge(Exception):
    """More than a function could read without running out of memory."""


class Received:
    """SES puts a received mail below `prefix`. Once it has its receipts it is put away: what lies
    below `prefix` for long was lost on its way."""

    def __init__(self, s3: "S3Client", *, bucket: str, prefix: str) -> None:
        self.s3, self.bucket, self.prefix = s3, bucket, prefix

    def raw(self, id: str) -> bytes:
        """Raises TooLarge, and NotFound when it was kept as long as it is."""
        found = self._opened(id)
        if found["ContentLength"] > MOST_BYTES:
            raise TooLarge
        content: bytes = found["Body"].read()
        return content

    def beginning(self, id: str, length: int) -> bytes:
        """At most so many bytes of it."""
        content: bytes = self._opened(id)["Body"].read(length)
        return content

    def _opened(self, id: str) -> Any:
        try:
            return self.s3.get_object(Bucket=self.bucket, Key=self.prefix + id)
        except ClientError as error:
            if not _is_missing(error):
                raise
            if not self._is_kept(id):
                raise NotFound from error
        return self.s3.get_object(Bucket=self.bucket, Key=KEPT + id)

    def raw_url(self, id: str) -> str:
        """Ten minutes; always saved as a file."""
        return self.s3.generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self.bucket,
                "Key": (KEPT if self._is_kept(id) else self.prefix) + id,
                "ResponseContentDisposition": f'attachment; filename="{id}.eml"',
                "ResponseContentType": "application/octet-stream",
            },
            ExpiresIn=600,
        )

    def _is_kept(self, id: str) -> bool:
        try:
            self.s3.head_object(Bucket=self.bucket, Key=KEPT + id)
        except ClientError as error:
            if _is_missing(error):
                return False
            raise
        return True

    def put_away(self, id: str) -> None:
        """May be done again; the mail is never nowhere."""
        source = f"{self.bucket}/{self.prefix}{id}"
        try:
            self.s3.copy_object(Bucket=self.bucket, Key=KEPT + id, CopySource=source)
        except ClientError as error:
            if _is_missing(error):  # done before
                return
            raise
        self.s3.delete_object(Bucket=self.bucket, Key=self.prefix + id)

    def left_since(self, at: datetime) -> Iterator[str]:
        """Ids of the mails that came before and were not put away."""
        pages = self.s3.get_paginator("list_objects_v2")
        for page in pages.paginate(Bucket=self.bucket, Prefix=self.prefix):
            for found in page.get("Contents", ()):
                id = found["Key"].removeprefix(self.prefix)
                if found["LastModified"] < at and id not in ("", NO_MAIL):
                    yield id


class Outbox:
    def __init__(self, ses: "SESV2Client", configuration: str) -> None:
        self.ses, self.configuration = ses, configuration

    def send(self, raw: bytes, *, sender: str, to: str, tags: dict[str, str]) -> str:
        """SES's Message-ID of the mail, with angle brackets. Raises NotAccepted.

        SES replaces our Message-ID and Date:
        docs.aws.amazon.com/ses/latest/dg/header-fields.html."""
        try:
            answer = self.ses.send_email(
                FromEmailAddress=sender,
                Destination={"ToAddresses": [address(to) or to]},
                Content={"Raw": {"Data": raw}},
                EmailTags=[{"Name": name, "Value": value} for name, value in tags.items()],
                ConfigurationSetName=self.configuration,
            )
        except ClientError as error:
            said = error.response["Error"]
            final = said["Code"] in REJECTED and UNVERIFIED not in said["Message"]
            raise NotAccepted(said["Code"], final=final) from error
        return self.message_id(answer["MessageId"])

    def message_id(self, ses_id: str) -> str:
        region = self.ses.meta.region_name
        host = "email" if region == "us-east-1" else region
        return f"<{ses_id}@{host}.amazonses.com>"


def _is_missing(error: ClientError) -> bool:
    """403: S3 says no more to who may not list the bucket."""
    return error.response["Error"]["Code"] in (
        "403",
        "404",
        "AccessDenied",
        "NoSuchKey",
        "NotFound",
    )
