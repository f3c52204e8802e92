"""What lets a stranger with a mail or a link in his hand reach one ticket: HMAC-SHA-256 over
purpose, ticket and generation.

Raising the ticket's `link_generation` revokes every token of it. The key's id stands in the
token, so that keys can be renewed while old tokens live on."""

import hashlib
import hmac
from typing import Self

from deskhand.domain.desk import without_detail
from deskhand.domain.ids import ALPHABET, base32, from_base32, is_id
from deskhand.domain.ticket import Ticket
from deskhand.domain.value import Value

SINCE = 4  # characters of a version
LINK_MAC = 26  # characters of 5 bits: 128 bits and a little
REPLY_MAC = range(16, 27)  # 80 to 130 bits, as many as fit
EARLIER_LINKS = 50  # as many as are looked at
LOCAL_PART = 64  # RFC 5321 4.5.3.1.1


class Key(Value):
    id: str  # one character of the alphabet
    secret: bytes


class Keyring(Value):
    """The first key signs, all of them verify."""

    keys: tuple[Key, ...]

    def key(self, id: str) -> Key | None:
        return next((key for key in self.keys if key.id == id), None)


class Claim(Value):
    """A token taken apart: it says which ticket it is for, and proves nothing before `proves`
    agreed. `since`: of whoever came into copy, the version from which on he may read; 0 is the
    requester, who may read all."""

    purpose: str
    ticket_id: str
    key_id: str
    mac: str
    since: int = 0

    def as_operator(self, operator_id: str, *, private: bool = False) -> Self:
        """What it would have to be to let this operator answer, or write a note if `private`."""
        return self.model_copy(update={"purpose": _operators(operator_id, private)})

    def proves(self, ticket: Ticket, keyring: Keyring) -> bool:
        key = keyring.key(self.key_id)
        if key is None or ticket.id != self.ticket_id:
            return False
        return hmac.compare_digest(self.mac, _mac(key, self.purpose, ticket, len(self.mac)))

    def proved(self, ticket: Ticket, keyring: Keyring) -> bool:
        """Whether it proves what was revoked since."""
        newest = ticket.link_generation - 1
        earlier = range(newest, max(newest - EARLIER_LINKS, -1), -1)
        before = (ticket.model_copy(update={"link_generation": nr}) for nr in earlier)
        return any(self.proves(then, keyring) for then in before)


def link_token(ticket: Ticket, keyring: Keyring, *, since: int = 0) -> str:
    token = _token(_link(since), ticket, keyring, LINK_MAC)
    return token + base32(since, SINCE) if since else token


def link_claim(token: str) -> Claim | None:
    if len(token) == 27 + LINK_MAC:
        return _claim(_link(0), token)
    token, since = token[:-SINCE], token[-SINCE:]
    if len(token) != 27 + LINK_MAC or since.strip(ALPHABET):
        return None
    version = from_base32(since)
    claim = _claim(_link(version), token)
    return claim and claim.model_copy(update={"since": version})


def _link(since: int) -> str:
    return f"link:{since}" if since else "link"


def reply_address(
    address: str,
    ticket: Ticket,
    keyring: Keyring,
    *,
    operator_id: str | None = None,
    private: bool = False,
) -> str:
    """`support+<id><key><mac>@domain`; the plain address where its local part leaves no room for
    80 bits. An operator's own serves nobody else, and no customer's serves an operator. `private`:
    it takes notes, as an answer to a note is one."""
    local, _, domain = address.rpartition("@")
    room = LOCAL_PART - len(local) - len("+") - 27
    if room < REPLY_MAC.start:
        return address
    purpose = _operators(operator_id, private) if operator_id else "reply"
    return f"{local}+{_token(purpose, ticket, keyring, min(room, REPLY_MAC.stop - 1))}@{domain}"


def reply_claim(address: str) -> Claim | None:
    """Mail systems may change the case of a local part: it is read in lower case."""
    address = address.lower()
    detail = address.rpartition("@")[0].partition("+")[2]
    if without_detail(address) == address or len(detail) - 27 not in REPLY_MAC:
        return None
    return _claim("reply", detail)


def _operators(operator_id: str, private: bool) -> str:
    return f"{'note' if private else 'operator'}:{operator_id}"


def thread_id(domain: str, ticket: Ticket, keyring: Keyring) -> str:
    """A Message-ID that stands in the References of all our mails: it comes back in the answer even
    where the Reply-To was not followed, and SES has replaced the Message-ID."""
    return f"<{_token('thread', ticket, keyring, REPLY_MAC.start)}@{domain}>"


def thread_claim(mail_id: str) -> Claim | None:
    token = mail_id.strip("<>").partition("@")[0].lower()
    return _claim("thread", token) if len(token) == 27 + REPLY_MAC.start else None


def _token(purpose: str, ticket: Ticket, keyring: Keyring, length: int) -> str:
    key = keyring.keys[0]
    return ticket.id + key.id + _mac(key, purpose, ticket, length)


def _claim(purpose: str, token: str) -> Claim | None:
    if not is_id(token[:26]) or token.strip(ALPHABET):
        return None
    return Claim(purpose=purpose, ticket_id=token[:26], key_id=token[26], mac=token[27:])


def _mac(key: Key, purpose: str, ticket: Ticket, length: int) -> str:
    said = f"{purpose}\0{ticket.id}\0{ticket.link_generation}".encode()
    digest = hmac.digest(key.secret, said, hashlib.sha256)
    return base32(int.from_bytes(digest[:17]), 27)[-length:]
