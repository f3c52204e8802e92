"""Fills a new table of the emulator with millions of items, through the file in which it keeps its
tables: without a request and a stream record for each item."""

import json
import sys
import time
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from json.encoder import encode_basestring_ascii as quoted
from pathlib import Path
from typing import Any

from local.clients import clients
from local.ministack import Ministack, StorageError
from local.template import ACCOUNT, REGION

Item = Mapping[str, Any]

_LOAD_SECONDS = 900
_PROGRESS = 100_000


def fill(
    storage: Ministack, definition: Mapping[str, Any], name: str, items: Iterator[Item]
) -> None:
    """`storage` runs before and after, on the same port, but is another process afterwards. Of two
    items with the same keys the later one stays, though DescribeTable counts both."""
    table: dict[str, Any] = dict(definition)
    clients(storage.url).dynamodb.create_table(TableName=name, **table)
    partitions = _partitions(definition, items)
    if not storage.stop():
        raise StorageError("The storage did not save its tables.")
    _splice(storage._data / "ministack" / "dynamodb.json", name, partitions)
    partitions.clear()
    _start(storage)
    _build_indexes(storage, definition, name)


class _Partition(bytearray):
    """Its items as JSON by sort key, with a comma before each."""

    length = 0


def _partitions(definition: Mapping[str, Any], items: Iterator[Item]) -> dict[str, _Partition]:
    """All in memory: the items of a partition must stand together in the file."""
    pk, sk = (key["AttributeName"] for key in definition["KeySchema"])
    keys = {attribute["AttributeName"] for attribute in definition["AttributeDefinitions"]}
    partitions: dict[str, _Partition] = defaultdict(_Partition)
    for item in _watched(items):
        if not all(item[key] and isinstance(item[key], str) for key in keys & item.keys()):
            raise ValueError(f"A key must be a text, and not empty: {item}")
        partition = partitions[item[pk]]
        partition += f",{quoted(item[sk])}:{_attributes(item)}".encode()
        partition.length += 1
    return partitions


def _attributes(values: Mapping[str, Any]) -> str:
    return "{" + ",".join([f"{quoted(k)}:{_typed(v)}" for k, v in values.items()]) + "}"


def _typed(value: Any) -> str:
    if isinstance(value, str):
        return f'{{"S":{quoted(value)}}}'
    if isinstance(value, bool):
        return '{"BOOL":true}' if value else '{"BOOL":false}'
    if isinstance(value, int):
        return f'{{"N":"{value}"}}'
    if isinstance(value, list):
        return '{"L":[' + ",".join([_typed(v) for v in value]) + "]}"
    if isinstance(value, dict):
        return f'{{"M":{_attributes(value)}}}'
    raise TypeError(f"{type(value).__name__} is no type of these items")


def _watched(items: Iterator[Item]) -> Iterator[Item]:
    start = time.monotonic()
    count = 0
    for count, item in enumerate(items, 1):
        yield item
        if count % _PROGRESS == 0:
            _say(f"{count:,} items, {count / (time.monotonic() - start):,.0f} a second")
    _say(f"{count:,} items read in {time.monotonic() - start:.1f} s")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _splice(state: Path, name: str, partitions: Mapping[str, _Partition]) -> None:
    saved = json.loads(state.read_text())
    table = saved["payload"]["tables"]["data"][f"{ACCOUNT}\0{REGION}\0{name!r}"]
    table["items"] = gap = uuid.uuid4().hex
    table["ItemCount"] = sum(partition.length for partition in partitions.values())
    table["TableSizeBytes"] = table["ItemCount"] * 200  # as ministack reckons
    before, after = json.dumps(saved).split(json.dumps(gap))
    with state.open("wb") as file:
        file.write(before.encode() + b"{")
        for number, (key, partition) in enumerate(partitions.items()):
            file.write(f"{',' if number else ''}{quoted(key)}:{{".encode())
            file.write(memoryview(partition)[1:])
            file.write(b"}")
        file.write(b"}" + after.encode())


def _start(storage: Ministack) -> None:
    start = time.monotonic()
    storage.start()
    while True:
        try:
            storage.wait_until_ready()
            break
        except StorageError:  # it waits long enough for a desk's data, not for these
            if storage.exit_code is not None or time.monotonic() - start > _LOAD_SECONDS:
                raise
    _say(f"The storage has loaded them in {time.monotonic() - start:.1f} s")


def _build_indexes(storage: Ministack, definition: Mapping[str, Any], name: str) -> None:
    """The emulator builds all of a table's indexes with the first query of one."""
    for index in definition.get("GlobalSecondaryIndexes", [])[:1]:
        start = time.monotonic()
        clients(storage.url).dynamodb.query(
            TableName=name,
            IndexName=index["IndexName"],
            KeyConditionExpression="#key = :key",
            ExpressionAttributeNames={"#key": index["KeySchema"][0]["AttributeName"]},
            ExpressionAttributeValues={":key": {"S": "-"}},
        )
        _say(f"Its indexes were built in {time.monotonic() - start:.1f} s")
