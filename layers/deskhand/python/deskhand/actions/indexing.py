"""Keeps what search reads: postings follow what the parts of a ticket say, whatever they said
before. Doing it again changes nothing and costs no write."""

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
        # As it is now: a record that comes late must not bring back the past.
        ticket = helpdesk.tickets.get(after.id)
    except NotFound:
        return
    _Index(helpdesk, ticket.desk_id, ticket.id).follow(of_ticket(ticket), again=before is None)


def message_changed(helpdesk: Helpdesk, before: Message | None, after: Message) -> None:
    # A long body is in no record: whether it changed only reading it tells.
    if before and before.text and of_message(before) == of_message(after):
        return
    try:
        ticket = helpdesk.tickets.get(after.ticket_id)
        whole = helpdesk.tickets.message(after.ticket_id, after.id)
    except NotFound:  # deleted meanwhile: that is told of by another record
        return
    _Index(helpdesk, ticket.desk_id, ticket.id).follow(of_message(whole), again=before is None)


def gone(helpdesk: Helpdesk, ticket_id: str, source_id: str) -> None:
    """A ticket's head or a message that is no more."""
    _Index(helpdesk, "", ticket_id).forget(source_id)


def reindex(helpdesk: Helpdesk, ticket_id: str) -> bool:
    """Whatever the postings are, they are right afterwards. Whether something was wrong."""
    desk_id, sources = _sources(helpdesk, ticket_id)
    mended = _made_anew(helpdesk, desk_id, ticket_id, sources)
    # What was erased meanwhile must not come back by us.
    while (now := _sources(helpdesk, ticket_id)) != (desk_id, sources):
        desk_id, sources = now
        mended |= _made_anew(helpdesk, desk_id, ticket_id, sources)
    return mended


def _sources(helpdesk: Helpdesk, ticket_id: str) -> tuple[str, list[Source]]:
    try:
        ticket, messages, *_ = helpdesk.tickets.whole(ticket_id)
    except NotFound:
        return "", []
    return ticket.desk_id, [of_ticket(ticket), *map(of_message, messages)]


def _made_anew(helpdesk: Helpdesk, desk_id: str, ticket_id: str, sources: list[Source]) -> bool:
    index = _Index(helpdesk, desk_id, ticket_id)
    mended = [index.follow(source, again=True) for source in sources]
    strange = set(index.held) - {source.id for source in sources}
    for source_id in strange:
        index.forget(source_id)
    return any(mended) or bool(strange)


class _Index:
    """The postings of one ticket; `held` is what they were made of."""

    def __init__(self, helpdesk: Helpdesk, desk_id: str, ticket_id: str) -> None:
        self.tickets, self.postings = helpdesk.tickets, helpdesk.postings
        self.desk_id, self.ticket_id = desk_id, ticket_id
        self.held = self.postings.said(ticket_id)

    def follow(self, source: Source, *, again: bool) -> bool:
        """Whether anything had to be written. `again`: also if it says what it said, as when
        somebody died before all of its postings were written."""
        before, now = self.held.get(source.id), said(source)
        same = before is not None and before.text == now and not before.left
        if same and not again:
            return False
        words, others = words_said(now), self._said_elsewhere(source.id)
        wanted = self._wrong(source, words) if before else words - others
        old = f"{before.text}\n{before.left}" if before and not same else ""
        if not same:
            # First what there may be to take back: whoever dies on the way leaves nothing behind.
            self._keep(source.id, Said(self.desk_id, now, left=old))
        self.postings.put(self.desk_id, self.ticket_id, source.id, excerpts(source, wanted))
        if old:
            self._take_back(source.id, self.desk_id, words_said(old) - words, others)
            self._keep(source.id, Said(self.desk_id, now))
        return bool(wanted) or not same

    def _keep(self, source_id: str, said: Said) -> None:
        self.held[source_id] = said
        self.postings.keep(self.ticket_id, source_id, said)

    def _said_elsewhere(self, source_id: str) -> set[str]:
        return set[str]().union(*(self._said_by(id) for id in self.held if id != source_id))

    def _said_by(self, source_id: str) -> set[str]:
        return words_said(self.held[source_id].text) if source_id in self.held else set()

    def _wrong(self, source: Source, words: set[str]) -> set[str]:
        """Words whose postings are missing, or show what is not said any more."""
        there = self.postings.of_ticket(self.desk_id, self.ticket_id, words)
        shown = excerpts(source, words)
        said = {id: self._said_by(id) for id in {posting.source for posting in there.values()}}

        def is_right(word: str) -> bool:
            posting = there.get(word)
            if posting is None:
                return False
            if posting.source == source.id:
                return posting.excerpt == shown[word]
            return word in said[posting.source]

        return {word for word in words if not is_right(word)}

    def forget(self, source_id: str) -> None:
        if source_id in self.held:
            desk_id, text, left = self.held[source_id]
            others, lost = self._said_elsewhere(source_id), words_said(f"{text}\n{left}")
            self._take_back(source_id, desk_id, lost, others)
            self.postings.forget(self.ticket_id, source_id)
            del self.held[source_id]

    def _take_back(self, source_id: str, desk_id: str, lost: set[str], others: set[str]) -> None:
        """What another part of the ticket says too is found there from now on."""
        self._hand_over(source_id, desk_id, lost & others)
        self.postings.remove(desk_id, self.ticket_id, source_id, lost - others)

    def _hand_over(self, source_id: str, desk_id: str, words: set[str]) -> None:
        there = self.postings.of_ticket(desk_id, self.ticket_id, words)
        left = {word for word, posting in there.items() if posting.source == source_id}
        for id in self.held:
            if id != source_id and (taken := left & self._said_by(id)):
                source = self._source(id)
                shown = excerpts(source, taken) if source else dict.fromkeys(taken, "")
                self.postings.put(desk_id, self.ticket_id, id, shown)
                left -= taken

    def _source(self, id: str) -> Source | None:
        try:
            if id == HEAD:
                return of_ticket(self.tickets.get(self.ticket_id))
            return of_message(self.tickets.message(self.ticket_id, id))
        except NotFound:
            return None
