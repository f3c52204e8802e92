"""What the widget is told, and what it sends."""

from typing import Annotated

from pydantic import AfterValidator, Field

from deskhand.actions.widget_form import Form
from deskhand.domain.challenge import Work
from deskhand.domain.colour import Ink
from deskhand.domain.desk import WidgetField
from deskhand.domain.identity import Identification
from deskhand.domain.people import plausible_address
from deskhand.domain.ticket import Priority, Status
from deskhand.domain.value import FilledLine, Instant, Line
from deskhand.http.requests import Once, Request, Uploads
from deskhand.http.shape import Shape

LONGEST_MESSAGE = 50_000


class WidgetCategory(Shape):
    code: str
    name: str
    colour: str
    help_text: str


class WidgetLimits(Shape):
    """In characters."""

    message: int = LONGEST_MESSAGE


class WidgetDesk(Shape):
    """`ink` reads well on `colour`; `fields` are those that the form has beside name, email,
    subject and message; `start` goes back with the form, and the `proof` that solves the
    `challenge`, if there is one; `identity` tells what became of the token."""

    name: str
    colour: str
    ink: Ink
    language: str
    visitors_language: bool
    help_text: str
    attachments: bool
    fields: list[WidgetField]
    categories: list[WidgetCategory]
    limits: WidgetLimits
    start: str
    challenge: Work | None
    identity: Identification


class WidgetForm(Request):
    """Of a visitor who is proven, the address is what his token says. `website` is a field that no
    person sees; `start` is the desk's, `proof` what its challenge asks for. All three are for the
    anonymous only. `once` as in a comment."""

    name: Line = ""
    email: Annotated[str, AfterValidator(plausible_address)] | None = None
    phone: Line | None = None
    subject: FilledLine
    message: str = Field(default="", max_length=LONGEST_MESSAGE)
    category: str | None = None
    priority: Priority | None = None
    attachments: Uploads = Field(default=[])
    website: str = Field(default="", max_length=1_000)
    start: str = Field(default="", max_length=60)
    proof: str = Field(default="", max_length=40, pattern=r"^[!-~]*$")
    once: Once | None = None

    def form(self) -> Form:
        given = self.model_dump(exclude={"attachments", "website"})
        return Form(**given, uploads=tuple(self.attachments), trap=self.website)


class Sent(Shape):
    """`url` is the ticket's page: whoever has it sees the ticket, also without a token."""

    number: str
    url: str


class OwnTicket(Shape):
    number: str
    subject: str
    status: Status
    created_at: Instant
    updated_at: Instant


class OwnTicketList(Shape):
    """Newest first. A page may be shorter than was asked for: there are more while there is a
    cursor."""

    items: list[OwnTicket]
    cursor: str | None
