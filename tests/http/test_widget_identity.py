"""What a visitor may do of whom the site proves who he is."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from deskhand import wiring
from deskhand.actions import edits, tickets
from deskhand.actions.bodies import Body
from deskhand.domain.people import Contact, Customer, Operator
from deskhand.domain.ticket import Status, Ticket
from deskhand.wiring import Helpdesk
from tests.conftest import Arrives, mail, support_desk
from tests.http.conftest import OLD_SECRET, Call, Widget

HOUR, DAY = 3_600, 86_400
SAID = {"subject": "Lamp", "message": "It is dark."}


def part(value: Any) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def unsigned(widget: Widget) -> str:
    exp = int(widget.clock.now.timestamp()) + HOUR
    return f"{part({'alg': 'none', 'typ': 'JWT'})}.{part({'sub': 'c-1815', 'exp': exp})}."


def of_claims(**claims: Any) -> Callable[[Widget], str]:
    return lambda widget: widget.token(**claims)


def at(seconds: int, claim: str = "exp") -> Callable[[Widget], str]:
    return lambda w: w.token(**{claim: int(w.clock.now.timestamp()) + seconds})


def deep(_: Widget) -> str:
    brackets = urlsafe_b64encode(b"[" * 5_000).decode().rstrip("=")
    return f"{brackets}.e30.AAAA"


@pytest.mark.parametrize(
    ("token", "told"),
    [
        (unsigned, "invalid"),
        (of_claims(algorithm="HS512", secret="s" * 64), "invalid"),
        (lambda w: w.token(algorithm="HS384", secret="s" * 48), "invalid"),
        (of_claims(secret="x" * 43), "invalid"),
        (lambda w: w.token()[:-4] + "AAAA", "invalid"),
        (lambda _: "no.token.é", "invalid"),
        (lambda _: "x", "invalid"),
        (deep, "invalid"),
        (at(-61), "expired"),
        (at(DAY + 120), "invalid"),
        (at(HOUR, "nbf"), "invalid"),
        (of_claims(exp=None), "invalid"),
        (of_claims(sub=None), "invalid"),
        (of_claims(sub=""), "invalid"),
        (of_claims(sub="\u0000\u2028"), "invalid"),
        (of_claims(sub=1815), "invalid"),
        (lambda w: w.token(exp=str(w.clock.now.timestamp() + HOUR)), "invalid"),
        (of_claims(nbf="0"), "invalid"),
        (of_claims(nbf=True), "invalid"),
        (of_claims(email_verified="true"), "invalid"),
        (of_claims(email_verified=1), "invalid"),
        (of_claims(email="ada at byron"), "invalid"),
        (of_claims(url="javascript:alert(1)"), "invalid"),
    ],
    ids=[
        "none", "HS512", "HS384", "other secret", "altered", "no ascii", "no token", "deep",
        "expired", "for too long", "not yet", "no exp", "no sub", "empty sub", "no plain sub",
        "numeric sub",
        "exp as text", "nbf as text", "nbf as truth", "verified as text", "verified as number",
        "address", "script",
    ],
)  # fmt: skip
def test_whose_token_does_not_hold_is_anonymous_and_is_told_so(
    widget: Widget, token: Callable[[Widget], str], told: str
) -> None:
    bad = token(widget)

    assert widget("GET", token=bad).body["identity"] == told
    assert widget("GET", "/tickets", token=bad).status == 403
    sent = widget("POST", "/tickets", widget.form(), token=bad)
    assert widget.ticket(sent.body["number"]).requester.proven == "none"


@pytest.mark.parametrize(
    "token", [at(30 - 60), at(DAY), of_claims(secret=OLD_SECRET), of_claims(aud="shop", iat=9e9)]
)
def test_a_token_holds_by_either_secret_and_within_a_minute_of_its_time(
    widget: Widget, token: Callable[[Widget], str]
) -> None:
    assert widget("GET", token=token(widget)).body["identity"] == "valid"


def test_a_secret_that_was_dropped_proves_nothing(widget: Widget, helpdesk: Helpdesk) -> None:
    without = widget.desk.without_previous_widget_secret()
    helpdesk.team.save_widget_secrets(widget.desk, without, ("s" * 43,))

    assert widget("GET", token=widget.token(secret=OLD_SECRET)).body["identity"] == "invalid"


def test_one_desks_secret_proves_nothing_at_another(
    widget: Widget, helpdesk: Helpdesk, olga: Operator
) -> None:
    other = support_desk(
        helpdesk, olga, id="desk000002", addresses=(), widget_token="other",
        allowed_origins=(widget.origin,),
    )  # fmt: skip

    told = widget("GET", desk=other.widget_token, token=widget.token()).body

    assert told["identity"] == "invalid"


def test_a_proven_visitor_is_the_requester_as_his_site_says(
    widget: Widget, admin_api: Call, olga: Operator, helpdesk: Helpdesk
) -> None:
    claims = {
        "email": "Ada@byron.example",
        "name": "Ada Byron",
        "phone": "+48 1",
        "plan": "gold",
        "url": "https://shop.example/admin/c-1815",
    }
    typed = {**SAID, "email": "eve@lamp.example", "name": "Eve", "phone": "+48 2"}

    sent = widget("POST", "/tickets", typed, token=widget.token(**claims))

    ticket = widget.ticket(sent.body["number"])
    who = ticket.requester
    assert (who.external_id, who.email, who.proven) == ("c-1815", "ada@byron.example", "identity")
    assert (who.first_name, who.last_name, who.phone) == ("Ada", "Byron", "+48 1")
    (said,) = helpdesk.tickets.conversation(ticket.id).messages
    assert (said.trust, said.author.name) == ("identity", "Ada Byron")
    shown = admin_api("GET", f"/tickets/{ticket.id}", me=olga).body
    assert shown["site"] == {"plan": "gold", "url": "https://shop.example/admin/c-1815"}


def test_what_his_site_does_not_say_he_may_add_but_for_his_address(widget: Widget) -> None:
    typed = {**SAID, "email": "eve@lamp.example", "name": "Ada Byron", "phone": "+48 2"}

    sent = widget("POST", "/tickets", typed, token=widget.token())

    who = widget.ticket(sent.body["number"]).requester
    assert (who.email, who.first_name, who.last_name, who.phone) == (None, "Ada", "Byron", "+48 2")


def numbers(widget: Widget, **claims: Any) -> list[str]:
    answer = widget("GET", "/tickets", token=widget.token(**claims))
    return [each["number"] for each in answer.body["items"]]


@pytest.fixture
def own(widget: Widget) -> Ticket:
    """Sent by the visitor when he was signed in."""
    sent = widget("POST", "/tickets", SAID, token=widget.token(email="ada@byron.example"))
    return widget.ticket(sent.body["number"])


def test_he_has_the_tickets_of_his_id_and_nobody_elses(widget: Widget, own: Ticket) -> None:
    widget.sent(email="ada@byron.example")

    assert numbers(widget) == [own.number]
    assert numbers(widget, sub="c-1816") == []


def test_they_stay_his_when_they_are_linked_to_a_customer(
    widget: Widget, own: Ticket, helpdesk: Helpdesk, olga: Operator, ada: Customer
) -> None:
    bob = ada.model_copy(update={"id": helpdesk.new_id(), "emails": (), "external_ids": ()})
    helpdesk.customers.add(bob)
    for customer_id in (bob.id, None):
        edits.change(helpdesk, olga, own.id, {"customer_id": customer_id})

        assert numbers(widget) == [own.number]


def test_what_he_mailed_is_his_if_both_sides_prove_the_address(
    widget: Widget, arrives: Arrives, helpdesk: Helpdesk
) -> None:
    arrives(mail())
    arrives(mail(message_id="<2@byron.example>"), dmarc="FAIL")
    widget.sent(email="ada@byron.example")
    ada = {"email": "ada@byron.example"}

    assert numbers(widget, **ada) == numbers(widget, **ada, email_verified=False) == []
    assert numbers(widget, **ada, email_verified=True) == ["SUP-1"]
    token = widget.token(**ada, email_verified=True)
    seen = [widget("GET", f"/tickets/SUP-{n}", token=token).status for n in (1, 2, 3)]
    assert seen == [200, 404, 404]


def test_another_of_his_address_has_his_tickets_if_both_have_proven_it(widget: Widget) -> None:
    """One may have registered with the address of the other."""
    for verified in (False, True):
        claims = {"email": "ada@byron.example", "email_verified": verified}
        widget("POST", "/tickets", SAID, token=widget.token(**claims))
    other = {"sub": "c-1816", "email": "ada@byron.example"}

    assert numbers(widget, **other) == []
    assert numbers(widget, **other, email_verified=True) == ["SUP-2"]


def test_so_is_what_he_mailed_as_a_customer_of_the_crm(
    widget: Widget, arrives: Arrives, ada: Customer, settle: Callable[[], None]
) -> None:
    arrives(mail())
    settle()

    assert numbers(widget, email="ada@byron.example", email_verified=True) == ["SUP-1"]


def test_tickets_come_in_pages_newest_first(widget: Widget) -> None:
    token = widget.token()
    for _ in range(3):
        widget("POST", "/tickets", SAID, token=token)

    first = widget("GET", "/tickets", token=token, limit=2).body
    rest = widget("GET", "/tickets", token=token, limit=2, cursor=first["cursor"]).body
    assert [t["number"] for t in first["items"] + rest["items"]] == ["SUP-3", "SUP-2", "SUP-1"]
    assert rest["cursor"] is None

    other = widget.token(sub="c-1816")
    assert widget("GET", "/tickets", token=other, cursor=first["cursor"]).status == 400


def test_he_reads_the_conversation_and_no_notes(
    widget: Widget, own: Ticket, helpdesk: Helpdesk, olga: Operator
) -> None:
    tickets.reply(helpdesk, olga, own.id, Body(text="Have you tried the switch?"))
    tickets.note(helpdesk, olga, own.id, Body(text="He is angry."))

    seen = widget("GET", f"/tickets/{own.number}", token=widget.token()).body

    assert [m["text"] for m in seen["messages"]] == ["It is dark.", "Have you tried the switch?"]
    assert seen["may_comment"]
    assert olga.email not in str(seen)


def test_a_foreign_number_looks_like_one_that_is_nobodys(
    widget: Widget, own: Ticket, helpdesk: Helpdesk, olga: Operator
) -> None:
    elsewhere = support_desk(helpdesk, olga, id="desk000002", addresses=(), number_pattern="X-{nr}")
    his = Contact(external_id="c-1815")
    opening = tickets.Opening(desk_id=elsewhere.id, subject="Lamp", requester=his, send=False)
    of_other_desk = tickets.open(helpdesk, opening, Body(text="x"), operator=olga)
    stranger, token = widget.token(sub="c-1816"), widget.token()
    tried = (
        (own.number, stranger),
        ("SUP-99", token),
        (of_other_desk.number, token),
    )

    for number, whose in tried:
        assert widget("GET", f"/tickets/{number}", token=whose).status == 404
        said = widget("POST", f"/tickets/{number}/comments", {"text": "Hi"}, token=whose)
        assert said.status == 404
    assert numbers(widget) == [own.number]


def test_what_is_too_long_for_a_number_is_not_looked_for(widget: Widget) -> None:
    """DynamoDB refuses keys of more than 2,048 bytes; moto takes them."""
    asked: list[str] = []
    events = wiring.helpdesk().table.client.meta.events
    events.register("before-call.dynamodb", lambda params, **_: asked.append(str(params["body"])))
    path, token = f"/tickets/{'9' * 2_500}", widget.token()

    assert widget("GET", path, token=token).status == 404
    assert widget("POST", f"{path}/comments", {"text": "Hi"}, token=token).status == 404
    assert asked
    assert not any("9" * 2_500 in body for body in asked)


def test_a_number_that_is_typed_in_small_letters_is_his_too(widget: Widget, own: Ticket) -> None:
    path, token = f"/tickets/{own.number.lower()}", widget.token()

    assert widget("GET", path, token=token).body["number"] == own.number
    assert widget("POST", f"{path}/comments", {"text": "Hi"}, token=token).status == 201


@pytest.mark.parametrize(("verified", "trust"), [(False, "identity"), (True, "verified")])
def test_his_comment_is_marked_as_proven_and_reopens(
    widget: Widget, own: Ticket, helpdesk: Helpdesk, olga: Operator, verified: bool, trust: str
) -> None:
    edits.change(helpdesk, olga, own.id, {"status": Status.CLOSED})

    said = {"name": "Ada Byron", "email": "ada@byron.example", "email_verified": verified}
    token = widget.token(**said)
    said = widget("POST", f"/tickets/{own.number}/comments", {"text": "Still dark."}, token=token)

    assert (said.status, said.body["author"]["name"]) == (201, "Ada Byron")
    found = helpdesk.tickets.conversation(own.id)
    last = found.messages[-1]
    assert (last.text, last.channel, last.trust) == ("Still dark.", "widget", trust)
    assert found.ticket.status is Status.NEW


def test_a_ticket_that_was_closed_long_ago_takes_no_comment(
    widget: Widget, own: Ticket, helpdesk: Helpdesk, olga: Operator
) -> None:
    edits.change(helpdesk, olga, own.id, {"status": Status.CLOSED})
    widget.clock.pass_by(days=31)
    path = f"/tickets/{own.number}"

    assert not widget("GET", path, token=widget.token()).body["may_comment"]
    assert widget("POST", f"{path}/comments", {"text": "!"}, token=widget.token()).status == 403


@pytest.mark.parametrize("pattern", ["#{nr}", "{yyyy}/{mm}/{nr}", "{yy}.{nr}"])
def test_a_number_may_have_what_a_path_means_otherwise(
    widget: Widget, helpdesk: Helpdesk, pattern: str
) -> None:
    after = widget.desk.model_copy(update={"number_pattern": pattern, "version": 99})
    helpdesk.team.save_desk(widget.desk, after)
    token = widget.token()
    number = widget("POST", "/tickets", SAID, token=token).body["number"]

    for path in (number, quote(number, safe="")):
        assert widget("GET", f"/tickets/{path}", token=token).body["number"] == number
    said = widget("POST", f"/tickets/{number}/comments", {"text": "Hi"}, token=token)
    assert said.status == 201


def test_he_too_can_say_only_so_much_in_an_hour(widget: Widget) -> None:
    assert widget("POST", "/tickets", SAID, token=widget.token()).status == 201
    widget.count_on("#id#c-1815", 59)

    said = [widget("POST", "/tickets", SAID, token=widget.token()).status for _ in range(2)]
    assert said == [201, 429]
    comment = widget("POST", "/tickets/SUP-1/comments", {"text": "!"}, token=widget.token())
    assert comment.status == 429
    assert widget("POST", "/tickets", SAID, token=widget.token(sub="c-1816")).status == 201
