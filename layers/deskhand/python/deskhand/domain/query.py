"""The language of the search box: `printer "on fire" -smoke from:ada status:open tag:vip
desk:support after:2026-01 before:2026-03`."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from deskhand.domain.errors import Unreadable
from deskhand.domain.indexed import spelled, tag_word
from deskhand.domain.ticket import OPEN, Status, Ticket
from deskhand.domain.words import texts

MOST_WORDS = 12
_QUOTES = str.maketrans("“”„‟«»", '""""""')  # what phones make of them
_TERM = re.compile(
    r'\s*(?=\S)(?P<minus>-)?(?:(?P<name>[A-Za-z]+):)?(?:"(?P<phrase>[^"]*)(?P<close>"?)|(?P<plain>\S*))'
)
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_STATUSES = {**{status.value: (status,) for status in Status}, "open": OPEN}


class Term(NamedTuple):
    """`at` is where in the query its value stands."""

    value: str
    at: int
    negative: bool
    quoted: bool


@dataclass
class Query:
    """What has to hold for a ticket to be found. `beginning` is the last word, which may go on;
    phrases are words with a space between, tags as `spelled`. `cut`: there were more words than are
    looked for."""

    words: list[str] = field(default_factory=list)
    beginning: str = ""
    phrases: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    without_phrases: list[str] = field(default_factory=list)
    senders: list[list[str]] = field(default_factory=list)
    not_senders: list[list[str]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    not_tags: list[str] = field(default_factory=list)
    statuses: set[Status] = field(default_factory=set)
    not_statuses: set[Status] = field(default_factory=set)
    desks: list[Term] = field(default_factory=list)
    since: datetime | None = None
    until: datetime | None = None
    cut: bool = False
    says_nothing: bool = True

    @property
    def exact_words(self) -> list[str]:
        """All that have a list of their own and must hold."""
        phrases = [word for phrase in self.phrases for word in phrase.split()]
        senders = [word for sender in self.senders for word in sender]
        tags = map(tag_word, self.tags)
        return list(dict.fromkeys([*self.words, *phrases, *senders, *tags]))

    @property
    def room(self) -> int:
        """For how many more words, whatever they are asked for."""
        without = [word for phrase in self.without_phrases for word in phrase.split()]
        return max(0, MOST_WORDS - len({*self.exact_words, *self.without, *without}))

    @property
    def wanted_statuses(self) -> set[Status]:
        return (self.statuses or set(Status)) - self.not_statuses

    def holds(self, ticket: Ticket) -> bool:
        """As far as the ticket itself tells."""
        return (
            ticket.status in self.wanted_statuses
            and (self.since is None or ticket.created_at >= self.since)
            and (self.until is None or ticket.created_at < self.until)
            and (not (self.tags or self.not_tags) or self._holds_tags(ticket))
            and (not (self.senders or self.not_senders) or self._holds_sender(ticket))
        )

    def _holds_tags(self, ticket: Ticket) -> bool:
        tags = {spelled(tag) for tag in ticket.tags}
        return tags.issuperset(self.tags) and tags.isdisjoint(self.not_tags)

    def _holds_sender(self, ticket: Ticket) -> bool:
        who = ticket.requester
        sender = set(texts(" ".join(filter(None, (who.email, who.name)))))
        return all(sender.issuperset(words) for words in self.senders) and not any(
            sender.issuperset(words) for words in self.not_senders
        )


def parse(text: str) -> Query:
    """Raises Unreadable for what looks like a filter and is none."""
    query, place = Query(), 0
    text = text.translate(_QUOTES)
    while match := _TERM.match(text, place):
        _take(query, match)
        place = match.end()
    if query.words and not query.cut and not _is_digit(query.words[-1]):
        query.beginning = query.words.pop()
    return query


def _is_digit(word: str) -> bool:
    """The 5 of SUP-5 is no beginning: that would be found in a tenth of all numbers."""
    return len(word) == 1 and word.isdigit()


def _take(query: Query, match: re.Match[str]) -> None:
    name, quoted = (match["name"] or "").lower(), match["phrase"] is not None
    if quoted and not match["close"]:
        raise Unreadable(match.start("phrase") - 1, "this quotation mark has no second one")
    value = match["phrase"] if quoted else match["plain"]
    term = Term(value, match.start("phrase" if quoted else "plain"), bool(match["minus"]), quoted)
    if name in _FILTERS:
        if not value.strip():
            raise Unreadable(term.at, f"{name}: needs a value right behind it")
        query.says_nothing = False
        _FILTERS[name](query, term)
    else:
        colon = f"{match['name']}:" if match["name"] else ""
        _words(query, term._replace(value=colon + value))


def _words(query: Query, term: Term) -> None:
    found = _fitting(query, texts(term.value))
    if not found:
        return
    query.says_nothing = False
    if len(found) > 1 and (term.quoted or term.negative):
        phrases = query.without_phrases if term.negative else query.phrases
        phrases.append(" ".join(found))
    elif term.quoted and not term.negative:
        query.phrases += found
    else:
        (query.without if term.negative else query.words).extend(found)


def _fitting(query: Query, words: list[str]) -> list[str]:
    room = query.room
    query.cut = query.cut or len(words) > room
    return words[:room]


def _from(query: Query, term: Term) -> None:
    if not texts(term.value):
        raise Unreadable(term.at, "from: needs a name or an address")
    if words := _fitting(query, texts(term.value)):
        (query.not_senders if term.negative else query.senders).append(words)


def _status(query: Query, term: Term) -> None:
    found = _STATUSES.get(term.value.lower().replace("-", "_").replace(" ", "_"))
    if not found:
        raise Unreadable(term.at, f"status: is one of {', '.join(_STATUSES)}")
    (query.not_statuses if term.negative else query.statuses).update(found)


def _tag(query: Query, term: Term) -> None:
    if _fitting(query, [tag_word(term.value)]):
        (query.not_tags if term.negative else query.tags).append(spelled(term.value))


def _desk(query: Query, term: Term) -> None:
    _refuse_minus(term, "desk")
    query.desks.append(term)


def _after(query: Query, term: Term) -> None:
    """From the beginning of that day, month or year on."""
    _refuse_minus(term, "after")
    query.since = max(filter(None, (query.since, _date(term, "after"))))


def _before(query: Query, term: Term) -> None:
    _refuse_minus(term, "before")
    query.until = min(filter(None, (query.until, _date(term, "before"))))


def _date(term: Term, name: str) -> datetime:
    wrong = Unreadable(term.at, f"{name}: needs a date such as 2026-11-26, 2026-11 or 2026")
    match = _DATE.fullmatch(term.value.strip())
    if not match or int(match[1]) < 1970:
        raise wrong
    try:
        return datetime(int(match[1]), int(match[2] or 1), int(match[3] or 1), tzinfo=UTC)
    except ValueError:
        raise wrong from None


def _refuse_minus(term: Term, name: str) -> None:
    if term.negative:
        raise Unreadable(term.at, f"{name}: can't be turned round with a minus")


_FILTERS: dict[str, Callable[[Query, Term], None]] = {
    "from": _from,
    "status": _status,
    "tag": _tag,
    "desk": _desk,
    "after": _after,
    "before": _before,
}
