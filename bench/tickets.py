"""Tickets as they are on a usual day, as many as one likes, written as the functions write them."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from deskhand.domain.ids import base32, milliseconds
from deskhand.domain.indexed import excerpts, of_message, of_ticket, said, words_said
from deskhand.domain.message import Author, Message
from deskhand.domain.people import Requester
from deskhand.domain.preview import with_message
from deskhand.domain.ticket import Priority, Status, Ticket
from deskhand.store import items, keys
from deskhand.store.counts import Counts, add, key_of
from deskhand.store.counts import of_ticket as counted
from deskhand.store.table import Item, filled

WORDS = [
    *("lamp", "order", "delivery", "invoice", "refund", "broken", "printer", "account", "login"),
    *("password", "shipping", "address", "colour", "parcel", "carrier", "window", "kitchen"),
    *("table", "chair", "sofa", "damaged", "missing", "late", "replaced", "warranty"),
]
MEETS_NOBODY = ("monday", "tuesday")  # of two tickets one says the first, the other the second
NAMES = ("Ada Byron", "Bob Stone", "Eve Winter", "Jan Nowak", "Olga Lis", "Mia Falk", "Tom Ruiz")


def usual(
    number: int, *, desk: str, operators: tuple[str, ...], begin: datetime
) -> tuple[Ticket, Message]:
    """As many in each status, four in ten taken; common words, words that never meet, and one that
    only this ticket has."""
    chance = random.Random(f"{desk} {number}")
    at = begin + timedelta(minutes=number)
    first, last = chance.choice(NAMES).split()
    status = chance.choice(list(Status))
    subject = f"The {' '.join(chance.sample(WORDS, 3))} that I ordered"
    ticket = Ticket(
        id=base32(milliseconds(at), 10) + base32(chance.getrandbits(80), 16),
        desk_id=desk,
        number=f"SUP-{number}",
        subject=subject,
        status=status,
        priority=chance.choice((Priority.NORMAL, Priority.NORMAL, Priority.HIGH)),
        tags=tuple(chance.sample(("vip", "delivery", "spare"), chance.randrange(2))),
        assignee=chance.choice(operators) if chance.random() < 0.4 else None,
        requester=Requester(
            email=f"{first}.{last}{number % 5000}@shop.example".lower(),
            first_name=first,
            last_name=last,
        ),
        channel="email",
        created_at=at,
        updated_at=at,
        closed_at=at if status is Status.CLOSED else None,
        message_count=1,
    )
    asked = " ".join(chance.sample(WORDS, 4))
    text = f"Where is my {asked}? My case is x{number}y, of {MEETS_NOBODY[number % 2]}."
    author = Author(kind="customer", name=f"{first} {last}", email=ticket.requester.email or "")
    id = ticket.id[:10] + base32(chance.getrandbits(80), 16)
    message = Message(
        id=id, ticket_id=ticket.id, kind="public", author=author, channel="email", text=text,
        created_at=at, version=1,
    )  # fmt: skip
    return with_message(ticket, message), message


def written(ticket: Ticket, message: Message) -> Iterator[Item]:
    """What functions and projections leave behind."""
    yield filled(items.from_ticket(ticket, 1))
    yield filled(items.from_message(message))
    yield {**keys.number(ticket.desk_id, ticket.number), "ticket_id": ticket.id}
    yield {**keys.counted(ticket.id), "seen": 1, "counts": counted(ticket, 1)}
    known: set[str] = set()
    for source in (of_ticket(ticket), of_message(message)):
        text = said(source)
        yield {
            **keys.said(ticket.id, source.id), "desk": ticket.desk_id, "said": text
        }  # fmt: skip
        for word, shown in excerpts(source, words_said(text) - known).items():
            key = keys.posting(ticket.desk_id, word, ticket.id)
            yield {**key, "source": source.id, "text": shown}
        known |= words_said(text)


def everything(
    size: int, *, desk: str, operators: tuple[str, ...], begin: datetime
) -> Iterator[Item]:
    """All items of a desk with as many tickets, its counters too."""
    counts: Counts = {}
    for number in range(size):
        ticket, message = usual(number, desk=desk, operators=operators, begin=begin)
        for of, names in counted(ticket, 1).items():
            add(counts.setdefault(of, {}), names)
        yield from written(ticket, message)
    for of, names in counts.items():
        yield {**key_of(of), **names}


def id_of(number: int, *, desk: str, begin: datetime) -> str:
    return usual(number, desk=desk, operators=("nobody",), begin=begin)[0].id
