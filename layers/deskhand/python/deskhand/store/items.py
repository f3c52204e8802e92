"""Tickets, messages and events as items of the table, and back.

Fifty tickets of a list must fit into two read units: names are short, times are ten characters,
ids and times that stand in the keys stand nowhere else, and what is as usual is left out."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal, TypeVar

from deskhand.domain.history import Event
from deskhand.domain.ids import base32, from_base32, instant, milliseconds, time_of
from deskhand.domain.message import Message
from deskhand.domain.people import Requester
from deskhand.domain.ticket import BeforeMerge, OfSite, Priority, Ticket, TicketRef
from deskhand.domain.value import Value
from deskhand.store import keys, order
from deskhand.store.table import Item

V = TypeVar("V", bound=Value)
_REQUESTER = {
    "email": "e",
    "phone": "p",
    "first_name": "f",
    "last_name": "l",
    "external_id": "x",
    "proven": "v",
}
_PLAIN = {
    "number": "n",
    "subject": "s",
    "category": "category",
    "customer_id": "customer",
    "linked_by": "linked_by",
    "continues": "continues",
    "version": "version",
    "message_count": "m",
}
_BY: dict[Literal["customer", "operator"], str] = {"customer": "c", "operator": "o"}


def from_ticket(ticket: Ticket, shards: int) -> Item:
    requester = {short: getattr(ticket.requester, name) for name, short in _REQUESTER.items()}
    if ticket.requester.proven == "none":
        del requester["v"]
    return {
        **keys.ticket(ticket.id),
        "type": "ticket",
        **{short: getattr(ticket, name) for name, short in _PLAIN.items()},
        "priority": ticket.priority if ticket.priority is not Priority.NORMAL else None,
        "a": ticket.assignee,
        "ch": ticket.channel if ticket.channel != "email" else None,
        "t": list(ticket.tags),
        "ccs": list(ticket.ccs),
        "followers": list(ticket.followers),
        "l": _last(ticket),
        "closed": _time(ticket.closed_at),
        "snoozed": _time(ticket.snoozed_until),
        "first_reply": _time(ticket.first_reply_at),
        "turns": [_time(turn) for turn in ticket.turns],
        "site": _kept_whole(ticket.site),
        "merged_into": _kept_whole(ticket.merged_into),
        "before_merge": _kept_whole(ticket.before_merge),
        "merged": list(ticket.merged),
        "generation": ticket.link_generation or None,
        "r": {k: v for k, v in requester.items() if v is not None},
        **keys.lists_of(ticket, shards),
    }


def to_ticket(item: Item) -> Ticket:
    id = item["pk"][2:]
    desk_id, status, _ = item["status_list"].split("#")
    # Told all its fields, pydantic need not look for their defaults: a list makes 50 of these.
    held = {"v": "none", **item.get("r", {})}
    requester: dict[str, Any] = {name: held.get(short) for name, short in _REQUESTER.items()}
    return Ticket(
        id=id,
        desk_id=desk_id,
        status=keys.STATUSES[status],
        priority=item.get("priority", Priority.NORMAL),
        channel=item.get("ch", "email"),
        assignee=item.get("a") or _holder(item),
        tags=tuple(item.get("t", ())),
        ccs=tuple(item.get("ccs", ())),
        followers=tuple(item.get("followers", ())),
        created_at=time_of(id),
        updated_at=order.updated_at(item["updated"]),
        closed_at=_instant(item.get("closed")),
        snoozed_until=_instant(item.get("snoozed")),
        first_reply_at=_instant(item.get("first_reply")),
        turns=tuple(instant(from_base32(turn)) for turn in item.get("turns", ())),
        site=_whole(OfSite, item.get("site")),
        merged_into=_whole(TicketRef, item.get("merged_into")),
        before_merge=_whole(BeforeMerge, item.get("before_merge")),
        merged=tuple(item.get("merged", ())),
        link_generation=item.get("generation", 0),
        requester=Requester.model_construct(**requester),
        **_shown(item.get("l", {})),
        **{name: item[short] for name, short in _PLAIN.items() if short in item},
    )


def _holder(item: Item) -> str | None:
    """In a list of his own tickets he stands in the list's key alone."""
    kind, _, held = item.get("assignee_list", "").partition("#")
    return held.partition("#")[0] if kind == "O" else None


def _last(ticket: Ticket) -> Item:
    by = {_BY[ticket.preview_by]: ticket.preview} if ticket.preview_by else {}
    last = {**by, "f": ticket.files or None, "h": _time(ticket.heard_at)}
    return {name: held for name, held in last.items() if held is not None}


def _shown(last: Item) -> dict[str, Any]:
    by = next((name for name, short in _BY.items() if short in last), None)
    return {
        "preview": last[_BY[by]] if by else "",
        "preview_by": by,
        "files": last.get("f", False),
        "heard_at": _instant(last.get("h")),
    }


def from_message(message: Message, events: Iterable[Event] = ()) -> Item:
    """With what else the same change did: an item of its own would cost two write units more."""
    told = [{"id": event.id, **_kept(event)} for event in events]
    return {"type": "message", **_from_entry(message), "events": told}


def to_message(item: Item) -> Message:
    return Message(**_to_entry(item, set(Message.model_fields)))


def events_of(item: Item) -> list[Event]:
    """Of a message's item or an event's own."""
    if item["type"] == "event":
        return [to_event(item)]
    ticket_id = item["pk"][2:]
    return [
        Event(**told, ticket_id=ticket_id, created_at=time_of(told["id"]))
        for told in item.get("events", ())
    ]


def from_event(event: Event) -> Item:
    return {"type": "event", **_from_entry(event)}


def to_event(item: Item) -> Event:
    return Event(**_to_entry(item, set(Event.model_fields)))


def _from_entry(entry: Message | Event) -> Item:
    return {**keys.entry(entry.ticket_id, entry.id), **_kept(entry)}


def _kept(entry: Message | Event) -> Item:
    return entry.model_dump(mode="json", exclude={"id", "ticket_id", "created_at", "cut"})


def _to_entry(item: Item, fields: set[str]) -> dict[str, Any]:
    id = item["sk"][2:]
    kept = {name: value for name, value in item.items() if name in fields}
    return {**kept, "id": id, "ticket_id": item["pk"][2:], "created_at": time_of(id)}


def _kept_whole(value: Value | None) -> Item | None:
    return value.model_dump(mode="json", exclude_none=True) if value else None


def _whole(kind: type[V], kept: Item | None) -> V | None:
    return kind.model_validate(kept) if kept else None


def _time(at: datetime | None) -> str | None:
    return base32(milliseconds(at), 10) if at else None


def _instant(text: str | None) -> datetime | None:
    return instant(from_base32(text)) if text else None
