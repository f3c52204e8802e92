"""Whom a report names in its text. The surest way in which it may do so decides."""

import re
from functools import cache
from itertools import islice

from deskhand.mail import wording

MAX_FOUND = 500
MAX_LINE = 1_000

_DOMAIN = r"(?:[a-z0-9_](?:[a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+\])"
_ADDRESS = (
    rf"(?<![\w.+%=/&-])((?:\"[^\"\n<>@]{{1,64}}\"|[a-z0-9_][a-z0-9._%+&'~=/#!$*^-]*)@{_DOMAIN})"
)
_AROUND = r"[<\"'\[(（]*(?:mailto:|smtp:|rfc822;\s*)?"
_CLOSE = r"[>\"'\])）]*(?:<mailto:[^>\s]*>)?"
# What may follow an address that stands alone on its line: a reason, or when it was tried.
_REASON = (
    r"\s*(?:$|[:;,(\[|]|\.{2,3}|[-–—]+\s|\t|\s(?:on|am|le|el|il|op|em|den|dnia|dne)\s|"
    r"\s(?:delivery|unknown|not|is|was|invalid|over|rejected|returned|failed|user|mailbox|"
    r"\w+, error)\b)"
)
_NOT_FAILED = re.compile(
    r"^.*\b(?:message-?id|mail from|from|sender|reply-?to|return-path|envelope-from|x-\w+)"
    r"[ \t]*[:=].*$|"
    r"(?:contact|reply to|write to|mail to|e-?mail|assist|question|help|sent by|message from|"
    r"abuse|report)[^@\n]{0,60}?\n?[^@\n]{0,40}"
    rf"(?:postmaster|abuse|support|help|admin|noreply|no-reply)[a-z0-9._-]*@{_DOMAIN}",
    re.MULTILINE,
)
_MACHINE = re.compile(r"(?:mailer-?daemon|postmaster|mail-?daemon|double-bounce)@")
_FAILURES = (
    r"(?:\b[45]\d\d\b|[45]\.\d\.\d|fail|unknown|not found|reject|denied|undeliver|deliver|full|"
    r"exceed|invalid|no such|unbekannt|zugestellt|remis|inconnu)"
)


@cache
def _ways() -> list[tuple[re.Pattern[str], bool]]:
    """The surest first, and if it is sure enough to name who did not stand in the mail's To."""
    labels = wording.any_of("bounces.json", "labels")
    prepositions = wording.any_of("bounces.json", "prepositions")
    ways = (
        (rf"^[ \t>|]*(?:[*•·>-]+[ \t]*)?{_AROUND}{_ADDRESS}{_CLOSE}{_REASON}", True),
        (rf"(?:^|\|)[ \t>|*•·-]*{labels}[ \t]*(?:[:=|][ \t|]*)*{_AROUND}{_ADDRESS}", True),
        (rf"[:=：][ \t]*{_AROUND}{_ADDRESS}{_CLOSE}[ \t.]*$", True),
        (rf"rcpt to:?[ \t]*{_AROUND}{_ADDRESS}", True),
        (rf"(?:^|\W){prepositions}\s+{_AROUND}{_ADDRESS}", True),
        (rf"^.*{_FAILURES}.*?{_ADDRESS}", False),
        (rf"^.*?{_ADDRESS}.*{_FAILURES}", False),
        (_ADDRESS, False),
    )
    return [(re.compile(way, re.MULTILINE), is_sure) for way, is_sure in ways]


def named(said: str, own: set[str], written_to: list[str]) -> list[str]:
    """`own`: addresses that stand in a report without having failed."""
    folded = "\n".join(line[:MAX_LINE] for line in wording.fold(said).splitlines())
    rest = _NOT_FAILED.sub(" ", folded)
    for text in (rest,) if written_to else (rest, folded):
        for way, is_sure in _ways():
            found = (each for each in _found(way, text) if each not in own)
            failed = [each for each in found if not _MACHINE.match(each)]
            if not is_sure and written_to:
                failed = [each for each in failed if each in written_to]
            if failed:
                return failed
    return []


def _found(way: re.Pattern[str], text: str) -> dict[str, None]:
    found: dict[str, None] = {}
    for match in islice(way.finditer(text), MAX_FOUND):
        more: re.Match[str] | None = match
        while more and len(found) < MAX_FOUND:
            found[more[1].rstrip(".")] = None
            more = _more().match(text, more.end(1))
    return found


@cache
def _more() -> re.Pattern[str]:
    """`a@x.example; b@x.example`"""
    return re.compile(rf"{_CLOSE}[ \t]*[,;][ \t]*{_AROUND}{_ADDRESS}")
