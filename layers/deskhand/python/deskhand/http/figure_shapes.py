"""What the routes about figures answer."""

from pydantic import BaseModel

from deskhand.domain.job import Job


class Day(BaseModel):
    """`first_replies` are of tickets that customers opened; `first_reply_seconds` is the sum of
    what they waited for them."""

    day: str
    opened: int = 0
    closed: int = 0
    reopened: int = 0
    first_replies: int = 0
    first_reply_seconds: int = 0


class DayList(BaseModel):
    items: list[Day]
    cursor: str | None


class JobList(BaseModel):
    items: list[Job]
    cursor: str | None
