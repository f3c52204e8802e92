"""When a mail says it was sent, in UTC."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from deskhand.mail import headers

# The library knows the zones of RFC 822 only and takes every other name for UTC.
_ZONES = {
    "AEDT": "+1100", "AEST": "+1000", "AKDT": "-0800", "AKST": "-0900", "BRT": "-0300",
    "BST": "+0100", "CEST": "+0200", "CET": "+0100", "EEST": "+0300", "EET": "+0200",
    "HKT": "+0800", "IDT": "+0300", "JST": "+0900", "KST": "+0900", "MEST": "+0200",
    "MESZ": "+0200", "MET": "+0100", "MEZ": "+0100", "MSD": "+0400", "MSK": "+0300",
    "NZDT": "+1300", "NZST": "+1200", "SAST": "+0200", "SGT": "+0800", "WEST": "+0100",
    "WET": "+0000", "WIB": "+0700",
}  # fmt: skip
_ZONE = re.compile(rf"\b({'|'.join(_ZONES)})\b")
_COMMENT = re.compile(r"\([^()]*\)")
_SIGNED_ZONE = re.compile(r"[+-]\d{4}")
_SPLIT_ZONE = re.compile(r"\b(?:GMT|UTC?)\s*([+-])(\d{1,2}):?(\d{2})?(?!\d)|([+-]\d{2}):(\d{2})$")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")
MAX_LENGTH = 200


def read(value: str) -> datetime | None:
    """Raises ValueError or the like for what is no date."""
    if not value:
        return None
    plain = _COMMENT.sub(" ", headers.clean(value)[:MAX_LENGTH]).strip(" ;,")
    if _ISO.match(plain):
        sent = datetime.fromisoformat(re.sub(r"\s+(?=[+-]\d|Z|UTC|GMT)", "", plain, count=1))
    else:
        sent = parsedate_to_datetime(_with_numeric_zone(plain))
    # RFC 5322: -0000 says that the sender's zone is unknown; the library gives no zone then.
    return sent.replace(tzinfo=UTC) if sent.tzinfo is None else sent.astimezone(UTC)


def _with_numeric_zone(plain: str) -> str:
    plain = _SPLIT_ZONE.sub(_zone, plain)
    if _SIGNED_ZONE.search(plain):
        return plain
    return _ZONE.sub(lambda match: _ZONES[match[1]], plain, count=1)


def _zone(match: re.Match[str]) -> str:
    if match[4]:
        return match[4] + match[5]
    return f"{match[1]}{int(match[2]):02}{match[3] or '00'}"
