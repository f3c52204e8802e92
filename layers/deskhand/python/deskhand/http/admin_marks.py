"""What I have read: seen by nobody else."""

from aws_lambda_powertools.event_handler import Response

from deskhand.actions import marks
from deskhand.domain.marks import all_read_until
from deskhand.http import cursors, requests, writing_shapes
from deskhand.http.app import Cursor, Router
from deskhand.http.signed_in import Me
from deskhand.wiring import helpdesk

router = Router()


@router.get("/api/admin/read", summary="What I have read", tags=["read"])
def list_read(me: Me, cursor: Cursor = None) -> writing_shapes.MarkList:
    """A ticket is unread if its `heard_at` is later than `at` of its mark, or than `since` if it
    has none."""
    asked, keyring = f"read\0{me.id}", helpdesk().keyring
    found = marks.page(helpdesk(), me, cursors.position(cursor, asked, keyring))
    return writing_shapes.MarkList(
        items=found.marks,
        since=all_read_until(me, at=helpdesk().now()),
        cursor=cursors.cursor(found.position, asked, keyring),
    )


@router.put(
    "/api/admin/tickets/<id>/read",
    summary="Tell that I have read it",
    tags=["read"],
    status_code=204,
)
def read_ticket(me: Me, id: str, read: requests.Read) -> Response[None]:
    """`at` is the `updated_at` of the ticket as it was shown: told once for each that is. What
    another device told of a later one stays."""
    marks.read(helpdesk(), me, id, until=read.at)
    return Response(status_code=204)


@router.delete(
    "/api/admin/tickets/<id>/read",
    summary="Mark it unread again",
    tags=["read"],
    status_code=204,
)
def unread_ticket(me: Me, id: str) -> Response[None]:
    marks.unread(helpdesk(), me, id)
    return Response(status_code=204)
