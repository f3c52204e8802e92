"""The routes behind a ticket's public link. The token travels in the Authorization header only."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Depends, Response
from aws_lambda_powertools.event_handler.request import Request

from deskhand.actions import page
from deskhand.http import page_shapes, requests, shapes, showing
from deskhand.http.app import Known, Router
from deskhand.wiring import helpdesk

router = Router()


def link_token(request: Request) -> str:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


Token = Annotated[str, Depends(link_token)]


@router.get("/api/ticket", summary="The ticket as its customer sees it", tags=["ticket page"])
def get_page(token: Token, known: Known = "") -> Response[page_shapes.TicketPage | None]:
    return showing.page_unless_known(helpdesk(), page.view(helpdesk(), token, known))


@router.post(
    "/api/ticket/comments", summary="Write to the desk", tags=["ticket page"], status_code=201
)
def comment(token: Token, comment: requests.Comment) -> page_shapes.PageMessage:
    written = page.comment(helpdesk(), token, comment.body(), comment.once)
    router.tell(written.ticket_id)
    return showing.page_message(helpdesk(), written)


@router.post(
    "/api/ticket/attachments", summary="Announce a file", tags=["ticket page"], status_code=201
)
def announce_file_on_page(token: Token, new: requests.NewUpload) -> shapes.Upload:
    form = page.upload(
        helpdesk(), token, filename=new.filename, content_type=new.content_type, size=new.size
    )
    return shapes.Upload.model_validate(form)


@router.get("/api/health", summary="Whether the API answers", tags=["health"])
def health() -> shapes.Health:
    return shapes.Health(status="ok")
