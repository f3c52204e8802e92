"""Mail at the edge: raw received mail in its bucket, and SES for what we send."""

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client
    from mypy_boto3_sesv2.client import SESV2Client


REJECTED = ("MessageRejected", "BadRequestException")


class NotAccepted(Exception):
    """SES said no, so nothing was sent. `final`: it will say no to the same mail again."""

    def __init__(self, code: str, *, final: bool) -> None:
        super().__init__(code)
        self.final = final


class MailGateway:
    def __init__(
        self, s3: "S3Client", ses: "SESV2Client", *, bucket: str, prefix: str, configuration: str
    ) -> None:
        self.s3, self.ses = s3, ses
        self.bucket, self.prefix, self.configuration = bucket, prefix, configuration

    def raw(self, id: str) -> bytes:
        return self.s3.get_object(Bucket=self.bucket, Key=self.prefix + id)["Body"].read()

    def raw_url(self, id: str) -> str:
        """Ten minutes; always saved as a file."""
        return self.s3.generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self.bucket,
                "Key": self.prefix + id,
                "ResponseContentDisposition": f'attachment; filename="{id}.eml"',
                "ResponseContentType": "application/octet-stream",
            },
            ExpiresIn=600,
        )

    def send(self, raw: bytes, *, sender: str, to: str, tags: dict[str, str]) -> str:
        """SES's Message-ID of the mail, with angle brackets. Raises NotAccepted.

        SES replaces our Message-ID and Date:
        docs.aws.amazon.com/ses/latest/dg/header-fields.html."""
        try:
            answer = self.ses.send_email(
                FromEmailAddress=sender,
                Destination={"ToAddresses": [to]},
                Content={"Raw": {"Data": raw}},
                EmailTags=[{"Name": name, "Value": value} for name, value in tags.items()],
                ConfigurationSetName=self.configuration,
            )
        except ClientError as error:
            code = error.response["Error"]["Code"]
            raise NotAccepted(code, final=code in REJECTED) from error
        return self.message_id(answer["MessageId"])

    def message_id(self, ses_id: str) -> str:
        region = self.ses.meta.region_name
        host = "email" if region == "us-east-1" else region
        return f"<{ses_id}@{host}.amazonses.com>"
