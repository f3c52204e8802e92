"""When a mail says it was sent, in UTC.

Not by `email.utils`: it takes `2:00 PM` for the night, `+2` for two minutes and every zone that
RFC 822 does not name for UTC. The names of the months are data (months.json, how they begin).
"""

import json
import re
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

from deskhand.mail import headers
from deskhand.mail.defects import Defects

MAX_LENGTH = 200
MAX_OFFSET = 24 * 60  # minutes

_FILE = Path(__file__).with_name("months.json")
_ZONES = {
    "ACST": 570, "AEDT": 660, "AEST": 600, "AKDT": -480, "AKST": -540, "BRT": -180, "BST": 60,
    "CDT": -300, "CEST": 120, "CET": 60, "CST": -360, "EDT": -240, "EEST": 180, "EET": 120,
    "EST": -300, "HKT": 480, "HST": -600, "IDT": 180, "JST": 540, "KST": 540, "MDT": -360,
    "MEST": 120, "MESZ": 120, "MET": 60, "MEZ": 60, "MSD": 240, "MSK": 180, "MST": -420,
    "NZDT": 780, "NZST": 720, "PDT": -420, "PST": -480, "SAST": 120, "SGT": 480, "WEST": 60,
    "WIB": 420,
}  # fmt: skip
_COMMENT = re.compile(r"\([^()]*\)")
_TIME = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?"
    r"(?:[.,](?P<fraction>\d{1,9}))?(?:\s*(?P<half>[AaPp])\.?[Mm]\b)?"
)
_WORD = r"(?P<word>[^\W\d_]{3,20})"
_END = r"(?=\s*(?:[A-Z]{1,5})?\s*(?:[+-]\d{1,2}:?\d{2})?\s*$)"  # perhaps a zone
_OF = r"[\s.,-]*(?:de\s+)?"
_DAYS = (
    re.compile(r"(?<!\d)(?P<year>\d{4})[-/年.](?P<month>\d{1,2})[-/月.](?P<day>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})(?!\d)"),
    # Only where the number of the day can be no month.
    re.compile(r"(?<!\d)(?P<month>0?\d|1[0-2])/(?P<day>1[3-9]|2\d|3[01])/(?P<year>\d{4})(?!\d)"),
    re.compile(r"(?<!\d)(?P<day>1[3-9]|2\d|3[01])/(?P<month>0?\d|1[0-2])/(?P<year>\d{4})(?!\d)"),
    re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}}){_OF}{_WORD}{_OF}(?P<year>\d{{2,4}})(?!\d)", re.IGNORECASE
    ),
    re.compile(rf"{_WORD}[\s.-]*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?!\d)"),
    re.compile(rf"{_WORD}\s+(?P<day>\d{{1,2}})\s[^\n]*?(?<![\d+-])(?P<year>\d{{4}}){_END}"),
)
_OFFSET = re.compile(r"([+-])\s?(\d{1,2}):?(\d{2})?(?!\d)|(?<=\s)()(\d{2})(\d{2})\s*$")
_SECONDS = re.compile(r"\d{9,10}")


def read(value: str) -> datetime | None:
    """Raises ValueError or the like for what is no date."""
    said = headers.text(value[:MAX_LENGTH], Defects())
    if not said:
        return None
    plain = _COMMENT.sub(" ", said).strip(' ;,"')
    if _SECONDS.fullmatch(plain):
        return datetime.fromtimestamp(int(plain), UTC)
    year, month, day, rest = _day(plain)
    time = _TIME.search(rest)
    if time is None:
        return datetime(year, month, day, tzinfo=UTC)
    zone = timezone(timedelta(minutes=_offset(rest[time.end() :])))
    return datetime(year, month, day, *_clock(time), zone).astimezone(UTC)


def _clock(time: re.Match[str]) -> tuple[int, int, int, int]:
    hour = int(time["hour"])
    if time["half"]:
        hour = hour % 12 + (12 if time["half"] in "Pp" else 0)
    second = min(int(time["second"] or 0), 59)  # a leap second is the 60th
    return hour, int(time["minute"]), second, int((time["fraction"] or "0")[:6].ljust(6, "0"))


def _day(plain: str) -> tuple[int, int, int, str]:
    """Year, month, day, and what stands around them."""
    for pattern in _DAYS:
        for found in pattern.finditer(plain):
            named = found.groupdict()
            month = int(named["month"]) if "month" in named else _month(named["word"])
            if month:
                rest = _without(plain, found)
                return _year(named["year"]), month, int(named["day"]), rest
    raise ValueError("no date")


def _without(plain: str, found: re.Match[str]) -> str:
    """ctime has the time between the day and the year."""
    day, year = found.span("day"), found.span("year")
    between = plain[day[1] : year[0]] if day < year else ""
    kept = between if _TIME.search(between) else " "
    return plain[: found.start()] + kept + plain[found.end() :]


def _year(digits: str) -> int:
    """RFC 5322, section 4.3."""
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if len(digits) == 2 and year < 50 else 1900)


def _month(word: str) -> int:
    word = word.casefold()
    return next((_months()[word[:end]] for end in range(7, 2, -1) if word[:end] in _months()), 0)


@cache
def _months() -> dict[str, int]:
    data: dict[str, str] = json.loads(_FILE.read_text("utf-8"))
    return {stem: int(number) for number, stems in data.items() for stem in stems.split()}


def _offset(rest: str) -> int:
    """Minutes. -0000 says that the zone is unknown, and no zone means the same."""
    found = _OFFSET.search(rest)
    if found is None:
        return next((_ZONES[word] for word in re.findall(r"[A-Z]+", rest) if word in _ZONES), 0)
    sign, hours, minutes = found.groups()[:3] if found[2] else found.groups()[3:]
    offset = int(hours) * 60 + int(minutes or 0)
    if offset >= MAX_OFFSET:
        raise ValueError("no zone")
    return -offset if sign == "-" else offset
