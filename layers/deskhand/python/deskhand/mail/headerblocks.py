"""`From: ... Sent: ... To: ... Subject: ...` above a quoted mail, in the words of its program."""

import re
from typing import NamedTuple

from deskhand.mail import phrases

MAX_LINES = 16
MAX_LOOSE = 2  # wrapped lines between two labels
RULE = re.compile(r"\s*(?:[_-]{8,}|[*=]{10,}|-{3}|_{5,})\s*$")


class HeaderBlock(NamedTuple):
    sender: str


def at(lines: list[str], index: int) -> HeaderBlock | None:
    first = phrases.label_of(lines[index])
    if first is None:
        return None
    found: dict[str, str] = {}
    loose = 0
    for line in lines[index : index + MAX_LINES]:
        label = phrases.label_of(line)
        if label:
            found.setdefault(*label)
            loose = 0
        elif loose == MAX_LOOSE:
            break
        else:
            loose += 1
    below_rule = index > 0 and bool(RULE.match(lines[index - 1]))
    return HeaderBlock(found.get("from", "")) if _is_block(first[0], found, below_rule) else None


def _is_block(first: str, found: dict[str, str], below_rule: bool) -> bool:
    """Not what people write: `From: Vienna, To: Paris, Date: 5 May` has no address."""
    if first == "other":
        return False
    names_address = any("@" in found.get(kind, "") for kind in ("from", "to"))
    if "from" in found and len(found) >= 3 and (names_address or "subject" in found):
        return True
    if first == "from" and "@" in found["from"]:
        return below_rule or len(found) >= 2
    return (
        names_address
        and first == "date"
        and "to" in found
        and bool(re.search(r"\d", found["date"]))
    )
