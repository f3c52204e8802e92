"""`On 5 May 2024, Jane <jane@x> wrote:` in any language.

Known words help. Where they are not known, the shape tells: a date, a time and an address, a
colon at the end, a quote below.
"""

import re

from deskhand.mail import phrases

MAX_LINES = 5  # that mail programs break it over
MAX_LENGTH = 400  # a longer line is a paragraph of somebody's letter
MAX_WORDS = 45
MIN_WRAPPED = 40  # characters of a line that ends because it is full

_COLONS = (":", "：", "՝", "៖", "፦")
_LIKELY_END = re.compile(r"[:：՝៖፦>*=)–—-]\W*$|\.\.\.\s*$|\d{4}\s*$|---")
_ENCLOSED = re.compile(
    r"[<(\[‹〈＜]\s*[^\s<>()\[\]@]{1,100}@[^\s<>()\[\]@]{1,200}|\[?mailto:\S", re.IGNORECASE
)
_ADDRESS = re.compile(r"[^\s<>()@,:;\"]@[\w-]+(?:\.[\w-]+)+")
_TIME = re.compile(
    r"(?<![\d:.,/-])\d{1,2}\s?(?:[:：h時时点點시]\s?[0-5]\d|[ap]\.?\s?m\b|uhr\b)"
    r"|(?<![\d:])\d{1,2}[.:]\d{2}[.:]\d{2}(?!\d)",
    re.IGNORECASE,
)
_NUMERIC_DATE = re.compile(
    r"(?<!\d)(?:\d{4}\s?[-/.年년]\s?\d{1,2}\s?[-/.月월]\s?\d{1,2}"
    r"|\d{1,2}\.?\s?[-/.]\s?\d{1,2}\.?\s?[-/.]\s?\d{2}(?:\d{2})?)(?!\d)"
)
_YEAR = re.compile(r"(?<![\d+])(?:(?:1[349]|20|25)\d\d|[٠-٩۰-۹०-९০-৯๐-๙]{4})(?!\d)")
_DAY = re.compile(r"(?<![\d:.])\d{1,2}(?![\d:]|\.\d)")
_SENTENCES = re.compile(r"[^\W\d_]>?[.!?] [A-ZÀ-Þ]\w* [a-zß-ÿ]+ [a-zß-ÿ]+ ")
_LOGGED = re.compile(r"\b(?:ERROR|WARN(?:ING)?|INFO|DEBUG|FATAL|TRACE|NOTICE)\b")
_FRAMED = re.compile(r"\s*[-‐–—*=_~]{3,}\s*(\S.*?)\s*[-‐–—*=_~]{2,}\s*:?\s*$")
_DATED_AT_THE_END = re.compile(r"[:：]\s*\([^()]{8,80}\)$")
# GroupWise writes it as if it were quoted, above a mail that is not.
_GROUPWISE = re.compile(r">{2,5} ?[^>\s]")
_QUOTED = re.compile(r"\s{0,3}[>＞]|\s{0,4}[A-Za-z]{1,4}>(?:\s|$)")


def length_at(lines: list[str], index: int) -> int:
    """How many lines it takes here, 0 if none begins here."""
    for length in range(1, MAX_LINES + 1):
        block = lines[index : index + length]
        if len(block) < length or not block[-1].strip() or _is_cut_short(block):
            return 0
        if _could_end(block[-1]) and _is_attribution(lines, index, length):
            return length if length == 1 or _begins(lines, index, length) else 0
    return 0


def _is_cut_short(block: list[str]) -> bool:
    """By a quote; the `>` of `<jane@x.example` may begin a line as well."""
    above = "".join(block[:-1])
    return bool(above) and is_quoted(block[-1]) and above.count("<") <= above.count(">")


def _could_end(line: str) -> bool:
    return bool(_LIKELY_END.search(line)) or phrases.ends_in_wrote(line)


def is_sure(lines: list[str], index: int, length: int) -> bool:
    """No person is likely to have written it within a letter."""
    below = index + length
    return _is_above_a_quote(lines, below) or is_addressed(" ".join(lines[index:below]))


