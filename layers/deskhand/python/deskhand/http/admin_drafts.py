"""What an operator is writing: seen by nobody but him."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from deskhand.actions import drafts
from deskhand.domain.draft import Draft, Kind
from deskhand.http import requests, showing, writing_shapes
from deskhand.http.app import Router
from deskhand.http.signed_in import Me
from deskhand.http.versions import IfMatch, version
from deskhand.wiring import helpdesk

router = Router()
OfKind = Annotated[Kind, Query()]


@router.get("/api/admin/drafts", summary="My drafts, the last changed first", tags=["drafts"])
def list_drafts(me: Me) -> writing_shapes.DraftList:
    return writing_shapes.DraftList(items=drafts.listed(helpdesk(), me), cursor=None)


@router.get("/api/admin/tickets/<id>/draft", summary="What I was writing", tags=["drafts"])
def get_draft(me: Me, id: str, kind: OfKind) -> writing_shapes.FoundDraft:
    draft, found = drafts.find(helpdesk(), me, id, kind)
    return writing_shapes.FoundDraft(**draft.model_dump(), files=showing.uploads(found))


@router.put("/api/admin/tickets/<id>/draft", summary="Keep what I am writing", tags=["drafts"])
def keep_draft(me: Me, id: str, draft: requests.DraftChange, if_match: IfMatch = None) -> Draft:
    """`If-Match` is the draft's version, 0 or absent for a first one. Refused with the draft that
    is there when another device was quicker."""
    written = draft.given()
    kind = written.pop("kind")
    return drafts.keep(helpdesk(), me, id, kind, written, seen=version(if_match) or 0)


@router.delete(
    "/api/admin/tickets/<id>/draft",
    summary="Throw away what I was writing",
    tags=["drafts"],
    status_code=204,
)
def discard_draft(me: Me, id: str, kind: OfKind, if_match: IfMatch = None) -> Response[None]:
    """With `If-Match` it is refused when another device has changed the draft meanwhile."""
    drafts.discard(helpdesk(), me, id, kind, seen=version(if_match) or 0)
    return Response(status_code=204)
