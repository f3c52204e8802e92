"""What an invitation says, for mails that consist of nothing else."""

import re

MAX_SIZE = 200_000
_FOLD = re.compile(r"\r?\n[ \t]")
_LINE = re.compile(r'^([A-Z-]+)(?:;(?:"[^"\n]*+"|[^":\n])*+)?:(.*)$', re.MULTILINE)
_SHOWN = ("SUMMARY", "DTSTART", "DTEND", "LOCATION", "ORGANIZER", "DESCRIPTION")
_ESCAPED = re.compile(r"\\([nN,;\\])")


def to_text(calendar: str) -> str:
    begin = calendar.find("BEGIN:VEVENT")
    event = _FOLD.sub("", calendar[max(begin, 0) :][:MAX_SIZE])
    said: dict[str, str] = {}
    for name, value in _LINE.findall(event):
        said.setdefault(name, _ESCAPED.sub(_unescaped, value).strip())
    return "\n".join(_readable(name, said[name]) for name in _SHOWN if said.get(name))


def _unescaped(match: re.Match[str]) -> str:
    return "\n" if match[1] in "nN" else match[1]


def _readable(name: str, value: str) -> str:
    if name.startswith("DT"):
        return re.sub(r"^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?$", _moment, value)
    return value.removeprefix("mailto:").removeprefix("MAILTO:")


def _moment(match: re.Match[str]) -> str:
    year, month, day, hour, minute, zone = match.groups()
    return f"{year}-{month}-{day}" + (f" {hour}:{minute}{' UTC' * bool(zone)}" if hour else "")
