"""What mail programs of many languages say: `On ... wrote:`, `Sent from my iPhone`, ...

The words are data (phrases.json, regular expressions without capitals); how to look for them
is here. Nothing is compiled before a mail needs it.
"""

import json
import re
from functools import cache
from pathlib import Path

_DECORATION = r"[\s>*_|]*"
_AROUND = " \t*_|>\xa0\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u2066\u2067\u2068\u2069\ufeff"
_COLON = re.compile(r"[:：]")
MAX_LABEL = 40
_FILE = Path(__file__).with_name("phrases.json")
MAX_LINE = 400  # a longer line is a paragraph of somebody's letter
MAX_SENT_FROM = 160
MAX_VALEDICTION = 60
MAX_PLACEHOLDER = 300


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


def is_attribution(line: str, *, above_a_quote: bool = False) -> bool:
    """`On 5 May, Jane <jane@x> wrote:` or its like, all of it on this line."""
    line = plain(line).strip("-–— ")
    if len(line) > MAX_LINE:
        return False
    if not line.endswith((":", "：", "...", "…")):
        return _is_attribution_without_colon(line)
    if above_a_quote and (_says_wrote(line.lower()) or re.search(r"@|\d[:.]\d\d", line)):
        return True
    if re.search(r"\d|@", line) and _says_wrote(line.lower()):
        return True
    return bool(_pattern(r"{deco}{0}$", "attribution_patterns").match(line))


def _is_attribution_without_colon(line: str) -> bool:
    if not re.search(r"\d", line):
        return False
    if line.rpartition(" ")[2].lower() in _set("wrote") and opens_attribution(line):
        return bool(re.search(r"\d{4}|\d:\d\d", line))
    dated = line[-1:] in ">-" or "---" in line or re.match(r"\d{4}-\d\d-\d\d |Posted by", line)
    return bool(dated and _pattern(r"{deco}{0}$", "attribution_patterns").match(line))


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
    line = plain(line).lstrip("-–— ")
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
    end = _COLON.search(line[:MAX_LABEL])
    if end is None:
        return None
    kind = _labels().get(" ".join(plain(line[: end.start()]).lower().split()))
    return (kind, plain(line[end.end() :])) if kind else None


def plain(line: str) -> str:
    """Without what stands around the words: bold marks, quote marks, direction marks, bars."""
    return line.lstrip(_AROUND).rstrip(_AROUND.replace(">", ""))


def is_sent_from(line: str) -> bool:
    return len(line) <= MAX_SENT_FROM and bool(
        _pattern(r"{deco}[-–—\[(<~]{{0,4}}\s*{0}", "sent_from").match(line)
    )


def is_valediction(line: str) -> bool:
    pattern = r"{deco}(?:-\s*)?{0}\s*[,.!;…]*{deco}$"
    return len(line) <= MAX_VALEDICTION and bool(_pattern(pattern, "valedictions").match(line))


def has_contact_data(line: str) -> bool:
    return bool(_pattern(r"{0}", "contact_data").search(line[:MAX_LINE]))


def is_disclaimer(line: str) -> bool:
    return _starts(line, r"{0}", "disclaimers")


def is_list_footer(line: str) -> bool:
    return _starts(line, r"{deco}{0}", "list_footers")


def is_auto_reply_subject(subject: str) -> bool:
    ends = r"(?:$|[:：\-–—!.,]|\(|re\b|(?:on|until|from|till|vom|bis|ab|du|am) )"
    return bool(_pattern(rf"\s*[\[(]?{{0}}[\])]?\s*{ends}", "auto_reply_subjects").match(subject))


def is_challenge_subject(subject: str) -> bool:
    """Whoever writes shall first prove that he is no machine."""
    return bool(_pattern(r"{0}", "challenge_subjects").search(subject))


def is_placeholder(text: str) -> bool:
    """`This is an HTML message`: a text part that only says that there is none."""
    said = " ".join(text.split())
    return len(said) <= MAX_PLACEHOLDER and bool(_pattern(r"\W*{0}", "placeholders").match(said))
