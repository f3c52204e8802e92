"""Desks and operators: few, read by every request, changed seldom. All of them lie in one
partition."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import TypeVar

from deskhand.domain.desk import Desk, without_detail
from deskhand.domain.errors import Taken
from deskhand.domain.people import Operator
from deskhand.store import keys, table
from deskhand.store.keys import Key
from deskhand.store.table import Item, Table, Write

T = TypeVar("T")
KEPT = timedelta(seconds=10)
"""How long a function may go on with what it read: so long a removed operator may still get in."""


class Team:
    def __init__(self, table: Table, now: Callable[[], datetime]) -> None:
        self.table, self._now = table, now
        self._read_at: datetime | None = None
        self._desks: dict[str, Desk] = {}
        self._operators: dict[str, Operator] = {}

    # --- reading ---

    def desks(self) -> list[Desk]:
        self._refresh()
        return sorted(self._desks.values(), key=lambda desk: desk.id)

    def operators(self) -> list[Operator]:
        self._refresh()
        return sorted(self._operators.values(), key=lambda operator: operator.id)

    def desk(self, id: str) -> Desk | None:
        return self._found(lambda: self._desks.get(id))

    def operator(self, id: str) -> Operator | None:
        return self._found(lambda: self._operators.get(id))

    def operator_with(self, email: str) -> Operator | None:
        return self._found(
            lambda: next((o for o in self._operators.values() if o.email == email), None)
        )

    def desk_of(self, address: str) -> Desk | None:
        """The active desk that an address, with or without detail, belongs to."""
        plain = without_detail(address)
        return self._found(
            lambda: next(
                (d for d in self._desks.values() if d.active and plain in d.addresses), None
            )
        )

    def desk_of_widget(self, token: str) -> Desk | None:
        """The active desk whose public token it is."""
        return self._found(
            lambda: next(
                (d for d in self._desks.values() if d.active and d.widget_token == token), None
            )
        )

    def _found(self, look: Callable[[], T | None]) -> T | None:
        """What is missing may be newer than what we kept."""
        fresh = self._refresh()
        found = look()
        if found is None and not fresh:
            self.forget()
            self._refresh()
            found = look()
        return found

    def forget(self) -> None:
        self._read_at = None

    def _refresh(self) -> bool:
        """Whether it was read just now."""
        now = self._now()
        if self._read_at and now - self._read_at < KEPT:
            return False
        items = list(self.table.query(("pk", keys.TEAM), consistent=True))
        self._desks = {d.id: d for d in (to_desk(i) for i in items if i["type"] == "desk")}
        operators = (to_operator(i) for i in items if i["type"] == "operator")
        self._operators = {operator.id: operator for operator in operators}
        self._read_at = now
        return True

    # --- writing ---

    def add_desk(self, desk: Desk) -> None:
        """Raises Taken when one of its addresses is another desk's."""
        new = table.put_new(from_desk(desk), Taken("id"))
        self._commit([new, *_addresses(desk, set(desk.addresses))])

    def save_desk(self, before: Desk, after: Desk) -> None:
        added, given_up = (
            set(after.addresses) - set(before.addresses),
            set(before.addresses) - set(after.addresses),
        )
        change = table.change(from_desk(before), from_desk(after), version=before.version)
        released = (table.delete(keys.desk_address(address)) for address in sorted(given_up))
        self._commit([change, *_addresses(after, added), *released])

    def widget_secrets(self, desk_id: str) -> tuple[str, ...]:
        """Those that are valid, the last one first. They are not the desk's, which everybody
        reads and keeps."""
        item = self.table.get(keys.secrets(desk_id)) or {}
        return tuple(item.get("valid", ()))

    def save_widget_secrets(self, before: Desk, after: Desk, valid: Iterable[str]) -> None:
        """Raises Conflict when the desk was changed meanwhile, as by another secret."""
        change = table.change(from_desk(before), from_desk(after), version=before.version)
        self._commit([change, table.put({**keys.secrets(before.id), "valid": list(valid)})])

    def add_operator(self, operator: Operator) -> None:
        """Raises Taken when another operator has the address."""
        new = table.put_new(from_operator(operator), Taken("id"))
        self._commit([new, table.put_new(_claim(operator), Taken(operator.email))])

    def save_operator(self, before: Operator, after: Operator) -> None:
        change = table.change(from_operator(before), from_operator(after), version=before.version)
        writes = [change]
        if before.email != after.email:
            writes += [
                table.put_new(_claim(after), Taken(after.email)),
                table.delete(_operator_email(before)),
            ]
        self._commit(writes)

    def _commit(self, writes: list[Write]) -> None:
        self.table.commit(writes)
        self.forget()


def _addresses(desk: Desk, added: set[str]) -> Iterator[Write]:
    for address in sorted(added):
        yield table.put_new({**keys.desk_address(address), "desk_id": desk.id}, Taken(address))


def _operator_email(operator: Operator) -> Key:
    return keys.claim("operator", operator.email)


def _claim(operator: Operator) -> Item:
    return {**_operator_email(operator), "operator_id": operator.id}


def from_desk(desk: Desk) -> Item:
    return {**keys.desk(desk.id), "type": "desk", **desk.model_dump(mode="json")}


def to_desk(item: Item) -> Desk:
    return Desk(**{name: item[name] for name in Desk.model_fields if name in item})


def from_operator(operator: Operator) -> Item:
    return {**keys.operator(operator.id), "type": "operator", **operator.model_dump(mode="json")}


def to_operator(item: Item) -> Operator:
    return Operator(**{name: item[name] for name in Operator.model_fields if name in item})
