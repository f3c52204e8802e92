"""Whatever comes, each mail becomes a ticket, a message, or says why not; over SMTP and HTTP."""

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest

from local.process import StackProcess
from tests.e2e.conftest import Mailbox, Person, eventually, hand_over, plain

pytestmark = pytest.mark.slow

SUPPORT = "support@desk.localhost"
BUCKET = "deskhand-mailbucket"


@pytest.fixture
def olgas(stack: StackProcess, olga: Person) -> Mailbox:
    return Mailbox(stack, olga.email, "Olga Nowak")


def new_desk(admin: Person, name: str) -> Any:
    address = f"{name.lower()}@desk.localhost"
    new = {"name": name, "addresses": [address], "undo_seconds": 0}
    return admin.call("POST", "/desks", new, expect=201)


def opened(olga: Person, subject: str) -> str:
    """The id of the ticket that a mail with this subject has opened."""

    def look() -> str | None:
        found = olga.get("/tickets")["items"]
        return next((str(each["id"]) for each in found if each["subject"] == subject), None)

    return eventually(look)


def test_spam_that_is_none_is_read_in_quarantine_and_becomes_a_ticket(
    stack: StackProcess, olga: Person, olgas: Mailbox, ada: Mailbox, desk: Any
) -> None:
    ada.send("Cheap toner!", to=SUPPORT, subject="Offer", client="spam.test")
    (held,) = eventually(lambda: olga.get("/inbound")["items"])
    assert (held["reason"], held["sender"]) == ("spam", ada.address)

    read = olga.get(f"/inbound/{held['id']}")
    assert read["text"].strip() == "Cheap toner!"
    assert {"name": "X-SES-Spam-Verdict", "value": "FAIL"} in read["headers"]
    original = stack.http.get(read["url"])
    assert original.content.rstrip().endswith(b"Cheap toner!")
    assert original.headers["content-type"] == "application/octet-stream"
    assert original.headers["content-disposition"].startswith("attachment")

    (came,) = olga.call("POST", f"/inbound/{held['id']}/ticket", {})["items"]

    (said,) = olga.ticket(came["ticket_id"])["messages"]
    assert said["text"] == "Cheap toner!"
    olgas.received("Cheap toner!")
    assert not list(ada.inbox()), "nothing automatic answers what may be spam"


def test_mail_to_an_address_of_nobody_waits_until_a_desk_has_it(
    admin: Person, olga: Person, ada: Mailbox, desk: Any
) -> None:
    ada.send("Where is my bill?", to="billing@desk.localhost", subject="Bill")
    (held,) = eventually(lambda: admin.get("/inbound", desk="-")["items"])
    assert (held["reason"], held["recipients"]) == ("unknown_address", ["billing@desk.localhost"])
    assert olga.get("/inbound")["items"] == []
    path = f"/inbound/{held['id']}/retry"
    admin.call("POST", path, expect=400)

    billing = new_desk(admin, "Billing")
    (came,) = admin.call("POST", path)["items"]

    assert (came["desk_id"], came["state"]) == (billing["id"], "processed")
    assert admin.ticket(came["ticket_id"])["subject"] == "Bill"
    assert admin.get("/inbound")["items"] == []


def test_an_operator_answers_the_notice_that_he_got_and_the_customer_gets_what_he_wrote(
    olga: Person, olgas: Mailbox, ada: Mailbox, desk: Any
) -> None:
    ada.send("My lamp is dark.", to=SUPPORT, subject="Lamp")
    notice = olgas.received("My lamp is dark.")
    assert "/admin/tickets/" in plain(notice)

    olgas.answer("Turn it on, please.", notice)

    mail = ada.received("Turn it on, please.")
    assert "/admin/" not in mail.as_string(), "what he quoted was for the team"
    assert olgas.address not in mail.as_string()
    said = olga.ticket(opened(olga, "Lamp"))["messages"][-1]
    assert (said["author"]["kind"], said["text"]) == ("operator", "Turn it on, please.")

    ada.answer("It shines.", mail)
    assert olgas.received("It shines.")


