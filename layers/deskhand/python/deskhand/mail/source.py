"""A mail's header as it was sent, for people who look for what is wrong with it."""

import re

from deskhand.mail.headers import clean

LONGEST = 64_000  # bytes of header
_END = re.compile(rb"\r?\n\r?\n")
_FIELD = re.compile(r"^([!-9;-~]+)[ \t]*:[ \t]*(.*(?:\n[ \t].*)*)", re.MULTILINE)


def header_fields(raw: bytes) -> list[tuple[str, str]]:
    """Names and values in their order, unfolded, encoded words as they stand."""
    block = _END.split(raw[:LONGEST], maxsplit=1)[0].replace(b"\r\n", b"\n")
    text = block.decode("utf-8", "replace")
    return [(name, clean(value)) for name, value in _FIELD.findall(text)]
