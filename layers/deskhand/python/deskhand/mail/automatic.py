"""Replies that no person wrote just now: out of office, vacation, confirmations, challenges.

What they say is data (kinds.json); here is where it has to stand. A subject alone decides only if
it begins with the words and goes on as such replies do: `Out of office: Order` is one, `Out of
office does not work` is a letter.
"""

import re
from functools import cache, partial
from itertools import islice

from deskhand.mail import wording
from deskhand.mail.headers import Fields

MAX_SUBJECT = 300
MAX_LINE = 300
FIRST_LINES = 3
MAX_ASKING = 1_000
MAX_CHALLENGE = 2_000

_FIELD = re.compile(
    r"(?:^|[-_])(?:auto-?(?:re(?:$|[-_])|repl|respon|generat|answer|antwort|comment|submit)|"
    r"vacation|oof$|out-?of-?office|holiday-?reply|machine-?generated|post-messageclass|"
    r"list-administrivia|spamarrest-info)"
)
_NO_SIGN = re.compile(r"suppress|loop|disable|prevent|ignore|(?:^|-)no-")
_SAYS_NO = {"", "no", "false", "0", "none", "never", "off", "auto-forwarded"}
_SAYS_NO |= {"forward", "group", "mirror", "redirect"}  # CommuniGate: what a rule passed on
_PRECEDENCES = ("precedence", "x-precedence", "preference")
_PROGRAMS = (
    "x-mailer",
    "user-agent",
    "delivered-to",
    "content-class",
    "x-apple-action",
    "x-ms-exchange-generated-message-source",
)
_PROGRAM = re.compile(
    r"^vacation\b|autoresponder|auto[- ]?(?:reply|respon|antwort)|out.of.office|"
    r"mailbox rules agent|content-classes:(?:oof|mdn|dsn)",
    re.IGNORECASE,
)
_RESPONDER = re.compile(
    r"(?:[\w.+-]+[-_.])?(?:auto-?repl|auto-?respon[ds]|auto-?antwort|out-?of-?office)|"
    r"(?:listserv|majordomo|listproc|sympa|ecartis|mailserv)@",
    re.IGNORECASE,
)
_RESPONDER_NAME = re.compile(r"auto(?:matic)?[- ]?(?:responder|reply)\b", re.IGNORECASE)

_ANY = partial(wording.any_of, "kinds.json")
_OPENS = r"[\s*#_~=<\[({【「『《〈>\"'-]*"
_ANSWERS = r"(?:re|fwd?|aw|wg|sv|vs|antw|odp|tr|rv|res|rif|回复|答复|转发)\s*:"
_BRACKETS = (")", "]", "】")
_QUOTES = re.compile(r"[-_*=]{3,}|.{0,200}:$|\w+\s?:\s")


def is_marked(fields: Fields) -> bool:
    """By a header field: RFC 3834 and the many before it and beside it."""
    if any(_marks(name, values[0]) for name, values in fields.values.items()):
        return True
    precedences = (word(fields.first(name)).replace("-", "_") for name in _PRECEDENCES)
    if any(each in ("auto_reply", "autoreply") for each in precedences):
        return True
    return any(_PROGRAM.search(value) for name in _PROGRAMS for value in fields.all(name))


def _marks(name: str, value: str) -> bool:
    if not _FIELD.search(name) or _NO_SIGN.search(name):
        return False
    said = word(value) if name.endswith("submitted") else value.strip().lower()
    return said not in _SAYS_NO


def word(value: str) -> str:
    return re.split(r"[;,(\s]", value.strip().lower(), maxsplit=1)[0]


def is_responder(name: str, email: str) -> bool:
    return bool(_RESPONDER.match(email) or _RESPONDER_NAME.match(name))


def is_subject(subject: str, sender: tuple[str, str]) -> bool:
    """`sender`: name and address."""
    folded = wording.fold(subject[:MAX_SUBJECT]).strip()
    if found := _beginning().match(folded):
        # `Out of office - how do I set it?` asks; `Automatic reply: How do I ...?` repeats.
        return not folded.endswith("?") or ":" in folded[found.end() :]
    if folded.endswith(_BRACKETS) and _in_brackets().match(folded):
        return True
    found = _sentence().match(folded)
    return bool(found and (found["office"] or _is_called(found["who"], sender)))


def _is_called(who: str, sender: tuple[str, str]) -> bool:
    """`Jane Doe is on vacation`, by Jane Doe; `My advisor is on vacation` is a letter."""
    names = set(re.findall(r"\w{2,}", wording.fold(" ".join(sender).partition("@")[0])))
    return not names.isdisjoint(re.findall(r"\w{2,}", who))


