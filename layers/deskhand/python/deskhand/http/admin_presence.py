"""Who has a ticket open: told and asked in one light request, every ten seconds from each tab."""

from aws_lambda_powertools.event_handler import Response

from deskhand.actions import presence
from deskhand.domain.presence import Presence
from deskhand.http import requests, side_bar, writing_shapes
from deskhand.http.app import Router
from deskhand.http.signed_in import Me
from deskhand.http.writing_shapes import Colleague
from deskhand.wiring import helpdesk

router = Router()


@router.post(
    "/api/admin/tickets/<id>/presence",
    summary="Tell that I have it open, and learn who else has",
    tags=["presence"],
)
def tell_presence(me: Me, id: str, mine: requests.Presence) -> writing_shapes.Around:
    """Lasts for 25 seconds, and brings what the side bar shows. A `version` above the one that was
    loaded says: load it again."""
    ticket, present = presence.tell(helpdesk(), me, id, writing=mine.writing)
    others = [_colleague(other) for other in present]
    return writing_shapes.Around(
        version=ticket.version,
        updated_at=ticket.updated_at,
        others=others,
        counters=side_bar.counters(helpdesk(), me),
    )


def _colleague(other: Presence) -> Colleague:
    return Colleague(**other.model_dump(include=set(Colleague.model_fields)))


@router.delete(
    "/api/admin/tickets/<id>/presence",
    summary="Tell that I have closed it",
    tags=["presence"],
    status_code=204,
)
def leave_ticket(me: Me, id: str) -> Response[None]:
    presence.leave(helpdesk(), me, id)
    return Response(status_code=204)
