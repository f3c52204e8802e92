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
MAX_MARKED_LINES = 30
MAX_CONTACT_WORDS = 8
MAX_NAME_WORDS = 3
MIN_WORDS = 5  # of a sentence

_UNSEEN = re.compile(r"<[^<>]*>|\[[^\[\]]*\]|[\W_]")  # addresses of links, names of images
_DASHED_NAME = re.compile(r"\s*[-–—]{1,2}[A-ZÀ-ÞА-Я]\w+(?: [A-ZÀ-ÞА-Я]\w*\.?){0,2}\s*$")
_CAPITALISED = re.compile(r"[A-ZÀ-ÞА-Я][\w.'’-]*")
_DIVIDER = re.compile(rf"(?:[-_=*‐–—―─━#~+] ){{10,}}\s*$|{RULE.pattern}")
_LINK = re.compile(r"\s*<(?:https?:|#)[^\s<>]*>\s*$")
_POSTSCRIPT = re.compile(r"\s*p\.?\s?s\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[?!]\s*$|\w{2,}[.,] \w+ \w+ \w+")


def without_signature(lines: list[str], marked: list[str] | None = None) -> list[str]:
    """`marked` are the signatures that the HTML of the mail shows as such."""
    lines = _without_marked(lines, marked or [])
    for cut in _CUTS:
        kept = cut(lines)
        lines = _without_last_rule(kept) if len(kept) < len(lines) else lines
    return lines


def is_delimiter(line: str) -> bool:
    return bool(_DELIMITER.match(line))


def _without_marked(lines: list[str], signatures: list[str]) -> list[str]:
    for signature in map(_bare, signatures):
        for index in _filled(lines)[-MAX_MARKED_LINES:] if signature else []:
            if _bare("\n".join(lines[index:])) == signature:
                lines = lines[:index]
                break
    return lines


def _is_rule(line: str) -> bool:
    return bool(RULE.match(line)) or is_delimiter(line)


def _bare(text: str) -> str:
    return _UNSEEN.sub("", text)


