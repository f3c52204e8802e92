"""A mail that SES stored long ago and of which nobody was told."""

from datetime import datetime, timedelta

from moto.core import DEFAULT_ACCOUNT_ID
from moto.s3.models import s3_backends

from deskhand.wiring import Helpdesk


def lose(helpdesk: Helpdesk, id: str, raw: bytes) -> None:
    """The fake dates an object by the machine's clock; an hour later is all that maintenance
    can tell."""
    bucket, key = helpdesk.settings.mail_bucket, helpdesk.settings.mail_prefix + id
    helpdesk.s3.put_object(Bucket=bucket, Key=key, Body=raw)
    stored = s3_backends[DEFAULT_ACCOUNT_ID]["aws"].buckets[bucket].keys[key]
    stored.last_modified = datetime.now() - timedelta(hours=1)  # noqa: DTZ005 - as the fake keeps it
