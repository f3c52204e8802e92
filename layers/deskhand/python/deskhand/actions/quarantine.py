"""The mail that became nothing: looked at, decided again, taken in by hand, or discarded.

What reads mail is a tenth of a cold start: it is imported where an operator wants a mail read."""

import contextlib
from collections.abc import Iterable
from typing import NamedTuple

from deskhand.actions.incoming import ByHand, Incoming
from deskhand.domain import access
from deskhand.domain.desk import Desk
from deskhand.domain.errors import Conflict, Invalid, NotFound
from deskhand.domain.inbound import NO_DESK, Receipt, State
from deskhand.domain.people import Operator, Role
from deskhand.mail.html import sanitise
from deskhand.mail.model import InboundMail
from deskhand.mail.source import header_fields
from deskhand.store.receipts import Page
from deskhand.wiring import Helpdesk

MOST_SHOWN = 1_000_000  # bytes of a mail that are read to show it


class Shown(NamedTuple):
    """`headers` in the order of the mail; `whole` is False where only its beginning was read."""

    receipt: Receipt
    mail: InboundMail
    headers: list[tuple[str, str]]
    html: str
    whole: bool
    url: str


def page(
    helpdesk: Helpdesk,
    operator: Operator,
    desk_ids: Iterable[str],
    state: State,
    *,
    position: str | None,
    limit: int,
) -> Page:
    """Mail of no desk is for admins: it may be anybody's."""
    seen = _seen(helpdesk, operator)
    wanted = list(desk_ids) or seen
    if set(wanted) - set(seen):
        raise NotFound
    return helpdesk.receipts.page(wanted, state, position=position, limit=limit)


def _seen(helpdesk: Helpdesk, operator: Operator) -> list[str]:
    desks = [desk.id for desk in helpdesk.team.desks() if desk.is_seen_by(operator)]
    return [*desks, ""] if operator.role is Role.ADMIN else desks


def counts(helpdesk: Helpdesk, operator: Operator) -> dict[str, dict[str, int]]:
    """By desk id; of each received mail stands there what came of it."""
    seen = _seen(helpdesk, operator)
    counted = helpdesk.counters.of({id or NO_DESK: 1 for id in seen}).desks
    return {id: counted[id or NO_DESK] for id in seen}


def find(helpdesk: Helpdesk, operator: Operator, mail_id: str, desk_id: str) -> Receipt:
    if desk_id:
        access.visible(helpdesk.team.desk(desk_id), operator)
    elif operator.role is not Role.ADMIN:
        raise NotFound
    receipt = helpdesk.receipts.get(mail_id, desk_id)
    if receipt is None:
        raise NotFound
    return receipt


def show(helpdesk: Helpdesk, operator: Operator, mail_id: str, desk_id: str) -> Shown:
    from deskhand.mail.parse import parse

    receipt = find(helpdesk, operator, mail_id, desk_id)
    raw = helpdesk.mail.beginning(mail_id, MOST_SHOWN)
    mail = parse(raw)
    html = sanitise(mail.html) if mail.html else ""
    url = helpdesk.mail.raw_url(mail_id)
    return Shown(receipt, mail, header_fields(raw), html, len(raw) < MOST_SHOWN, url)


def retry(helpdesk: Helpdesk, operator: Operator, mail_id: str, desk_id: str) -> list[Receipt]:
    """As if it came now: for mail to an address that a desk has got since, or that a newer version
    can read."""
    from deskhand.actions.receive import desks_of

    waiting = _waiting(helpdesk, operator, mail_id, desk_id)
    delivery = waiting.delivery
    assert delivery  # noqa: S101 - what waits has it
    desks = [_desk(helpdesk, desk_id)] if desk_id else desks_of(helpdesk, delivery)
    if not desks:
        raise Invalid("id", "no desk has this address yet: make a ticket of it at one of them")
    return _again(helpdesk, waiting, desks)


def accept(
    helpdesk: Helpdesk, operator: Operator, mail_id: str, desk_id: str, *, at_desk: str | None
) -> list[Receipt]:
    """Takes it in whatever was found wrong with it: on the ticket that it answers, else a new one.
    Its sender gets no automatic mail for it."""
    waiting = _waiting(helpdesk, operator, mail_id, desk_id)
    if not (desk_id or at_desk):
        raise Invalid("desk_id", "say which desk: the mail was to none")
    if desk_id and at_desk not in (None, desk_id):
        raise Invalid("desk_id", "the mail was to another desk")
    desk = access.visible(helpdesk.team.desk(desk_id or at_desk or ""), operator)
    return _again(helpdesk, waiting, [desk], ByHand(operator.name, helpdesk.now()))


def discard(helpdesk: Helpdesk, operator: Operator, mail_id: str, desk_id: str) -> Receipt:
    """It can be taken in still, as long as its original is kept."""
    waiting = _waiting(helpdesk, operator, mail_id, desk_id)
    if waiting.state == "discarded":
        return waiting
    discarded = waiting.discarded(by=operator.name, at=helpdesk.now())
    helpdesk.receipts.keep(discarded, waiting)
    return discarded


def _waiting(helpdesk: Helpdesk, operator: Operator, mail_id: str, desk_id: str) -> Receipt:
    receipt = find(helpdesk, operator, mail_id, desk_id)
    if not receipt.is_waiting or receipt.delivery is None:
        raise Invalid("id", "was taken in already")
    return receipt


def _desk(helpdesk: Helpdesk, desk_id: str) -> Desk:
    desk = helpdesk.team.desk(desk_id)
    if desk is None:
        raise NotFound
    return desk


def _again(
    helpdesk: Helpdesk, waiting: Receipt, desks: list[Desk], by_hand: ByHand | None = None
) -> list[Receipt]:
    from deskhand.actions.receive import decided, read

    assert waiting.delivery  # noqa: S101 - what waits has it
    mail, hindrance = read(helpdesk, waiting.id)
    before = waiting if waiting.desk_id else None
    decisions = [
        decided(helpdesk, Incoming(desk, waiting.delivery, mail, by_hand), hindrance, before)
        for desk in desks
    ]
    if before is None:  # each desk that it came to has a receipt of its own now
        with contextlib.suppress(Conflict):  # somebody else did the same in this moment
            helpdesk.receipts.remove(waiting)
    return decisions
