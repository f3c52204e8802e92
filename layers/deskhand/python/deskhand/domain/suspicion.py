"""What an operator should know before he believes a mail. Nothing of it is decided by it."""

import re
from collections.abc import Iterable, Iterator

from deskhand.domain.message import Flag
from deskhand.domain.people import address

LONGEST_NAME = 300  # more of it is not shown
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"'@]+@[^\s<>()\[\],;:\"'@]+\.[^\s<>()\[\],;:\"'@.]+")


def flags(
    *,
    sender: str,
    name: str,
    senders: int,
    reply_to: Iterable[str],
    participants: Iterable[str] | None,
    team: Iterable[str],
    undeliverable: bool,
) -> Iterator[Flag]:
    """`participants` of the ticket that it came to, None for a new one; `team` the operators'
    addresses."""
    if participants is not None and sender not in participants:
        yield "new_sender"
    if sender in team:
        yield "operator_address"
    if senders > 1:
        yield "several_senders"
    if any(address(found) != sender for found in _ADDRESS.findall(name[:LONGEST_NAME])):
        yield "address_in_name"
    if set(reply_to) - {sender}:
        yield "other_reply_to"
    if undeliverable:
        yield "undeliverable"
