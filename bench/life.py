"""Write units of one ticket's whole life: six messages and four changes."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import boto3

from deskhand import wiring
from deskhand.actions import edits, notices, tickets
from deskhand.actions.bodies import Body
from deskhand.actions.receive import receive
from deskhand.domain.desk import Category, Desk
from deskhand.domain.history import Event
from deskhand.domain.inbound import Delivery
from deskhand.domain.message import Message
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Priority, Status
from deskhand.store.changes import changed
from deskhand.wiring import Helpdesk
from tests import aws
from tests.conftest import handler, mail

ADDRESS = "life@desk.example"
ASKED = (
    "Hello, I ordered a lamp from your shop two weeks ago and it has not arrived yet. Could you "
    "please check where my parcel is? My order number is 48213. Thank you, Ada"
)
ANSWERED = (
    "Dear Ada, I am sorry for the delay. The carrier lost the parcel, so we have sent a new lamp "
    "today. You will get it within three days. Best regards, Olga"
)
KINDS = {"SEARCH#": "search", "SAID#": "search", "COUNTED#": "counters", "NOTICE#": "notices"}


class Ledger:
    """Write units by what they are for: `ticket` is what the people's own requests write."""

    def __init__(self, client: Any) -> None:
        self.units: dict[str, float] = {}
        client.meta.events.register("provide-client-params.dynamodb.*", self._asked)
        client.meta.events.register("after-call.dynamodb.*", self._answered)

    def _asked(self, params: dict[str, Any], **_: Any) -> None:
        params["ReturnConsumedCapacity"] = "TOTAL"
        text = str(params)
        self._kind = next((kind for begins, kind in KINDS.items() if begins in text), "ticket")

    def _answered(self, parsed: dict[str, Any], model: Any, **_: Any) -> None:
        if model.name in ("GetItem", "BatchGetItem", "Query", "TransactGetItems"):
            return
        taken = parsed.get("ConsumedCapacity", [])
        each = taken if isinstance(taken, list) else [taken]
        units = sum(one["CapacityUnits"] for one in each)
        self.units[self._kind] = self.units.get(self._kind, 0) + units


def write_units() -> dict[str, float]:
    helpdesk = wiring.helpdesk()
    desk, olga = _team(helpdesk)
    follow, ledger = _Stream(helpdesk), Ledger(helpdesk.table.client)
    for step in _steps(helpdesk, desk, olga):
        step()
        follow()
    return ledger.units


def _team(helpdesk: Helpdesk) -> tuple[Desk, Operator]:
    at = helpdesk.now()
    olga = Operator(id="life0olga0", email="olga@life.example", name="Olga", created_at=at)
    desk = Desk(
        id="life000001",
        name="Life",
        addresses=(ADDRESS,),
        categories=(Category(code="lamps", name="Lamps"),),
        members=(olga.id,),
        created_at=at,
    )
    helpdesk.team.add_operator(olga)
    helpdesk.team.add_desk(desk)
    assert helpdesk.keyring
    return desk, olga


def _steps(helpdesk: Helpdesk, desk: Desk, olga: Operator) -> Iterator[Callable[[], Any]]:
    yield partial(_arrives, helpdesk, "life-1", ASKED)
    (receipt,) = helpdesk.receipts.of_mail("life-1")
    change = partial(edits.change, helpdesk, olga, receipt.ticket_id)
    reply = partial(tickets.reply, helpdesk, olga, receipt.ticket_id)
    yield partial(change, {"assignee": olga.id})
    yield partial(change, {"priority": Priority.HIGH})
    yield partial(reply, Body(text=ANSWERED), status=Status.WAITING)
    yield partial(_arrives, helpdesk, "life-2", "It came, but the glass is broken. A refund?")
    warehouse = Body(text="Third broken glass this week, tell the warehouse.")
    yield partial(tickets.note, helpdesk, olga, receipt.ticket_id, warehouse)
    yield partial(change, {"category": desk.categories[0].code})
    yield partial(reply, Body(text="I have refunded you. Please keep the broken one."))
    yield partial(_arrives, helpdesk, "life-3", "Great, thank you very much!")
    yield partial(change, {"status": Status.CLOSED})


def _arrives(helpdesk: Helpdesk, id: str, text: str) -> None:
    known = {} if id == "life-1" else {"In_Reply_To": "<life-1@byron.example>"}
    raw = mail(text, to=ADDRESS, subject="Lamp", message_id=f"<{id}@byron.example>", **known)
    settings = helpdesk.settings
    helpdesk.s3.put_object(Bucket=settings.mail_bucket, Key=settings.mail_prefix + id, Body=raw)
    at = helpdesk.now()
    receive(helpdesk, Delivery(id=id, recipients=(ADDRESS,), received_at=at, dmarc="PASS"))


class _Stream:
    """What follows from the changes since the last call; mails are written down and not sent."""

    def __init__(self, helpdesk: Helpdesk) -> None:
        self.helpdesk, self.projections = helpdesk, handler("projections")
        self.streams = boto3.client("dynamodbstreams")
        arn = self.streams.list_streams(TableName=helpdesk.settings.table)["Streams"][0][
            "StreamArn"
        ]
        shards = self.streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
        self.iterator = self.streams.get_shard_iterator(
            StreamArn=arn, ShardId=shards[0]["ShardId"], ShardIteratorType="LATEST"
        )["ShardIterator"]

    def __call__(self) -> None:
        while records := self._read():
            for record in records:
                event = {"eventSource": "aws:dynamodb", **record}
                self.projections.lambda_handler({"Records": [event]}, aws.Context())
                entry = changed(record["dynamodb"]).after
                if record["eventName"] == "INSERT" and isinstance(entry, Message | Event):
                    self._tell(entry)

    def _read(self) -> list[Any]:
        found = self.streams.get_records(ShardIterator=self.iterator)
        self.iterator = found["NextShardIterator"]
        return found["Records"]

    def _tell(self, entry: Message | Event) -> None:
        try:
            notices.announce(self.helpdesk, entry)
        except self.helpdesk.queue.exceptions.ClientError:  # there is no queue here
            return
