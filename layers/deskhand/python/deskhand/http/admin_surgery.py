"""Merging and splitting tickets, and deleting them."""

from aws_lambda_powertools.event_handler import Response

from deskhand.actions import deleting, merging, splitting
from deskhand.http import requests, shapes, showing
from deskhand.http.app import Router
from deskhand.http.signed_in import Me
from deskhand.http.versions import IfMatch, version
from deskhand.wiring import helpdesk

router = Router()


@router.post(
    "/api/admin/tickets/<id>/merge",
    summary="Merge the ticket into another of its desk",
    tags=["tickets"],
)
def merge_ticket(me: Me, id: str, merge: requests.Merge, if_match: IfMatch = None) -> shapes.Ticket:
    """Answers the merged ticket, closed: what is said on it from then on is said on the other."""
    merged = merging.merge(helpdesk(), me, id, merge.into, seen=version(if_match))
    return showing.ticket(helpdesk(), merged)


@router.post(
    "/api/admin/tickets/<id>/unmerge",
    summary="Give a merged ticket back as it was",
    tags=["tickets"],
)
def unmerge_ticket(me: Me, id: str, if_match: IfMatch = None) -> shapes.Ticket:
    """What was said since the merge stays where it was said."""
    unmerged = merging.unmerge(helpdesk(), me, id, seen=version(if_match))
    return showing.ticket(helpdesk(), unmerged)


@router.post(
    "/api/admin/tickets/<id>/messages/<message_id>/split",
    summary="Give a customer's message a ticket of its own",
    tags=["tickets"],
    status_code=201,
)
def split_ticket(
    me: Me, id: str, message_id: str, split: requests.Split, if_match: IfMatch = None
) -> shapes.Ticket:
    """Answers the new ticket, also when the message was split off before."""
    opened = splitting.split(helpdesk(), me, id, message_id, split.subject, seen=version(if_match))
    return showing.ticket(helpdesk(), opened)


@router.delete(
    "/api/admin/tickets/<id>",
    summary="Delete the ticket with all that it holds",
    tags=["tickets"],
    status_code=204,
)
def delete_ticket(me: Me, id: str, if_match: IfMatch = None) -> Response[None]:
    """Admins only. Whatever is left of a large one goes within minutes."""
    deleting.delete(helpdesk(), me, id, seen=version(if_match))
    return Response(status_code=204)
