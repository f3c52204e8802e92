"""What a person newly wrote: no quoted history, no signature."""

import re

from deskhand.mail import phrases, plain, quotes

MAX_LINES = 5_000  # that are searched for the start of the history
MAX_ATTRIBUTION_LINES = 4
MAX_HEADER_LINES = 10
MAX_SIGNATURE_LINES = 15
WRAPPED_FROM = 60  # a quoted line at least this long may have lost its end to the next line

_QUOTED = re.compile(r"\s{0,3}>")
_SIGNATURE = re.compile(r"(?:- )?(?:--|—)[ \u00a0]?$")
_RULE = re.compile(r"\s*(?:_{8,}|-{20,}|\*{20,})\s*$")


def visible_reply(text: str, html: str) -> str:
    """All of the text rather than nothing, and all of a forwarded mail."""
    whole = (text if text.strip() else plain.to_text(html)).strip()
    lines = whole.split("\n")
    start, end = _history(lines)
    if start < len(lines):
        return whole if phrases.is_forward(lines[start]) else _written(lines, start, end) or whole
    # The text does not say where the history starts; perhaps the marks in the HTML do.
    unquoted = quotes.without_quotes(html)
    if unquoted != html and (written := plain.to_text(unquoted).strip()):
        lines = written.split("\n")
        start, end = _history(lines)
    return _written(lines, start, end) or whole


def _written(lines: list[str], start: int, end: int) -> str:
    above = _without_signature(_without_last_quote(lines[:start]))
    stretches = ("\n".join(each).strip("\n") for each in (above, _below(lines[end:])))
    return "\n\n".join(each for each in stretches if each.strip()).strip()


def _history(lines: list[str]) -> tuple[int, int]:
    """Where the history is announced, and where it starts."""
    for index, line in enumerate(lines[:MAX_LINES]):
        if not line.strip() or _QUOTED.match(line):
            continue
        if phrases.is_forward(line):
            return index, index + 1
        if phrases.is_original_message(line) or _is_header_block(lines, index):
            return index, len(lines)
        if length := _attribution_length(lines, index):
            return index, index + length
    return len(lines), len(lines)


def _is_header_block(lines: list[str], index: int) -> bool:
    """Outlook's `From: ... Sent: ... To: ... Subject: ...`, perhaps below a line of underscores.

    `From: Berlin, To: Paris, Date: 5 May` is what a traveller writes: it takes a subject or
    an address, too.
    """
    block = [line for line in lines[index : index + MAX_HEADER_LINES] if line.strip()]
    if block and _RULE.match(block[0]):
        block = block[1:]
    if not block or not phrases.is_from_label(block[0]):
        return False
    labels = sum(phrases.is_header_label(line) for line in block[1:])
    certain = "@" in block[0] or any(phrases.is_subject_label(line) for line in block)
    return labels >= 2 and certain


def _attribution_length(lines: list[str], index: int) -> int:
    """`On ... wrote:` may be broken over lines: how many it takes here, 0 if it is none."""
    for length in range(1, MAX_ATTRIBUTION_LINES + 1):
        block = lines[index : index + length]
        if len(block) < length or not block[-1].strip() or _QUOTED.match(block[-1]):
            return 0
        if not phrases.is_attribution(" ".join(line.strip() for line in block)):
            continue
        if length == 1:
            return 1
        # `On it!` may stand just above `On 5 May Jane wrote:`.
        begins = phrases.opens_attribution(block[0]) and (
            re.search(r"[\d@]", block[0]) or not _attribution_length(lines, index + 1)
        )
        return length if begins else 0
    return 0


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
    rule = next((i for i, line in enumerate(lines) if _RULE.match(line)), len(lines))
    own = _without_signature(["", *lines[:rule]])[1:]
    return own if any(line.strip() for line in own) else []


def _without_signature(lines: list[str]) -> list[str]:
    for index, line in enumerate(lines):
        if _SIGNATURE.match(line) and _is_short(lines[index + 1 :]):
            lines = lines[:index]
            break
    return _without_sent_from(lines)


def _is_short(rest: list[str]) -> bool:
    return sum(1 for line in rest if line.strip()) <= MAX_SIGNATURE_LINES


def _without_sent_from(lines: list[str]) -> list[str]:
    filled = [i for i, line in enumerate(lines) if line.strip()]
    for index in filled[-3:]:
        if phrases.is_sent_from(lines[index]):
            return lines[:index]
    return lines
