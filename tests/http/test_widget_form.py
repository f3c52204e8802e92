"""What anybody may do in a desk's widget: fill its form."""

from typing import Any

import pytest

from deskhand.domain import form
from deskhand.domain.desk import Desk
from deskhand.domain.people import Operator
from deskhand.store import keys
from deskhand.wiring import Helpdesk
from tests.conftest import support_desk
from tests.http.conftest import Call, Widget

FILE = {"filename": "żar.pdf", "content_type": "application/pdf", "size": 4}


def changed(widget: Widget, **fields: Any) -> None:
    after = widget.desk.model_copy(update={**fields, "version": widget.desk.version + 1})
    widget.helpdesk.team.save_desk(widget.desk, after)
    widget.desk = after


def uploaded(widget: Widget) -> str:
    """As a browser does it with the form that it gets."""
    announced = widget("POST", "/attachments", FILE).body
    fields = announced["fields"]
    widget.helpdesk.s3.put_object(
        Bucket=widget.helpdesk.settings.files_bucket,
        Key=fields["key"],
        Body=b"%PDF",
        ContentType=fields["Content-Type"],
        Metadata={"filename": fields["x-amz-meta-filename"]},
    )
    id = announced["id"]
    assert isinstance(id, str)
    return id


def test_the_widget_is_told_what_the_desk_looks_like_and_asks_for(widget: Widget) -> None:
    told = widget("GET").body

    assert (told["name"], told["language"], told["attachments"]) == ("Support", "en", True)
    assert (told["colour"], told["ink"]) == ("#2f5bea", "#ffffff")
    assert told["visitors_language"] is False
    assert told["fields"] == ["phone", "category"]
    assert [each["code"] for each in told["categories"]] == ["printing"]
    assert "default_assignee" not in told["categories"][0]
    assert told["limits"] == {"message": 50_000}
    assert told["identity"] == "none"


def test_fields_that_a_desk_does_not_show_are_neither_told_nor_taken(widget: Widget) -> None:
    changed(widget, widget_fields=("priority",))

    told = widget("GET").body
    assert (told["fields"], told["categories"]) == (["priority"], [])
    refused = widget("POST", "/tickets", widget.form(category="printing"))
    assert (refused.status, refused.body["errors"][0]["field"]) == (400, "category")
    assert widget.sent(priority="high").priority == "high"


def test_a_form_opens_a_ticket_whose_requester_is_not_proven(
    widget: Widget, olga: Operator, helpdesk: Helpdesk
) -> None:
    ticket = widget.sent(name="Ada Byron", phone="+48 600 200 300", category="printing")

    who = ticket.requester
    assert (who.email, who.first_name, who.last_name) == ("ada@byron.example", "Ada", "Byron")
    assert (who.phone, who.external_id, who.proven) == ("+48 600 200 300", None, "none")
    assert (ticket.channel, ticket.assignee, ticket.site) == ("widget", olga.id, None)
    (said,) = helpdesk.tickets.conversation(ticket.id).messages
    assert (said.text, said.channel, said.trust) == ("It is dark.", "widget", "none")
    assert said.author.kind == "customer"


def test_what_has_one_line_keeps_no_break_and_no_control_character(widget: Widget) -> None:
    odd = "a\r\n\t b\x00\u2028\u202ec\x1b"

    ticket = widget.sent(subject=odd, name=f"{odd} Byron", phone=odd)

    who = ticket.requester
    assert (ticket.subject, who.phone) == ("a b c", "a b c")
    assert (who.first_name, who.last_name) == ("a b c", "Byron")


def test_whoever_sent_a_form_gets_the_link_of_its_ticket(widget: Widget, page_api: Call) -> None:
    sent = widget("POST", "/tickets", widget.form())

    token = sent.body["url"].partition("#")[2]
    assert page_api("GET", "", token=token).body["number"] == sent.body["number"] == "SUP-1"


def test_nobody_gets_tickets_who_left_the_team(
    widget: Widget, olga: Operator, helpdesk: Helpdesk
) -> None:
    left = olga.model_copy(update={"active": False, "version": olga.version + 1})
    helpdesk.team.save_operator(olga, left)

    assert widget.sent(category="printing").assignee is None


