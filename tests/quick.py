"""moto without what it spends most of its time on; what it answers stays the same."""

import copy
import json
from collections import defaultdict
from functools import cache
from typing import Any

import moto.core.responses
import moto.dynamodb.models.table as tables
from moto.core.base_backend import BaseBackend
from moto.core.responses import ActionContext, ActionResult
from moto.core.serialize import ResponseSerializer
from moto.core.utils import method_names_from_class
from moto.dynamodb.exceptions import ItemSizeTooLarge
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType, Item, LimitedSizeDict
from moto.dynamodb.responses import DynamoResult

# --- transactions ---------------------------------------------------------------------------------


def _copied(table: tables.Table, memo: dict[int, Any]) -> tables.Table:
    """moto copies the whole table for each write of a transaction, to go back to if one fails. Its
    items need no copies, as an update writes to one of its own."""
    twin = copy.copy(table)
    twin.items = defaultdict(dict, {key: dict(found) for key, found in table.items.items()})
    if table.stream_shard:
        twin.stream_shard = copy.copy(table.stream_shard)
        twin.stream_shard.table = twin
        twin.stream_shard.items = list(table.stream_shard.items)
    return twin


def _updated(
    self: DynamoDBBackend, table_name: str, key: dict[str, Any], *args: Any, **how: Any
) -> Item:
    table = self.get_table(table_name)
    hash_key, sort_key = self.get_keys_value(table, key)
    if item := table.get_item(hash_key, sort_key):
        table.items[hash_key][sort_key] = copy.deepcopy(item)
    return _update(self, table_name, key, *args, **how)


_update = DynamoDBBackend.update_item
DynamoDBBackend.update_item = _updated  # type: ignore[method-assign]
tables.Table.__deepcopy__ = _copied  # type: ignore[attr-defined]


# --- queries --------------------------------------------------------------------------------------


def _queried(self: tables.Table, hash_key: DynamoType | None, *args: Any, **how: Any) -> Any:
    """moto sorts all items of the table before it looks for those of one key."""
    narrow = copy.copy(self)
    if hash_key and not (args[6:] and args[6]):
        narrow.items = {hash_key: self.items.get(hash_key, {})}  # type: ignore[assignment]
    else:
        narrow.items = defaultdict(dict)
        for key, found in self.items.items():
            for sort, item in found.items():
                if all(_same(item.attrs.get(n), value) for n, value in how["hash_key_conditions"]):
                    narrow.items[key][sort] = item
    return _query(narrow, hash_key, *args, **how)


def _same(held: DynamoType | None, wanted: DynamoType) -> bool:
    return bool(held and held.type == wanted.type and held.value == wanted.value)


def _projected(self: tables.SecondaryIndex, item: Item) -> Item:
    """moto reads and writes all values anew for each name. Only whole attributes are projected."""
    kind = self.projection["ProjectionType"]
    if kind == "ALL":
        return item
    names = {*self.table_key_attrs, *self.schema_key_attrs}
    names |= set(self.projection.get("NonKeyAttributes", ()) if kind == "INCLUDE" else ())
    twin = copy.copy(item)
    twin.attrs = LimitedSizeDict({n: held for n, held in item.attrs.items() if n in names})
    return twin


tables.SecondaryIndex.project = _projected  # type: ignore[method-assign]
_query = tables.Table.query
tables.Table.query = _queried  # type: ignore[method-assign]


# --- items ----------------------------------------------------------------------------------------


def _filled(
    self: Item, hash_key: DynamoType, range_key: DynamoType | None, attrs: dict[str, Any]
) -> None:
    """moto measures all that is there before it adds the next attribute."""
    self.hash_key, self.range_key = hash_key, range_key
    self.attrs = LimitedSizeDict({name: DynamoType(value) for name, value in attrs.items()})
    if self.size() > 405_000:
        raise ItemSizeTooLarge


Item.__init__ = _filled  # type: ignore[method-assign]


# --- requests and answers -------------------------------------------------------------------------


def _structure(self: Any, serialized: Any, value: Any, shape: Any, key: str) -> None:
    """moto looks for each attribute of an item under dozens of names; in most, all is as it has to
    be already."""
    if shape.name == "AttributeValue" and key and _is_json(value):
        self._default_serialize(serialized, value, shape, key)
    else:
        _by_moto(self, serialized, value, shape, key)


def _is_json(value: Any) -> bool:
    if not isinstance(value, dict) or len(value) != 1:
        return False
    ((kind, held),) = value.items()
    if kind == "M":
        return all(map(_is_json, held.values()))
    if kind == "L":
        return all(map(_is_json, held))
    return kind in ("S", "N", "BOOL", "NULL")


_by_moto = ResponseSerializer._serialize_type_structure
ResponseSerializer._serialize_type_structure = _structure  # type: ignore[method-assign]


def _executed(self: DynamoResult, context: ActionContext) -> Any:
    """What moto's DynamoDB answers is in DynamoDB's own JSON already, but for bytes and times."""
    known = context.operation_model.output_shape.members  # type: ignore[union-attr]
    answer = {n: v for n, v in self.result.items() if n in known and v is not None}  # type: ignore
    try:
        body = json.dumps(answer)
    except TypeError:
        return _execute(self, context)
    return 200, {"Content-Type": "application/x-amz-json-1.0"}, body


_execute = ActionResult.execute_result
DynamoResult.execute_result = _executed  # type: ignore[method-assign]

# Both are the same for each request and put together anew for each.
moto.core.responses.method_names_from_class = cache(method_names_from_class)  # type: ignore[attr-defined]


class _Once:
    """A property that is looked up once for each class."""

    def __init__(self, found: property) -> None:
        self.found, self.known = found, dict[type, Any]()

    def __get__(self, backend: Any, owner: type) -> Any:
        if owner not in self.known:
            self.known[owner] = self.found.__get__(backend, owner)
        return self.known[owner]


BaseBackend.urls = _Once(BaseBackend.urls)  # type: ignore
