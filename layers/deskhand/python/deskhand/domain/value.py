from datetime import UTC, datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, PlainSerializer, StringConstraints


class Value(BaseModel):
    """Never changed after it was made; a change is a new value."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def iso(at: datetime) -> str:
    """ISO 8601 in UTC with milliseconds, always 24 characters, so that it sorts as text."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


Instant = Annotated[AwareDatetime, PlainSerializer(iso, when_used="json")]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
"""Text of one line that a person typed."""
