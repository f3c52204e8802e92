"""What the admin API answers of canned replies and views."""

from deskhand.domain.kept import CannedReply, Filters
from deskhand.domain.value import Instant
from deskhand.http.shape import Shape


class CannedReplyList(Shape):
    items: list[CannedReply]
    cursor: str | None


class FilledReply(Shape):
    text: str


class ShownView(Shape):
    """`shared`: it is the team's, else the caller's own."""

    id: str
    name: str
    query: str
    filters: Filters
    shared: bool
    position: int
    created_at: Instant
    version: int


class ViewList(Shape):
    items: list[ShownView]
    cursor: str | None
