"""States of a desk that several tests of its mail begin with."""

from typing import Any

import pytest

from deskhand.actions.receive import receive
from deskhand.domain.desk import Desk
from deskhand.domain.inbound import Delivery, Receipt
from deskhand.wiring import Helpdesk, Settings
from tests.conftest import Arrives, Clock
from tests.domain.given import desk as desk_of


@pytest.fixture
def sales(helpdesk: Helpdesk, desk: Desk) -> Desk:
    added = desk_of(
        id="sales",
        name="Sales",
        addresses=("sales@desk.example",),
        number_pattern="SAL-{nr}",
        members=desk.members,
        undo_seconds=0,
    )
    helpdesk.team.add_desk(added)
    return added


@pytest.fixture
def elsewhere(settings: Settings, clock: Clock) -> Helpdesk:
    """The same help desk in another function."""
    return Helpdesk(settings, clock)


@pytest.fixture
def arrives(helpdesk: Helpdesk, desk: Desk) -> Arrives:
    """As everywhere, and `by` may be another function."""

    def arrive(
        raw: bytes,
        *,
        id: str = "",
        to: str = "support@desk.example",
        by: Helpdesk | None = None,
        **verdicts: Any,
    ) -> list[Receipt]:
        by, id = by or helpdesk, id or helpdesk.new_id()
        key = helpdesk.settings.mail_prefix + id
        helpdesk.s3.put_object(Bucket=helpdesk.settings.mail_bucket, Key=key, Body=raw)
        verdicts = {"dmarc": "PASS", "spam": "PASS", "virus": "PASS", **verdicts}
        recipients = tuple(to.split())
        at = helpdesk.now()
        return receive(by, Delivery(id=id, recipients=recipients, received_at=at, **verdicts))

    return arrive
