"""Ticket numbers after a desk's pattern: `SUP-{yy}-{mm}-{nr}`, `#{nr}`."""

import re
from datetime import datetime

LONGEST = 60  # characters, and a few more than there can be
_PLACES = {"{yyyy}": r"\d{4}", "{yy}": r"\d{2}", "{mm}": r"\d{2}", "{nr}": r"\d{1,12}"}


def checked(pattern: str) -> str:
    """Raises ValueError with what to do about it."""
    pattern = pattern.strip()
    if pattern.count("{nr}") != 1:
        raise ValueError("must contain {nr} once, as in SUP-{yy}-{mm}-{nr}")
    fixed = pattern
    for place in _PLACES:
        fixed = fixed.replace(place, "")
    if not re.fullmatch(r"[A-Za-z0-9#/._-]*", fixed):
        raise ValueError("may contain letters, digits, # / . _ - and {yyyy} {yy} {mm} {nr}")
    if len(pattern) > 40:
        raise ValueError("must have at most 40 characters")
    return pattern


def number(pattern: str, nr: int, *, at: datetime) -> str:
    filled = pattern.replace("{yyyy}", f"{at:%Y}").replace("{yy}", f"{at:%y}")
    return filled.replace("{mm}", f"{at:%m}").replace("{nr}", str(nr))


def found_in(subject: str, pattern: str) -> list[str]:
    """Every piece of a subject that looks like one of the desk's numbers, at most five."""
    expression = re.escape(pattern)
    for place, digits in _PLACES.items():
        expression = expression.replace(re.escape(place), digits)
    matches = re.finditer(rf"(?<![\w#]){expression}(?!\w)", subject[:1000])
    return list(dict.fromkeys(match.group() for match in matches))[:5]
