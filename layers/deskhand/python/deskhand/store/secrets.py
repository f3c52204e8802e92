"""The keys of link tokens and reply addresses. They lie in the table, encrypted like all of it,
since a secret manager costs money while nothing happens; no API returns them."""

import contextlib
import secrets

from deskhand.domain.errors import Duplicate
from deskhand.domain.tokens import Key, Keyring
from deskhand.store import keys, table
from deskhand.store.table import Item, Table

KEYRING = "KEYRING"


def keyring(table_: Table) -> Keyring:
    """Made on first use; of two functions that make it at once, one wins and both use the
    winner's."""
    item = table_.get(keys.secrets(KEYRING))
    if item is None:
        new: Item = {
            **keys.secrets(KEYRING),
            "keys": [{"id": "a", "secret": secrets.token_bytes(32)}],
        }
        with contextlib.suppress(Duplicate):
            table_.commit([table.put_new(new, Duplicate())])
        item = table_.get(keys.secrets(KEYRING)) or new
    return Keyring(
        keys=tuple(Key(id=key["id"], secret=bytes(key["secret"])) for key in item["keys"])
    )
