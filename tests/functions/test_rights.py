"""Each function may do what it does, and nothing more: its calls against the template's policies.
The fake grants everything, so a right that is missing would show only on AWS."""

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import jwt
import pytest

from deskhand import sdk, wiring
from deskhand.actions import edits, tickets
from deskhand.actions.bodies import Body
from deskhand.actions.notices import announce
from deskhand.domain.desk import Desk
from deskhand.domain.job import KINDS, Job
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Status, Ticket
from deskhand.store import keys
from deskhand.store.postings import Said
from deskhand.wiring import Helpdesk, Settings
from tests import aws
from tests.conftest import Arrives, Clock, handler, mail
from tests.functions.conftest import Invoke
from tests.functions.lost import lose
from tests.functions.rights import FUNCTIONS, Calls, granted, idle, missing
from tests.functions.test_inbound_mail import EVENT
from tests.http.conftest import SHOP, http_event

pytestmark = pytest.mark.slow

Made = dict[str, set[str]]
NAMES = {
    "projections": "Projections",
    "notifications": "Notifications",
    "mail_sender": "MailSender",
    "mail_events": "MailEvents",
    "inbound_mail": "InboundMail",
    "maintenance": "Maintenance",
    "admin_api": "AdminApi",
    "ticket_page_api": "TicketPageApi",
    "widget_api": "WidgetApi",
}
NOTHING: dict[str, list[Any]] = {"batchItemFailures": []}
LONG = "x" * 9_000  # lies in the bucket
YEARS = timedelta(days=3_650)  # the handlers' clock is the real one


@pytest.fixture
def calls(settings: Settings, clock: Clock, user_pool: str) -> Iterator[Calls]:
    clock.now -= YEARS
    yield Calls()
    sdk.session.cache_clear()


