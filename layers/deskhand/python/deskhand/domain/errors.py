"""
HelpdeskError
├── NotFound              also what may not be seen: the two must look the same
├── Renewed             a link of a ticket that has a new one since
├── NotAnOperator         signed in, but nobody of the team
├── Forbidden             an operator, but not for this
├── Invalid               the input contradicts itself or the desk; names the field
│   ├── Unreadable        a query of the search box; tells the place in it
│   └── Unrenderable      a template; tells the line
├── NotYet                something else has to be done before; tells what
├── TooMany               of a kind within an hour; tells when there may be more
├── Stale                 decided on an old version of a ticket or a draft
└── CommitFailed          nothing of the transaction was written
    ├── Duplicate         because it was written before: fine, done already
    ├── Taken             because a name that must be unique belongs to another
    ├── TooLate           because what should be taken back can't be any more; tells why
    └── Conflict          because somebody else was quicker: load and decide again
"""

from collections.abc import Sequence
from typing import Any


class HelpdeskError(Exception):
    pass


class NotFound(HelpdeskError):
    pass


class Renewed(HelpdeskError):
    pass


class NotAnOperator(HelpdeskError):
    pass


class Forbidden(HelpdeskError):
    pass


class Invalid(HelpdeskError):
    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field, self.message = field, message


class Unreadable(Invalid):
    """`position` is the place in the query, in characters."""

    def __init__(self, position: int, message: str, field: str = "q") -> None:
        super().__init__(field, message)
        self.position = position


class Unrenderable(Invalid):
    def __init__(self, field: str, line: int, message: str) -> None:
        super().__init__(field, message)
        self.line = line


class NotYet(HelpdeskError):
    pass


class TooMany(HelpdeskError):
    """`seconds` until it is worth another try."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too many: again in {seconds} s")
        self.seconds = seconds


class Stale(HelpdeskError):
    """`changes` are what the writer had not seen: of a ticket its events and messages, oldest
    first; of all else what is there now, of a draft at version 0 nothing."""

    def __init__(self, what: str, current_version: int, changes: Sequence[Any]) -> None:
        super().__init__(f"the {what} is at version {current_version}")
        self.what, self.current_version, self.changes = what, current_version, changes


class CommitFailed(HelpdeskError):
    pass


class Duplicate(CommitFailed):
    pass


class Taken(CommitFailed):
    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is taken")
        self.what = what


class TooLate(CommitFailed):
    pass


class Conflict(CommitFailed):
    pass
