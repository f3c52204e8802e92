"""Cursors of lists: where the next page begins, signed together with the query that it belongs
to."""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode

from deskhand.domain.errors import Invalid
from deskhand.domain.tokens import Keyring

MAC = 12  # bytes


def cursor(position: str | None, query: str, keyring: Keyring) -> str | None:
    """`query` is whatever the next request has to repeat."""
    if position is None:
        return None
    said = position.encode()
    return _text(_mac(keyring.keys[0].secret, said, query) + said)


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def position(cursor: str | None, query: str, keyring: Keyring) -> str | None:
    """Raises Invalid for a cursor that was altered or is another query's."""
    if cursor is None:
        return None
    try:
        raw = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        mac, said = raw[:MAC], raw[MAC:]
        as_given = _text(raw) == cursor  # the decoder passes over what is no base 64
        if as_given and any(
            hmac.compare_digest(mac, _mac(key.secret, said, query)) for key in keyring.keys
        ):
            return said.decode()
    except ValueError:
        pass
    raise Invalid("cursor", "is not one that this list gave you: begin again without it")


def _mac(secret: bytes, said: bytes, query: str) -> bytes:
    return hmac.digest(secret, b"cursor\0" + query.encode() + b"\0" + said, hashlib.sha256)[:MAC]
