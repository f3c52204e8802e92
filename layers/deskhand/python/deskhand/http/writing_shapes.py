"""What the routes about drafts, about who is at a ticket and who has read it answer."""

from deskhand.domain.draft import Draft, DraftLine
from deskhand.domain.marks import Mark
from deskhand.domain.message import Kind
from deskhand.domain.ticket import Status
from deskhand.domain.value import Instant
from deskhand.http import shapes
from deskhand.http.shape import Shape


class DraftFile(Shape):
    id: str
    filename: str
    content_type: str
    size: int


class FoundDraft(Draft):
    """`files` are those of the attachments that are still there: uploads that were not sent are
    removed after a month."""

    files: list[DraftFile]


class DraftList(Shape):
    items: list[DraftLine]
    cursor: str | None


class TakenBack(Shape):
    """What was written, for the editor. `attachments` can be sent again as they are, `files` tell
    of them; `cc` and `status` are null where it changed none, or somebody has changed it since.
    `ticket` is as it is now."""

    kind: Kind
    text: str
    html: str
    attachments: list[str]
    files: list[DraftFile]
    cc: list[str] | None
    status: Status | None
    mentions: list[str]
    ticket: shapes.Ticket


class Colleague(Shape):
    operator_id: str
    name: str
    writing: bool
    since: Instant


class Around(Shape):
    """`version` and `updated_at` are the ticket's; `others` have it open, since when; `counters`
    are the side bar's."""

    version: int
    updated_at: Instant
    others: list[Colleague]
    counters: shapes.Counters


class MarkList(Shape):
    """Of tickets without a mark, whatever is older than `since` counts as read."""

    items: list[Mark]
    since: Instant
    cursor: str | None
