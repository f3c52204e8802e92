"""Requests and capacity units of a DynamoDB client: written units as the emulator counts them,
with indexes; read units by the rules of the developer guide ("DynamoDB item sizes and formats"),
since it takes any page for one."""

from collections.abc import Callable, Mapping
from math import ceil
from typing import Any, NamedTuple


class Cost(NamedTuple):
    requests: int
    reads: float
    writes: float


class Meter:
    def __init__(self, client: Any) -> None:
        self.cost, self.consistent = Cost(0, 0, 0), False
        client.meta.events.register("provide-client-params.dynamodb.*", self._asked)
        client.meta.events.register("after-call.dynamodb.*", self._answered)

    def of(self, action: Callable[[], Any]) -> Cost:
        self.cost = Cost(0, 0, 0)
        action()
        return self.cost

    def _asked(self, params: dict[str, Any], **_: Any) -> None:
        params["ReturnConsumedCapacity"] = "TOTAL"
        self.consistent = bool(params.get("ConsistentRead"))

    def _answered(self, parsed: dict[str, Any], model: Any, **_: Any) -> None:
        requests, reads, writes = self.cost
        if model.name in ("GetItem", "BatchGetItem", "Query"):
            reads += (1.0 if self.consistent else 0.5) * _blocks(model.name, parsed)
        else:
            taken = parsed.get("ConsumedCapacity", [])
            each = taken if isinstance(taken, list) else [taken]
            writes += sum(units["CapacityUnits"] for units in each)
        self.cost = Cost(requests + 1, reads, writes)


def _blocks(request: str, parsed: dict[str, Any]) -> int:
    """Of 4 KB each: a query adds its items up first, other reads round up for every item."""
    if request == "Query":
        return max(1, ceil(sum(map(_item_size, parsed["Items"])) / 4096))
    if request == "GetItem":
        return max(1, ceil(_item_size(parsed.get("Item", {})) / 4096))
    found = (item for items in parsed["Responses"].values() for item in items)
    return sum(ceil(_item_size(item) / 4096) for item in found)


def _item_size(item: Mapping[str, Any]) -> int:
    return sum(len(name.encode()) + _size(value) for name, value in item.items())


def _size(value: Any) -> int:
    if isinstance(value, str):
        return len(value.encode())
    if isinstance(value, int) and not isinstance(value, bool):
        return ceil(len(str(value).strip("0")) / 2) + 1
    if isinstance(value, Mapping):
        return 3 + sum(1 + len(name.encode()) + _size(held) for name, held in value.items())
    if isinstance(value, list):
        return 3 + sum(1 + _size(held) for held in value)
    return len(bytes(value)) if hasattr(value, "__bytes__") else 1
