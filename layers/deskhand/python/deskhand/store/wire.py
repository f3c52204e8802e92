"""Plain Python values in DynamoDB's JSON, and back.

boto3's resources do the same after botocore has walked each value by its shape, which was more
than half of what a list of 50 tickets took.
docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html"""

import contextlib
import json
from base64 import b64decode
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from botocore.config import Config

from deskhand import sdk

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

ATTRIBUTES = {"Key", "Item", "ExpressionAttributeValues", "ExclusiveStartKey"}
ANSWERED = {"Item", "Attributes", "LastEvaluatedKey", "Key"}


def client() -> "DynamoDBClient":
    """A client that takes and answers plain values; refusals hold theirs as they came."""
    # The store makes every request itself: what is wrong with one DynamoDB says as well. Without a
    # name of ours botocore puts one together for each request, in a seventh of all its time.
    config = Config(parameter_validation=False, user_agent="Deskhand")
    client: DynamoDBClient = sdk.client("dynamodb", config)
    client.meta.events.register("provide-client-params.dynamodb", _asked)
    client.meta.events.register("before-parse.dynamodb", _answered)
    return client


def _asked(params: Any, **_: Any) -> Any:
    return _request(params)


def _request(part: Any) -> Any:
    if isinstance(part, list):
        return [_request(each) for each in part]
    if not isinstance(part, Mapping):
        return part
    return {name: _asked_part(name, held) for name, held in part.items()}


def _asked_part(name: str, held: Any) -> Any:
    if name in ATTRIBUTES:
        return {attribute: wired(value) for attribute, value in held.items()}
    if name == "Keys":
        return [{attribute: wired(value) for attribute, value in key.items()} for key in held]
    return _request(held)


def _answered(
    response_dict: dict[str, Any], customized_response_dict: dict[str, Any], **_: Any
) -> None:
    """Takes the answer before botocore's parser does; errors stay the parser's, and what came in
    pieces is asked for again."""
    if response_dict["status_code"] != 200:
        return
    with contextlib.suppress(ValueError):
        customized_response_dict.update(_answer(json.loads(response_dict["body"] or "{}")))
        response_dict["body"] = b"{}"


def _answer(part: dict[str, Any]) -> dict[str, Any]:
    return {name: _answered_part(name, held) for name, held in part.items()}


def _answered_part(name: str, held: Any) -> Any:
    if name in ANSWERED:
        return item(held)
    if name in ("Items", "Keys"):
        return [item(each) for each in held]
    if name == "Responses" and isinstance(held, dict):
        return {table: [item(each) for each in found] for table, found in held.items()}
    if isinstance(held, dict):
        return _answer(held)
    if isinstance(held, list):
        return [_answer(each) if isinstance(each, dict) else each for each in held]
    return held


def item(attributes: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """As it stands in an answer or a record of the stream."""
    return {name: plain(value) for name, value in attributes.items()}


def plain(value: Mapping[str, Any]) -> Any:
    ((kind, held),) = value.items()
    match kind:
        case "S" | "BOOL":
            return held
        case "N":
            return int(held) if held.lstrip("-").isdigit() else Decimal(held)
        case "M":
            return item(held)
        case "L":
            return [plain(each) for each in held]
        case "B":
            return b64decode(held)
        case "NULL":
            return None
    raise ValueError(f"the store keeps nothing of type {kind}")


def wired(value: Any) -> dict[str, Any]:
    match value:
        case str():
            return {"S": str(value)}  # also of an enumeration
        case bool():
            return {"BOOL": value}
        case int() | Decimal():
            return {"N": str(value)}
        case Mapping():
            return {"M": {name: wired(held) for name, held in value.items()}}
        case list() | tuple():
            return {"L": [wired(each) for each in value]}
        case bytes():
            return {"B": value}
        case None:
            return {"NULL": True}
    raise TypeError(f"DynamoDB keeps no {type(value).__name__}")
