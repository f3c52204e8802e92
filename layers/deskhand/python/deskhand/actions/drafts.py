"""What an operator is writing, kept so that he finds it on another device."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from deskhand.actions.bodies import of_operator, uploaded
from deskhand.actions.changes import visible
from deskhand.domain import access
from deskhand.domain.draft import Draft, DraftId, DraftLine, Kind, excerpt, next_version
from deskhand.domain.errors import NotFound, Stale
from deskhand.domain.people import Operator
from deskhand.mail.plain import to_text
from deskhand.store.drafts import DraftMoved
from deskhand.store.files import Uploaded
from deskhand.store.table import Write
from deskhand.wiring import Helpdesk

HEAD = 5_000  # characters of HTML that are read for an excerpt


class Found(NamedTuple):
    """`files` are the attachments that are still there, by id."""

    draft: Draft
    files: dict[str, Uploaded]


def keep(
    helpdesk: Helpdesk,
    operator: Operator,
    ticket_id: str,
    kind: Kind,
    written: Mapping[str, Any],
    *,
    seen: int,
) -> Draft:
    """`written` are the fields of Draft that come from the editor, `seen` is 0 for a first one.

    Raises Stale when another device was quicker."""
    ticket, at = visible(helpdesk, operator, ticket_id), helpdesk.now()
    id = DraftId(operator.id, ticket.id, kind)
    draft = Draft(
        ticket_id=ticket.id,
        desk_id=ticket.desk_id,
        kind=kind,
        updated_at=at,
        version=next_version(seen, at=at),
        **written,
    )
    draft = draft.model_copy(update={"excerpt": _excerpt(draft)})
    try:
        helpdesk.drafts.save(id, draft, seen=seen, body_id=helpdesk.new_id())
    except DraftMoved:
        there = helpdesk.drafts.get(id, at=at)
        if there and there.says_the_same(draft):  # the answer to a first try was lost
            return there
        raise _stale(there) from None
    return draft


def _excerpt(draft: Draft) -> str:
    return excerpt(draft.text) or excerpt(to_text(draft.html[:HEAD]))


def _stale(there: Draft | None) -> Stale:
    return Stale("draft", there.version if there else 0, [there] if there else [])


def find(helpdesk: Helpdesk, operator: Operator, ticket_id: str, kind: Kind) -> Found:
    draft = helpdesk.drafts.get(DraftId(operator.id, ticket_id, kind), at=helpdesk.now())
    if draft is None:
        raise NotFound
    access.visible(helpdesk.team.desk(draft.desk_id), operator)
    return Found(draft, dict(uploaded(helpdesk, of_operator(operator), draft.attachments)))


def listed(helpdesk: Helpdesk, operator: Operator) -> list[DraftLine]:
    """The operator's own, without those of desks that he sees no more."""
    own = helpdesk.drafts.of(operator.id, at=helpdesk.now())
    seen = {desk.id for desk in helpdesk.team.desks() if desk.is_seen_by(operator)}
    return [line for line in own if line.desk_id in seen]


def discard(
    helpdesk: Helpdesk, operator: Operator, ticket_id: str, kind: Kind, *, seen: int
) -> None:
    """At any version if `seen` is 0; what is not there is discarded already."""
    id = DraftId(operator.id, ticket_id, kind)
    with _refused_when_moved(helpdesk, id):
        helpdesk.drafts.discard(id, seen=seen)


@contextmanager
def sent(
    helpdesk: Helpdesk, operator: Operator, ticket_id: str, kind: Kind, version: int
) -> Iterator[list[Write]]:
    """What removes the draft that is being sent; nothing if there is none, at version 0.

    As it goes with the message or not at all, a draft that two devices send is sent once."""
    id = DraftId(operator.id, ticket_id, kind)
    with _refused_when_moved(helpdesk, id):
        yield [helpdesk.drafts.removed(id, version)] if version else []


@contextmanager
def _refused_when_moved(helpdesk: Helpdesk, id: DraftId) -> Iterator[None]:
    try:
        yield
    except DraftMoved:
        raise _stale(helpdesk.drafts.get(id, at=helpdesk.now())) from None
