"""The widget's routes. Without an identity token a visitor has the form, and nothing else."""

from typing import Annotated
from urllib.parse import unquote

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path

from deskhand.actions import widget_form, widget_tickets
from deskhand.actions.tickets import link_url
from deskhand.http import page_shapes, requests, shapes, showing, widget_shapes
from deskhand.http.app import Cursor, Known, Limit, Router
from deskhand.http.cursors import cursor as cursor_at
from deskhand.http.cursors import position
from deskhand.http.visitors import Visiting
from deskhand.wiring import helpdesk

router = Router()
TAGS = ["widget"]
DeskToken = Annotated[str, Path(description="The desk's public token.")]
Number = Annotated[str, Path(description="The ticket's number.")]


@router.get("/api/widget/<desk_token>", summary="The desk and its form", tags=TAGS)
def get_widget(desk_token: DeskToken, visit: Visiting) -> widget_shapes.WidgetDesk:
    desk = visit.desk
    shown = {"name", "colour", "language", "visitors_language", "help_text", "attachments"}
    categories = desk.categories if "category" in desk.widget_fields else ()
    return widget_shapes.WidgetDesk(
        **desk.model_dump(include=shown),
        ink=desk.ink,
        fields=[f for f in desk.widget_fields if f != "category" or categories],
        categories=[
            widget_shapes.WidgetCategory(**each.model_dump(exclude={"default_assignee"}))
            for each in categories
        ],
        limits=widget_shapes.WidgetLimits(),
        start=widget_form.started(helpdesk(), visit),
        challenge=visit.challenge,
        identity=visit.identification,
    )


@router.post(
    "/api/widget/<desk_token>/tickets", summary="Send the form", tags=TAGS, status_code=201
)
def send_form(
    desk_token: DeskToken, form: widget_shapes.WidgetForm, visit: Visiting
) -> widget_shapes.Sent:
    opened = widget_form.open(helpdesk(), visit, form.form())
    router.tell(opened.id)
    return widget_shapes.Sent(number=opened.number, url=link_url(helpdesk(), opened))


@router.get("/api/widget/<desk_token>/tickets", summary="The visitor's own tickets", tags=TAGS)
def list_own_tickets(
    desk_token: DeskToken, visit: Visiting, limit: Limit = 20, cursor: Cursor = None
) -> widget_shapes.OwnTicketList:
    query, keyring = f"own\0{visit.desk.id}\0{visit.known.id}", helpdesk().keyring
    before = position(cursor, query, keyring)
    found = widget_tickets.own(helpdesk(), visit, position=before, limit=limit)
    fields = set(widget_shapes.OwnTicket.model_fields)
    return widget_shapes.OwnTicketList(
        items=[
            widget_shapes.OwnTicket(**each.model_dump(include=fields)) for each in found.tickets
        ],
        cursor=cursor_at(found.position, query, keyring),
    )


@router.get(
    "/api/widget/<desk_token>/tickets/<number>", summary="One of them, as on its page", tags=TAGS
)
def get_own_ticket(
    desk_token: DeskToken, number: Number, visit: Visiting, known: Known = ""
) -> Response[page_shapes.TicketPage | None]:
    seen = widget_tickets.view(helpdesk(), visit, unquote(number), known)
    return showing.page_unless_known(helpdesk(), seen)


@router.post(
    "/api/widget/<desk_token>/tickets/<number>/comments",
    summary="Write to the desk about it; a closed one reopens",
    tags=TAGS,
    status_code=201,
)
def comment_in_widget(
    desk_token: DeskToken, number: Number, comment: requests.Comment, visit: Visiting
) -> page_shapes.PageMessage:
    ticket, body = unquote(number), comment.body()
    written = widget_tickets.comment(helpdesk(), visit, ticket, body, comment.once)
    router.tell(written.ticket_id)
    return showing.page_message(helpdesk(), written)


@router.post(
    "/api/widget/<desk_token>/attachments", summary="Announce a file", tags=TAGS, status_code=201
)
def announce_file_in_widget(
    desk_token: DeskToken, new: requests.NewUpload, visit: Visiting
) -> shapes.Upload:
    form = widget_form.upload(
        helpdesk(), visit, filename=new.filename, content_type=new.content_type, size=new.size
    )
    return shapes.Upload.model_validate(form)
