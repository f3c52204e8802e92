"""Where the quoted mail begins in a text, and what announces it."""

import re
from typing import NamedTuple

from deskhand.mail import attributions, headerblocks, phrases
from deskhand.mail.quotes import MARK

MAX_LINES = 5_000  # that are searched

_MAY_PART = re.compile(r"[-=_*~‐‑‒–—―─━]{2}|[:：]\W*$")


class History(NamedTuple):
    announced: int  # the line that announces it
    start: int
    sender: str = ""  # as far as a block of header lines names it
    is_sure: bool = True
    is_forward: bool = False
    is_below_header: bool = False  # its own header lines, or `Original Message`


def find(lines: list[str], *, marked: bool = False) -> History:
    """Beyond the last line when there is none. Where marks say it, only what is sure counts."""
    for index, line in enumerate(lines[:MAX_LINES]):
        if not line.strip():
            continue
        if line == MARK:  # in a quote it stands behind `>`, and says nothing about this mail
            return History(index, index + 1)
        history = _quoted(lines, index) if attributions.is_quoted(line) else _at(lines, index)
        if history and (history.is_sure or not marked):
            return history
    return History(len(lines), len(lines), is_sure=False)


def _quoted(lines: list[str], index: int) -> History | None:
    """What seems to be quoted, and is not."""
    if attributions.is_groupwise(lines, index):
        return History(index, index + 1)
    if index and attributions.is_quoted(lines[index - 1]):
        return None
    is_forward = phrases.is_forward(lines[index])  # Apple puts it into the quote
    return History(index, index + 1, is_forward=True) if is_forward else None


def _at(lines: list[str], index: int) -> History | None:
    if phrases.is_reply_above(lines[index]):
        return History(index, len(lines))
    if _MAY_PART.search(lines[index]) and (history := _parted(lines, index)):
        return history
    if block := headerblocks.at(lines, index):
        start, end = _announced(lines, index), index + block.length
        return History(start, end, block.sender, is_below_header=True)
    if length := attributions.length_at(lines, index):
        sure = attributions.is_sure(lines, index, length)
        return History(index, index + length, is_sure=sure)
    return None


def _parted(lines: list[str], index: int) -> History | None:
    if phrases.is_forward(lines[index]):
        return History(index, index + 1, is_forward=True)
    if phrases.is_original_message(lines[index]) or _is_unknown_separator(lines, index):
        return History(index, _below_header(lines, index + 1), is_below_header=True)
    return None


def _is_unknown_separator(lines: list[str], index: int) -> bool:
    """`----- Zumi plokatka -----`: what stands below it says what it is."""
    rest = phrases.separated(lines[index])
    if rest is None:
        return False
    below = [line for line in [rest, *lines[index + 1 : index + 6]] if line.strip()][:4]
    if not below:
        return False
    if attributions.is_quoted(below[0]) or _below_header(lines, index + 1) > index + 1:
        return True
    names_sender = any(attributions.is_addressed(line) for line in below[:2])
    return names_sender and any(map(attributions.is_dated, below))


def _below_header(lines: list[str], index: int) -> int:
    """Header lines may follow the line of dashes."""
    place = next((i for i in range(index, min(index + 3, len(lines))) if lines[i].strip()), index)
    if place < len(lines) and (block := headerblocks.at(lines, place)):
        return place + block.length
    return index


def _announced(lines: list[str], index: int) -> int:
    """Header lines may stand below `Original Message` without dashes."""
    above = next((i for i in range(index - 1, -1, -1) if lines[i].strip()), index)
    return above if phrases.is_original_message_bare(lines[above]) else index
