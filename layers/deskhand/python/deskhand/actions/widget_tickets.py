"""What a visitor who is proven has in a desk's widget: his tickets."""

from typing import NamedTuple

from deskhand.actions import page
from deskhand.actions.bodies import Body, of_widget
from deskhand.actions.changes import decided_again
from deskhand.actions.comments import said, weight
from deskhand.actions.page import SeenPage
from deskhand.actions.sending import sending, sent_once
from deskhand.actions.visits import OF_KNOWN, Visit, count
from deskhand.domain import numbers
from deskhand.domain.errors import NotFound
from deskhand.domain.identity import Identity
from deskhand.domain.message import Author, Message
from deskhand.domain.ticket import Ticket
from deskhand.store.own_tickets import Person
from deskhand.wiring import Helpdesk


class OwnPage(NamedTuple):
    tickets: list[Ticket]
    position: str | None


def own(helpdesk: Helpdesk, visit: Visit, *, position: str | None, limit: int) -> OwnPage:
    """A page may have fewer tickets than wanted: in the lists stand also others, as of other
    desks."""
    known = visit.known
    ids = helpdesk.own_tickets.ids(_person(helpdesk, known), before=position, many=limit)
    found = helpdesk.tickets.get_all(ids, consistent=False)
    own = [each for each in found if each.desk_id == visit.desk.id and known.owns(each)]
    return OwnPage(own, ids[-1] if len(ids) == limit else None)


def _person(helpdesk: Helpdesk, known: Identity) -> Person:
    if not (known.email and known.proven_email):
        return Person(known.id)
    customer = helpdesk.customers.with_email(known.email)
    return Person(known.id, known.email, customer.id if customer else None)


def view(helpdesk: Helpdesk, visit: Visit, number: str, known: str = "") -> SeenPage | None:
    """`known` as in a ticket's page. Raises NotFound alike for a number that is nobody's and for
    one that is another's."""
    opened = _own_ticket(helpdesk, visit, number)
    now = page.state(helpdesk, opened)
    if known and known == now:
        return None
    outline = helpdesk.tickets.outline(opened.id)
    if not visit.known.owns(outline.ticket):
        raise NotFound
    return page.seen(helpdesk, outline, now)


def comment(
    helpdesk: Helpdesk, visit: Visit, number: str, body: Body, once: str | None = None
) -> Message:
    """`once` as in a form."""
    known, body = visit.known, body.cleaned()
    this = sending(visit.desk.id, visit.who, once, number, body)

    def attempt() -> Message:
        found = _own_ticket(helpdesk, visit, number)
        by = Author(
            kind="customer", name=known.name or found.requester.name, email=known.email or ""
        )
        return said(
            helpdesk,
            found,
            visit.desk,
            body,
            by=by,
            channel="widget",
            trust=known.proof,
            uploads_of=of_widget(visit.desk.id),
            this=this,
        )

    def send() -> Message:
        count(helpdesk, visit, "said", (visit.who, OF_KNOWN), weight=weight(body))
        return decided_again(attempt)

    return sent_once(helpdesk, this, send, lambda use: helpdesk.tickets.message(*use[1:]))


def _own_ticket(helpdesk: Helpdesk, visit: Visit, number: str) -> Ticket:
    for id in _numbered(helpdesk, visit, number):
        found = helpdesk.tickets.get(id)
        if visit.known.owns(found):
            return found
    raise NotFound


def _numbered(helpdesk: Helpdesk, visit: Visit, number: str) -> list[str]:
    """As it is given, or else in capitals, as numbers mostly are."""
    if len(number) > numbers.LONGEST:
        return []
    return helpdesk.tickets.numbered([visit.desk.id], dict.fromkeys((number, number.upper())))
