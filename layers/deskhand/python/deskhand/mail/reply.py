"""What a person newly wrote: no quoted history, no signature."""

import re

from deskhand.mail import attributions, history, markup, phrases, plain, quotes
from deskhand.mail.headerblocks import RULE
from deskhand.mail.history import History
from deskhand.mail.signatures import is_delimiter, without_signature

MAX_ANNOUNCING = 6  # lines: who writes more says there what he has to say
WRAPPED_FROM = 60  # a quoted line at least this long may have lost its end to the next line

# Below an attribution also The Bat's `JD> `, which elsewhere could be `SQL> `.
_QUOTED = re.compile(r"\s{0,3}[>＞]")
_QUOTED_BELOW = re.compile(r"\s{0,3}[>＞]|\s{0,4}[A-Za-z]{1,4}>(?:\s|$)|\s{0,3}\|")
_LINK_ALONE = re.compile(r"\s*[(<\[]*https?://\S+\s*>?\s*$")
# `Thanks! On Wed, Apr 4, 2012 at 3:59 PM, Jane wrote:` lost its line break.
_SHARED_LINE = re.compile(
    r"^(?=[^\w\n]*\w)(?![ \t>-]*On\b|.{0,200}\bOn \S+ \S+.*\bOn )"
    r"([^\n>]{0,200}?\S)(?:[ \t]+|[ \t]*-{2,}[ \t]*)"
    r"(On (?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?(?:\d|[A-Z][a-z]{2,8}\.? \d)"
    r"[^\n]{8,200} wrote:)[ \t]*$",
    re.MULTILINE,
)
_SHARED_SENTENCE = re.compile(
    r"^([^\n<>]{1,200}?[.!?])[ \t]+([A-Z][^.!?\n<>]{2,100}<[^<>\s]+@[^<>\s]+> wrote:)[ \t]*$",
    re.MULTILINE,
)
# Yahoo's app puts the quote on the line of `On ... Jane <jane@x> wrote:   Hello`.
_RUN_ON = re.compile(r"[>@][^\n>@]{0,60}[:：][ \xa0]{2,}(?=\S)")


_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----"
_SIGNATURE = "-----BEGIN PGP SIGNATURE-----"
_END = "-----END PGP SIGNATURE-----"


def visible_reply(text: str, html: str, *, is_answer: bool = False) -> str:
    """All of a forwarded mail. Nothing if a phone signed it and that is all, or if an answer
    adds nothing to what it quotes; else rather all of the text than nothing."""
    whole = (text if text.strip() else plain.to_text(html)).strip()
    lines = _lines(whole)
    found = history.find(_readable(lines))
    if found.is_sure:
        signatures = quotes.signatures(html)
    else:
        marked = quotes.marked(html)
        signatures = marked.signatures
        if _is_better(marked.text, lines[found.announced :]):
            lines = _lines(marked.text)
            found = history.find(lines, marked=True)
        elif found.announced == len(lines) and _quotes_nothing(html):
            written = _text(without_signature(lines, signatures))
            return written or _unsaid(lines, found, whole, is_answer=is_answer)
    if found.is_forward or (found.is_below_header and _announces_answers(lines[: found.announced])):
        return whole
    written = _written(lines, found, signatures)
    return written or _unsaid(lines, found, whole, is_answer=is_answer)


def quoted_sender(text: str) -> str:
    """Who wrote the mail below, if header lines and nothing else announce it."""
    return history.find(_lines(text)).sender


def _lines(text: str) -> list[str]:
    text = _without_armour(text)
    if " wrote:" in text:
        text = _SHARED_LINE.sub(r"\1\n\2", text)
        text = _SHARED_SENTENCE.sub(r"\1\n\2", text)
    return _RUN_ON.sub("\\g<0>\n", text).split("\n")


def _without_armour(text: str) -> str:
    before, _, rest = text.partition(_SIGNED)
    signed, signature, after = rest.partition(_SIGNATURE)
    if not signature:
        return text
    said = re.sub(r"(?m)^- ", "", signed.partition("\n\n")[2])
    return before + said + after.partition(_END)[2]


def _readable(lines: list[str]) -> list[str]:
    """QQ and others write `&nbsp;` and `&gt;` into their plain text."""
    return [markup.unescape(line).replace("\xa0", " ") if "&" in line else line for line in lines]


