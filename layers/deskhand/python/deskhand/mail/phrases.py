"""What mail programs of many languages say: `On ... wrote:`, `Sent from my iPhone`, ...

The words are data (phrases.json, regular expressions without capitals); how to look for them
is here. Nothing is compiled before a mail needs it.
"""

import json
import re
from functools import cache
from pathlib import Path

_DECORATION = r"[\s>*_|]*"
_AROUND = (
    " \t*_|>\u1427\xa0\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u2066\u2067\u2068\u2069\ufeff"
)
_DASHES = "[-=_*~‐‑‒–—―─━]"
_SEPARATOR = re.compile(
    rf"\s*{_DASHES}{{3,}}\s?([^\W\d_][^-=_*~]{{1,60}}?)\s?{_DASHES}{{3,}}[ \t]*(.*)$"
)
_LETTER = re.compile(r"[^\W\d_]")
_COLON = re.compile(r"[:：|]")
MAX_LABEL = 40
_FILE = Path(__file__).with_name("phrases.json")
MAX_LINE = 400  # a longer line is a paragraph of somebody's letter
MAX_SENT_FROM = 160
_SEAM = re.compile(r"(?<=[^\W\x00-\u02ff])(?=[A-Za-z])|(?<=[A-Za-z])(?=[^\W\x00-\u02ff])")
_PRODUCT = re.compile(
    r"\W*Sent (?:from|with|via) (?:the )?[A-Z][\w.+!'’-]*(?: [A-Z][\w.+!'’-]*){0,3}\W*$"
)
MAX_VALEDICTION = 60
MAX_PLACEHOLDER = 300
MAX_DISCLAIMED = 1_500


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
    return re.compile(
        template.format(*choices, deco=_DECORATION, dash=_DASHES), re.IGNORECASE | re.DOTALL
    )


@cache
def _exact(template: str, name: str) -> re.Pattern[str]:
    return re.compile(template.format("|".join(sorted(_set(name), key=len, reverse=True))))


def says_wrote(line: str) -> bool:
    line = line.lower()
    if any(word in line for word in _set("wrote_without_spaces")):
        return True
    words = re.finditer(r"[^\W\d_]+", line)
    verb = next((each for each in words if each[0] in _set("wrote")), None)
    return verb is not None and _names_somebody(line[verb.end() :])


def _names_somebody(rest: str) -> bool:
    """A name, a time or nothing; after `I wrote to you about 5. You` goes more."""
    limit = 9 if re.search(r"@|\d[:.]\d\d", rest) else 4
    return rest.startswith(" (") or len(rest.split()) <= limit


def ends_in_wrote(line: str) -> bool:
    return line.rstrip(_AROUND + "-–—").rpartition(" ")[2].lower() in _set("wrote")


def speaks_of_oneself(line: str) -> bool:
    return bool(_exact(r"(?<!\w)(?:{0})(?!\w)", "oneself").search(line))


def addresses_somebody(line: str) -> bool:
    """`You wrote:`, `I said:`"""
    return bool(_exact(r"(?<!\w)(?:{0})(?!\w)", "somebody").search(line))


def is_known_attribution(line: str) -> bool:
    return bool(_pattern(r"{deco}{0}$", "attribution_patterns").match(line))


def opens_attribution(line: str) -> bool:
    line = plain(line).lstrip("-–— ")
    opens = r"(?:{0}|{1}[.,]?|\d{{1,4}}[.,/年-]?|\S*@\S*)(?!\w)"
    return bool(_pattern(opens, "attribution_opens", "weekdays").match(line))


def _starts(line: str, template: str, *names: str) -> bool:
    if len(line) > MAX_LINE or not _LETTER.search(line):  # in a row of stars much is tried
        return False
    return bool(_pattern(template, *names).match(line))


def is_original_message(line: str) -> bool:
    """On Samsungs the header follows on the same line."""
    ends = r"{deco}{dash}{{2,}}\s*{0}\W*{dash}{{2,}}\s*(?:$|[^\n:：]{{1,30}}[:：])"
    return _starts(line, ends, "original_message")


