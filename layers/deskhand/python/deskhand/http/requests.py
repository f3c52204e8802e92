"""What the APIs take. Unknown fields are refused."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from deskhand.actions.bodies import Body
from deskhand.domain.challenge import ChallengeKind
from deskhand.domain.desk import Category, Template, TemplateName, WidgetField
from deskhand.domain.draft import Kind
from deskhand.domain.kept import Filters
from deskhand.domain.people import Contact, Role, TeamReason, plausible_address
from deskhand.domain.ticket import MOST_FOLLOWERS, Priority, Status
from deskhand.domain.value import FilledLine, Instant, Line

Tags = Annotated[list[Annotated[str, Field(min_length=1, max_length=60)]], Field(max_length=30)]
Addresses = Annotated[list[Annotated[str, AfterValidator(plausible_address)]], Field(max_length=50)]
Operators = Annotated[
    list[Annotated[str, Field(max_length=60)]], AfterValidator(lambda ids: list(dict.fromkeys(ids)))
]
Uploads = Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=20)]
Once = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{20,40}$")]
LARGEST_FILE = 25_000_000  # bytes


class Request(BaseModel):
    model_config = ConfigDict(extra="forbid", defer_build=True, hide_input_in_errors=True)

    def given(self) -> dict[str, Any]:
        """Only the fields that the caller named, as the domain's own values."""
        given = {name: getattr(self, name) for name in self.model_fields_set}
        return {name: tuple(v) if isinstance(v, list) else v for name, v in given.items()}


class Written(Request):
    text: str = Field(default="", max_length=200_000)
    html: str = Field(default="", max_length=1_000_000)
    attachments: Uploads = []

    def body(self) -> Body:
        return Body(text=self.text, html=self.html, uploads=tuple(self.attachments))


class NewTicket(Written):
    """`send` mails the text to the requester; without it, it is what he said, as on the phone."""

    desk_id: str
    subject: FilledLine
    requester: Contact = Contact()
    customer_id: str | None = None
    priority: Priority = Priority.NORMAL
    category: str | None = None
    tags: Tags = []
    assignee: str | None = None
    status: Status = Status.NEW
    ccs: Addresses = []
    send: bool = True


class TicketChange(Request):
    subject: FilledLine = ""
    status: Status = Status.NEW
    priority: Priority = Priority.NORMAL
    category: str | None = None
    tags: Tags = []
    assignee: str | None = None
    requester: Contact = Contact()
    customer_id: str | None = None
    ccs: Addresses = []
    followers: Annotated[Operators, Field(max_length=MOST_FOLLOWERS)] = []
    snoozed_until: Instant | None = None


class Sent(Written):
    """`draft_version` is that of the draft which this is: it goes when this is written, and if
    another device has changed, sent or discarded it meanwhile, this is refused."""

    draft_version: int = Field(default=0, ge=0)


class Reply(Sent):
    cc: Addresses | None = None
    status: Status | None = None


class Note(Sent):
    """Whom it mentions, by ids of operators, is told by mail and follows the ticket from then
    on."""

    mentions: Annotated[Operators, Field(max_length=20)] = []


class DraftChange(Written):
    """Kept as given: what may be sent is found out when it is sent."""

    kind: Kind
    cc: Annotated[list[Line], Field(max_length=50)] | None = None
    status: Status | None = None
    seen_version: int | None = Field(default=None, ge=1)


class Presence(Request):
    writing: bool = False


class Read(Request):
    at: Instant


class Bulk(Request):
    ids: list[str] = Field(min_length=1, max_length=100)
    change: TicketChange


class Merge(Request):
    into: str


class Split(Request):
    subject: FilledLine


class TakeIn(Request):
    """`desk_id` where the mail was to no desk."""

    desk_id: str | None = None


class MailBulk(Request):
    """`do` as the routes of one mail; `desk_id` for tickets of mail that was to no desk."""

    ids: list[str] = Field(min_length=1, max_length=50)
    do: Literal["retry", "ticket", "discard"]
    desk_id: str | None = None


class NewUpload(Request):
    filename: str = Field(min_length=1, max_length=255)
    content_type: str = Field(
        pattern=r"^[a-z0-9][a-z0-9.+-]*/[a-z0-9][a-z0-9.+-]*$", max_length=127
    )
    size: int = Field(ge=1, le=LARGEST_FILE)


class Comment(Request):
    """`once` is any text that names it: sent again by the same name, as after an answer that was
    lost, it is not written twice, and gets the same answer."""

    text: str = Field(default="", max_length=50_000)
    attachments: Uploads = Field(default=[])
    once: Once | None = None

    def body(self) -> Body:
        return Body(text=self.text, uploads=tuple(self.attachments))


class DeskChange(Request):
    name: Line = ""
    description: str = ""
    colour: str = ""
    language: str = ""
    visitors_language: bool = False
    active: bool = True
    addresses: list[str] = []
    number_pattern: str = ""
    templates: dict[TemplateName, Template] = {}
    categories: list[Category] = []
    members: list[str] = []
    signature: str = ""
    reopen_days: int = 0
    undo_seconds: int = 0
    auto_close_days: int = 0
    attachments: bool = True
    automatic_tickets: bool = False
    help_text: str = ""
    allowed_origins: list[str] = []
    widget_fields: list[WidgetField] = []
    challenge: ChallengeKind = "none"
    list_shards: int = 1


class NewDesk(DeskChange):
    name: Line = Field(min_length=1)


class CustomerChange(Request):
    first_name: Line = ""
    last_name: Line = ""
    company: Line = ""
    emails: list[str] = []
    phones: list[str] = []
    external_ids: list[str] = []
    notes: str = ""
    fields: dict[str, str] = {}


class CannedReplyChange(Request):
    name: str = ""
    text: str = ""
    desk_id: str | None = None
    owner: str | None = None


class NewCannedReply(CannedReplyChange):
    name: str
    text: str


class ViewChange(Request):
    name: str = ""
    query: str = ""
    filters: Filters = Filters()
    shared: bool = False
    position: int = 0


class NewView(ViewChange):
    name: str


class MyChange(Request):
    name: Line = ""
    muted: list[TeamReason] = []


class OperatorChange(Request):
    email: str = ""
    name: Line = ""
    role: Role = Role.OPERATOR
    active: bool = True
    muted: list[TeamReason] = []


class NewOperator(OperatorChange):
    email: str
    name: Line
