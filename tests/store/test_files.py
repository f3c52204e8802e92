import json
from base64 import b64decode
from datetime import UTC, datetime, timedelta

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from deskhand import sdk
from deskhand.store.files import Files, Uploaded
from deskhand.wiring import Helpdesk
from tests.aws import REGION


def answering(code: str) -> Files:
    """A bucket that answers every question with an error."""
    client = boto3.client("s3", region_name=REGION)
    stubber = Stubber(client)
    stubber.add_client_error("head_object", code, http_status_code=int(code))
    stubber.activate()
    return Files(client, "files")


@pytest.mark.parametrize("code", ["403", "404"])
def test_a_file_that_is_not_there_is_none(helpdesk: Helpdesk, code: str) -> None:
    """docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html: without the right to list the
    bucket S3 answers 403 for what is not there."""
    assert answering(code).uploaded("uploads/olga/1") is None
    assert helpdesk.files.uploaded("uploads/olga/1") is None


def test_a_bucket_in_trouble_is_no_missing_file(helpdesk: Helpdesk) -> None:
    with pytest.raises(ClientError):
        answering("503").uploaded("uploads/olga/1")


def test_an_upload_is_bound_to_its_size_type_and_place(helpdesk: Helpdesk) -> None:
    form = helpdesk.files.upload_form("uploads/olga/1", "Rechnung ü.pdf", "application/pdf", 42)

    assert form["fields"]["key"] == "uploads/olga/1"
    assert form["fields"]["Content-Type"] == "application/pdf"
    assert "policy" in form["fields"]


def test_an_upload_has_to_begin_within_a_quarter_of_an_hour(helpdesk: Helpdesk) -> None:
    form = helpdesk.files.upload_form("uploads/olga/1", "a.pdf", "application/pdf", 42)

    policy = json.loads(b64decode(form["fields"]["policy"]))
    ends = datetime.fromisoformat(policy["expiration"])
    assert timedelta(minutes=14) < ends - datetime.now(UTC) <= timedelta(minutes=15)


def test_files_are_fetched_from_and_sent_to_the_bucket_in_its_own_region(
    helpdesk: Helpdesk,
) -> None:
    """docs.aws.amazon.com/AmazonS3/latest/userguide/Redirects.html: at s3.amazonaws.com a new
    bucket of another region answers with a redirect, which a preflight must not follow."""
    own = f"https://{helpdesk.settings.files_bucket}.s3.{REGION}.amazonaws.com/"
    form = helpdesk.files.upload_form("uploads/olga/1", "a.pdf", "application/pdf", 42)

    assert form["url"] in (own, own.rstrip("/"))
    assert helpdesk.files.download_url("uploads/olga/1", "attachment").startswith(own)


def test_in_the_oldest_region_too_the_bucket_is_where_the_pages_policy_says(
    helpdesk: Helpdesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    sdk.session.cache_clear()
    there = Helpdesk(helpdesk.settings).files
    sdk.session.cache_clear()
    own = f"https://{helpdesk.settings.files_bucket}.s3.us-east-1.amazonaws.com/"

    assert there.upload_form("uploads/olga/1", "a.pdf", "application/pdf", 42)["url"] == own
    assert there.download_url("uploads/olga/1", "attachment").startswith(own)


def test_a_file_keeps_its_name_and_type_when_it_is_copied(helpdesk: Helpdesk) -> None:
    helpdesk.s3.put_object(
        Bucket=helpdesk.settings.files_bucket,
        Key="uploads/olga/1",
        Body=b"%PDF",
        ContentType="application/pdf",
        Metadata={"filename": "Rechnung%20%C3%BC.pdf"},
    )
    helpdesk.files.copy("uploads/olga/1", "attachments/t/1")

    assert helpdesk.files.uploaded("attachments/t/1") == Uploaded(
        "Rechnung ü.pdf", "application/pdf", 4
    )
    assert helpdesk.files.get("attachments/t/1") == b"%PDF"
