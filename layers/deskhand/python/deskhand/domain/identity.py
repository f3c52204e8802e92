"""Who a visitor of the widget is, as the site's server says in a token, and what that lets him
see."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StringConstraints,
    ValidationError,
)

from deskhand.domain.desk import Desk
from deskhand.domain.people import Proof, Requester, plausible_address, split_name
from deskhand.domain.ticket import OfSite, Ticket
from deskhand.domain.value import FilledLine, Line, Value

LONGEST_LIFE = timedelta(hours=24)
SKEW = timedelta(minutes=1)  # between the site's clock and ours

Identification = Literal["none", "valid", "expired", "invalid", "unlisted_origin"]
"""What became of the token; whatever it is but `valid`, the visitor is anonymous."""


class Identity(Value):
    """`id` is the site's own for him. `proven_email`: the site has proven that it is his, so that
    what came from it by mail is his too, and mail there may say what he typed."""

    id: str
    email: str | None = None
    proven_email: bool = False
    name: str = ""
    phone: str | None = None
    site: OfSite | None = None

    @property
    def proof(self) -> Proof:
        return "verified" if self.proven_email else "identity"

    @property
    def requester(self) -> Requester:
        first, last = split_name(self.name)
        return Requester(
            email=self.email,
            phone=self.phone,
            first_name=first,
            last_name=last,
            external_id=self.id,
            proven=self.proof,
        )

    def owns(self, ticket: Ticket) -> bool:
        """By his id, or by his address where both sides of that are proven: an anonymous form may
        name anybody's."""
        requester = ticket.requester
        if requester.external_id == self.id:
            return True
        proven = self.proven_email and requester.has_proven_address
        return proven and requester.email == self.email


class _Claims(BaseModel):
    """Others are the site's own business."""

    model_config = ConfigDict(hide_input_in_errors=True)

    sub: FilledLine
    exp: float = Field(strict=True, allow_inf_nan=False)
    nbf: float = Field(default=0, strict=True, allow_inf_nan=False)
    email: Annotated[str, AfterValidator(plausible_address)] | None = None
    email_verified: StrictBool = False
    name: Line = ""
    phone: Line | None = None
    plan: Line = ""
    url: Annotated[str, StringConstraints(max_length=2_000, pattern=r"^(https?://\S+)?$")] = ""


def identified(claims: dict[str, Any], *, at: datetime) -> tuple[Identity | None, Identification]:
    """`claims` are those of a token whose signature holds."""
    try:
        said = _Claims.model_validate(claims)
    except ValidationError:
        return None, "invalid"
    now = at.timestamp()
    skew = SKEW.total_seconds()
    if said.exp + skew <= now:
        return None, "expired"
    if said.exp - now > LONGEST_LIFE.total_seconds() + skew or said.nbf - skew > now:
        return None, "invalid"
    identity = Identity(
        id=said.sub,
        email=said.email,
        proven_email=said.email_verified and said.email is not None,
        name=said.name,
        phone=said.phone or None,
        site=OfSite(plan=said.plan, url=said.url) if said.plan or said.url else None,
    )
    return identity, "valid"


def may_show(desk: Desk, origin: str, *, own: str) -> bool:
    """Whether pages of an origin may have the desk's widget. `own` is our own site's; without an
    origin it is no page of another site that asks."""
    return not desk.allowed_origins or lists(desk, origin, own=own)


def lists(desk: Desk, origin: str, *, own: str) -> bool:
    """Whether who is signed in there may be believed to be so: of a desk that lists no sites anyone
    may show the form, and no more."""
    return origin in ("", own, *desk.allowed_origins)
