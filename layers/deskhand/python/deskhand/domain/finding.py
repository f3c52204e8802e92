"""What a customer is found by: words of his names, external ids and the beginning of his addresses,
the whole addresses, and his telephone numbers, however they are written."""

import re
from collections.abc import Collection, Iterable

from deskhand.domain.people import Customer, address
from deskhand.domain.words import bucket, texts

_SPACED = re.compile(r"[+(]?\d[\d\s()/.-]{3,}")
_NO_DIGIT = re.compile(r"\D")


def terms(customer: Customer) -> set[str]:
    local_parts = (email.partition("@")[0] for email in customer.emails)
    said = (customer.name, customer.company, *customer.external_ids, *local_parts)
    spaced = filter(_SPACED.fullmatch, customer.external_ids)
    digits = {spelt for number in (*customer.phones, *spaced) for spelt in _spellings(number)}
    return {*texts(" ".join(said)), *customer.emails, *filter(None, digits)}


def asked(query: str) -> list[str]:
    """Each is how a term begins; a customer has to have them all."""
    query = query.strip()
    if _SPACED.fullmatch(query) and not query.isdecimal():
        return [_spellings(query)[1]]
    words = query.split()
    addresses = [address(word) for word in words if "@" in word]
    return [*addresses, *texts(" ".join(word for word in words if "@" not in word))]


def _spellings(number: str) -> tuple[str, str]:
    """Its digits, also as `+49 30` has them for `0049 (30)`."""
    digits = _NO_DIGIT.sub("", number)
    return digits, digits.lstrip("0") or digits


def rarest(beginnings: Iterable[str]) -> str | None:
    """The longest of those that stand in one place of the store."""
    found = (each for each in beginnings if each and bucket(each) == bucket(f"{each}~"))
    return max(found, key=len, default=None)


def has(of_customer: Collection[str], beginnings: Iterable[str]) -> bool:
    return all(any(term.startswith(each) for term in of_customer) for each in beginnings)
