"""The requests that the store makes of DynamoDB, in plain Python values."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from botocore.exceptions import ClientError

from deskhand.domain.errors import CommitFailed, Conflict, Duplicate
from deskhand.store.asking import Filter, Sort, asking
from deskhand.store.keys import Key

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.client import DynamoDBClient

Item = dict[str, Any]


# Before what a batch left undone is asked for again, in seconds: botocore does not wait by itself.
PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)


class Busy(Exception):
    """DynamoDB takes no more just now; whoever asked may come again."""


@dataclass(frozen=True)
class Write:
    """One write of a transaction, and what it means when its condition does not hold."""

    kind: str  # Put, Update, Delete or ConditionCheck
    request: dict[str, Any]
    refusal: CommitFailed


class Page(NamedTuple):
    """`looked_at` counts what the filter left out too; `last` is the key of the last of them, None
    at the end."""

    items: list[Item]
    looked_at: int
    last: Item | None


class Table:
    def __init__(self, client: "DynamoDBClient", name: str) -> None:
        self.client, self.name = client, name

    # --- reading ---

    def get(self, key: Key, *, consistent: bool = True) -> Item | None:
        found = self.client.get_item(TableName=self.name, Key=key, ConsistentRead=consistent)
        return found.get("Item")

    def get_all(self, keys: Iterable[Key], *, consistent: bool = False) -> list[Item]:
        """In the order of the keys, without those that are not there."""
        wanted = [dict(pair) for pair in dict.fromkeys(tuple(key.items()) for key in keys)]
        found: list[Item] = []
        for start in range(0, len(wanted), 100):
            found += self._batch(wanted[start : start + 100], consistent)
        by_key = {(item["pk"], item["sk"]): item for item in found}
        return [by_key[k["pk"], k["sk"]] for k in wanted if (k["pk"], k["sk"]) in by_key]

    def _batch(self, keys: list[Key], consistent: bool) -> Iterator[Item]:
        pending: Any = {self.name: {"Keys": keys, "ConsistentRead": consistent}}
        for pause in PAUSES:
            answer = self.client.batch_get_item(RequestItems=pending)
            yield from answer["Responses"].get(self.name, [])
            pending = answer.get("UnprocessedKeys")
            if not pending:
                return
            time.sleep(pause)
        raise Busy

    def get_together(self, keys: Iterable[Key]) -> list[Item | None]:
        """As they were at one moment, in the order of the keys. Raises Conflict when one is being
        written."""
        gets: Any = [{"Get": {"TableName": self.name, "Key": key}} for key in keys]
        try:
            answer: Any = self.client.transact_get_items(TransactItems=gets)
        except self.client.exceptions.TransactionCanceledException as cancelled:
            raise Conflict from cancelled
        return [found.get("Item") for found in answer["Responses"]]

    def query(self, key: tuple[str, str], sort: Sort | None = None, **how: Any) -> Iterator[Item]:
        """Lazily, page by page: what `pages` takes, and `page` as the size of each."""
        if size := how.pop("page", None):
            how["sizes"] = repeat(size)
        for page in self.pages(key, sort, **how):
            yield from page.items

    def pages(
        self,
        key: tuple[str, str],
        sort: Sort | None = None,
        *,
        index: str | None = None,
        forward: bool = True,
        sizes: Iterable[int] = (),
        consistent: bool = False,
        matching: Filter | None = None,
    ) -> Iterator[Page]:
        """`sort` is (attribute, one of < <= > >= begins_with between, value or pair of values). One
        of the `sizes` is what each request looks at; without them a page ends at 1 MB."""
        request = asking(key, sort, matching)
        request |= {"TableName": self.name, "ScanIndexForward": forward}
        request |= {"IndexName": index} if index else {"ConsistentRead": consistent}
        limits = iter(sizes)
        while True:
            if size := next(limits, None):
                request["Limit"] = size
            answer: Any = self.client.query(**request)
            last = answer.get("LastEvaluatedKey")
            yield Page(answer["Items"], answer.get("ScannedCount", 0), last)
            if not last:
                return
            request["ExclusiveStartKey"] = last

    # --- writing ---

    def commit(self, writes: Iterable[Write]) -> None:
        """All of it or nothing; raises the refusal of the write whose condition did not hold."""
        writes = list(writes)
        if len(writes) == 1 and writes[0].kind != "ConditionCheck":
            self._write(writes[0])
            return
        items: Any = [{w.kind: {"TableName": self.name, **w.request}} for w in writes]
        try:
            self.client.transact_write_items(TransactItems=items)
        except self.client.exceptions.TransactionCanceledException as cancelled:
            reasons = [r.get("Code") for r in cancelled.response.get("CancellationReasons", [])]
            raise _refusal(writes, reasons) or cancelled from cancelled

    def _write(self, write: Write) -> None:
        """A single write costs half of what a transaction of one does."""
        call = {"Put": "put_item", "Update": "update_item", "Delete": "delete_item"}[write.kind]
        try:
            getattr(self.client, call)(TableName=self.name, **write.request)
        except self.client.exceptions.ConditionalCheckFailedException as failed:
            raise write.refusal from failed
        except self.client.exceptions.TransactionConflictException as failed:
            raise Conflict from failed

    def put_all(self, items: Iterable[Item]) -> None:
        self._write_all([{"PutRequest": {"Item": item}} for item in items])

    def delete_all(self, keys: Iterable[Key]) -> None:
        self._write_all([{"DeleteRequest": {"Key": key}} for key in keys])

    def _write_all(self, requests: list[Any]) -> None:
        """Without conditions and not as one: only for what may be written twice."""
        for start in range(0, len(requests), 25):
            self._write_some(requests[start : start + 25])

    def _write_some(self, requests: list[Any]) -> None:
        for pause in PAUSES:
            answer = self.client.batch_write_item(RequestItems={self.name: requests})
            requests = answer.get("UnprocessedItems", {}).get(self.name, [])
            if not requests:
                return
            time.sleep(pause)
        raise Busy

    def update(self, request: dict[str, Any]) -> Item:
        """The item as it is afterwards. Raises ClientError, `Item` in its response, if refused."""
        answer = self.client.update_item(
            TableName=self.name,
            ReturnValues="ALL_NEW",
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
            **request,
        )
        return answer.get("Attributes", {})


def _refusal(writes: list[Write], reasons: list[str | None]) -> CommitFailed | None:
    """A duplicate outweighs a conflict: what was done before needs no second try."""
    failed = [
        write.refusal
        for write, reason in zip(writes, reasons, strict=False)
        if reason == "ConditionalCheckFailed"
    ]
    duplicates = (refusal for refusal in failed if isinstance(refusal, Duplicate))
    if failed:
        return next(duplicates, failed[0])
    return Conflict() if "TransactionConflict" in reasons else None


def refused(error: ClientError) -> bool:
    return error.response["Error"]["Code"] == "ConditionalCheckFailedException"


def put_new(item: Item, refusal: CommitFailed) -> Write:
    request = {"Item": filled(item), "ConditionExpression": "attribute_not_exists(pk)"}
    return Write("Put", request, refusal)


def put(item: Item) -> Write:
    return Write("Put", {"Item": filled(item)}, Conflict())


def change(before: Item, after: Item, *, version: int, held: str = "") -> Write:
    """Writes only the attributes that differ, if the item is still at this version: what another
    function keeps on the item beside the version stays. `held` is an attribute of that kind which
    must still be what it was."""
    key = {"pk": before["pk"], "sk": before["sk"]}
    before, after = filled(before), filled(after)
    sets = {name: value for name, value in after.items() if before.get(name) != value}
    removed = [name for name in before if name not in after]
    names = {f"#{i}": name for i, name in enumerate([*sets, *removed])}
    places = list(names)
    expression = ""
    if sets:
        pairs = (f"{place} = :{place[1:]}" for place in places[: len(sets)])
        expression += "SET " + ", ".join(pairs)
    if removed:
        expression += " REMOVE " + ", ".join(places[len(sets) :])
    request = {
        "Key": key,
        "UpdateExpression": expression.strip(),
        "ConditionExpression": "#version = :version",
        "ExpressionAttributeNames": {**names, "#version": "version"},
        "ExpressionAttributeValues": {
            **{f":{i}": value for i, value in enumerate(sets.values())},
            ":version": version,
        },
    }
    if held:
        _require(request, held, before.get(held))
    return Write("Update", request, Conflict())


def _require(request: dict[str, Any], attribute: str, value: Any) -> None:
    request["ExpressionAttributeNames"]["#held"] = attribute
    if value is None:
        request["ConditionExpression"] += " AND attribute_not_exists(#held)"
    else:
        request["ConditionExpression"] += " AND #held = :held"
        request["ExpressionAttributeValues"][":held"] = value


def delete_version(key: Key, version: int, refusal: CommitFailed | None = None) -> Write:
    request = {
        "Key": key,
        "ConditionExpression": "#version = :version",
        "ExpressionAttributeNames": {"#version": "version"},
        "ExpressionAttributeValues": {":version": version},
    }
    return Write("Delete", request, refusal or Conflict())


def delete(key: Key) -> Write:
    return Write("Delete", {"Key": key}, Conflict())


def filled(item: Item) -> Item:
    """Without what is empty: an attribute that is not there costs nothing and stands in no
    index."""
    return {name: value for name, value in item.items() if value not in (None, "", [], {}, ())}
