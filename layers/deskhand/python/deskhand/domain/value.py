import re
from datetime import UTC, datetime
from typing import Annotated

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
)

# C0, DEL, C1 (with NEL), line and paragraph separator; and what turns the reading direction
# around, so that a file called `exe.pdf` shows as what it is.
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")


class Value(BaseModel):
    """Never changed after it was made; a change is a new value. What nobody catches Lambda logs: an
    error that quotes no input tells of nobody."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", defer_build=True, hide_input_in_errors=True
    )


def iso(at: datetime) -> str:
    """ISO 8601 in UTC with milliseconds, always 24 characters, so that it sorts as text."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


Instant = Annotated[AwareDatetime, PlainSerializer(iso, when_used="json")]


def _of_one_line(said: str) -> str:
    return " ".join(CONTROL.sub(" ", said).split()) if CONTROL.search(said) else said


def _filled(line: str) -> str:
    if not line:
        raise ValueError("must have more than control characters")
    return line


Line = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=300), AfterValidator(_of_one_line)
]
"""Text of one line that a person typed."""
FilledLine = Annotated[Line, Field(min_length=1), AfterValidator(_filled)]
