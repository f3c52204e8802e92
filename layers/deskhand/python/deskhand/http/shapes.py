"""What the APIs answer, beside what the domain's own values show of themselves."""

from typing import Literal

from deskhand.domain import desk as desks
from deskhand.domain.history import EventKind
from deskhand.domain.message import Delivery, Flag, Kind
from deskhand.domain.people import Customer, Operator, Proof, Requester
from deskhand.domain.suppression import Suppression
from deskhand.domain.ticket import Channel, LinkedBy, OfSite, Priority, Status, TicketRef
from deskhand.domain.value import Instant
from deskhand.http.shape import Shape


class Ticket(Shape):
    """`preview` is the beginning of what was last said to or by the customer, `preview_by` who said
    it; `heard_at` when the customer last wrote; `files` whether there are any; `followers` are ids
    of operators."""

    id: str
    number: str
    desk_id: str
    subject: str
    status: Status
    priority: Priority
    category: str | None
    tags: list[str]
    assignee: str | None
    requester: Requester
    customer_id: str | None
    linked_by: LinkedBy | None
    ccs: list[str]
    followers: list[str]
    channel: Channel
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | None
    snoozed_until: Instant | None
    version: int
    link_url: str
    message_count: int
    preview: str
    preview_by: Literal["customer", "operator"] | None
    files: bool
    heard_at: Instant | None
    continues: str | None
    merged_into: TicketRef | None


class Author(Shape):
    kind: Literal["customer", "operator", "system"]
    name: str
    email: str


class Attachment(Shape):
    """`url` is good for ten minutes and always saves a file."""

    id: str
    filename: str
    content_type: str
    size: int
    inline: bool
    content_id: str
    url: str


class Message(Shape):
    """`text` is what the person newly wrote, `html` the sanitised whole. `delivery_detail` is what
    the other side said when it did not take the mail; `flags` are reasons to doubt who wrote.
    `ticket_id` is another ticket's where that was merged. Where `cut`, `text` is how it begins, and
    the whole is opened by itself."""

    id: str
    ticket_id: str
    kind: Kind
    author: Author
    channel: Channel
    text: str
    html: str
    attachments: list[Attachment]
    created_at: Instant
    delivery: Delivery
    delivery_detail: str
    trust: Proof
    automatic: bool
    flags: list[Flag]
    reply_to: list[str]
    mentions: list[str]
    cut: bool


class Event(Shape):
    id: str
    kind: EventKind
    before: str
    after: str
    author: Author
    created_at: Instant


class EarlierTicket(Shape):
    id: str
    number: str
    subject: str
    status: Status
    created_at: Instant


class OtherTicket(EarlierTicket):
    desk_id: str


class MergedInto(TicketRef):
    subject: str


class Conversation(Ticket):
    """A ticket with its messages and events, oldest first; `history` are the requester's other
    tickets, newest first, at most 20; `also` the tickets that a mail of this one made at other
    desks; `suppressed` the participants who get no mail, and why; `merged` the tickets that were
    merged into it, whose messages stand among its own; `site` what the site with the widget says of
    its customer, of whom it knew who he is. Of messages that are too long for one answer the oldest
    are cut, and of more than fit even so the oldest are left out."""

    messages: list[Message]
    left_out: int
    events: list[Event]
    history: list[EarlierTicket]
    also: list[OtherTicket]
    suppressed: list[Suppression]
    merged: list[EarlierTicket]
    merged_into: MergedInto | None
    site: OfSite | None


class Excerpt(Shape):
    """The text around a word that was looked for; of the ticket itself if of no message."""

    text: str
    message_id: str | None


class ListedTicket(Ticket):
    excerpt: Excerpt | None


class TicketList(Shape):
    """`partial`: the page stopped before it was full, as it had read enough, or it is sorted in
    itself only; the cursor goes on from there. `note` tells what of a query was not looked for.
    `counters` are there if they were asked for."""

    items: list[ListedTicket]
    cursor: str | None
    partial: bool
    note: str
    counters: "Counters | None"


class ShownCustomer(Customer):
    """`suppressed` are those of his addresses that get no mail, and why."""

    suppressed: list[Suppression]


class CustomerList(Shape):
    items: list[Customer]
    cursor: str | None


class ListedOperator(Operator):
    """`open` are his open tickets that do not sleep, of the desks that whoever asks may see."""

    open: int


class OperatorList(Shape):
    items: list[ListedOperator]
    cursor: str | None


class DeskCounters(Shape):
    all: int = 0
    new: int = 0
    in_progress: int = 0
    waiting: int = 0
    closed: int = 0
    unassigned: int = 0
    snoozed: int = 0
    mine: int = 0


class CountersOfDesk(DeskCounters):
    desk_id: str


class Counters(Shape):
    """`mine` are the operator's own open tickets that do not sleep, of all desks together."""

    items: list[CountersOfDesk]
    mine: int


class Desk(desks.Desk):
    counters: DeskCounters = DeskCounters()


class DeskList(Shape):
    items: list[Desk]
    cursor: str | None


class Me(Shape):
    """`open` are his own open tickets that do not sleep."""

    operator: Operator
    desks: list[Desk]
    open: int


class Upload(Shape):
    """POST the file to `url` as multipart/form-data with `fields` first and the file as `file`;
    then name it by `id`."""

    id: str
    url: str
    fields: dict[str, str]


class Original(Shape):
    """`url` is good for ten minutes and always saves a file."""

    url: str


class BulkResult(Shape):
    id: str
    ok: bool
    error: str = ""


class BulkResults(Shape):
    items: list[BulkResult]


class Health(Shape):
    status: Literal["ok"]
