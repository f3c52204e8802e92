"""What operators are writing. A draft goes by itself; DynamoDB removes it days late, so whoever
reads it looks at the time."""

from datetime import datetime

from deskhand.domain.draft import KEPT, Draft, DraftId, DraftLine
from deskhand.domain.errors import CommitFailed
from deskhand.store import keys, table
from deskhand.store.bodies import Bodies
from deskhand.store.table import Item, Table, Write

_INSIDE = {"cc", "attachments", "status", "seen_version"}


class DraftMoved(CommitFailed):
    """It is not, or no more, at the version that the writer saw."""


class Drafts:
    def __init__(self, table: Table, bodies: Bodies) -> None:
        self.table, self.bodies = table, bodies

    def get(self, id: DraftId, *, at: datetime) -> Draft | None:
        item = self.table.get(keys.draft(*id))
        if item is None or _is_over(item, at):
            return None
        return _draft(self.bodies.read(item))

    def of(self, operator_id: str, *, at: datetime) -> list[DraftLine]:
        """The last changed first. In one request: 1 MB of it is three hundred long ones."""
        found = self.table.query(("pk", keys.draft(operator_id, "", "")["pk"]), consistent=True)
        lines = (_line(item) for item in found if not _is_over(item, at))
        return sorted(lines, key=lambda line: line.updated_at, reverse=True)

    def save(self, id: DraftId, draft: Draft, *, seen: int, body_id: str) -> None:
        """`seen` is 0 for a first one. Raises DraftMoved."""
        place = f"drafts/{id.operator_id}/{id.ticket_id}/{body_id}"
        item = table.filled(self.bodies.put_away(_item(id, draft), place))
        self.table.commit([_saved(item, draft.updated_at, seen)])

    def discard(self, id: DraftId, *, seen: int) -> None:
        """At any version if `seen` is 0. Raises DraftMoved."""
        self.table.commit([self.removed(id, seen) if seen else table.delete(keys.draft(*id))])

    def removed(self, id: DraftId, version: int) -> Write:
        return table.delete_version(keys.draft(*id), version, DraftMoved())


def _saved(item: Item, at: datetime, seen: int) -> Write:
    if seen:
        condition, name, value = "#of = :of", "version", seen
    else:
        condition, name = "attribute_not_exists(pk) OR #of <= :of", "expires"
        value = int(at.timestamp())
    request = {
        "Item": item,
        "ConditionExpression": condition,
        "ExpressionAttributeNames": {"#of": name},
        "ExpressionAttributeValues": {":of": value},
    }
    return Write("Put", request, DraftMoved())


def _is_over(item: Item, at: datetime) -> bool:
    return bool(item["expires"] <= at.timestamp())


def _item(id: DraftId, draft: Draft) -> Item:
    """To change no copies is not to have none: what is empty inside `given` stays there."""
    return {
        **keys.draft(*id),
        **draft.model_dump(mode="json", exclude={"ticket_id", "kind", *_INSIDE}),
        "given": draft.model_dump(mode="json", include=_INSIDE, exclude_none=True),
        "expires": int((draft.updated_at + KEPT).timestamp()),
    }


def _draft(item: Item) -> Draft:
    body = {"text": item["text"], "html": item.get("html", "")}
    return Draft(**_line(item).model_dump(), **body, **item["given"])


def _line(item: Item) -> DraftLine:
    ticket_id, _, kind = item["sk"].partition("#")
    kept = {name: item[name] for name in DraftLine.model_fields if name in item}
    return DraftLine(**kept, ticket_id=ticket_id, kind=kind)
