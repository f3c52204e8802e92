"""Who comes to a desk's widget: from which site, and whether the site's token proves who he is."""

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from ipaddress import IPv6Address, ip_address
from typing import Any, NamedTuple

from deskhand.domain import identity
from deskhand.domain.challenge import Work, challenge
from deskhand.domain.desk import Desk
from deskhand.domain.errors import Forbidden, NotFound
from deskhand.domain.identity import Identification, Identity
from deskhand.wiring import Helpdesk

ONLY_SIGNATURE: Any = {  # what its claims mean, the domain decides
    f"verify_{claim}": False for claim in ("exp", "nbf", "iat", "aud", "iss", "sub", "jti")
}
OF_KNOWN = 60  # tickets and comments of a proven visitor in an hour


class Visit(NamedTuple):
    """`places` are whence he comes, the narrowest first; they tell visitors apart without keeping
    their addresses."""

    desk: Desk
    identity: Identity | None
    identification: Identification
    places: tuple[str, ...]

    @property
    def known(self) -> Identity:
        """Raises Forbidden for an anonymous visitor."""
        if self.identity is None:
            raise Forbidden
        return self.identity

    @property
    def who(self) -> str:
        return f"id#{self.identity.id}" if self.identity else "stranger"

    def places_at_most(self, limits: tuple[int, ...]) -> Iterator[tuple[str, int]]:
        return zip(self.places, limits, strict=False)

    @property
    def challenge(self) -> Work | None:
        return None if self.identity else challenge(self.desk.challenge)


def admits(helpdesk: Helpdesk, desk_token: str, origin: str) -> bool:
    """Whether pages of an origin may read what we answer. That a desk is not there, anyone may
    know."""
    desk = helpdesk.team.desk_of_widget(desk_token)
    return desk is None or identity.may_show(desk, origin, own=helpdesk.settings.site_url)


def welcome(helpdesk: Helpdesk, desk_token: str, *, origin: str, token: str, ip: str) -> Visit:
    """`token` is empty when there is none."""
    desk = helpdesk.team.desk_of_widget(desk_token)
    if desk is None:
        raise NotFound
    if not admits(helpdesk, desk_token, origin):
        raise Forbidden
    known, identification = _identified(helpdesk, desk, origin, token)
    return Visit(desk, known, identification, _places(helpdesk, ip))


def _identified(
    helpdesk: Helpdesk, desk: Desk, origin: str, token: str
) -> tuple[Identity | None, Identification]:
    if not token:
        return None, "none"
    if not identity.lists(desk, origin, own=helpdesk.settings.site_url):
        return None, "unlisted_origin"
    claims = _claims(token, helpdesk.team.widget_secrets(desk.id))
    if claims is None:
        return None, "invalid"
    return identity.identified(claims, at=helpdesk.now())


def _claims(token: str, secrets: Iterable[str]) -> dict[str, Any] | None:
    import jwt  # 4 ms of a cold start, which only who brings a token has to wait for

    for secret in secrets:
        try:
            return jwt.decode(token, secret, algorithms=["HS256"], options=ONLY_SIGNATURE)
        except jwt.PyJWTError:
            continue
    return None


def _places(helpdesk: Helpdesk, ip: str) -> tuple[str, ...]:
    """One connection has a /64 of IPv6 addresses to choose from, and many have up to a /48 of such
    networks (RFC 6177)."""
    address = ip_address(ip)
    networks = (8, 6) if isinstance(address, IPv6Address) else (4,)
    return tuple(_place(helpdesk, address.packed[:octets]) for octets in networks)


def _place(helpdesk: Helpdesk, network: bytes) -> str:
    secret = helpdesk.keyring.keys[0].secret
    return "ip#" + hmac.digest(secret, b"visitor\0" + network, hashlib.sha256).hex()[:24]


def count(
    helpdesk: Helpdesk, visit: Visit, kind: str, *limits: tuple[str, int], weight: int = 1
) -> None:
    desk_id, at = visit.desk.id, helpdesk.now()
    for who, most in limits:
        helpdesk.quotas.count(desk_id, who, kind, at=at, most=most, weight=weight)
