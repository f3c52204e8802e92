"""What the public page of a ticket is told."""

from typing import Literal

from deskhand.domain.colour import Ink
from deskhand.domain.progress import Step, Turn
from deskhand.domain.ticket import Status
from deskhand.domain.value import Instant
from deskhand.http.shape import Shape
from deskhand.http.shapes import Attachment


class PageDesk(Shape):
    """`ink` reads well on `colour`."""

    name: str
    colour: str
    ink: Ink
    language: str
    visitors_language: bool
    help_text: str
    attachments: bool


class PageAuthor(Shape):
    kind: Literal["customer", "operator", "system"]
    name: str


class PageMessage(Shape):
    """Where `cut`, `text` is how it begins, and its files are not there."""

    id: str
    author: PageAuthor
    text: str
    html: str
    attachments: list[Attachment]
    created_at: Instant
    automatic: bool
    cut: bool = False


class TicketPage(Shape):
    """What whoever holds the link sees: no note, no address, no name of the assignee.
    `progress` has all statuses in their order, `turns` when it was closed and opened again. Of
    messages that are too long for one answer the oldest are cut or `left_out`. `state`
    comes back as `known` with the next look; it is empty where each has to be a whole one."""

    number: str
    subject: str
    status: Status
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | None
    may_comment: bool
    desk: PageDesk
    messages: list[PageMessage]
    left_out: int = 0
    state: str = ""
    progress: list[Step]
    turns: list[Turn]
