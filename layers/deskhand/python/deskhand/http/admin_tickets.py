from typing import Annotated, Any, TypedDict

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import AwareDatetime

from deskhand.actions import bodies, browse, edits, search, tickets, viewing
from deskhand.domain.errors import HelpdeskError, Invalid
from deskhand.domain.kept import LONGEST_QUERY
from deskhand.domain.listing import Listing, Sort
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Priority, Status
from deskhand.http import cursors, requests, shapes, showing, side_bar
from deskhand.http.app import Cursor, Limit, Router
from deskhand.http.signed_in import Me
from deskhand.http.versions import IfMatch, version
from deskhand.wiring import helpdesk

router = Router()


class Where(TypedDict):
    position: str | None
    limit: int


SEARCH = (
    'Words, found newest first: the last may be a beginning. Also "a phrase", -without, '
    "from:ada, status:open, tag:vip, desk:support, after:2026-01-31, before:2026-02. "
    "A ticket's number finds it first; `sort` does not apply."
)
SORT = (
    "`priority` has the most urgent first, and the oldest of them; `due` is when snoozed ones wake."
)
Filter = Annotated[str | None, Query(max_length=300)]


@router.get("/api/admin/tickets", summary="List and search tickets", tags=["tickets"])
def list_tickets(
    me: Me,
    desk: Annotated[list[str], Query(description="Ids of desks; none means all.")] = [],  # noqa: B006
    status: Annotated[list[Status], Query(description="None means all.")] = [],  # noqa: B006
    assignee: Annotated[
        str | None, Query(description="me, none or an operator's id.", max_length=300)
    ] = None,
    priority: Annotated[Priority | None, Query()] = None,
    category: Filter = None,
    tag: Filter = None,
    customer: Filter = None,
    snoozed: Annotated[bool | None, Query(description="Only those that sleep, or none.")] = None,
    due_before: Annotated[
        AwareDatetime | None, Query(description="Snoozed ones that wake before.")
    ] = None,
    q: Annotated[str, Query(description=SEARCH, max_length=LONGEST_QUERY)] = "",
    sort: Annotated[Sort, Query(description=SORT)] = "-updated_at",
    counters: Annotated[bool, Query(description="Bring those of the side bar along.")] = False,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> shapes.TicketList:
    listing = Listing(
        desks=tuple(desk),
        statuses=tuple(dict.fromkeys(status)) or tuple(Status),
        assignee=me.id if assignee == "me" else assignee,
        priority=priority,
        category=category,
        tag=tag,
        customer=customer,
        snoozed=snoozed,
        due_before=due_before,
        sort=sort,
    )
    asked = f"tickets\0{listing.model_dump_json()}\0{q}"
    keyring = helpdesk().keyring
    where: Where = {"position": cursors.position(cursor, asked, keyring), "limit": limit}
    if q.strip():
        found = search.page(helpdesk(), me, listing, q, **where)
    else:
        found = browse.page(helpdesk(), me, listing, **where)
    return shapes.TicketList(
        items=[showing.listed(helpdesk(), each, found.postings) for each in found.tickets],
        cursor=cursors.cursor(found.position, asked, keyring),
        partial=found.partial,
        note=found.note,
        counters=side_bar.counters(helpdesk(), me) if counters else None,
    )


@router.post("/api/admin/tickets", summary="Open a ticket", tags=["tickets"], status_code=201)
def open_ticket(me: Me, new: requests.NewTicket) -> shapes.Ticket:
    opening = tickets.Opening(**new.model_dump(exclude={"text", "html", "attachments"}))
    return showing.ticket(helpdesk(), tickets.open(helpdesk(), opening, new.body(), operator=me))


@router.post("/api/admin/tickets/bulk", summary="Change many tickets", tags=["tickets"])
def change_tickets(me: Me, bulk: requests.Bulk) -> shapes.BulkResults:
    results = edits.change_many(helpdesk(), me, bulk.ids, bulk.change.given())
    return shapes.BulkResults(items=[_result(id, outcome) for id, outcome in results])


def _result(id: str, outcome: object) -> shapes.BulkResult:
    if isinstance(outcome, Invalid):
        return shapes.BulkResult(id=id, ok=False, error=str(outcome))
    if isinstance(outcome, HelpdeskError):
        return shapes.BulkResult(id=id, ok=False, error=type(outcome).__name__)
    return shapes.BulkResult(id=id, ok=True)


@router.get("/api/admin/tickets/<id>", summary="A ticket with its conversation", tags=["tickets"])
def get_ticket(me: Me, id: str) -> shapes.Conversation:
    return showing.conversation(helpdesk(), viewing.view(helpdesk(), me, id))


@router.patch("/api/admin/tickets/<id>", summary="Change a ticket", tags=["tickets"])
def change_ticket(
    me: Me, id: str, change: requests.TicketChange, if_match: IfMatch = None
) -> shapes.Ticket:
    changed = edits.change(helpdesk(), me, id, change.given(), seen=version(if_match))
    return showing.ticket(helpdesk(), changed)


@router.post(
    "/api/admin/tickets/<id>/replies",
    summary="Answer the customer",
    tags=["tickets"],
    status_code=201,
)
def reply(me: Me, id: str, reply: requests.Reply, if_match: IfMatch = None) -> shapes.Message:
    """With `If-Match` it is refused when the thread moved on meanwhile."""
    message = tickets.reply(
        helpdesk(),
        me,
        id,
        reply.body(),
        ccs=None if reply.cc is None else tuple(reply.cc),
        status=reply.status,
        seen=version(if_match),
        draft_version=reply.draft_version,
    )
    return showing.opened(helpdesk(), message)


@router.post(
    "/api/admin/tickets/<id>/notes",
    summary="Write a note that the customer never sees",
    tags=["tickets"],
    status_code=201,
)
def note(me: Me, id: str, note: requests.Note) -> shapes.Message:
    message = tickets.note(
        helpdesk(),
        me,
        id,
        note.body(),
        mentions=tuple(note.mentions),
        draft_version=note.draft_version,
    )
    return showing.opened(helpdesk(), message)


@router.post(
    "/api/admin/tickets/<id>/link",
    summary="Give the ticket a new public link; the old one leads nowhere",
    tags=["tickets"],
)
def renew_link(me: Me, id: str) -> shapes.Ticket:
    return showing.ticket(helpdesk(), edits.renew_link(helpdesk(), me, id))


@router.post("/api/admin/attachments", summary="Announce a file", tags=["tickets"], status_code=201)
def announce_file(me: Me, new: requests.NewUpload) -> shapes.Upload:
    return shapes.Upload(**_form(me, new))


def _form(me: Operator, new: requests.NewUpload) -> dict[str, Any]:
    return bodies.upload_form(
        helpdesk(),
        bodies.of_operator(me),
        filename=new.filename,
        content_type=new.content_type,
        size=new.size,
    )
