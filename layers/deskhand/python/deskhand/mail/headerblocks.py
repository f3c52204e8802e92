"""`From: ... Sent: ... To: ... Subject: ...` above a quoted mail, in the words of its program.

Labels of many languages are known; of others the shape is: a run of short labels, an address in
angle brackets and a date with its time.
"""

import re
from typing import NamedTuple

from deskhand.mail import attributions, phrases

MAX_LINES = 16
MAX_LOOSE = 2  # wrapped or blank lines between two labels
MAX_NAME = 80
MIN_TOGETHER = 3
MAX_EARLY = 4  # fields among which the sender and the date stand
RULE = re.compile(r"\s*(?:[-_‐–—―─━]{5,}|[*=~#+]{10,}|-{3}|(?:_/|-=|=-|\*-|-\*){5,}.?)\s*$")

_MEMO_NAME = re.compile(r"<[^<>@\s]+@[^<>\s]+>$|\w/\w")
_LONG_RULE = re.compile(r"\s*_{20,}\s*$")  # Outlook's
_UNKNOWN_LABEL = re.compile(
    r"[\s*_|]{0,6}([^\s:：*_|<>@\d-][^\s:：*_|<>@]{0,24}(?: [^\s:：*_|<>@]{1,24}){0,2})"
    r"[\s*_|\xa0]{0,4}[:：][\s*_|]{0,4}(.*)$"
)


class HeaderBlock(NamedTuple):
    sender: str
    length: int


class _Field(NamedTuple):
    kind: str  # of the label; "" when its word is not known
    value: str


class _Run(NamedTuple):
    fields: list[_Field]
    length: int
    together: int  # fields above the first blank line

    def first(self, kind: str) -> str:
        return next((field.value for field in self.fields if field.kind == kind), "")

    def kinds(self) -> set[str]:
        return {field.kind for field in self.fields} - {""}


def at(lines: list[str], index: int) -> HeaderBlock | None:
    if _field(lines[index]) is None:
        return _memo_at(lines, index)
    above = next((line for line in lines[max(0, index - 2) : index][::-1] if line.strip()), "")
    run = _run(lines, index)
    is_block = _is_known(run, below_rule=bool(RULE.match(above)))
    if is_block or _has_the_shape(run, below_rule=bool(_LONG_RULE.match(above))):
        return HeaderBlock(run.first("from"), run.length)
    return None


def _memo_at(lines: list[str], index: int) -> HeaderBlock | None:
    """Old Lotus Notes: a name, below it the time, below that `To` and `Subject`, also bare."""
    name = lines[index].strip()
    if len(name) > MAX_NAME or not _MEMO_NAME.search(name):
        return None
    below = [line for line in lines[index + 1 : index + MAX_LINES] if line.strip()][:4]
    if not below or len(below[0].strip()) > MAX_NAME or not _is_time(below[0]):
        return None
    return HeaderBlock("", 2) if any(map(phrases.is_label, below[1:])) else None


def _is_time(value: str) -> bool:
    return attributions.is_dated(value) and attributions.is_timed(value)


def _field(line: str) -> _Field | None:
    if known := phrases.label_of(line):
        return _Field(*known)
    match = _UNKNOWN_LABEL.match(line)
    return _Field("", phrases.plain(match[2])) if match else None


def _run(lines: list[str], index: int) -> _Run:
    fields: list[_Field] = []
    loose = length = together = 0
    is_unbroken = True
    for place, line in enumerate(lines[index : index + MAX_LINES], start=1):
        field = _field(line)
        is_unbroken = is_unbroken and bool(line.strip())
        if field:
            fields.append(field)
            loose, length = 0, place
            together += is_unbroken
        elif loose == MAX_LOOSE:
            break
        else:
            loose += 1
    return _Run(fields, length, together)


def _is_known(run: _Run, *, below_rule: bool) -> bool:
    """Not what people write: `From: Vienna, To: Paris, Date: 5 May` has no address."""
    first, kinds = run.fields[0].kind, run.kinds()
    if first in ("", "other"):
        return False
    names_address = "@" in run.first("from") or "@" in run.first("to")
    if "from" in kinds and len(kinds) >= 3 and (names_address or "subject" in kinds):
        return True
    if first == "from" and "@" in run.first("from"):
        return below_rule or len(kinds) >= 2
    dated_first = first == "date" and bool(re.search(r"\d", run.first("date")))
    return names_address and dated_first and "to" in kinds


def _has_the_shape(run: _Run, *, below_rule: bool) -> bool:
    early = [field.value for field in run.fields[: min(MAX_EARLY, run.together)]]
    if len(early) < MIN_TOGETHER or not any(map(_is_time, early)):
        return False
    if any(attributions.is_addressed(value) for value in early):
        return True
    return run.together > MIN_TOGETHER and (below_rule or len(run.kinds()) >= 2)