class Life:
    """A desk on which everything happens that a function can meet."""

    def __init__(self, calls: Calls, helpdesk: Helpdesk, invoke: Invoke) -> None:
        self.calls, self.helpdesk, self.invoke = calls, helpdesk, invoke
        self.machinery = aws.Machinery(helpdesk.settings, handler)

    def run(self, folder: str, event: dict[str, Any]) -> Any:
        """As after a cold start: what another function has read, this one has not."""
        wiring.helpdesk().team.forget()
        vars(wiring.helpdesk()).pop("keyring", None)
        self.calls.by = folder
        answer = self.invoke(folder, event)
        self.calls.by = ""
        return answer

    def settle(self) -> None:
        while True:
            records, refs = self.machinery.changes(), self.machinery.queued()
            if not records and not refs:
                return
            for folder in ("projections", "notifications"):
                assert not records or self.run(folder, {"Records": records}) == NOTHING
            assert not refs or self.run("mail_sender", {"Records": refs}) == NOTHING

    def arrives(self, id: str, raw: bytes, to: str = "support@desk.example", **said: str) -> str:
        """The ticket that it came to."""
        self.put("mail", f"inbound/{id}", raw)
        self.told_of(id, to, **said)
        return self.helpdesk.receipts.of_mail(id)[0].ticket_id

    def told_of(self, id: str, to: str, **said: str) -> None:
        told = deepcopy(EVENT)
        ses = told["Records"][0]["ses"]
        ses["mail"]["messageId"] = id
        verdicts = {f"{name}Verdict": {"status": status} for name, status in said.items()}
        ses["receipt"] |= {"recipients": [to], **verdicts}
        self.run("inbound_mail", told)

    def put(self, bucket: str, key: str, content: bytes) -> None:
        aws.client("s3").put_object(Bucket=f"deskhand-{bucket}bucket", Key=key, Body=content)

    def http(self, folder: str, event: dict[str, Any], body: Any = None) -> Any:
        if body is not None:
            event["body"] = json.dumps(body)
        answer = self.run(folder, event)
        assert answer["statusCode"] < 300, answer
        return json.loads(answer["body"]) if answer.get("body") else None

    def asks(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        """An operator at the admin API."""
        event = http_event(method, f"/api/admin{path}", query=query)
        claims = {"sub": "1", "email": "admin@desk.example", "email_verified": "true"}
        event["requestContext"]["authorizer"] = {"jwt": {"claims": claims, "scopes": []}}
        return self.http("admin_api", event, body)

    def visits(self, token: str, method: str, path: str = "", body: Any = None) -> Any:
        """Whoever has the ticket's link."""
        bearer = {"authorization": f"Bearer {token}", "content-type": "application/json"}
        event = http_event(method, f"/api/ticket{path}", headers=bearer)
        return self.http("ticket_page_api", event, body)

    def uploads(self, folder: str, form: dict[str, Any]) -> list[str]:
        """A browser may with the form what the function may that signed it."""
        key = form["fields"]["key"]
        self.calls.by = folder
        self.calls.needs(f"s3:PutObject on FilesBucket/{key}")
        self.calls.by = ""
        self.put("files", key, b"%PDF")
        return [form["id"]]


FILE = {"filename": "a.pdf", "content_type": "application/pdf", "size": 4}


@pytest.fixture
def life(calls: Calls, helpdesk: Helpdesk, desk: Desk, admin: Operator, invoke: Invoke) -> Life:
    closing = desk.model_copy(update={"auto_close_days": 1, "version": 2})
    helpdesk.team.save_desk(desk, closing)
    return Life(calls, helpdesk, invoke)


@pytest.fixture
def ticket(life: Life) -> Ticket:
    """By a long mail with a file."""
    raw = mail(LONG, X_Long="1").replace(b"ada@", b"Ada@")
    opened = life.arrives("m1", raw)
    life.settle()
    return life.helpdesk.tickets.get(opened)


def mails_come(life: Life, ticket: Ticket, olga: Operator) -> None:
    answered = tickets.reply(life.helpdesk, olga, ticket.id, Body(text=LONG))
    life.settle()
    life.arrives("m2", mail("And?", message_id="<2@b.example>", In_Reply_To="<1@byron.example>"))
    life.arrives("m3", mail("So?", message_id="<3@b.example>", subject=f"Re: {ticket.number}"))
    life.arrives("m4", mail(message_id="<4@b.example>"), spam="FAIL")
    life.arrives("m5", mail(message_id="<5@b.example>"), to="nobody@desk.example")
    life.arrives("m6", mail(message_id="<6@b.example>"), to="billing@desk.example")
    (notice,) = life.helpdesk.table.query(("pk", f"NOTICE#{answered.id}"))
    life.arrives("m7", mail(message_id="<7@b.example>"), to="billing@desk.example")
    life.arrives("m8", bounce_of(notice["mail_id"]))
    life.settle()


def with_file(raw: bytes) -> bytes:
    message = message_from_bytes(raw, EmailMessage, policy=policy.default)
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    return message.as_bytes()


def bounce_of(mail_id: str) -> bytes:
    return (
        b"From: MAILER-DAEMON@b.example\nTo: support@desk.example\nSubject: Undelivered Mail\n"
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n"
        b"--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; b.example\n\n"
        b"Final-Recipient: rfc822; ada@byron.example\nAction: failed\nStatus: 5.1.1\n\n"
        b"--x\nContent-Type: text/rfc822-headers\n\nMessage-ID: " + mail_id.encode() + b"\n\n"
        b"--x--\n"
    )


def operators_work(life: Life, ticket: Ticket) -> None:
    sales = life.asks("POST", "/desks", {"name": "Sales", "addresses": ["sales@desk.example"]})
    life.asks("PATCH", f"/desks/{sales['id']}", {"addresses": ["billing@desk.example"]})
    nina = life.asks("POST", "/operators", {"email": "nina@desk.example", "name": "Nina"})
    life.asks("PATCH", f"/operators/{nina['id']}", {"email": "nina@sales.example"})
    for active in (False, True):
        life.asks("PATCH", f"/operators/{nina['id']}", {"active": active})
    bob = life.asks("POST", "/customers", {"first_name": "Bob", "emails": ["bob@lamp.example"]})
    life.asks("PATCH", f"/customers/{bob['id']}", {"emails": ["ada@byron.example"]})
    life.settle()
    for path in ("/me", "/desks", "/operators", "/customers", f"/customers/{bob['id']}"):
        life.asks("GET", path)
    for query in ("ada@byron.example", "bob"):
        life.asks("GET", "/customers", q=query)
    admins_set(life, f"/desks/{sales['id']}")
    path = f"/tickets/{ticket.id}"
    for query in (
        {},
        {"q": "fire"},
        {"sort": "created_at"},
        {"customer": bob["id"]},
        {"counters": True},
    ):
        life.asks("GET", "/tickets", **query)
    seen = life.asks("GET", path)
    mailed = next(m for m in seen["messages"] if m["author"]["kind"] == "customer")
    for part in ("original", "headers"):
        life.asks("GET", f"{path}/messages/{mailed['id']}/{part}")
    files = life.uploads("admin_api", life.asks("POST", "/attachments", FILE))
    operators_write(life, path, files)
    life.asks("POST", "/tickets/bulk", {"ids": [ticket.id], "change": {"priority": "high"}})
    life.asks("POST", f"{path}/link")
    life.asks("PATCH", path, {"subject": "Lamp"})
    life.settle()
    life.asks("GET", "/tickets", q="lamp fire -water")
    operators_keep(life, path)
    life.asks("GET", "/counters")
    life.asks(
        "GET", "/reports/days", desk=sales["id"], **{"from": "2026-01-01", "to": "2026-12-31"}
    )
    life.asks("DELETE", f"/customers/{bob['id']}")
    life.settle()


def admins_set(life: Life, desk: str) -> None:
    life.asks("POST", "/desks/preview", {"name": "replied", "body": "{{ ticket_url }}"})
    for _ in range(2):
        life.asks("POST", f"{desk}/widget-secret")
    life.asks("DELETE", f"{desk}/widget-secret/previous")
    life.asks("GET", f"{desk}/widget-code")
    life.asks("GET", "/template-variables")


def operators_sort_out(life: Life, olga: Operator) -> None:
    """Of two tickets with a long mail and a file each one is deleted at once, the other while
    somebody dies over it."""
    raw = mail(LONG, sender="carl@lamp.example", message_id="<c1@b.example>")
    one = life.arrives("c1", raw)
    other = life.arrives("c2", mail(LONG, message_id="<c2@b.example>"))
    path = f"/tickets/{one}"
    life.settle()
    life.asks("POST", f"{path}/merge", {"into": other})
    life.asks("GET", f"/tickets/{other}")
    found = life.helpdesk.tickets.get(one)
    token = tickets.link_url(life.helpdesk, found).partition("#")[2]
    life.visits(token, "GET")
    life.visits(token, "POST", "/comments", {"text": "I am merged."})
    merged = mail(LONG, message_id="<c3@b.example>", In_Reply_To="<c1@b.example>")
    assert life.arrives("c3", merged) == other
    life.asks("POST", f"{path}/unmerge")
    first = life.asks("GET", f"/tickets/{other}")["messages"][0]["id"]
    split = life.asks("POST", f"/tickets/{other}/messages/{first}/split", {"subject": "Lamp"})
    files = life.uploads("admin_api", life.asks("POST", "/attachments", FILE))
    for id in (one, split["id"]):
        life.asks("POST", f"/tickets/{id}/replies", {"text": "x", "attachments": files})
    life.settle()
    life.asks("DELETE", path)
    life.helpdesk.deletions.begin(life.helpdesk.tickets.get(split["id"]))
    life.run("maintenance", {})
    life.settle()


def operators_keep(life: Life, ticket: str) -> None:
    said = {"name": "Hello", "text": "Dear {{ customer_first_name }},"}
    for path, new in (("/canned-replies", said), ("/views", {"name": "Lamps", "query": "lamp"})):
        kept = f"{path}/{life.asks('POST', path, new)['id']}"
        life.asks("PATCH", kept, {"name": "Bye"})
        life.asks("GET", path)
        if path == "/canned-replies":
            life.asks("GET", kept)
            life.asks("POST", ticket + kept)
        life.asks("DELETE", kept)


def operators_write(life: Life, path: str, files: list[str]) -> None:
    life.asks("POST", f"{path}/presence", {"writing": True})
    draft = {"kind": "reply", "text": LONG, "attachments": files}
    version = life.asks("PUT", f"{path}/draft", draft)["version"]
    life.asks("GET", f"{path}/draft", kind="reply")
    life.asks("GET", "/drafts")
    reply = {"text": LONG, "attachments": files, "draft_version": version}
    life.asks("POST", f"{path}/replies", reply)
    life.asks("PUT", f"{path}/draft", {"kind": "note", "text": "Angry."})
    life.asks("DELETE", f"{path}/draft", kind="note")
    admin = life.asks("PATCH", "/me", {"muted": ["followed"]})["id"]
    life.asks("POST", f"{path}/notes", {"text": "Angry.", "mentions": [admin]})
    note = life.asks("POST", f"{path}/notes", {"text": "Angry."})
    life.asks("DELETE", f"{path}/messages/{note['id']}")
    mistaken = life.asks("POST", f"{path}/replies", {"text": LONG, "attachments": files})
    life.asks("DELETE", f"{path}/messages/{mistaken['id']}")
    life.asks("PATCH", path, {"followers": [admin]})
    at = life.asks("GET", path)["updated_at"]
    life.asks("PUT", f"{path}/read", {"at": at})
    life.asks("GET", "/read")
    life.asks("DELETE", f"{path}/read")
    life.asks("DELETE", f"{path}/presence")


def jobs_run(life: Life, ticket: Ticket, olga: Operator) -> None:
    """While people work; ended by maintenance, and then by an admin."""
    helpdesk, at = life.helpdesk, life.helpdesk.now()
    for kind in KINDS:
        begun = Job(kind=kind, id="1", total=1, started_at=at, updated_at=at)
        helpdesk.jobs.save(None, begun)
    opening = tickets.Opening(desk_id=ticket.desk_id, subject="New")
    tickets.open(helpdesk, opening, Body(text="x"), operator=olga)
    life.settle()
    for end in (
        lambda: life.run("maintenance", {}),
        lambda: [life.asks("POST", f"/jobs/{kind}") for kind in KINDS],
    ):
        helpdesk.postings.put(ticket.desk_id, ticket.id, "lost", {"lamp": "old"})
        helpdesk.postings.keep(ticket.id, "lost", Said(ticket.desk_id, "lamp\n\n"))
        helpdesk.table.put_all([{**keys.counters(ticket.desk_id), "all": 99}])
        end()
    life.asks("GET", "/jobs")


def operators_look_through_the_quarantine(life: Life, desk: Desk) -> None:
    """`m7` was told of once more after its address had found a desk."""
    life.told_of("m7", "billing@desk.example")
    for path in ("/inbound", "/inbound/counts", "/inbound/m5.-"):
        life.asks("GET", path)
    life.asks("POST", "/inbound/m6.-/retry")
    life.asks("POST", "/inbound/m5.-/ticket", {"desk_id": desk.id})
    life.asks("POST", f"/inbound/m4.{desk.id}/discard")
    life.asks("POST", "/inbound/bulk", {"ids": [f"m4.{desk.id}"], "do": "ticket"})
    life.asks("GET", "/suppressions", address="ada@byron.example")
    life.asks("GET", "/suppressions/ada@byron.example")
    life.asks("DELETE", "/suppressions/ada@byron.example")


def the_customer_writes_on_the_page(life: Life, ticket: Ticket) -> None:
    found = life.helpdesk.tickets.get(ticket.id)
    token = tickets.link_url(life.helpdesk, found).partition("#")[2]
    life.visits(token, "GET")
    files = life.uploads("ticket_page_api", life.visits(token, "POST", "/attachments", FILE))
    life.visits(token, "POST", "/comments", {"text": LONG, "attachments": files})
    life.settle()


def customers_of_a_site_write_in_the_widget(life: Life) -> None:
    desk = life.asks("POST", "/desks", {"name": "Shop", "allowed_origins": [SHOP]})
    secret = life.asks("POST", f"/desks/{desk['id']}/widget-secret")["secret"]
    exp = int((datetime.now(UTC) + timedelta(hours=1)).timestamp())
    claims = {"sub": "1", "exp": exp, "email": "dora@lamp.example", "email_verified": True}
    token = jwt.encode(claims, secret, algorithm="HS256")

    def visits(method: str, path: str, body: Any = None) -> Any:
        headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
        event = http_event(method, f"/api/widget/{desk['widget_token']}{path}", headers=headers)
        return life.http("widget_api", event, body)

    dora = {"first_name": "Dora", "emails": ["dora@lamp.example"], "external_ids": ["1"]}
    life.asks("POST", "/customers", dora)
    files = life.uploads("widget_api", visits("POST", "/attachments", FILE))
    sent = visits("POST", "/tickets", {"subject": "Lamp", "message": LONG, "attachments": files})
    life.settle()
    path = f"/tickets/{sent['number']}"
    visits("POST", f"{path}/comments", {"text": LONG})
    visits("GET", path)
    assert visits("GET", "/tickets")["items"]
    life.settle()


def ses_tells(life: Life, ticket: Ticket, olga: Operator) -> None:
    answered = tickets.reply(life.helpdesk, olga, ticket.id, Body(text="Bounces."))
    life.settle()
    (notice,) = life.helpdesk.table.query(("pk", f"NOTICE#{answered.id}"))
    tags = {"cause": [answered.id], "notice": [notice["sk"]]}
    detail = {"mail": {"messageId": "1", "tags": tags}, "bounce": {"bounceType": "Permanent"}}
    for kind in ("Email Sent", "Email Bounced"):
        life.run("mail_events", {"detail-type": kind, "detail": detail})


def time_passes(life: Life, ticket: Ticket, arrives: Arrives, olga: Operator) -> None:
    """A mail was lost, one that was taken in was not put away, a notice is stuck, one ticket has
    slept and another has waited for long enough."""
    helpdesk = life.helpdesk
    answer = mail(LONG, message_id="<l@b.example>", In_Reply_To="<1@byron.example>")
    lose(helpdesk, "lost", with_file(answer))
    life.arrives("m9", mail(message_id="<9@b.example>"))
    lose(helpdesk, "m9", mail(message_id="<9@b.example>"))
    (sleeping,) = arrives(mail(message_id="<s@b.example>"))
    snoozed = {"snoozed_until": helpdesk.now() + timedelta(hours=1)}
    edits.change(helpdesk, olga, sleeping.ticket_id, snoozed)
    edits.change(helpdesk, olga, ticket.id, {"status": Status.CLOSED})
    edits.change(helpdesk, olga, ticket.id, {"status": Status.WAITING})
    said = tickets.reply(helpdesk, olga, sleeping.ticket_id, Body(text="Soon."))
    announce(helpdesk, said)
    life.run("maintenance", {})


@pytest.fixture
def made(life: Life, ticket: Ticket, desk: Desk, arrives: Arrives, olga: Operator) -> Made:
    """What each function asked for."""
    mails_come(life, ticket, olga)
    operators_work(life, ticket)
    operators_sort_out(life, olga)
    operators_look_through_the_quarantine(life, desk)
    the_customer_writes_on_the_page(life, ticket)
    customers_of_a_site_write_in_the_widget(life)
    ses_tells(life, ticket, olga)
    jobs_run(life, ticket, olga)
    time_passes(life, ticket, arrives, olga)
    return life.calls.made


def test_each_function_has_the_rights_that_it_uses_and_no_other(made: Made) -> None:
    assert {NAMES[folder] for folder in made} == set(FUNCTIONS)
    lacking = {NAMES[folder]: missing(NAMES[folder], needed) for folder, needed in made.items()}
    unused = {NAMES[folder]: idle(NAMES[folder], needed) for folder, needed in made.items()}

    assert not {name: rights for name, rights in lacking.items() if rights}
    assert not {name: rights for name, rights in unused.items() if rights}


def test_only_the_sender_may_send_and_who_announces_reads_no_bucket() -> None:
    senders = [n for n in FUNCTIONS if any(right.startswith("ses:") for right in granted(n))]

    assert senders == ["MailSender"]
    assert not [right for right in granted("Notifications") if right.startswith("s3:")]


def test_raw_mail_is_read_by_few_and_forgotten_by_nobody() -> None:
    """It can be put away, and what was put away stays."""

    def may(action: str, where: str) -> set[str]:
        return {name for name in FUNCTIONS if f"{action} on MailBucket/{where}" in granted(name)}

    assert may("s3:GetObject", "kept/*") == {"AdminApi", "InboundMail", "Maintenance"}
    assert may("s3:DeleteObject", "inbound/*") == {"InboundMail", "Maintenance"}
    assert may("s3:DeleteObject", "kept/*") == may("s3:PutObject", "inbound/*") == set()
