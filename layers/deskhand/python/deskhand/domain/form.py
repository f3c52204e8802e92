"""What tells a person who fills the anonymous form from a program: he takes some seconds, and sees
no more fields than there are."""

import hashlib
import hmac
from datetime import datetime, timedelta

from deskhand.domain.errors import Invalid
from deskhand.domain.ids import ALPHABET, base32, from_base32, instant, milliseconds
from deskhand.domain.tokens import Key, Keyring

SOONEST = timedelta(seconds=3)
LATEST = timedelta(hours=24)
TIME, MAC = 10, 26  # characters


def started(desk_id: str, keyring: Keyring, *, at: datetime) -> str:
    """When a form was opened, signed."""
    time = base32(milliseconds(at), TIME)
    return time + _mac(keyring.keys[0], desk_id, time)


def require_time_taken(start: str, desk_id: str, keyring: Keyring, *, at: datetime) -> None:
    time, mac = start[:TIME], start[TIME:]
    signed = len(start) == TIME + MAC and not start.strip(ALPHABET)
    if not signed or not any(
        hmac.compare_digest(mac, _mac(key, desk_id, time)) for key in keyring.keys
    ):
        raise Invalid("start", "is not one that this desk gave: load the form again")
    taken = at - instant(from_base32(time))
    if taken < SOONEST:
        raise Invalid("start", "is too short ago: send it once more in a moment")
    if taken > LATEST:
        raise Invalid("start", "is too long ago: load the form again")


def _mac(key: Key, desk_id: str, time: str) -> str:
    digest = hmac.digest(key.secret, f"form\0{desk_id}\0{time}".encode(), hashlib.sha256)
    return base32(int.from_bytes(digest[:17]), 27)[-MAC:]
