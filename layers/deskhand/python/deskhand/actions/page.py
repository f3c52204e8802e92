"""The public ticket page: whoever holds the link sees the conversation without notes, and may
write."""

import hashlib
import hmac
from typing import NamedTuple

from deskhand.actions.bodies import Body, of_visitor, upload_form
from deskhand.actions.changes import decided_again, desk_of
from deskhand.actions.comments import require_files_taken, said, weight
from deskhand.actions.merged import on_page
from deskhand.actions.sending import sending, sent_once
from deskhand.domain import taking_back, ticket
from deskhand.domain.desk import Desk
from deskhand.domain.errors import NotFound, Renewed
from deskhand.domain.message import Author, Message
from deskhand.domain.ticket import Ticket
from deskhand.domain.tokens import Claim, link_claim
from deskhand.store.tickets import Conversation
from deskhand.wiring import Helpdesk

# An hour. A link may have been passed on: whoever has it must not flood the ticket.
MOST_COMMENTS, MOST_FILES = 60, 120
SIGNED = 300  # seconds: addresses of files are good for twice as long


class SeenPage(NamedTuple):
    """While a page has this `state` it shows the same; it is empty where only looking tells."""

    conversation: Conversation
    desk: Desk
    may_comment: bool
    state: str


def view(helpdesk: Helpdesk, token: str, known: str = "") -> SeenPage | None:
    """None if it is still at the state that is known."""
    claim = _claim(token)
    opened = helpdesk.tickets.get(claim.ticket_id)
    _require_proof(helpdesk, claim, opened)
    now = state(helpdesk, opened, since=claim.since)
    if known and known == now:
        return None
    outline = helpdesk.tickets.outline(opened.id)
    _require_proof(helpdesk, claim, outline.ticket)
    return seen(helpdesk, outline, now, since=claim.since)


def seen(helpdesk: Helpdesk, outline: Conversation, state: str, *, since: int = 0) -> SeenPage:
    """`state` is that of the ticket before what is said there was read: what came in between is
    told next time. `since` as in link_url."""
    page, at = on_page(helpdesk, outline, since), helpdesk.now()
    desk = desk_of(helpdesk, page.ticket)
    said = [m for m in page.messages if not taking_back.is_held_back(m, desk, at=at)]
    is_over = not ticket.takes_more(page.ticket, reopen_days=desk.reopen_days, at=at)
    may_comment = not is_over and page.ticket.merged_into is None
    is_all = len(said) == len(page.messages)
    shown = helpdesk.tickets.shown(page._replace(messages=said))
    return SeenPage(shown, desk, may_comment, state if is_all else "")


def state(helpdesk: Helpdesk, shown: Ticket, *, since: int = 0) -> str:
    """Of a ticket by itself: what else of merged ones there is, it can't tell. Keyed, since its
    version counts also what the team does among itself."""
    if shown.merged_into or shown.merged:
        return ""
    desk, at = desk_of(helpdesk, shown), helpdesk.now()
    may_comment = ticket.takes_more(shown, reopen_days=desk.reopen_days, at=at)
    parts = (shown.id, since, shown.version, desk.version, may_comment, at.timestamp() // SIGNED)
    secret, text = helpdesk.keyring.keys[0].secret, "\0".join(map(str, ("page", *parts)))
    return hmac.digest(secret, text.encode(), hashlib.sha256).hex()[:32]


def comment(helpdesk: Helpdesk, token: str, body: Body, once: str | None = None) -> Message:
    """The link proves that somebody got a mail of ours, not that he is the requester. `once` as in
    the widget's form."""
    body = body.cleaned()
    opened, desk, _ = _opened(helpdesk, token)
    this = sending(desk.id, f"link#{opened.id}", once, body)

    def attempt() -> Message:
        now, desk, claim = _opened(helpdesk, token)
        return said(
            helpdesk,
            now,
            desk,
            body,
            by=Author(kind="customer", name="" if claim.since else now.requester.name),
            channel="link",
            trust="link",
            uploads_of=of_visitor(now.id),
            this=this,
        )

    def send() -> Message:
        _count(helpdesk, opened, "said", MOST_COMMENTS, weight(body))
        return decided_again(attempt)

    return sent_once(helpdesk, this, send, lambda use: helpdesk.tickets.message(*use[1:]))


def upload(
    helpdesk: Helpdesk, token: str, *, filename: str, content_type: str, size: int
) -> dict[str, object]:
    found, desk, _ = _opened(helpdesk, token)
    require_files_taken(desk)
    _count(helpdesk, found, "file", MOST_FILES)
    place = of_visitor(found.id)
    return upload_form(helpdesk, place, filename=filename, content_type=content_type, size=size)


def _count(helpdesk: Helpdesk, ticket: Ticket, kind: str, most: int, weight: int = 1) -> None:
    who, at = f"link#{ticket.id}", helpdesk.now()
    helpdesk.quotas.count(ticket.desk_id, who, kind, at=at, most=most, weight=weight)


def _opened(helpdesk: Helpdesk, token: str) -> tuple[Ticket, Desk, Claim]:
    claim = _claim(token)
    found = helpdesk.tickets.get(claim.ticket_id)
    _require_proof(helpdesk, claim, found)
    return found, desk_of(helpdesk, found), claim


def _claim(token: str) -> Claim:
    claim = link_claim(token)
    if claim is None:
        raise NotFound
    return claim


def _require_proof(helpdesk: Helpdesk, claim: Claim, found: Ticket) -> None:
    """Raises NotFound alike for a token that is wrong or altered and for a ticket that is none;
    Renewed for one that opened the ticket before it got a new link."""
    if claim.proves(found, helpdesk.keyring):
        return
    raise Renewed if claim.proved(found, helpdesk.keyring) else NotFound
