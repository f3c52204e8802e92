"""The files bucket: attachments, uploads on their way, and bodies too long for an item."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client

LONGEST_NAME = 1_900  # bytes of a file's: S3 takes 2 KB of metadata


@dataclass(frozen=True)
class Uploaded:
    filename: str
    content_type: str
    size: int  # bytes


class Files:
    def __init__(self, client: "S3Client", bucket: str) -> None:
        self.client, self.bucket = client, bucket

    def put(self, key: str, content: bytes, content_type: str = "application/octet-stream") -> None:
        self.client.put_object(Bucket=self.bucket, Key=key, Body=content, ContentType=content_type)

    def get(self, key: str) -> bytes:
        return self.client.get_object(Bucket=self.bucket, Key=key)["Body"].read()

    def uploaded(self, key: str) -> Uploaded | None:
        """None if there is no such file."""
        try:
            head = self.client.head_object(Bucket=self.bucket, Key=key)
        except ClientError as error:
            # 403: S3 says no more to who may not list the bucket.
            if error.response["Error"]["Code"] in ("403", "404", "NoSuchKey", "NotFound"):
                return None
            raise
        name = unquote(head["Metadata"].get("filename", ""))
        return Uploaded(name, head["ContentType"], head["ContentLength"])

    def copy(self, source: str, key: str) -> None:
        self.client.copy_object(
            Bucket=self.bucket, Key=key, CopySource={"Bucket": self.bucket, "Key": source}
        )

    def delete_all(self, keys: Iterable[str]) -> None:
        wanted: list[Any] = [{"Key": key} for key in keys]
        for start in range(0, len(wanted), 1000):
            some: Any = {"Objects": wanted[start : start + 1000], "Quiet": True}
            answer = self.client.delete_objects(Bucket=self.bucket, Delete=some)
            if answer.get("Errors"):
                raise RuntimeError(f"{len(answer['Errors'])} files could not be deleted")

    def download_url(self, key: str, disposition: str) -> str:
        """Ten minutes; saved as a file whatever it is, so that nothing of it runs in our pages."""
        return self.client.generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self.bucket,
                "Key": key,
                "ResponseContentDisposition": disposition,
            },
            ExpiresIn=600,
        )

    def upload_form(self, key: str, filename: str, content_type: str, size: int) -> dict[str, Any]:
        """A presigned POST (a PUT could not bound the size): `url` and `fields`. It serves as often
        as somebody likes until it ends, after a quarter of an hour: 25 MB at 230 kbit/s."""
        fields = {"Content-Type": content_type, "x-amz-meta-filename": _quoted(filename)}
        conditions = [{name: value} for name, value in fields.items()]
        return self.client.generate_presigned_post(
            self.bucket,
            key,
            Fields=fields,
            Conditions=[*conditions, ["content-length-range", size, size]],
            ExpiresIn=900,
        )


def _quoted(filename: str) -> str:
    """Of a name that is too long the middle goes: it ends with the kind of the file.
    docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html"""
    stem, end = filename[:-12], filename[-12:]
    while len(quote(stem + end)) > LONGEST_NAME:
        stem = stem[:-1]
    return quote(stem + end)