@cache
def _ends(*connectors: str) -> str:
    """What may follow words that say enough: nothing, the subject that is answered, or dates."""
    connected = "|".join(map(_ANY, connectors))
    return (
        rf"(?=\s*(?:$|[\])}}】」』》>:!.;|(,*#~=\"]|/\s|[-–—]+(?:\s|$)|{_ANSWERS}|\d|"
        rf"(?:{connected})(?!\w)|(?:{_ANY('from')}|[io]n)\s[^?:]*\d))"
    )


def _where() -> str:
    return rf"(?:{_ANY('away')}|{_ANY('missing')})"


@cache
def _beginning() -> re.Pattern[str]:
    """`Out of office: ...`, `Ich bin ab 1.5. im Urlaub`, `AUTO: ...`"""
    dates = rf"(?:(?:{_ANY('until')}|{_ANY('from')})\s.{{0,30}}?\s)?"
    i_am = rf"{_ANY('i_am')}\s+(?:{_ANY('now')}\s+)*{dates}{_where()}"
    away = rf"(?:{i_am}|(?:{_ANY('now')}\s+)?{_ANY('away')}){_ends('until')}"
    automatic = rf"{_ANY('automatic')}{_ends('until', 'from', 'about')}"
    prefixed = rf"(?:auto|{_ANY('prefixes')})(?=\s*:)|auto(?=\s+re\s*:)"
    return re.compile(rf"{_OPENS}(?:{prefixed}|{automatic}|{away})")


@cache
def _in_brackets() -> re.Pattern[str]:
    """`Re: Order (Out of Office)`, `Order [Auto-Reply]`"""
    words = rf"\s*(?:{_ANY('automatic')}|{_ANY('away')})\s*"
    return re.compile(rf"{_ANSWERS}.*\({words}\)$|.*[\[【]{words}[\]】]$")


@cache
def _sentence() -> re.Pattern[str]:
    """`Jane Doe is out of the office.`"""
    where = rf"(?:(?P<office>{_ANY('office')})|{_where()})"
    is_where = rf"(?:{_ANY('is')}\s+)?(?:{_ANY('now')}\s+)*{where}"
    return re.compile(rf"(?P<who>[^:?!]{{2,60}}?) {is_where}{_ends('until')}")


def is_absence(subject: str, *, is_answer: bool, text: str) -> bool:
    """`Vacation` with nothing else, or in front of the subject that is answered. Who only asks
    about vacations asks something."""
    found = _absence().match(wording.fold(subject[:MAX_SUBJECT]).strip())
    if not found or (found["subject"] and not (is_answer or found["answer"])):
        return False
    return bool(found["subject"]) or "?" not in text[:MAX_ASKING]


@cache
def _absence() -> re.Pattern[str]:
    words = _ANY("absence")
    dates = rf"(?!\s*\d{{4}}\W*$)(?:[\d\s./,()–-]|{_ANY('until')}(?!\w))*\W*"  # not just a year
    return re.compile(
        rf"{_OPENS}{words}(?:\s*[/|,(–-]\s*(?:{words}|{_ANY('away')}))*"
        rf"(?:{dates}$|\s*(?P<subject>(?P<answer>[:–-]?\s*{_ANSWERS})|[:–-]))"
    )


def is_said(text: str) -> bool:
    """`This is an automatic reply`, where a letter begins."""
    lines = (line.strip() for line in text[: FIRST_LINES * 4 * MAX_LINE].splitlines())
    for line in islice((line for line in lines if line), FIRST_LINES):
        if line[0] in ">|":
            return False
        if _says_so().match(wording.fold(line[:MAX_LINE])):
            return True
        if _QUOTES.match(line):
            return False
    return False


@cache
def _says_so() -> re.Pattern[str]:
    return re.compile(rf"[\W_]*{_ANY('says_so')}")


def is_challenge(subject: str, text: str) -> bool:
    """Whoever writes shall first prove that he is no machine."""
    folded = wording.fold(subject[:MAX_SUBJECT]).strip()
    if wording.pattern("kinds.json", "challenges").search(folded):
        return True
    asks = wording.pattern("kinds.json", "confirmations").match(folded)
    wanted = wording.pattern("kinds.json", "proofs")
    return bool(asks and wanted.search(wording.fold(text[:MAX_CHALLENGE])))
