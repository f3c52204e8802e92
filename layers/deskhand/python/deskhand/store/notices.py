"""Notices: claimed under a lease, so that two senders never work on the same mail, and a sender
that died is followed by another."""

import contextlib
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from botocore.exceptions import ClientError

from deskhand.domain.errors import Duplicate, TooLate
from deskhand.domain.ids import base32, milliseconds, time_of
from deskhand.domain.notices import Notice
from deskhand.store import keys, table
from deskhand.store.table import Item, Table, Write, refused

LEASE = timedelta(seconds=120)  # longer than a sender may run, shorter than the queue's patience
UNSENT = "UNSENT"


class Claim(NamedTuple):
    """`notice` is ours to send, or None: then `done` tells whether nothing is left to do."""

    notice: Notice | None
    done: bool


class Notices:
    def __init__(self, table: Table) -> None:
        self.table = table

    def add(self, notice: Notice, *, at: datetime) -> None:
        """Raises Duplicate when it is there already."""
        waiting = {"due_list": UNSENT, "due": base32(milliseconds(at), 10)}
        self.table.commit([table.put_new({**_item(notice), **waiting}, Duplicate())])

    def get(self, cause: str, id: str) -> Notice | None:
        item = self.table.get(keys.notice(cause, id))
        return to_notice(item) if item else None

    def claim(self, cause: str, id: str, *, at: datetime) -> Claim:
        request = {
            "Key": keys.notice(cause, id),
            "UpdateExpression": "SET #state = :sending, #lease = :until",
            "ConditionExpression": "#state = :pending OR (#state = :sending AND #lease < :now)",
            "ExpressionAttributeNames": {"#state": "state", "#lease": "lease"},
            "ExpressionAttributeValues": {
                ":pending": "pending",
                ":sending": "sending",
                ":now": milliseconds(at),
                ":until": milliseconds(at + LEASE),
            },
        }
        try:
            return Claim(to_notice(self.table.update(request)), done=False)
        except ClientError as error:
            if not refused(error):
                raise
            held: Any = error.response.get("Item", {})
            return Claim(None, done=held.get("state") != {"S": "sending"})

    def release(self, notice: Notice, *, at: datetime) -> None:
        """The mail did not go out: the next try need not wait for the lease to run out. The queue
        gives it up after some; it gets others when it has waited as long again, and once a day.
        Not when SES has told meanwhile that an earlier try went through."""
        waited = min(at - time_of(notice.cause), timedelta(days=1))
        request = {
            "Key": keys.notice(notice.cause, notice.id),
            "UpdateExpression": "SET #state = :pending, counted = :yes, due = :due REMOVE #lease",
            "ConditionExpression": "#state = :sending",
            "ExpressionAttributeNames": {"#state": "state", "#lease": "lease"},
            "ExpressionAttributeValues": {
                ":pending": "pending",
                ":sending": "sending",
                ":yes": True,
                ":due": base32(milliseconds(at + waited), 10),
            },
        }
        with contextlib.suppress(Duplicate):
            self.table.commit([Write("Update", request, Duplicate())])

    def settled(self, notice: Notice, state: str, mail_id: str = "") -> Write:
        """`sent` with SES's Message-ID, or `dropped`; refuses what is settled already."""
        request = {
            "Key": keys.notice(notice.cause, notice.id),
            "UpdateExpression": "SET #state = :state, mail_id = :mail_id "
            "REMOVE due_list, due, #lease",
            "ConditionExpression": "#state IN (:pending, :sending)",
            "ExpressionAttributeNames": {"#state": "state", "#lease": "lease"},
            "ExpressionAttributeValues": {
                ":state": state,
                ":mail_id": mail_id,
                ":pending": "pending",
                ":sending": "sending",
            },
        }
        return Write("Update", request, Duplicate())

    def of(self, cause: str) -> list[Notice]:
        found = self.table.query(("pk", keys.notice(cause, "")["pk"]), consistent=True)
        return [to_notice(item) for item in found]

    def withdrawn(self, notice: Notice) -> Write:
        """Of one that nobody has begun to send, or that is not written down yet: then it never
        will be, as its place is taken."""
        request = {
            "Item": _item(notice.model_copy(update={"state": "dropped"})),
            "ConditionExpression": "attribute_not_exists(pk) OR #state = :pending",
            "ExpressionAttributeNames": {"#state": "state"},
            "ExpressionAttributeValues": {":pending": "pending"},
        }
        return Write("Put", request, TooLate("Its mail is on its way."))

    def unsent_since(self, at: datetime) -> list[tuple[str, str]]:
        """Cause and id of the notices that wait since before `at`, at most 500."""
        found = self.table.query(
            ("due_list", UNSENT),
            ("due", "<=", base32(milliseconds(at), 10)),
            index="by_due",
            page=500,
        )
        return [
            (item["pk"].removeprefix("NOTICE#"), item["sk"])
            for item, _ in zip(found, range(500), strict=False)
        ]


def _item(notice: Notice) -> Item:
    return {
        **keys.notice(notice.cause, notice.id),
        "type": "notice",
        **table.filled(notice.model_dump(mode="json", exclude={"cause", "id", "counted"})),
    }


def to_notice(item: Item) -> Notice:
    kept = {name: item[name] for name in Notice.model_fields if name in item}
    return Notice(**{**kept, "cause": item["pk"].removeprefix("NOTICE#"), "id": item["sk"]})
