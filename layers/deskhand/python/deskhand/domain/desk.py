import re
from datetime import datetime, timedelta
from typing import Literal, Self

from pydantic import Field, field_validator

from deskhand.domain import numbers
from deskhand.domain.challenge import ChallengeKind
from deskhand.domain.colour import Ink, ink_on
from deskhand.domain.domains import to_ascii
from deskhand.domain.errors import NotYet
from deskhand.domain.people import Operator, Role, plausible_address
from deskhand.domain.value import Instant, Line, Value

ALL_KNOW = timedelta(minutes=1)  # functions keep what they read of desks for 10 seconds
TemplateName = Literal["created", "replied", "closed"]
WidgetField = Literal["phone", "category", "priority"]
_ORIGIN = re.compile(r"(https?)://([^:]+|\[[0-9a-f:]+\])(?::(\d{1,5}))?")
_HOST = re.compile(r"[a-z0-9.-]+|\[[0-9a-f:]+\]")
_PORTS = {"http": 80, "https": 443}


class Template(Value):
    """One mail to the requester. Empty body: no such mail is sent."""

    subject: str = Field(default="", max_length=500)
    body: str = Field(default="", max_length=20_000)


class Category(Value):
    code: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")
    name: Line
    colour: str = Field(default="#868e96", pattern=r"^#[0-9a-fA-F]{6}$")
    default_assignee: str | None = None
    help_text: str = Field(default="", max_length=2_000)


class Growth(Value):
    """When the list shards were raised last, and how many there were."""

    before: int
    at: Instant


class Desk(Value):
    """One support line. Categories stand in the order in which they are shown.
    `visitors_language`: widget and ticket page speak the visitor's language, that of the page or
    else of his browser, if they can; else the desk's.
    `automatic_tickets`: also mail that no person wrote opens a ticket, as of machines that report
    their troubles; else it waits in quarantine. `widget_secret_since` tells of the secrets that
    are valid, the last one first; they themselves are kept elsewhere."""

    id: str
    name: Line = Field(min_length=1)
    description: str = Field(default="", max_length=2_000)
    colour: str = Field(default="#2f5bea", pattern=r"^#[0-9a-fA-F]{6}$")
    language: str = Field(default="en", pattern=r"^[a-z]{2}(-[A-Z]{2})?$")
    visitors_language: bool = False
    active: bool = True
    addresses: tuple[str, ...] = Field(default=(), max_length=20)
    number_pattern: str = "#{nr}"
    templates: dict[TemplateName, Template] = Field(default_factory=dict)
    categories: tuple[Category, ...] = Field(default=(), max_length=100)
    members: tuple[str, ...] = Field(default=(), max_length=500)
    signature: str = Field(default="", max_length=5_000)
    reopen_days: int = Field(default=30, ge=0, le=3650)
    undo_seconds: int = Field(default=10, ge=0, le=120)
    auto_close_days: int = Field(default=0, ge=0, le=3650)
    attachments: bool = True
    automatic_tickets: bool = False
    help_text: str = Field(default="", max_length=2_000)
    allowed_origins: tuple[str, ...] = Field(default=(), max_length=50)
    widget_fields: tuple[WidgetField, ...] = Field(default=("phone", "category"), max_length=3)
    challenge: ChallengeKind = "none"
    widget_token: str = ""
    widget_secret_since: tuple[Instant, ...] = ()
    list_shards: int = Field(default=1, ge=1, le=64)
    list_growth: Growth | None = None
    created_at: Instant
    version: int = 1

    @field_validator("addresses")
    @classmethod
    def _are_addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        addresses = tuple(dict.fromkeys(plausible_address(address) for address in value))
        if any(without_detail(address) != address for address in addresses):
            raise ValueError("must have no + in it: what follows one tells the ticket")
        return addresses

    @field_validator("allowed_origins")
    @classmethod
    def _are_origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(_origin, value)))

    @field_validator("number_pattern")
    @classmethod
    def _is_a_pattern(cls, value: str) -> str:
        return numbers.checked(value)

    @field_validator("categories")
    @classmethod
    def _codes_are_unique(cls, value: tuple[Category, ...]) -> tuple[Category, ...]:
        if len({category.code for category in value}) < len(value):
            raise ValueError("two categories have the same code")
        return value

    @property
    def address(self) -> str | None:
        """Where its mail comes from."""
        return self.addresses[0] if self.addresses else None

    @property
    def ink(self) -> Ink:
        return ink_on(self.colour)

    def shards_written(self, at: datetime) -> int:
        """New shards get nothing before every function knows that it has to read them."""
        growth = self.list_growth
        return growth.before if growth and at < growth.at + ALL_KNOW else self.list_shards

    def category(self, code: str | None) -> Category | None:
        return next((category for category in self.categories if category.code == code), None)

    def with_widget_secret(self, *, since: datetime) -> Self:
        """The one before stays valid. Raises NotYet while there are two: whichever was thrown away
        for it, a site may still sign with it."""
        if self.widget_secret_since[1:]:
            raise NotYet("Two secrets are valid: drop the previous one first.")
        return self._with_widget_secrets((since, *self.widget_secret_since))

    def without_previous_widget_secret(self) -> Self:
        return self._with_widget_secrets(self.widget_secret_since[:1])

    def _with_widget_secrets(self, since: tuple[datetime, ...]) -> Self:
        return self.model_copy(update={"widget_secret_since": since, "version": self.version + 1})

    def is_seen_by(self, operator: Operator) -> bool:
        return operator.role is Role.ADMIN or operator.id in self.members

    def is_worked_by(self, operator: Operator) -> bool:
        return operator.active and self.is_seen_by(operator)


def _origin(said: str) -> str:
    """As browsers send it: small letters, `xn--` for others than ASCII's, no slash at the end, and
    no port that is the scheme's own."""
    found = _ORIGIN.fullmatch(said.strip().lower().removesuffix("/"))
    scheme, host, port = found.groups() if found else ("", "", None)
    host = to_ascii(host)
    if not _HOST.fullmatch(host):
        raise ValueError("must be like https://shop.example, without a path")
    if port and int(port) != _PORTS[scheme]:
        return f"{scheme}://{host}:{int(port)}"
    return f"{scheme}://{host}"


def without_detail(address: str) -> str:
    """`support+abc@desk.example` is an address of `support@desk.example` (RFC 5233)."""
    local, _, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"
