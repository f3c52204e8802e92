from aws_lambda_powertools.event_handler import Response

from deskhand.actions import canned_replies
from deskhand.domain.kept import CannedReply
from deskhand.http import kept_shapes, requests
from deskhand.http.app import Router
from deskhand.http.signed_in import Me
from deskhand.http.versions import IfMatch, version
from deskhand.wiring import helpdesk

router = Router()
TAGS = ["canned replies"]


@router.get("/api/admin/canned-replies", summary="List canned replies by name", tags=TAGS)
def list_canned_replies(me: Me) -> kept_shapes.CannedReplyList:
    """His own, and the team's of the desks that he sees."""
    return kept_shapes.CannedReplyList(items=canned_replies.seen(helpdesk(), me), cursor=None)


@router.post("/api/admin/canned-replies", summary="Keep a canned reply", tags=TAGS, status_code=201)
def add_canned_reply(me: Me, new: requests.NewCannedReply) -> CannedReply:
    """His own; with `owner` null the team's, which is for admins."""
    return canned_replies.add(helpdesk(), me, new.given())


@router.get("/api/admin/canned-replies/<id>", summary="A canned reply", tags=TAGS)
def get_canned_reply(me: Me, id: str) -> CannedReply:
    return canned_replies.get(helpdesk(), me, id)


@router.patch("/api/admin/canned-replies/<id>", summary="Change a canned reply", tags=TAGS)
def change_canned_reply(
    me: Me, id: str, change: requests.CannedReplyChange, if_match: IfMatch = None
) -> CannedReply:
    return canned_replies.change(helpdesk(), me, id, change.given(), seen=version(if_match))


@router.delete(
    "/api/admin/canned-replies/<id>", summary="Remove a canned reply", tags=TAGS, status_code=204
)
def remove_canned_reply(me: Me, id: str) -> Response[None]:
    canned_replies.remove(helpdesk(), me, id)
    return Response(status_code=204)


@router.post(
    "/api/admin/tickets/<id>/canned-replies/<reply_id>",
    summary="A canned reply filled in for a ticket; nothing is sent",
    tags=TAGS,
)
def fill_canned_reply(me: Me, id: str, reply_id: str) -> kept_shapes.FilledReply:
    return kept_shapes.FilledReply(text=canned_replies.filled(helpdesk(), me, id, reply_id))