def test_an_operators_address_in_a_form_is_shown_as_doubtful(
    widget: Widget, olga: Operator, helpdesk: Helpdesk
) -> None:
    ticket = widget.sent(email=olga.email)

    (said,) = helpdesk.tickets.conversation(ticket.id).messages
    assert said.flags == ("operator_address",)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"website": "https://spam.example"}, "website"),
        ({"email": None}, "email"),
        ({"email": "ada at byron"}, "email"),
        ({"message": " "}, "message"),
        ({"subject": " \r\n\u2028\x00"}, "subject"),
        ({"message": "x" * 50_001}, "message"),
        ({"subject": ""}, "subject"),
        ({"category": "lamps"}, "category"),
        ({"priority": "urgent"}, "priority"),
        ({"external_id": "c-1815"}, "external_id"),
        ({"attachments": ["01m81b5h88jsb4hggfrn8ra8wc"]}, "attachments"),
        ({"start": ""}, "start"),
        ({"start": "x" * 36}, "start"),
    ],
)
def test_a_form_that_is_wrong_says_where_and_opens_nothing(
    widget: Widget, helpdesk: Helpdesk, wrong: dict[str, Any], field: str
) -> None:
    refused = widget("POST", "/tickets", widget.form(**wrong))

    assert (refused.status, refused.body["errors"][0]["field"]) == (400, field)
    assert helpdesk.tickets.with_number(widget.desk.id, "SUP-1") is None


def test_a_form_takes_a_person_some_seconds_and_not_days(widget: Widget) -> None:
    at_once = {**widget.form(), "start": widget("GET").body["start"]}
    refused = widget("POST", "/tickets", at_once)
    assert (refused.status, refused.body["errors"][0]["field"]) == (400, "start")

    widget.clock.pass_by(seconds=4)
    assert widget("POST", "/tickets", at_once).status == 201

    widget.clock.pass_by(days=1)
    assert widget("POST", "/tickets", at_once).status == 400


def test_the_start_of_another_desks_form_is_none(widget: Widget, helpdesk: Helpdesk) -> None:
    other = form.started("desk000002", helpdesk.keyring, at=helpdesk.now())

    assert widget("POST", "/tickets", widget.form(start=other)).status == 400


def test_a_file_goes_along_once_it_was_uploaded(widget: Widget, helpdesk: Helpdesk) -> None:
    ticket = widget.sent(attachments=[uploaded(widget)])

    (said,) = helpdesk.tickets.conversation(ticket.id).messages
    (file,) = said.attachments
    assert (file.filename, file.content_type, file.size) == ("żar.pdf", "application/pdf", 4)
    assert helpdesk.files.get(file.key) == b"%PDF"


def test_a_file_that_was_uploaded_to_another_desk_is_not_there(
    widget: Widget, olga: Operator, helpdesk: Helpdesk
) -> None:
    file = uploaded(widget)
    other = support_desk(
        helpdesk, olga, id="desk000002", addresses=(), widget_token="widget-of-another"
    )
    start = widget("GET", desk=other.widget_token).body["start"]
    form = widget.form(start=start, attachments=[file])

    refused = widget("POST", "/tickets", form, desk=other.widget_token)

    assert (refused.status, refused.body["errors"][0]["field"]) == (400, "attachments")


def test_an_upload_is_bound_to_its_size_its_type_and_the_desk(widget: Widget) -> None:
    fields = widget("POST", "/attachments", FILE).body["fields"]
    assert fields["key"].startswith(f"uploads/widget/{widget.desk.id}/")
    assert fields["Content-Type"] == "application/pdf"

    for wrong in ({"size": 25_000_001}, {"size": 0}, {"content_type": "<x>"}):
        assert widget("POST", "/attachments", {**FILE, **wrong}).status == 400


def test_a_desk_that_takes_no_files_gives_no_form_for_them(widget: Widget) -> None:
    file = uploaded(widget)
    changed(widget, attachments=False)

    assert widget("POST", "/attachments", FILE).status == 400
    assert widget("POST", "/tickets", widget.form(attachments=[file])).status == 400