def _is_better(marked: str, announced: list[str]) -> bool:
    """The HTML says where the history is, and it is not below the line that looks like it."""
    lines = marked.split("\n")
    if quotes.MARK not in lines:
        return False
    above = "".join(lines[: lines.index(quotes.MARK)])
    return not announced or "".join(announced[0].split()) in "".join(above.split())


def _announces_answers(above: list[str]) -> bool:
    """Answers that Outlook's users write into the quoted mail look like a part of it."""
    filled = [line for line in above if line.strip()]
    return len(filled) <= MAX_ANNOUNCING and any(map(phrases.announces_answers, filled))


def _quotes_nothing(html: str) -> bool:
    """What looks quoted in its text may be `> npm install`."""
    return bool(html.strip()) and "<blockquote" not in html.lower()


def _written(lines: list[str], found: History, signatures: list[str]) -> str:
    above = lines[: found.announced]
    while above and (RULE.match(above[-1]) or not phrases.plain(above[-1])):
        above = above[:-1]
    if found.announced == len(lines):
        above = _without_last_quote(above)
    above = without_signature(above, signatures)
    below = [line for line in lines[found.start :] if quotes.MARK not in line]
    if found.is_below_header and above:
        below = []
    stretches = (_text(each) for each in (above, _below(below)))
    return "\n\n".join(each for each in stretches if each.strip()).strip()


def _unsaid(lines: list[str], found: History, whole: str, *, is_answer: bool) -> str:
    if found.announced < len(lines):
        return "" if is_answer and _is_beyond_doubt(lines, found) else whole
    filled = [line for line in lines if line.strip() and not is_delimiter(line)]
    added = [line for line in filled if not (is_answer and _QUOTED.match(line))]
    return "" if filled and all(map(phrases.is_sent_from, added)) else whole


def _is_beyond_doubt(lines: list[str], found: History) -> bool:
    """Who writes `to: 10, from: 5` or `Send it to my adviser:` quotes nothing."""
    announced = " ".join(lines[found.announced : found.start])
    below = next((line for line in lines[found.start :] if line.strip()), "")
    if quotes.MARK in announced or _QUOTED.match(below):
        return True
    if found.is_below_header:
        is_named = bool(found.sender) and attributions.is_dated(announced)
        return is_named or phrases.is_original_message(lines[found.announced])
    return found.is_sure and phrases.says_wrote(announced)


def _text(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n")


def _without_last_quote(lines: list[str]) -> list[str]:
    """Quotes that answers follow stay with them; what stands below the last answer goes."""
    quoted = _quoted(lines, _QUOTED)
    if not any(quoted) or _own(lines[_last(quoted) + 1 :]):
        return lines
    last = max((i for i, line in enumerate(lines) if line.strip() and not quoted[i]), default=-1)
    return lines[: last + 1]


def _below(lines: list[str]) -> list[str]:
    """Below `On ... wrote:`. Without `>` all of it is history; between two quotes stands an
    answer that makes no sense without them; below a single quote stands the answer itself."""
    quoted = _quoted(lines, _QUOTED_BELOW)
    first = quoted.index(True) if any(quoted) else len(lines)
    if first == len(lines) or _own(lines[:first]):
        return []
    last = _last(quoted)
    tail = _own(lines[last + 1 :])
    between = [i for i in range(first, last) if lines[i].strip() and not quoted[i]]
    if not between:
        return tail
    return lines[: last + 1] + tail if tail else lines[: between[-1] + 1]


def _quoted(lines: list[str], mark: re.Pattern[str]) -> list[bool]:
    quoted = [bool(mark.match(line)) for line in lines]
    for i in range(1, len(lines) - 1):
        if quoted[i - 1] and quoted[i + 1] and _is_torn(lines[i - 1], lines[i]):
            quoted[i] = True
    return quoted


def _is_torn(before: str, line: str) -> bool:
    """The end of a quoted line, or a link that was too long for it."""
    is_short = bool(line.strip()) and len(line) < WRAPPED_FROM // 2
    return (is_short and len(before) >= WRAPPED_FROM) or bool(_LINK_ALONE.match(line))


def _last(quoted: list[bool]) -> int:
    return len(quoted) - 1 - quoted[::-1].index(True)


def _own(lines: list[str]) -> list[str]:
    """Neither a signature nor the footer of a mailing list; empty when nothing else is there."""
    own = without_signature(["", *lines])[1:]
    return own if any(line.strip() for line in own) else []
