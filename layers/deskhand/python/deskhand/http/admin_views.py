from typing import Any

from aws_lambda_powertools.event_handler import Response

from deskhand.actions import views
from deskhand.domain.kept import View
from deskhand.domain.people import Operator
from deskhand.http import kept_shapes, requests
from deskhand.http.app import Router
from deskhand.http.signed_in import Me
from deskhand.http.versions import IfMatch, version
from deskhand.wiring import helpdesk

router = Router()


@router.get("/api/admin/views", summary="List views as in the side bar", tags=["views"])
def list_views(me: Me) -> kept_shapes.ViewList:
    """His own, and the team's of the desks that he sees."""
    items = [_shown(view) for view in views.seen(helpdesk(), me)]
    return kept_shapes.ViewList(items=items, cursor=None)


@router.post("/api/admin/views", summary="Keep a view", tags=["views"], status_code=201)
def add_view(me: Me, new: requests.NewView) -> kept_shapes.ShownView:
    """His own; `shared` the team's, which is for admins."""
    return _shown(views.add(helpdesk(), me, _fields(me, new)))


@router.patch("/api/admin/views/<id>", summary="Change a view", tags=["views"])
def change_view(
    me: Me, id: str, change: requests.ViewChange, if_match: IfMatch = None
) -> kept_shapes.ShownView:
    """`filters` are replaced as a whole."""
    fields = _fields(me, change)
    return _shown(views.change(helpdesk(), me, id, fields, seen=version(if_match)))


@router.delete("/api/admin/views/<id>", summary="Remove a view", tags=["views"], status_code=204)
def remove_view(me: Me, id: str) -> Response[None]:
    views.remove(helpdesk(), me, id)
    return Response(status_code=204)


def _fields(me: Operator, change: requests.ViewChange) -> dict[str, Any]:
    given = change.given()
    if "shared" in given:
        given["owner"] = None if given.pop("shared") else me.id
    return given


def _shown(view: View) -> kept_shapes.ShownView:
    return kept_shapes.ShownView(
        **view.model_dump(exclude={"owner", "filters"}),
        filters=view.filters,
        shared=view.owner is None,
    )
