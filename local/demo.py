"""The demo desk: what a first start is filled with."""

import json
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from deskhand.actions import canned_replies, customers, edits, team, tickets
from deskhand.actions.bodies import Body
from deskhand.actions.receive import receive
from deskhand.domain.desk import Desk
from deskhand.domain.inbound import Delivery
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Priority, Status, Ticket
from deskhand.wiring import Helpdesk, utc_now

STORY = Path(__file__).parent / "demo.json"
ADDRESS = "support@desk.localhost"


class Past:
    """A clock that begins days ago, so that the demo's tickets have a history."""

    def __init__(self, started: datetime) -> None:
        self.now = started

    def __call__(self) -> datetime:
        self.now = min(self.now + timedelta(milliseconds=20), utc_now())
        return self.now

    def pass_by(self, minutes: int) -> None:
        self.now = min(self.now + timedelta(minutes=minutes), utc_now())


def fill(helpdesk: Helpdesk) -> None:
    """Fills an empty help desk with a team, customers and tickets."""
    story = json.loads(STORY.read_text("utf-8"))
    clock = Past(utc_now() - timedelta(days=5))
    past = Helpdesk(helpdesk.settings, clock)
    people = _people(past, story)
    desk = _desk(past, story, people)
    for reply in story["canned_replies"]:
        canned_replies.add(past, people["ada"], {**reply, "desk_id": desk.id, "owner": None})
    for record in story["customers"]:
        customers.add(past, record)
    for told in story["tickets"]:
        clock.pass_by(minutes=told["after"])
        _tell(past, clock, desk, people, told)


def _people(helpdesk: Helpdesk, story: dict[str, Any]) -> dict[str, Operator]:
    first, *others = story["operators"]
    people = {"ada": team.signed_in(helpdesk, first["email"], first["name"])}
    for fields in others:
        added = team.add_operator(helpdesk, people["ada"], fields)
        people[fields["email"].partition("@")[0]] = added
    return people


def _desk(helpdesk: Helpdesk, story: dict[str, Any], people: dict[str, Operator]) -> Desk:
    members = [people["olga"].id, people["oskar"].id]
    fields = {**story["desk"], "addresses": [ADDRESS], "members": members}
    return team.add_desk(helpdesk, people["ada"], fields)


def _tell(
    helpdesk: Helpdesk, clock: Past, desk: Desk, people: dict[str, Operator], told: dict[str, Any]
) -> None:
    ticket = _opened(helpdesk, desk, people, told)
    for step in told["then"]:
        clock.pass_by(minutes=step["after"])
        operator = people[step.get("by", "olga")]
        if "reply" in step:
            tickets.reply(helpdesk, operator, ticket.id, Body(text=step["reply"]))
        if "note" in step:
            tickets.note(helpdesk, operator, ticket.id, Body(text=step["note"]))
        if "mail" in step:
            _mail(helpdesk, {**told, "text": step["mail"]}, f"Re: {told['subject']}", ticket)
        if "set" in step:
            edits.change(helpdesk, operator, ticket.id, _fields(step["set"], people))


def _opened(
    helpdesk: Helpdesk, desk: Desk, people: dict[str, Operator], told: dict[str, Any]
) -> Ticket:
    if "phone" not in told:
        return helpdesk.tickets.get(_mail(helpdesk, told, told["subject"]))
    first, _, last = told["from"].partition(" ")
    opening = tickets.Opening.model_validate(
        {
            "desk_id": desk.id,
            "subject": told["subject"],
            "requester": {
                "email": told["address"],
                "phone": told["phone"],
                "first_name": first,
                "last_name": last,
            },
            "send": False,
        }
    )
    return tickets.open(helpdesk, opening, Body(text=told["text"]), operator=people["oskar"])


def _mail(
    helpdesk: Helpdesk, told: dict[str, Any], subject: str, answered: Ticket | None = None
) -> str:
    """Takes a mail in as SES would hand it over; answers the ticket's id."""
    written = EmailMessage()
    written["From"] = f"{told['from']} <{told['address']}>"
    written["To"], written["Subject"] = ADDRESS, subject
    id = helpdesk.new_id()
    written["Message-ID"] = f"<{id}@mail.example>"
    if answered:
        first = helpdesk.tickets.conversation(answered.id).messages[0]
        written["In-Reply-To"] = first.mail_id
    written.set_content(told["text"])
    helpdesk.s3.put_object(
        Bucket=helpdesk.settings.mail_bucket,
        Key=helpdesk.settings.mail_prefix + id,
        Body=written.as_bytes(),
    )
    delivery = Delivery(
        id=id, recipients=(ADDRESS,), received_at=helpdesk.now(), dmarc="PASS", spam="PASS"
    )
    return receive(helpdesk, delivery)[0].ticket_id


def _fields(changes: dict[str, Any], people: dict[str, Operator]) -> dict[str, Any]:
    fields = dict(changes)
    if "assignee" in fields:
        fields["assignee"] = people[fields["assignee"]].id
    if "status" in fields:
        fields["status"] = Status(fields["status"])
    if "priority" in fields:
        fields["priority"] = Priority(fields["priority"])
    if "tags" in fields:
        fields["tags"] = tuple(fields["tags"])
    return fields