def test_one_mail_to_two_desks_is_a_ticket_on_each_that_knows_of_the_other(
    admin: Person, ada: Mailbox, desk: Any
) -> None:
    sales = new_desk(admin, "Sales")
    ada.send("To you all.", to=f"{SUPPORT}, sales@desk.localhost", subject="All")

    def both() -> list[Any]:
        found = [t for t in admin.get("/tickets")["items"] if t["subject"] == "All"]
        return found if len(found) == 2 else []

    one, other = eventually(both)
    assert {one["desk_id"], other["desk_id"]} == {desk["id"], sales["id"]}
    for here, there in ((one, other), (other, one)):
        assert [also["id"] for also in admin.ticket(here["id"])["also"]] == [there["id"]]


def test_a_mail_that_bounces_by_mail_stops_the_next_ones_until_somebody_lets_them_go(
    stack: StackProcess, olga: Person, desk: Any
) -> None:
    bob = Mailbox(stack, "bob@gone.example", "Bob")
    customer = olga.call("POST", "/customers", {"emails": [bob.address]}, expect=201)
    bob.send("Is anybody there?", to=SUPPORT, subject="Hello")
    path = f"/tickets/{opened(olga, 'Hello')}"
    answer(olga, path, "We are.")

    report = bounce(bob.received("We are."), bob.address)
    hand_over(stack, report, "", [SUPPORT])

    def bounced() -> Any:
        ticket = olga.get(path)
        answers = [m for m in ticket["messages"] if m["text"] == "We are."]
        return ticket if answers[0]["delivery"] == "bounced" else None

    ticket = eventually(bounced)
    (said,) = [m for m in ticket["messages"] if m["text"] == "We are."]
    assert "unknown" in said["delivery_detail"]
    assert [each["address"] for each in ticket["suppressed"]] == [bob.address]
    on_the_ticket = eventually(lambda: [m for m in olga.get(path)["messages"] if m["automatic"]])
    assert "Recipient address rejected" in on_the_ticket[0]["text"]
    (known,) = olga.get(f"/customers/{customer['id']}")["suppressed"]
    assert (known["reason"], known["ticket_id"]) == ("bounced", ticket["id"])

    held = answer(olga, path, "Hello?")
    eventually(lambda: delivery(olga, path, held) == "bounced")
    assert not [mail for mail in bob.inbox() if "Hello?" in plain(mail)]

    olga.call("DELETE", f"/suppressions/{bob.address}", expect=204)
    answer(olga, path, "Once more.")
    assert bob.received("Once more.")
    assert olga.get(path)["suppressed"] == []


def answer(olga: Person, path: str, text: str) -> str:
    said = olga.call("POST", f"{path}/replies", {"text": text}, expect=201)
    return str(said["id"])


def delivery(olga: Person, path: str, id: str) -> str:
    (said,) = [m for m in olga.get(path)["messages"] if m["id"] == id]
    return str(said["delivery"])


def bounce(mail: EmailMessage, address: str) -> bytes:
    """As Postfix reports it (RFC 3464)."""
    header = "".join(f"{name}: {mail[name]}\n" for name in ("From", "To", "Subject", "Message-ID"))
    return f"""\
From: MAILER-DAEMON@mx.gone.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: {SUPPORT}
Auto-Submitted: auto-replied
Message-ID: <20261122100000.A1B2C3@mx.gone.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="A1B2C3.17/mx"

--A1B2C3.17/mx
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.gone.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

<{address}>: host mail.gone.example[192.0.2.9] said: 550 5.1.1 <{address}>:
    Recipient address rejected: User unknown (in reply to RCPT TO command)

--A1B2C3.17/mx
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.gone.example
X-Postfix-Queue-ID: A1B2C3

Final-Recipient: rfc822; {address}
Original-Recipient: rfc822;{address}
Action: failed
Status: 5.1.1
Remote-MTA: dns; mail.gone.example
Diagnostic-Code: smtp; 550 5.1.1 <{address}>: Recipient address rejected: User unknown

--A1B2C3.17/mx
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

{header}
--A1B2C3.17/mx--
""".encode()


