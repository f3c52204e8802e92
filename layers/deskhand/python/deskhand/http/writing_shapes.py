"""What the routes about drafts answer."""

from pydantic import BaseModel

from deskhand.domain.draft import Draft, DraftLine


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
