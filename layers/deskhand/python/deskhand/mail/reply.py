"""What a person newly wrote: no quoted history, no signature."""

import re
from typing import NamedTuple

from deskhand.mail import headerblocks, phrases, plain, quotes
from deskhand.mail.headerblocks import RULE
from deskhand.mail.signatures import without_signature

MAX_LINES = 5_000  # that are searched for the start of the history
MAX_ATTRIBUTION_LINES = 4
WRAPPED_FROM = 60  # a quoted line at least this long may have lost its end to the next line

_QUOTED = re.compile(r"\s{0,3}>")
# `Thanks! On Wed, Apr 4, 2012 at 3:59 PM, Jane wrote:` lost its line break.
_SHARED_LINE = re.compile(
    r"^(?![ \t>]*On\b|.{0,200}\bOn \S+ \S+.*\bOn )([^\n>]{0,200}?\S)(?:[ \t]+|[ \t]*-{2,}[ \t]*)"
    r"(On (?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?(?:\d|[A-Z][a-z]{2,8}\.? \d)"
    r"[^\n]{8,200} wrote:)[ \t]*$",
    re.MULTILINE,
)


class History(NamedTuple):
    announced: int  # the line that announces it
    start: int
    sender: str = ""  # as far as a block of header lines names it


def visible_reply(text: str, html: str) -> str:
    """All of the text rather than nothing, and all of a forwarded mail."""
    whole = (text if text.strip() else plain.to_text(html)).strip()
    lines = _lines(whole)
    history = _history(lines)
    if history.announced < len(lines):
        forward = phrases.is_forward(lines[history.announced])
        return whole if forward else _written(lines, history) or whole
    # The text does not say where the history starts; perhaps the marks in the HTML do.
    unquoted = quotes.without_quotes(html)
    if unquoted != html and (written := plain.to_text(unquoted).strip()):
        lines = _lines(written)
        history = _history(lines)
    return _written(lines, history) or whole


def quoted_sender(text: str) -> str:
    """Who wrote the mail below, if header lines and nothing else announce it."""
    return _history(_lines(text)).sender


def _lines(text: str) -> list[str]:
    if " wrote:" in text:
        text = _SHARED_LINE.sub(r"\1\n\2", text)
    return text.split("\n")


def _written(lines: list[str], history: History) -> str:
    above = lines[: history.announced]
    while above and (RULE.match(above[-1]) or not above[-1].strip()):
        above = above[:-1]
    above = without_signature(_without_last_quote(above))
    stretches = ("\n".join(each).strip("\n") for each in (above, _below(lines[history.start :])))
    return "\n\n".join(each for each in stretches if each.strip()).strip()


def _history(lines: list[str]) -> History:
    for index, line in enumerate(lines[:MAX_LINES]):
        if not line.strip() or _QUOTED.match(line):
            continue
        if phrases.is_forward(line):
            return History(index, index + 1)
        if phrases.is_original_message(line) or phrases.is_reply_above(line):
            return History(index, len(lines))
        if block := headerblocks.at(lines, index):
            return History(_announced(lines, index), len(lines), block.sender)
        if length := _attribution_length(lines, index):
            return History(index, index + length)
    return History(len(lines), len(lines))


def _announced(lines: list[str], index: int) -> int:
    """Header lines may stand below `Original Message` without dashes."""
    above = next((i for i in range(index - 1, -1, -1) if lines[i].strip()), index)
    return above if phrases.is_original_message_bare(lines[above]) else index


def _attribution_length(lines: list[str], index: int) -> int:
    """`On ... wrote:` may be broken over lines: how many it takes here, 0 if it is none."""
    for length in range(1, MAX_ATTRIBUTION_LINES + 1):
        block = lines[index : index + length]
        if len(block) < length or not block[-1].strip() or _QUOTED.match(block[-1]):
            return 0
        joined = " ".join(line.strip() for line in block)
        quote = _is_above_a_quote(lines, index + length)
        if not phrases.is_attribution(joined, above_a_quote=quote):
            continue
        if length == 1:
            return 1
        # `On it!` may stand just above `On 5 May Jane wrote:`.
        begins = phrases.opens_attribution(block[0]) and (
            re.search(r"[\d@]", block[0]) or not _attribution_length(lines, index + 1)
        )
        return length if begins else 0
    return 0


def _is_above_a_quote(lines: list[str], index: int) -> bool:
    below = next((line for line in lines[index : index + 2] if line.strip()), "")
    return bool(_QUOTED.match(below))


def _without_last_quote(lines: list[str]) -> list[str]:
    """Quotes that answers follow stay with them; what stands below the last answer goes."""
    quoted = _quoted(lines)
    if not any(quoted) or _own(lines[_last(quoted) + 1 :]):
        return lines
    last = max((i for i, line in enumerate(lines) if line.strip() and not quoted[i]), default=-1)
    return lines[: last + 1]


def _below(lines: list[str]) -> list[str]:
    """Below `On ... wrote:`. Without `>` all of it is history; between two quotes stands an
    answer that makes no sense without them; below a single quote stands the answer itself."""
    quoted = _quoted(lines)
    first = quoted.index(True) if any(quoted) else len(lines)
    if first == len(lines) or _own(lines[:first]):
        return []
    last = _last(quoted)
    tail = _own(lines[last + 1 :])
    between = [i for i in range(first, last) if lines[i].strip() and not quoted[i]]
    if not between:
        return tail
    return lines[: last + 1] + tail if tail else lines[: between[-1] + 1]


def _quoted(lines: list[str]) -> list[bool]:
    quoted = [bool(_QUOTED.match(line)) for line in lines]
    for i in range(1, len(lines) - 1):
        torn = quoted[i - 1] and quoted[i + 1] and len(lines[i - 1]) >= WRAPPED_FROM
        if torn and lines[i].strip() and len(lines[i]) < WRAPPED_FROM // 2:
            quoted[i] = True
    return quoted


def _last(quoted: list[bool]) -> int:
    return len(quoted) - 1 - quoted[::-1].index(True)


def _own(lines: list[str]) -> list[str]:
    """Neither a signature nor the footer of a mailing list; empty when nothing else is there."""
    rule = next((i for i, line in enumerate(lines) if RULE.match(line)), len(lines))
    own = without_signature(["", *lines[:rule]])[1:]
    return own if any(line.strip() for line in own) else []
