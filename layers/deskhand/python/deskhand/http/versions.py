"""The version that a writer has seen: what is newer by now is not overwritten."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Header

from deskhand.domain.errors import Invalid

IfMatch = Annotated[
    str | None, Header(alias="if-match", description="The version that the caller has seen.")
]


def version(if_match: str | None) -> int | None:
    """`3` and, as an entity tag is written (RFC 9110 8.8.3), `"3"`."""
    if if_match is None or if_match == "*":
        return None
    try:
        return int(if_match.strip().strip('"'))
    except ValueError:
        raise Invalid("If-Match", "must be the version that you have seen") from None
