"""Where the pieces come together; the only reader of the environment."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from botocore.config import Config

from deskhand import sdk
from deskhand.domain.ids import Ids
from deskhand.domain.kept import CannedReply, View
from deskhand.domain.tokens import Keyring
from deskhand.mail.gateway import Outbox, Received
from deskhand.store import keys, secrets, wire
from deskhand.store.bodies import Bodies
from deskhand.store.counters import Counters
from deskhand.store.customers import Customers
from deskhand.store.deletions import Deletions
from deskhand.store.drafts import Drafts
from deskhand.store.files import Files
from deskhand.store.jobs import Jobs
from deskhand.store.lists import TicketLists
from deskhand.store.mails import Mails
from deskhand.store.marks import Marks
from deskhand.store.notices import Notices
from deskhand.store.own_tickets import OwnTickets
from deskhand.store.postings import Postings
from deskhand.store.presences import Presences
from deskhand.store.quotas import Quotas
from deskhand.store.receipts import Receipts
from deskhand.store.search import Search
from deskhand.store.shelf import Shelf
from deskhand.store.suppressions import Suppressions
from deskhand.store.table import Table
from deskhand.store.team import Team
from deskhand.store.tickets import Tickets

if TYPE_CHECKING:
    from mypy_boto3_s3.client import S3Client


@dataclass(frozen=True)
class Settings:
    table: str
    files_bucket: str
    mail_bucket: str
    mail_prefix: str
    notice_queue: str
    configuration_set: str
    site_url: str
    edge_secret: str
    first_admin: str
    user_pool: str = ""  # none: people sign in at a provider of their own

    @classmethod
    def from_environment(cls) -> "Settings":
        return cls(
            table=os.environ["TABLE_NAME"],
            files_bucket=os.environ["FILES_BUCKET"],
            mail_bucket=os.environ["MAIL_BUCKET"],
            mail_prefix=os.environ["MAIL_PREFIX"],
            notice_queue=os.environ["NOTICE_QUEUE_URL"],
            configuration_set=os.environ["CONFIGURATION_SET"],
            site_url=os.environ["SITE_URL"].rstrip("/"),
            edge_secret=os.environ["EDGE_SECRET"],
            first_admin=os.environ.get("FIRST_ADMIN", ""),
            user_pool=os.environ.get("USER_POOL_ID", ""),
        )


def utc_now() -> datetime:
    return datetime.now(UTC)


class Helpdesk:
    """Everything that an action works with. Clients are made when first used: a cold start pays
    only for what its function needs."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime] = utc_now) -> None:
        self.settings, self._clock = settings, clock
        self._ids = Ids()

    def now(self) -> datetime:
        """In whole milliseconds, which is what the store keeps."""
        now = self._clock()
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    def new_id(self) -> str:
        return self._ids.new(self.now())

    @cached_property
    def table(self) -> Table:
        return Table(wire.client(), self.settings.table)

    @cached_property
    def s3(self) -> "S3Client":
        # Only version 4 signatures may ask for response headers. "virtual" signs for the bucket's
        # own host in its region, which the site's policy names; the default is s3.amazonaws.com,
        # which sends uploads to a new bucket elsewhere, and in us-east-1 needs another word.
        addressed: Any = {"addressing_style": "virtual", "us_east_1_regional_endpoint": "regional"}
        signed = Config(signature_version="s3v4", s3=addressed)
        client: S3Client = sdk.client("s3", signed)
        return client

    @cached_property
    def queue(self) -> Any:
        return sdk.client("sqs")

    @cached_property
    def sign_ins(self) -> Any:
        return sdk.client("cognito-idp")

    @cached_property
    def files(self) -> Files:
        return Files(self.s3, self.settings.files_bucket)

    @cached_property
    def bodies(self) -> Bodies:
        return Bodies(self.files)

    @cached_property
    def mail(self) -> Received:
        settings = self.settings
        return Received(self.s3, bucket=settings.mail_bucket, prefix=settings.mail_prefix)

    @cached_property
    def outbox(self) -> Outbox:
        # No retries: after a time-out SES may have taken the mail, and would send it twice.
        ses = sdk.client("sesv2", Config(retries={"total_max_attempts": 1}))
        return Outbox(ses, self.settings.configuration_set)

    @cached_property
    def tickets(self) -> Tickets:
        return Tickets(self.table, self.bodies)

    @cached_property
    def drafts(self) -> Drafts:
        return Drafts(self.table, self.bodies)

    @cached_property
    def deletions(self) -> Deletions:
        return Deletions(self.table, self.files)

    @cached_property
    def presences(self) -> Presences:
        return Presences(self.table)

    @cached_property
    def marks(self) -> Marks:
        return Marks(self.table)

    @cached_property
    def lists(self) -> TicketLists:
        return TicketLists(self.table)

    @cached_property
    def own_tickets(self) -> OwnTickets:
        return OwnTickets(self.table)

    @cached_property
    def postings(self) -> Postings:
        return Postings(self.table)

    @cached_property
    def search(self) -> Search:
        return Search(self.table)

    @cached_property
    def counters(self) -> Counters:
        return Counters(self.table, self.now)

    @cached_property
    def jobs(self) -> Jobs:
        return Jobs(self.table)

    @cached_property
    def customers(self) -> Customers:
        return Customers(self.table)

    @cached_property
    def canned_replies(self) -> Shelf[CannedReply]:
        return Shelf(self.table, keys.CANNED_REPLIES, CannedReply)

    @cached_property
    def views(self) -> Shelf[View]:
        return Shelf(self.table, keys.VIEWS, View)

    @cached_property
    def team(self) -> Team:
        return Team(self.table, self.now)

    @cached_property
    def mails(self) -> Mails:
        return Mails(self.table)

    @cached_property
    def receipts(self) -> Receipts:
        return Receipts(self.table)

    @cached_property
    def notices(self) -> Notices:
        return Notices(self.table)

    @cached_property
    def suppressions(self) -> Suppressions:
        return Suppressions(self.table)

    @cached_property
    def quotas(self) -> Quotas:
        return Quotas(self.table)

    @cached_property
    def keyring(self) -> Keyring:
        return secrets.keyring(self.table)


@cache
def helpdesk() -> Helpdesk:
    return Helpdesk(Settings.from_environment())
