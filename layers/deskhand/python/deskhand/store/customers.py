from collections.abc import Iterable, Iterator
from itertools import islice, repeat
from typing import NamedTuple

from deskhand.domain import finding
from deskhand.domain.errors import NotFound, Taken
from deskhand.domain.people import Customer
from deskhand.store import keys, table
from deskhand.store.keys import Key
from deskhand.store.table import Item, Table, Write

MOST_LOOKED_AT = 1_000  # by one page
_LAST = "\U0010ffff"


class CustomerPage(NamedTuple):
    customers: list[Customer]
    position: str | None


class Customers:
    """Each email and external id is claimed by an item of its own, so that no two customers have
    the same."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def get(self, id: str) -> Customer:
        item = self.table.get(keys.customer(id))
        if item is None:
            raise NotFound
        return to_customer(item)

    def with_email(self, email: str) -> Customer | None:
        return self._claimed(keys.claim("email", email))

    def with_external_id(self, external_id: str) -> Customer | None:
        return self._claimed(keys.claim("external_id", external_id))

    def _claimed(self, claim: Key) -> Customer | None:
        item = self.table.get(claim)
        found = self.table.get(keys.customer(item["customer_id"])) if item else None
        return to_customer(found) if found else None

    def page(self, *, begins: str, position: str | None, limit: int) -> CustomerPage:
        """By name; `begins` is how the folded name begins."""
        sort = (">", position) if position else ("begins_with", begins) if begins else None
        found = self.table.query(
            ("owner_list", keys.CUSTOMERS),
            ("owner_sort", *sort) if sort else None,
            index="by_owner",
            page=limit + 1,
        )
        held = [i for i in islice(found, limit + 1) if i["owner_sort"].startswith(begins)]
        items = self.table.get_all({"pk": i["pk"], "sk": i["sk"]} for i in held[:limit])
        position = held[limit - 1]["owner_sort"] if len(held) > limit else None
        return CustomerPage([to_customer(item) for item in items], position)

    def with_terms(
        self, beginnings: list[str], *, position: str | None, limit: int
    ) -> CustomerPage:
        """In order of the rarest term; may be short of the limit where much was looked at."""
        rarest, looked_at = finding.rarest(beginnings) or "", 0
        found: list[Customer] = []
        for page in self.table.pages(
            ("pk", keys.postings(keys.CUSTOMERS, rarest)),
            ("sk", "between", (position or rarest, f"{rarest}{_LAST}")),
            sizes=repeat(limit + 1),
        ):
            for place, customer in self._of_terms(page.items):
                if place == position or not _is_found(customer, place, rarest, beginnings):
                    continue
                if len(found) == limit:
                    return CustomerPage(found, position)
                found, position = [*found, customer], place
            looked_at += page.looked_at
            if page.last and looked_at >= MOST_LOOKED_AT:
                return CustomerPage(found, page.last["sk"])
        return CustomerPage(found, None)

    def _of_terms(self, found: list[Item]) -> list[tuple[str, Customer]]:
        ids = {item["sk"]: item["sk"].rpartition("#")[2] for item in found}
        held = map(to_customer, self.table.get_all(map(keys.customer, ids.values())))
        by_id = {customer.id: customer for customer in held}
        return [(place, by_id[id]) for place, id in ids.items() if id in by_id]

    def follow_terms(self, customer_id: str, *, put: set[str], take_back: set[str]) -> None:
        """From the stream, since they are too many for a transaction."""
        self.table.put_all(keys.posting(keys.CUSTOMERS, term, customer_id) for term in sorted(put))
        for term in sorted(take_back):
            self.table.commit([table.delete(keys.posting(keys.CUSTOMERS, term, customer_id))])

    def all(self) -> Iterator[Customer]:
        found = self.table.query(("owner_list", keys.CUSTOMERS), index="by_owner", page=100)
        while chunk := list(islice(found, 100)):
            held = self.table.get_all({"pk": i["pk"], "sk": i["sk"]} for i in chunk)
            yield from map(to_customer, held)

    def add(self, customer: Customer) -> None:
        """Raises Taken when an email or external id belongs to another customer."""
        new = table.put_new(from_customer(customer), Taken("id"))
        self.table.commit([new, *_claims(customer, _names(customer))])

    def save(self, before: Customer, after: Customer) -> None:
        """Raises Taken, or Conflict when the customer was changed meanwhile."""
        added = _names(after) - _names(before)
        given_up = _names(before) - _names(after)
        change = table.change(from_customer(before), from_customer(after), version=before.version)
        released = (table.delete(keys.claim(*name)) for name in sorted(given_up))
        self.table.commit([change, *_claims(after, added), *released])

    def remove(self, customer: Customer) -> None:
        """Raises Conflict when the customer was changed meanwhile: a name that he got since would
        never be free again."""
        given_up = (table.delete(keys.claim(*name)) for name in sorted(_names(customer)))
        gone = table.delete_version(keys.customer(customer.id), customer.version)
        self.table.commit([gone, *given_up])


def _is_found(customer: Customer, place: str, rarest: str, beginnings: list[str]) -> bool:
    """Once, though several of his terms may begin alike."""
    terms = finding.terms(customer)
    first = min((term for term in terms if term.startswith(rarest)), default=None)
    return place == f"{first}#{customer.id}" and finding.has(terms, beginnings)


def folded(name: str) -> str:
    """Cut, so that with an id it fits into a sort key of 1,024 bytes."""
    return " ".join(name.casefold().split())[:200]


def _names(customer: Customer) -> set[tuple[str, str]]:
    emails = {("email", email) for email in customer.emails}
    return emails | {("external_id", id) for id in customer.external_ids}


def _claims(customer: Customer, names: Iterable[tuple[str, str]]) -> Iterator[Write]:
    for kind, name in sorted(names):
        claim = {**keys.claim(kind, name), "customer_id": customer.id}
        yield table.put_new(claim, Taken(name))


def from_customer(customer: Customer) -> Item:
    return {
        **keys.customer(customer.id),
        "type": "customer",
        **customer.model_dump(mode="json"),
        "owner_list": keys.CUSTOMERS,
        "owner_sort": f"{folded(customer.name)}#{customer.id}",
    }


def to_customer(item: Item) -> Customer:
    return Customer(**{name: item[name] for name in Customer.model_fields if name in item})
