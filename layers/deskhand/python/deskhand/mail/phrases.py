"""What mail programs of many languages say: `On ... wrote:`, `Sent from my iPhone`, ...

The words are data (phrases.json, regular expressions without capitals); how to look for them
is here. Nothing is compiled before a mail needs it.
"""

import json
import re
from functools import cache
from pathlib import Path

_DECORATION = r"[\s>*_|]*"
_FILE = Path(__file__).with_name("phrases.json")
MAX_LINE = 400  # a longer line is a paragraph of somebody's letter
MAX_SENT_FROM = 160


@cache
def _phrases() -> dict[str, list[str]]:
    phrases: dict[str, list[str]] = json.loads(_FILE.read_text("utf-8"))
    return phrases


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(_phrases()[name])


@cache
def _words(name: str) -> list[str]:
    return [_bounded(word) for word in sorted(_set(name), key=len, reverse=True)]


def _bounded(word: str) -> str:
    """Chinese, Japanese and Korean put no spaces between words; others must match whole ones."""
    return word if word[0] >= "\u2e80" else rf"(?<!\w){word}"


@cache
def _pattern(template: str, *names: str) -> re.Pattern[str]:
    choices = ["(?:" + "|".join(_words(name)) + ")" for name in names]
    return re.compile(template.format(*choices, deco=_DECORATION), re.IGNORECASE | re.DOTALL)


def is_attribution(line: str) -> bool:
    """`On 5 May, Jane <jane@x> wrote:` or its like, all of it on this line."""
    line = line.strip(" *_\u200e\u200f\u202a\u202b\u202c\xa0")
    if len(line) > MAX_LINE or not line.endswith((":", "：", "...", "…")):
        return False
    if _pattern(r"{deco}{0}$", "attribution_patterns").match(line):
        return True
    return bool(re.search(r"\d|@", line)) and _says_wrote(line.lower())


def _says_wrote(line: str) -> bool:
    if any(word in line for word in _set("wrote_without_spaces")):
        return True
    verb = next(
        (each for each in re.finditer(r"[^\W\d_]+", line) if each[0] in _set("wrote")), None
    )
    return verb is not None and _names_somebody(line[verb.end() :])


def _names_somebody(rest: str) -> bool:
    """A name or nothing; after `I wrote` in `I wrote to you about 5. You said:` goes more."""
    return rest.startswith(" (") or len(rest.split()) <= (8 if "@" in rest else 4)


def opens_attribution(line: str) -> bool:
    line = line.strip(" *_\u200e\u200f\u202a\u202b\u202c\xa0")
    opens = r"(?:{0}|{1}[.,]?|\d{{1,4}}[.,/年-]?|\S*@\S*)(?!\w)"
    return bool(_pattern(opens, "attribution_opens", "weekdays").match(line))


def _starts(line: str, template: str, *names: str) -> bool:
    return len(line) <= MAX_LINE and bool(_pattern(template, *names).match(line))


def is_original_message(line: str) -> bool:
    ends = r"{deco}[-=_—]{{2,}}\s*{0}[^\w]*[-=_—]{{2,}}\s*$"
    return _starts(line, ends, "original_message")


def is_forward(line: str) -> bool:
    ends = r"{deco}(?:[-=_—]{{2,}}\s*)?{0}\b.{{0,80}}?(?:[-=_—]{{2,}}|[:：])\s*$"
    return _starts(line, ends, "forwarded")


def is_from_label(line: str) -> bool:
    return _starts(line, r"{deco}{0}{deco}[:：]{deco}\S", "from_labels")


def is_header_label(line: str) -> bool:
    return _starts(line, r"{deco}{0}{deco}[:：]", "other_labels")


def is_subject_label(line: str) -> bool:
    return _starts(line, r"{deco}{0}{deco}[:：]", "subject_labels")


def is_sent_from(line: str) -> bool:
    return len(line) <= MAX_SENT_FROM and bool(
        _pattern(r"{deco}[-–—\[(]{{0,3}}\s*{0}", "sent_from").match(line)
    )


def is_auto_reply_subject(subject: str) -> bool:
    pattern = _pattern(r"\s*[\[(]?{0}[\])]?\s*(?:$|[:：\-–—!]|\(|re\b)", "auto_reply_subjects")
    return bool(pattern.match(subject))


def is_bounce_subject(subject: str) -> bool:
    return bool(_pattern(r"{0}", "bounce_subjects").search(subject))
