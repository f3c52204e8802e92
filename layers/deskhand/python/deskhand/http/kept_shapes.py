"""What the admin API answers of canned replies and views."""

from pydantic import BaseModel

from deskhand.domain.kept import CannedReply, Filters
from deskhand.domain.value import Instant


class CannedReplyList(BaseModel):
    items: list[CannedReply]
    cursor: str | None


class FilledReply(BaseModel):
    text: str


class ShownView(BaseModel):
    """`shared`: it is the team's, else the caller's own."""

    id: str
    name: str
    query: str
    filters: Filters
    shared: bool
    position: int
    created_at: Instant
    version: int


class ViewList(BaseModel):
    items: list[ShownView]
    cursor: str | None