def test_an_address_can_be_named_only_so_often_from_wherever(widget: Widget) -> None:
    statuses = []
    for place in range(6):
        widget.ip = f"192.0.2.{place}"
        statuses.append(widget("POST", "/tickets", widget.form()).status)
    assert statuses == [201] * 5 + [429]

    assert widget("POST", "/tickets", widget.form(email="bob@lamp.example")).status == 201


def test_all_spellings_of_a_mailbox_are_one_address(widget: Widget) -> None:
    def send(place: int) -> int:
        widget.ip = f"192.0.2.{place}"
        return widget("POST", "/tickets", widget.form(email=f"ada+{place}@byron.example")).status

    assert [send(place) for place in range(6)] == [201] * 5 + [429]


def test_one_place_can_send_only_so_many_forms_in_an_hour(widget: Widget) -> None:
    def send(n: int) -> Any:
        return widget("POST", "/tickets", widget.form(email=f"a{n}@lamp.example"))

    assert send(1).status == 201
    widget.count_on("#ip#", 19)
    assert send(20).status == 201
    refused = send(21)
    assert refused.status == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 3600

    widget.ip = "192.0.2.2"
    assert send(22).status == 201
    widget.ip = "192.0.2.1"
    widget.clock.pass_by(hours=1)
    assert send(23).status == 201


@pytest.mark.parametrize(("kind", "path"), [("form", "/tickets"), ("file", "/attachments")])
def test_a_flood_from_everywhere_ends_at_the_desks_own_limit(
    widget: Widget, helpdesk: Helpdesk, kind: str, path: str
) -> None:
    hour = f"{kind}#{widget.clock.now:%Y%m%d%H}"
    full = {**keys.quota(widget.desk.id, "all", hour), "total": 3_000}
    helpdesk.table.put_all([full])

    sent = widget("POST", path, widget.form() if kind == "form" else FILE)

    assert sent.status == 429


def test_a_connection_with_many_addresses_of_ipv6_is_one_place(widget: Widget) -> None:
    for ip in ("2001:db8:1:1::1", "2001:db8:1:1::2", "2001:db8:1:2::1"):
        widget.ip = ip
        assert widget("POST", "/attachments", FILE).status == 201

    assert sorted(item["total"] for item in widget.counted("#ip#")) == [1, 2, 3]


def test_who_has_many_networks_of_ipv6_does_not_close_the_form_for_all(widget: Widget) -> None:
    """Customers get up to 65,536 of them, all in one /48."""
    widget.ip = "2001:db8:1::1"
    widget.sent()
    widget.helpdesk.table.put_all({**item, "total": 100} for item in widget.counted("#ip#"))

    def send(ip: str) -> int:
        widget.ip = ip
        return widget("POST", "/tickets", widget.form(email="bob@lamp.example")).status

    assert [send("2001:db8:1:ff::1"), send("2001:db8:2::1")] == [429, 201]
    assert [item["total"] for item in widget.counted("#all")] == [2]


def test_a_place_is_what_cloudfront_saw_whatever_the_visitor_says(widget: Widget) -> None:
    widget("POST", "/attachments", FILE)
    widget("POST", "/attachments", FILE, headers={"x-forwarded-for": "203.0.113.5"})

    (place,) = widget.counted("#ip#")
    assert place["total"] == 2
    assert "192.0.2.1" not in str(place)


def test_what_is_of_customers_a_stranger_does_not_get(widget: Widget) -> None:
    widget.sent()

    assert widget("GET", "/tickets").status == 403
    assert widget("GET", "/tickets/SUP-1").status == 403
    assert widget("POST", "/tickets/SUP-1/comments", {"text": "Hi"}).status == 403


def test_a_desk_that_is_closed_or_none_has_no_widget(widget: Widget, desk: Desk) -> None:
    form = widget.form()
    assert widget("GET", desk="nobodys").status == 404
    changed(widget, active=False)

    for method, path, body in (
        ("GET", "", None),
        ("POST", "/tickets", form),
        ("POST", "/attachments", FILE),
    ):
        assert widget(method, path, body).status == 404
