"""What the routes about figures answer."""

from deskhand.domain.job import Job
from deskhand.http.shape import Shape


class Day(Shape):
    """`first_replies` are of tickets that customers opened; `first_reply_seconds` is the sum of
    what they waited for them."""

    day: str
    opened: int = 0
    closed: int = 0
    reopened: int = 0
    first_replies: int = 0
    first_reply_seconds: int = 0


class DayList(Shape):
    items: list[Day]
    cursor: str | None


class JobList(Shape):
    items: list[Job]
    cursor: str | None
