"""What is kept of a ticket so that it can be found: of its head and of each message, the words in
their order, and for each word the text around it."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from deskhand.domain.message import Message
from deskhand.domain.ticket import Ticket
from deskhand.domain.words import folded, last_of_run, normal, texts, words

HEAD = "T"
MOST_WORDS = 400  # different ones of a message: one with more is a log file or a book
LONGEST_FIELD = 50_000  # characters that are looked at
LONGEST_SAID = 20_000
LONGEST_TAG = 100
BEFORE, AFTER = 50, 90  # characters of an excerpt around its word


class Source(NamedTuple):
    """`id` is HEAD or the message's. No phrase and no excerpt goes from one field to another; the
    last field says most."""

    id: str
    fields: tuple[str, ...]
    tags: tuple[str, ...] = ()


class Posting(NamedTuple):
    """That a ticket holds a word: `source` is where it says it, `excerpt` the text around."""

    source: str
    excerpt: str


def of_ticket(ticket: Ticket) -> Source:
    who = ticket.requester
    people = (who.external_id, who.phone, who.email, who.name)
    tags = " ".join(ticket.tags)
    return _source(HEAD, (*people, tags, ticket.number, ticket.subject), ticket.tags)


def of_message(message: Message) -> Source:
    files = (file.filename for file in message.attachments)
    author = (message.author.email, message.author.name)
    return _source(message.id, (*author, *files, message.text))


def _source(id: str, fields: Collection[str | None], tags: tuple[str, ...] = ()) -> Source:
    return Source(id, tuple(normal(text[:LONGEST_FIELD]) for text in fields if text), tags)


def spelled(tag: str) -> str:
    """As tags are compared: `On hold` is `on-hold`, but `c` is not `C++`."""
    return "-".join(folded(tag).split())


def tag_word(tag: str) -> str:
    """Stands among the words without being one."""
    words = texts(tag) or folded(tag).replace("#", "").split()
    return ":" + "-".join(words)[:LONGEST_TAG]


def said(source: Source) -> str:
    """A line a field, and after an empty line what is found but stands in no order."""
    seen: set[str] = set()
    also: list[str] = [tag_word(tag) for tag in source.tags]
    lines: list[str] = []
    left = LONGEST_SAID
    for field in source.fields:
        line: list[str] = []
        for word in words(field):
            seen.add(word.text)
            left -= len(word.text) + 1
            if len(seen) > MOST_WORDS or left < 0:
                break
            line.append(word.text)
            if last := last_of_run(word, field):
                also.append(last)
        lines.append(" ".join(line))
    return "\n".join(lines) + "\n\n" + " ".join(also)


def words_said(said: str) -> set[str]:
    return set(said.split())


def says(said: str, phrase: str) -> bool:
    """`phrase` is words with a space between."""
    lines = said.partition("\n\n")[0].split("\n")
    return any(f" {phrase} " in f" {line} " for line in lines)


def excerpts(source: Source, wanted: Collection[str]) -> dict[str, str]:
    """The text around the first place of each word; nothing for what is found by itself, as a
    tag."""
    found = dict.fromkeys((word for word in wanted if word.startswith(":")), "")
    for field in reversed(source.fields):
        for word, start, end in _places(field):
            if word in wanted and word not in found:
                found[word] = excerpt(field, start, end)
        if len(found) == len(wanted):
            break
    return found


def _places(field: str) -> Iterator[tuple[str, int, int]]:
    for word in words(field):
        yield word
        if last := last_of_run(word, field):
            yield last, word.end - 1, word.end


def excerpt(text: str, start: int, end: int) -> str:
    """Begins and ends between words, where there are any near."""
    first, last = max(0, start - BEFORE), min(len(text), end + AFTER)
    if first:
        first = text.find(" ", first, start) + 1 or first
    if last < len(text):
        space = text.rfind(" ", end, last)
        last = last if space < 0 else space
    shown = " ".join(text[first:last].split())
    return ("…" if first else "") + shown + ("…" if last < len(text) else "")
