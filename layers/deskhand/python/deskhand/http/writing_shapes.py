"""What the routes about drafts, about who is at a ticket and who has read it answer."""

from pydantic import BaseModel

from deskhand.domain.draft import Draft, DraftLine
from deskhand.domain.marks import Mark
from deskhand.domain.value import Instant


class DraftFile(BaseModel):
    id: str
    filename: str
    content_type: str
    size: int


class FoundDraft(Draft):
    """`files` are those of the attachments that are still there: uploads that were not sent are
    removed after a month."""

    files: list[DraftFile]


class DraftList(BaseModel):
    items: list[DraftLine]
    cursor: str | None


class Colleague(BaseModel):
    operator_id: str
    name: str
    writing: bool
    since: Instant


class Around(BaseModel):
    """`version` and `updated_at` are the ticket's; `others` have it open, since when."""

    version: int
    updated_at: Instant
    others: list[Colleague]


class MarkList(BaseModel):
    """Of tickets without a mark, whatever is older than `since` counts as read."""

    items: list[Mark]
    since: Instant
    cursor: str | None