def is_quoted(line: str) -> bool:
    return line.lstrip()[:1] in (">", "＞")


def is_groupwise(lines: list[str], index: int) -> bool:
    """`>>> Jane Doe 05/03/24 10:00 >>>`, and not the attribution of a quote within a quote."""
    line = lines[index]
    if not _GROUPWISE.match(line) or (index and is_quoted(lines[index - 1])):
        return False
    below = next((each for each in lines[index + 1 : index + 3] if each.strip()), "")
    if is_quoted(below):
        return False
    timed = is_dated(line) and (is_addressed(line) or is_timed(line))
    return timed or (is_addressed(line) and phrases.says_wrote(line))


def is_addressed(line: str) -> bool:
    return bool(_ENCLOSED.search(line))


def is_dated(line: str) -> bool:
    if _NUMERIC_DATE.search(line):
        return True
    return bool(_YEAR.search(line) and _DAY.search(line))


def is_timed(line: str) -> bool:
    return bool(_TIME.search(line))


def _is_attribution(lines: list[str], index: int, length: int) -> bool:
    line = " ".join(line.strip() for line in lines[index : index + length])
    if len(line) > MAX_LENGTH or len(line.split()) > MAX_WORDS or _SENTENCES.search(line):
        return False
    if framed := _FRAMED.match(line):
        return phrases.says_wrote(framed[1]) or (is_dated(line) and is_addressed(line))
    line = phrases.plain(line)
    if not line.endswith(_COLONS):
        return _is_without_colon(line)
    if _is_above_a_quote(lines, index + length):
        return _stands_above_a_quote(line)
    return _stands_alone(line)


def _stands_above_a_quote(line: str) -> bool:
    if "@" in line:
        return True
    if is_timed(line) or is_dated(line):
        return not phrases.speaks_of_oneself(line)
    return phrases.says_wrote(line) and not phrases.addresses_somebody(line)


def _stands_alone(line: str) -> bool:
    """Without a quote below, people write lines that end in a colon as well."""
    if _LOGGED.search(line):
        return False
    addressed, dated, timed = is_addressed(line), is_dated(line), is_timed(line)
    if (addressed and dated and timed) or phrases.is_known_attribution(line):
        return True
    if phrases.speaks_of_oneself(line):
        return False
    opens = timed and phrases.opens_attribution(line)
    if phrases.says_wrote(line):
        return dated or addressed or (opens and bool(_DAY.search(line)))
    return dated and (addressed or (opens and bool(_ADDRESS.search(line))))


def _is_without_colon(line: str) -> bool:
    if phrases.is_known_attribution(line):
        return True
    if phrases.ends_in_wrote(line) and phrases.opens_attribution(line):
        return is_dated(line) and not phrases.speaks_of_oneself(line)
    if _DATED_AT_THE_END.search(line):
        return is_dated(line) and is_addressed(line)
    iso = re.match(r"\d{4}[-/]\d", line)
    return bool(iso and line.endswith(">") and is_addressed(line))


def _is_above_a_quote(lines: list[str], index: int) -> bool:
    below = next((line for line in lines[index : index + 4] if line.strip()), "")
    return bool(_QUOTED.match(below))


def _begins(lines: list[str], index: int, length: int) -> bool:
    """`See you at 10:00` may stand just above `On 5 May Jane wrote:`."""
    first = lines[index].strip()
    if first.endswith((".", "!", "?", ":")) and len(first) < MIN_WRAPPED:
        return False
    shorter = (n for n in range(1, length) if _is_attribution(lines, index + n, length - n))
    rest = next(shorter, None)
    if rest is None:
        return _announces(first)
    return _lacks(" ".join(lines[index + rest : index + length]).strip(), first)


def _lacks(rest: str, first: str) -> bool:
    """An attribution by itself, which yet has its beginning on the line above."""
    if rest.startswith(("<", "(<")) or first.endswith("<"):
        return True
    if is_dated(first) and not is_dated(rest):
        return True
    return is_addressed(first) and not is_addressed(rest)


def _announces(first: str) -> bool:
    if is_dated(first) or is_addressed(first) or is_timed(first):
        return True
    return phrases.opens_attribution(first)
