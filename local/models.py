"""Cuts botocore's descriptions of AWS to what the desk calls: `make models`.

A client reads a megabyte of them before its first request; of these files it reads 3 %."""

import json
import shutil
from collections.abc import Iterator
from typing import Any

from botocore.loaders import Loader

from deskhand.sdk import MODELS

OPERATIONS = {
    "cognito-idp": ("AdminCreateUser", "AdminDisableUser", "AdminEnableUser"),
    "dynamodb": (
        "BatchGetItem",
        "BatchWriteItem",
        "DeleteItem",
        "GetItem",
        "PutItem",
        "Query",
        "TransactGetItems",
        "TransactWriteItems",
        "UpdateItem",
    ),
    "s3": (
        "CopyObject",
        "CreateBucket",  # a presigned POST is made of it
        "DeleteObject",
        "DeleteObjects",
        "GetObject",
        "HeadObject",
        "ListObjectsV2",
        "PutObject",
    ),
    "sesv2": ("SendEmail",),
    "sqs": ("SendMessageBatch",),
}
PAGINATORS = {"s3": ("ListObjectsV2",)}


def main() -> None:
    shutil.rmtree(MODELS, ignore_errors=True)
    for name, content in cut().items():
        path = MODELS / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, separators=(",", ":")) + "\n", "utf-8")


def cut() -> dict[str, Any]:
    """By where a loader looks for them."""
    loader = Loader()
    files = {name: loader.load_data(name) for name in ("partitions", "sdk-default-configuration")}
    files["_retry"] = _retries(loader.load_data("_retry"))
    files["endpoints"] = _endpoints(loader.load_data("endpoints"))
    for service, operations in OPERATIONS.items():
        folder = f"{service}/{loader.determine_latest_version(service, 'service-2')}"
        files[f"{folder}/service-2"] = _service(
            loader.load_service_model(service, "service-2"), operations
        )
        files[f"{folder}/endpoint-rule-set-1"] = loader.load_service_model(
            service, "endpoint-rule-set-1"
        )
    for service, operations in PAGINATORS.items():
        known = loader.load_service_model(service, "paginators-1")["pagination"]
        folder = f"{service}/{loader.determine_latest_version(service, 'paginators-1')}"
        files[f"{folder}/paginators-1"] = {"pagination": {name: known[name] for name in operations}}
    return files


def _retries(known: Any) -> Any:
    services = ("__default__", *OPERATIONS)
    return {
        **known,
        "retry": {name: known["retry"][name] for name in services if name in known["retry"]},
    }


def _endpoints(known: Any) -> Any:
    partitions = [
        {
            **partition,
            "services": {n: s for n, s in partition["services"].items() if n in ENDPOINTS},
        }
        for partition in known["partitions"]
    ]
    return {**known, "partitions": partitions}


ENDPOINTS = {"dynamodb", "s3", "email", "sqs"}


def _service(known: Any, operations: tuple[str, ...]) -> Any:
    kept = {name: known["operations"][name] for name in operations}
    shapes = {name: known["shapes"][name] for name in sorted(_reached(known["shapes"], kept))}
    return {**known, "operations": _undocumented(kept), "shapes": _undocumented(shapes)}


def _reached(shapes: Any, operations: Any) -> set[str]:
    found: set[str] = set()
    waiting = list(_shapes_in(operations))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _shapes_in(shapes[name])
    return found


def _shapes_in(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for each in part:
            yield from _shapes_in(each)
    elif isinstance(part, dict):
        for name, held in part.items():
            if name == "shape" and isinstance(held, str):
                yield held
            else:
                yield from _shapes_in(held)


def _undocumented(part: Any) -> Any:
    if isinstance(part, list):
        return [_undocumented(each) for each in part]
    if not isinstance(part, dict):
        return part
    return {
        name: _undocumented(held)
        for name, held in part.items()
        if not (name == "documentation" and isinstance(held, str))
    }


if __name__ == "__main__":
    main()
