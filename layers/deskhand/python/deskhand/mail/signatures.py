"""What stands below a letter and nobody wrote for it: signatures, footers, disclaimers.

Rather too much is kept than a word lost that a person wrote.
"""

import re

from deskhand.mail import phrases
from deskhand.mail.headerblocks import RULE

MAX_SIGNATURE_LINES = 15
MAX_CONTACT_LINES = 12
MAX_CONTACT_LINE = 90
MAX_FOOTER_LINES = 8
MAX_DISCLAIMER_LINES = 40

_DELIMITER = re.compile(r"\s?(?:- )?(?:--|—|__)[ \u00a0]*$")
_SENTENCE = re.compile(r"[?!]\s*$|\w{2,}[.,] \w+ \w+ \w+")


def without_signature(lines: list[str]) -> list[str]:
    for cut in (_delimited, _disclaimer, _list_footer, _sent_from, _contact_block, _sent_from):
        lines = cut(lines)
    return lines


def _filled(lines: list[str]) -> list[int]:
    return [i for i, line in enumerate(lines) if line.strip()]


def _delimited(lines: list[str]) -> list[str]:
    """Above the first delimiter that has no more below it than a signature has."""
    room = MAX_SIGNATURE_LINES
    cut = len(lines)
    for index in range(len(lines) - 1, -1, -1):
        if _DELIMITER.match(lines[index]) or _is_ruled_off(lines, index):
            cut = index
        room -= bool(lines[index].strip())
        if room < 0:
            break
    return lines[:cut]


def _is_ruled_off(lines: list[str], index: int) -> bool:
    """Any other line of dashes, with what is surely a contact block below it."""
    if not RULE.match(lines[index]):
        return False
    return _is_contact_block([line for line in lines[index + 1 :] if line.strip()])


def _disclaimer(lines: list[str]) -> list[str]:
    """Only one that has a headline, and only at the end."""
    for index in _filled(lines)[1:][-MAX_DISCLAIMER_LINES:]:
        if phrases.is_disclaimer(lines[index]) and not lines[index - 1].strip(" *_=-"):
            return lines[:index]
    return lines


def _list_footer(lines: list[str]) -> list[str]:
    for index in _filled(lines)[-MAX_FOOTER_LINES:]:
        below = [line for line in lines[index + 1 :] if line.strip()]
        if RULE.match(lines[index]) and any(phrases.is_list_footer(line) for line in below):
            return lines[:index]
    return lines


def _sent_from(lines: list[str]) -> list[str]:
    for index in _filled(lines)[-3:]:
        if phrases.is_sent_from(lines[index]):
            return lines[:index]
    return lines


def _contact_block(lines: list[str]) -> list[str]:
    """`Kind regards / Jane Doe / Sales / Tel. 123`: from below the name on, if it is sure."""
    filled = _filled(lines)[1:][-MAX_CONTACT_LINES - 1 :]
    for place, index in enumerate(filled, start=1):
        below = filled[place:]
        if phrases.is_valediction(lines[index]) and _is_contact_block([lines[i] for i in below]):
            return lines[: below[0] + 1]
    return lines


def _is_contact_block(below: list[str]) -> bool:
    if not 2 <= len(below) <= MAX_CONTACT_LINES or phrases.has_contact_data(below[0]):
        return False
    if any(len(line) > MAX_CONTACT_LINE or _SENTENCE.search(line) for line in below):
        return False
    return any(phrases.has_contact_data(line) for line in below[1:])