@pytest.mark.parametrize("hides", [False, True], ids=["as it is", "made new"])
def test_two_desks_that_write_to_each_other_stop_by_themselves(
    stack: StackProcess, admin: Person, hides: bool
) -> None:
    """What one sends to the other is handed on; by one who hides also that it was sent by a
    machine, and what it answers."""
    names = ("Red", "Blue") if hides else ("North", "South")
    desks = [new_desk(admin, name) for name in names]
    here, there = (Mailbox(stack, f"{name.lower()}@desk.localhost", name) for name in names)
    here.send("Hello.", to=there.address, subject="Round and round")

    handed_on = 0
    for mail in arriving(here, there):
        handed_on += 1
        assert handed_on < 12, "it never stops"
        sender = there if here.address in str(mail["To"]) else here
        to = str(mail["To"].addresses[0].addr_spec)
        if hides:
            sender.send(plain(mail), to=to, subject=str(mail["Subject"]))
        else:
            hand_over(stack, mail.as_bytes(), sender.address, [to])

    assert handed_on
    ids = {desk["id"] for desk in desks}

    def received() -> bool:
        counted = admin.get("/inbound/counts")["items"]
        return sum(c["received"] for c in counted if c["desk_id"] in ids) == 1 + handed_on

    assert eventually(received), "each of them is accounted for"


def arriving(*boxes: Mailbox) -> Iterator[EmailMessage]:
    """Each mail once, until none has come for longer than one takes."""
    seen: set[str] = set()
    quiet_since = time.monotonic()
    while time.monotonic() - quiet_since < 1.5:
        for mail in [mail for box in boxes for mail in box.inbox()]:
            if mail["Message-ID"] not in seen:
                seen.add(mail["Message-ID"])
                yield mail
                quiet_since = time.monotonic()
        time.sleep(0.05)


def test_a_mail_of_which_nobody_was_told_is_taken_in_after_a_crash(
    stack: StackProcess, olga: Person, desk: Any
) -> None:
    """SES has stored it and said 250, and the function never ran."""
    raw = (
        b"Received: from mail.byron.example (mail.byron.example [192.0.2.7])\r\n"
        b" by inbound-smtp.eu-west-1.amazonaws.com with SMTP id lost\r\n"
        b" for support@desk.localhost;\r\n Sun, 22 Nov 2026 10:00:00 +0000 (UTC)\r\n"
        b"From: Ada <ada@byron.example>\r\nSubject: Lost\r\n\r\nDo you hear me?\r\n"
    )
    stack.clients.s3.put_object(Bucket=BUCKET, Key="inbound/lost", Body=raw)
    stack.crash()
    grow_old(stack, "inbound/lost")
    stack.start()

    (said,) = olga.ticket(opened(olga, "Lost"))["messages"]

    assert said["text"] == "Do you hear me?"
    assert said["trust"] == "none", "nobody vouches for the sender any more"


def grow_old(stack: StackProcess, key: str) -> None:
    """As if it had been stored an hour ago: what the storage keeps beside the object."""
    (kept,) = (stack.data / "s3").rglob(f"{BUCKET}/{key}.meta.json")
    facts = json.loads(kept.read_text())
    facts["last_modified"] = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    kept.write_text(json.dumps(facts))


def test_in_the_end_every_mail_is_accounted_for(stack: StackProcess, admin: Person) -> None:
    def stored(prefix: str) -> int:
        return int(stack.clients.s3.list_objects_v2(Bucket=BUCKET, Prefix=prefix)["KeyCount"])

    def counts() -> list[Any] | None:
        """As soon as the counters have followed. One mail was to two desks."""
        counted: list[Any] = admin.get("/inbound/counts")["items"]
        return counted if sum(c["received"] for c in counted) == stored("kept/") + 1 else None

    assert stored("inbound/") == 0
    counted = eventually(counts)
    for each in counted:
        came_of_it = ("tickets", "messages", "duplicates", "quarantined", "discarded")
        assert each["received"] == sum(each[name] for name in came_of_it)
    waiting = admin.get("/inbound", limit=100)["items"]
    assert sum(each["quarantined"] for each in counted) == len(waiting)
    tickets = sum(desk["counters"]["all"] for desk in admin.get("/desks")["items"])
    assert sum(each["tickets"] for each in counted) == tickets