def separated(line: str) -> str | None:
    """What follows on the line after `----- some words -----`, None if it is no such line."""
    match = _SEPARATOR.match(line)
    return match[2] if match and len(line) <= MAX_LINE else None


def is_forward(line: str) -> bool:
    ends = r"{deco}(?:{dash}{{2,}}\s*)?{0}\b.{{0,80}}?(?:{dash}{{2,}}|[:：])\s*$"
    return _starts(line, ends, "forwarded")


def is_original_message_bare(line: str) -> bool:
    """BlackBerry and others write it without dashes: only what follows tells it from a letter."""
    return _starts(line, r"{deco}{0}{deco}[:：]?\s*$", "original_message")


def is_reply_above(line: str) -> bool:
    return _starts(line, r"{deco}{0}", "reply_above")


@cache
def _labels() -> dict[str, str]:
    kinds = ("other", "to", "date", "subject", "from")
    return {label: kind for kind in kinds for label in _phrases()[f"{kind}_labels"]}


def label_of(line: str) -> tuple[str, str] | None:
    """`*From:* Jane` is ("from", "Jane")."""
    line = plain(line)
    end = _COLON.search(line[:MAX_LABEL])
    if end is None:
        return None
    kind = _labels().get(" ".join(plain(line[: end.start()]).lower().split()))
    return (kind, plain(line[end.end() :])) if kind else None


def is_label(line: str) -> bool:
    """With a colon or all alone."""
    return label_of(line) is not None or " ".join(plain(line).lower().split()) in _labels()


def plain(line: str) -> str:
    """Without what stands around the words: bold marks, quote marks, direction marks, bars."""
    return line.lstrip(_AROUND).rstrip(_AROUND.replace(">", ""))


def is_sent_from(line: str) -> bool:
    """Also parcels are sent from somewhere; phones and programs are what signatures name."""
    if len(line) > MAX_SENT_FROM:
        return False
    line = plain(line.strip())
    begins = _pattern(r"[-–—\[(<~]{{0,4}}\s*{0}", "sent_from").match(line)
    return bool(begins) and names_device(line)


def names_device(line: str) -> bool:
    line = _SEAM.sub(" ", line)
    return bool(_pattern(r"{0}\w{{0,8}}(?!\w)", "devices").search(line) or _PRODUCT.match(line))


def announces_answers(line: str) -> bool:
    """`My answers in red`: they stand within the quoted mail."""
    return bool(_pattern(r"(?<!\w){0}(?!\w)", "answers_within").search(line[:MAX_LINE]))


def is_valediction(line: str) -> bool:
    pattern = r"{deco}(?:-\s*)?{0}\s*[,.!;…]*{deco}$"
    return len(line) <= MAX_VALEDICTION and bool(_pattern(pattern, "valedictions").match(line))


def has_contact_data(line: str) -> bool:
    return bool(_pattern(r"{0}", "contact_data").search(line[:MAX_LINE]))


def names_company(line: str) -> bool:
    return bool(_pattern(r"{0}", "companies").search(line[:MAX_LINE]))


def is_disclaimer(line: str) -> bool:
    return _starts(line, r"{0}", "disclaimers")


def disclaims(text: str) -> bool:
    """It speaks of a secret and of whoever gets the mail: either alone says little."""
    said = text[:MAX_DISCLAIMED]
    return all(_pattern("{0}", name).search(said) for name in ("secrets", "readers"))


def is_list_footer(line: str) -> bool:
    return _starts(line, r"{deco}{0}", "list_footers")


def is_scanner_footer(line: str) -> bool:
    return _starts(line, r"{deco}{0}", "scanner_footers")


def is_placeholder(text: str) -> bool:
    """`This is an HTML message`: a text part that only says that there is none."""
    said = " ".join(text.split())
    return len(said) <= MAX_PLACEHOLDER and bool(_pattern(r"\W*{0}", "placeholders").match(said))
