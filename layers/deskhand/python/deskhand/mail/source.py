"""A mail's header as it was sent, for people who look for what is wrong with it."""

import re

from deskhand.mail.defects import Defects
from deskhand.mail.headers import clean, text

LONGEST = 64_000  # bytes of header
MOST_FIELDS = 300
_END = re.compile(rb"\r?\n\r?\n")
_FIELD = re.compile(r"^([!-9;-~]+)[ \t]*:[ \t]*(.*(?:\n[ \t].*)*)", re.MULTILINE)


def readable_fields(raw: bytes) -> list[tuple[str, str]]:
    """The first of them, with encoded words decoded."""
    defects = Defects()

    def readable(name: str, value: str) -> str:
        return defects.attempt(name, lambda: text(value, defects), value)

    return [(name, readable(name, value)) for name, value in header_fields(raw)[:MOST_FIELDS]]


def header_fields(raw: bytes) -> list[tuple[str, str]]:
    """Names and values in their order, unfolded, encoded words as they stand."""
    block = _END.split(raw[:LONGEST], maxsplit=1)[0].replace(b"\r\n", b"\n")
    fields = _FIELD.findall(block.decode("utf-8", "replace"))
    return [(name, clean(value)) for name, value in fields]
