"""What the public page of a ticket is told."""

from typing import Literal

from pydantic import BaseModel

from deskhand.domain.history import EventKind
from deskhand.domain.ticket import Status
from deskhand.domain.value import Instant
from deskhand.http.shapes import Attachment


class PageDesk(BaseModel):
    name: str
    colour: str
    language: str
    help_text: str
    attachments: bool


class PageAuthor(BaseModel):
    kind: Literal["customer", "operator", "system"]
    name: str


class PageMessage(BaseModel):
    id: str
    author: PageAuthor
    text: str
    html: str
    attachments: list[Attachment]
    created_at: Instant
    automatic: bool


class PageEvent(BaseModel):
    kind: EventKind
    before: str
    after: str
    created_at: Instant


class TicketPage(BaseModel):
    """What whoever holds the link sees: no note, no address, no name of the assignee."""

    number: str
    subject: str
    status: Status
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | None
    may_comment: bool
    desk: PageDesk
    messages: list[PageMessage]
    events: list[PageEvent]