def _without_last_rule(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and (not lines[end - 1].strip() or _is_rule(lines[end - 1])):
        end -= 1
    return lines[:end]


def _filled(lines: list[str]) -> list[int]:
    return [i for i, line in enumerate(lines) if line.strip()]


def _delimited(lines: list[str]) -> list[str]:
    """Above the first delimiter that has no more below it than a signature has."""
    room = MAX_SIGNATURE_LINES
    cut = len(lines)
    for index in range(len(lines) - 1, -1, -1):
        if _is_delimited(lines, index) or _is_ruled_off(lines, index):
            cut = index
        room -= bool(lines[index].strip())
        if room < 0:
            break
    return lines[:cut]


def _is_delimited(lines: list[str], index: int) -> bool:
    """Without the space after `--` people part topics with it as well."""
    if not is_delimiter(lines[index]):
        return False
    below = [line for line in lines[index + 1 :] if line.strip()]
    if not below or lines[index] == "-- " or any(map(phrases.is_list_footer, below)):
        return True
    if any(map(is_delimiter, [*lines[:index], *below])) and any(map(_is_sentence, below)):
        return False
    asks = any(line.rstrip().endswith(("?", "？")) for line in below)
    return not asks and len(below[0].split()) <= MAX_CONTACT_WORDS


def _is_ruled_off(lines: list[str], index: int) -> bool:
    """Any other line of dashes, with what is surely a contact block below it."""
    if not RULE.match(lines[index]) or (index and lines[index - 1].strip()):
        return False
    return _is_contact_block([line for line in lines[index + 1 :] if line.strip()])


def _disclaimer(lines: list[str]) -> list[str]:
    """Only one that has a headline or a line above it, and only at the end."""
    for index in _filled(lines)[1:][-MAX_DISCLAIMER_LINES:]:
        if phrases.is_disclaimer(lines[index]) and not lines[index - 1].strip(" *_=-"):
            return lines[:index]
    return _above_divided_disclaimers(lines)


def _above_divided_disclaimers(lines: list[str]) -> list[str]:
    """In two languages there is one below the other; a line may stand below the last as well."""
    end = below = len(lines)
    for index in _filled(lines)[:0:-1][:MAX_DISCLAIMER_LINES]:
        if not _DIVIDER.match(lines[index]):
            continue
        if any(line.strip() for line in lines[index + 1 : below]):
            if not _is_disclaimer(lines[index + 1 : below]):
                break
            end = index
        below = index
    return lines[:end]


def _is_disclaimer(lines: list[str]) -> bool:
    first, *_ = "\n".join(lines).strip().split("\n\n")
    return phrases.disclaims(" ".join(first.split()))


def _list_footer(lines: list[str]) -> list[str]:
    for index in _filled(lines)[-MAX_FOOTER_LINES:]:
        below = [line for line in lines[index + 1 :] if line.strip()]
        if RULE.match(lines[index]) and any(phrases.is_list_footer(line) for line in below):
            return lines[:index]
    return lines


def _scanner_footer(lines: list[str]) -> list[str]:
    """`Virus-free`, with the line or the link above it."""
    for index in _filled(lines)[-MAX_FOOTER_LINES:]:
        if phrases.is_scanner_footer(lines[index]):
            while index and (RULE.match(lines[index - 1]) or _LINK.match(lines[index - 1])):
                index -= 1
            return lines[:index] if index and not lines[index - 1].strip() else lines
    return lines


def _sent_from(lines: list[str]) -> list[str]:
    for index in _filled(lines)[-3:]:
        below = (line for line in lines[index + 1 :] if not phrases.is_sent_from(line))
        if phrases.is_sent_from(lines[index]) and not any(map(_is_sentence, below)):
            return lines[:index]
    return lines


def _name(lines: list[str]) -> list[str]:
    """`-Tom` all alone."""
    filled = _filled(lines)
    if len(filled) < 2 or lines[filled[-1] - 1].strip():
        return lines
    return lines[: filled[-1]] if _DASHED_NAME.match(lines[filled[-1]]) else lines


def _contact_block(lines: list[str]) -> list[str]:
    """`Kind regards / Jane Doe / Sales / Tel. 123`: from below the name on, if it is sure."""
    filled = _filled(lines)[1:][-MAX_CONTACT_LINES - 1 :]
    for place, index in enumerate(filled[:-1], start=1):
        below = [lines[i] for i in filled[place:]]
        closes = phrases.is_valediction(lines[index])
        if (closes or _is_said_again(lines[index], below[0])) and _is_contact_block(below):
            return lines[: filled[place] + 1 if closes else filled[place]]
    return lines


def _is_said_again(name: str, below: str) -> bool:
    """`Jane` below the letter, `Jane Doe` above the address."""
    words = _CAPITALISED.findall(name)
    if not words or " ".join(words) != name.strip() or len(words) > MAX_NAME_WORDS:
        return False
    return words[0] in below.replace("*", " ").split()


def _is_contact_block(below: list[str]) -> bool:
    if not 2 <= len(below) <= MAX_CONTACT_LINES or phrases.has_contact_data(below[0]):
        return False
    if any(len(line) > MAX_CONTACT_LINE or _is_sentence(line) for line in below):
        return False
    return any(phrases.has_contact_data(line) for line in below[1:]) or (
        len(below) > 2 and any(map(phrases.names_company, below[1:]))
    )


def _is_sentence(line: str) -> bool:
    if _POSTSCRIPT.match(line) or _SENTENCE.search(line):
        return True
    words = len(line.split())
    if phrases.names_company(line):
        return False
    if words >= MIN_WORDS and (line.rstrip().endswith(".") or phrases.speaks_of_oneself(line)):
        return True
    return words > MAX_CONTACT_WORDS and not phrases.has_contact_data(line)


_CUTS = (
    *(_scanner_footer, _disclaimer, _delimited, _list_footer),
    *(_sent_from, _contact_block, _name, _sent_from),
)
