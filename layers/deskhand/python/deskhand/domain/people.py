from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, field_validator

from deskhand.domain.domains import to_ascii
from deskhand.domain.value import Instant, Line, Value

Proof = Literal["dmarc", "link", "identity", "verified", "none"]
"""How we know that a message is from whom it says: DMARC pass, ticket link, identity token, one
that vouches for his address too, not at all."""
OF_TOKEN: tuple[Proof, ...] = ("identity", "verified")
TeamReason = Literal["assigned", "mentioned", "customer_wrote", "followed"]
"""Why an operator gets a mail, the strongest first: of one message he gets one."""


def address(text: str) -> str:
    """In the one spelling in which it is compared: `Ada@Żółw.example` is
    `ada@xn--w-uga1v8h.example`."""
    local, at, domain = text.strip().rpartition("@")
    return f"{local.lower()}{at}{to_ascii(domain)}"


def plausible_address(text: str) -> str:
    """Raises ValueError unless mail could be sent to it. Not RFC 5321: no quotes, no comments."""
    cleaned = address(text)
    local, at, domain = cleaned.rpartition("@")
    if not (local and at and domain) or any(
        c.isspace() or c in '<>(),;:"\\@' for c in local + domain
    ):
        raise ValueError("must be an e-mail address such as ada@example.com")
    if len(cleaned) > 254 or not cleaned.isprintable():
        raise ValueError("must be an e-mail address of at most 254 characters")
    return cleaned


class Contact(Value):
    """What anybody may say of somebody."""

    email: str | None = None
    phone: Line | None = None
    first_name: Line | None = None
    last_name: Line | None = None
    external_id: Line | None = None

    @field_validator("email")
    @classmethod
    def _is_an_address(cls, value: str | None) -> str | None:
        return plausible_address(value) if value else None

    @field_validator("phone", "first_name", "last_name", "external_id")
    @classmethod
    def _empty_is_unknown(cls, value: str | None) -> str | None:
        return value or None

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.first_name, self.last_name) if part)


class Requester(Contact):
    proven: Proof = "none"

    @property
    def has_proven_address(self) -> bool:
        """Who is signed in at a site has proven who he is there, and may have registered with
        anybody's address."""
        return self.proven in ("dmarc", "verified")

    def told(self, contact: Contact) -> Self:
        """What was proven of one address or id is not proven of another."""
        same = (contact.email, contact.external_id) == (self.email, self.external_id)
        proven = self.proven if same else "none"
        return self.model_copy(update={**contact.model_dump(), "proven": proven})


class Customer(Value):
    """A record of the CRM. An email and an external id belong to at most one customer."""

    id: str
    first_name: Line = ""
    last_name: Line = ""
    company: Line = ""
    emails: tuple[str, ...] = Field(default=(), max_length=20)
    phones: tuple[Line, ...] = Field(default=(), max_length=20)
    external_ids: tuple[Line, ...] = Field(default=(), max_length=20)
    notes: str = Field(default="", max_length=10_000)
    fields: dict[str, Line] = Field(default_factory=dict, max_length=50)
    created_at: Instant
    version: int = 1

    @field_validator("emails")
    @classmethod
    def _are_addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(plausible_address(email) for email in value))

    @field_validator("external_ids", "phones")
    @classmethod
    def _each_once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(item for item in value if item))

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.first_name, self.last_name) if part) or self.company


class Role(StrEnum):
    OPERATOR = "operator"
    ADMIN = "admin"


class Operator(Value):
    """`muted` are the mails that he does not want."""

    id: str
    email: str
    name: Line = Field(min_length=1)
    role: Role = Role.OPERATOR
    active: bool = True
    muted: tuple[TeamReason, ...] = Field(default=(), max_length=4)
    created_at: Instant
    version: int = 1

    @field_validator("email")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        return plausible_address(value)


def split_name(name: str) -> tuple[str | None, str | None]:
    """`Ada Byron` and `Byron, Ada` to first and last name; the last word is the last name."""
    if name.count(",") == 1:
        last, first = (part.strip() for part in name.split(","))
        name = f"{first} {last}"
    words = name.split()
    if not words:
        return None, None
    return " ".join(words[:-1] or words)[:300], (words[-1][:300] if words[1:] else None)
