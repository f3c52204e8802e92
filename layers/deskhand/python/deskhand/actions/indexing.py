"""Keeps what search reads: postings follow what the parts of a ticket say, whatever they said
before. Doing it again changes nothing and costs no write."""

from collections.abc import Iterable

from deskhand.domain.errors import NotFound
from deskhand.domain.indexed import (
    HEAD,
    Source,
    excerpts,
    of_message,
    of_ticket,
    said,
    words_said,
)
from deskhand.domain.message import Message
from deskhand.domain.ticket import Ticket
from deskhand.store.postings import Said
from deskhand.wiring import Helpdesk


def ticket_changed(helpdesk: Helpdesk, before: Ticket | None, after: Ticket) -> None:
    if before and of_ticket(before) == of_ticket(after):
        return
    try:
        now = helpdesk.tickets.get(
            after.id
        )  # a record that comes late must not bring back the past
    except NotFound:
        return
    _index(helpdesk, now.desk_id, now.id, of_ticket(now))


def message_changed(helpdesk: Helpdesk, before: Message | None, after: Message) -> None:
    if before and of_message(before) == of_message(after):
        return
    try:
        ticket = helpdesk.tickets.get(after.ticket_id)
        whole = helpdesk.tickets.message(after.ticket_id, after.id)
    except NotFound:  # deleted meanwhile: that is told of by another record
        return
    _index(helpdesk, ticket.desk_id, ticket.id, of_message(whole))


def gone(helpdesk: Helpdesk, ticket_id: str, source_id: str) -> None:
    """A ticket's head or a message that is no more."""
    held = helpdesk.postings.said(ticket_id)
    if source_id in held:
        _take_back(helpdesk, ticket_id, source_id, held)


def reindex(helpdesk: Helpdesk, ticket_id: str) -> bool:
    """Whatever the postings are, they are right afterwards. Whether something was wrong."""
    try:
        conversation = helpdesk.tickets.conversation(ticket_id)
    except NotFound:
        sources = []
    else:
        ticket = conversation.ticket
        sources = [of_ticket(ticket), *map(of_message, conversation.messages)]
    mended = [_index(helpdesk, ticket.desk_id, ticket_id, source, again=True) for source in sources]
    strange = set(helpdesk.postings.said(ticket_id)) - {source.id for source in sources}
    for source_id in strange:
        gone(helpdesk, ticket_id, source_id)
    return any(mended) or bool(strange)


def _index(
    helpdesk: Helpdesk, desk_id: str, ticket_id: str, source: Source, *, again: bool = False
) -> bool:
    """Whether anything had to be written."""
    held, now = helpdesk.postings.said(ticket_id), said(source)
    before = held.get(source.id)
    if before and before.text == now and not again:
        return False
    others = _words_of_others(held, source.id)
    words = words_said(now)
    if before is None and not again:
        wanted = words - others
    else:
        wanted = _changed(helpdesk, desk_id, ticket_id, source, words, others)
    helpdesk.postings.put(desk_id, ticket_id, source.id, excerpts(source, wanted))
    lost = words_said(before.text) - words if before else set()
    _hand_over(helpdesk, desk_id, ticket_id, source.id, lost & others, held)
    helpdesk.postings.remove(desk_id, ticket_id, source.id, lost - others)
    if before and before.text == now:
        return bool(wanted)
    helpdesk.postings.keep(desk_id, ticket_id, source.id, now)
    return True


def _words_of_others(held: dict[str, Said], source_id: str) -> set[str]:
    texts = (each.text for id, each in held.items() if id != source_id)
    return set().union(*map(words_said, texts))


def _changed(
    helpdesk: Helpdesk,
    desk_id: str,
    ticket_id: str,
    source: Source,
    words: set[str],
    others: set[str],
) -> set[str]:
    """Words whose postings are missing, or show what this source does not say any more."""
    there, shown = helpdesk.postings.of_ticket(desk_id, ticket_id, words), excerpts(source, words)

    def is_right(word: str) -> bool:
        posting = there.get(word)
        if posting is None:
            return False
        return posting.excerpt == shown[word] if posting.source == source.id else word in others

    return {word for word in words if not is_right(word)}


def _take_back(helpdesk: Helpdesk, ticket_id: str, source_id: str, held: dict[str, Said]) -> None:
    desk_id, text = held[source_id]
    lost, others = words_said(text), _words_of_others(held, source_id)
    _hand_over(helpdesk, desk_id, ticket_id, source_id, lost & others, held)
    helpdesk.postings.remove(desk_id, ticket_id, source_id, lost - others)
    helpdesk.postings.forget(ticket_id, source_id)


def _hand_over(
    helpdesk: Helpdesk,
    desk_id: str,
    ticket_id: str,
    source_id: str,
    words: Iterable[str],
    held: dict[str, Said],
) -> None:
    """What another part of the ticket says too is found there from now on."""
    there = helpdesk.postings.of_ticket(desk_id, ticket_id, words)
    left = {word for word, posting in there.items() if posting.source == source_id}
    for id, each in held.items():
        if id != source_id and (taken := left & words_said(each.text)):
            source = _source(helpdesk, ticket_id, id)
            shown = excerpts(source, taken) if source else dict.fromkeys(taken, "")
            helpdesk.postings.put(desk_id, ticket_id, id, shown)
            left -= taken


def _source(helpdesk: Helpdesk, ticket_id: str, id: str) -> Source | None:
    try:
        if id == HEAD:
            return of_ticket(helpdesk.tickets.get(ticket_id))
        return of_message(helpdesk.tickets.message(ticket_id, id))
    except NotFound:
        return None
