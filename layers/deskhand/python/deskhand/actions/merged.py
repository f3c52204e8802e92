"""What is read of tickets that were merged."""

from collections.abc import Iterable
from itertools import chain

from deskhand.domain.merging import are_one, reads_on
from deskhand.domain.ticket import Ticket
from deskhand.store.tickets import Conversation
from deskhand.wiring import Helpdesk


def target_of(helpdesk: Helpdesk, ticket: Ticket) -> Ticket:
    """Where what is said on the ticket belongs: its target, or itself."""
    return helpdesk.tickets.get(ticket.merged_into.id) if ticket.merged_into else ticket


def sources_of(helpdesk: Helpdesk, ticket: Ticket) -> list[Conversation]:
    """In outline: which long messages are read is decided for all that is shown together."""
    return [helpdesk.tickets.outline(id) for id in ticket.merged]


def together(conversation: Conversation, others: Iterable[Conversation]) -> Conversation:
    """With the messages of the others too, in order of time."""
    every = [conversation, *others]
    messages = sorted((m for each in every for m in each.messages), key=lambda message: message.id)
    long = dict(chain.from_iterable(each.long.items() for each in every))
    return conversation._replace(messages=messages, long=long)


def on_page(helpdesk: Helpdesk, opened: Conversation, since: int) -> Conversation:
    """What whoever has a link of the opened ticket may read, `since` as in link_url. Of another
    ticket that was merged with it, all if both are one requester's; else its target from the merge
    on, as everybody who came into copy then, but for who does not read on; and of its sources
    nothing."""
    ticket = opened.ticket
    if ticket.merged_into is None or ticket.before_merge is None:
        sources = [] if since else sources_of(helpdesk, ticket)
        one = [_public(each) for each in sources if are_one(each.ticket, ticket)]
        return together(_public(opened, since), one)
    target = helpdesk.tickets.outline(ticket.merged_into.id)
    if not since and are_one(ticket, target.ticket):
        return on_page(helpdesk, target, 0)
    if not reads_on(ticket, target.ticket):
        return _public(opened, since)
    return together(_public(target, ticket.before_merge.since), [_public(opened, since)])


def _public(conversation: Conversation, since: int = 0) -> Conversation:
    said = (each for each in conversation.messages if each.kind == "public")
    return conversation._replace(
        messages=[each for each in said if each.version >= since],
        events=[event for event in conversation.events if event.version >= since],
    )
