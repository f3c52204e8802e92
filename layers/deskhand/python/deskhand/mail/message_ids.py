"""Message-ID, In-Reply-To and References: ids with their angle brackets."""

import re

from deskhand.mail import headers, words
from deskhand.mail.defects import Defects
from deskhand.mail.headers import Fields

MAX_REFERENCES = 20_000
MAX_LENGTH = 998  # a line of RFC 5322

_BRACKETED = re.compile(r"<([^<>]{1,998})>")


def message_id(fields: Fields, defects: Defects) -> str:
    return next((id for value in fields.all("message-id") for id in ids(value, defects)), "")


def in_reply_to(fields: Fields, defects: Defects) -> list[str]:
    return _bounded(ids(" ".join(fields.all("in-reply-to")), defects), defects)


def references(fields: Fields, defects: Defects) -> list[str]:
    return _bounded(ids(" ".join(fields.all("references")), defects), defects)


def _bounded(found: list[str], defects: Defects) -> list[str]:
    """The first began the thread, and the last are the nearest."""
    if len(found) <= MAX_REFERENCES:
        return found
    defects.note(f"more than {MAX_REFERENCES} references, only the first and the last are kept")
    return found[:1] + found[1 - MAX_REFERENCES :]


def ids(value: str, defects: Defects) -> list[str]:
    """Without brackets, anything with an `@` counts, as does a lone word without any."""
    is_encoded = "=?" in value and len(value) <= words.MAX_LENGTH
    plain = headers.clean(words.decode(value, defects) if is_encoded else value)
    found = [re.sub(r"\s+", "", each) for each in _BRACKETED.findall(plain)]
    if not found:
        loose = re.split(r"[\s,]+", plain.strip("<>"))
        found = [each.strip("<>") for each in loose if "@" in each or len(loose) == 1]
    return list(dict.fromkeys(f"<{each[:MAX_LENGTH]}>" for each in found if each))
