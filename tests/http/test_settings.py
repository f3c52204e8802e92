import json
from typing import Any

import pytest

from deskhand.domain.desk import Desk
from deskhand.domain.errors import Conflict
from deskhand.domain.people import Operator
from deskhand.domain.ticket import Ticket
from deskhand.wiring import Helpdesk
from tests.conftest import Outbox
from tests.http.conftest import Answer, Call

# --- templates ----------------------------------------------------------------------------------


def previewed(admin_api: Call, me: Operator, body: str, **more: Any) -> Answer:
    asked = {"name": "replied", "body": body, **more}
    return admin_api("POST", "/desks/preview", asked, me=me)


def test_a_template_is_shown_as_the_whole_mail(
    admin_api: Call, admin: Operator, outbox: Outbox
) -> None:
    desk = {
        "name": "Lamps & Co",
        "language": "de",
        "signature": "Your lamps",
        "number_pattern": "LMP-{nr}",
    }
    body = "Dear {{ customer_first_name }},\n\n{{ comment_content }}\n\n{{ desk_name }}"

    shown = previewed(admin_api, admin, body, subject="[{{ ticket_number }}]", desk=desk)

    assert shown.status == 200
    assert shown.body["subject"] == "[LMP-1042]"
    assert shown.body["text"].startswith("Dear Ada,\n\nYour lamp has left")
    assert "Lamps & Co\n\n-- \nYour lamps\n\nAm " in shown.body["text"]
    assert '<html lang="de"' in shown.body["html"]
    assert "Lamps &amp; Co" in shown.body["html"]
    assert not list(outbox)


@pytest.mark.parametrize(("name", "status"), [("created", "in progress"), ("closed", "closed")])
def test_what_is_no_answer_shows_its_own_state(
    admin_api: Call, admin: Operator, name: str, status: str
) -> None:
    body = "{{ status }}{{ comment_content }}{{ operator_name }}"

    shown = previewed(admin_api, admin, body, name=name).body

    assert (shown["text"], shown["subject"]) == (status, "Re: Where is my lamp?")


def test_a_template_without_a_body_is_no_mail(admin_api: Call, admin: Operator) -> None:
    assert previewed(admin_api, admin, " \n").body == {"subject": "", "text": "", "html": ""}


MISTAKES = [
    ("Hi\n\n{{ nam }}", 3, "nam is unknown"),
    ("{% if status %}\nHi", 1, "endif"),
    ("Hi\n{{ status.x }}", 2, "only variables and if"),
    ("Hi\n{% if status > 3 %}!{% endif %}", 2, "can be compared"),
]


@pytest.mark.parametrize(("body", "line", "said"), MISTAKES)
def test_a_mistake_is_told_with_its_line_before_and_when_saving(
    admin_api: Call, desk: Desk, admin: Operator, body: str, line: int, said: str
) -> None:
    saved = {"templates": {"closed": {"body": body}}}

    for refused, field in (
        (previewed(admin_api, admin, body), "body"),
        (previewed(admin_api, admin, "Hi", subject=body), "subject"),
        (admin_api("PATCH", f"/desks/{desk.id}", saved, me=admin), "templates.closed.body"),
        (admin_api("POST", "/desks", {"name": "L", **saved}, me=admin), "templates.closed.body"),
        (admin_api("POST", "/canned-replies", {"name": "L", "text": body}, me=admin), "text"),
    ):
        (error,) = refused.body["errors"]
        assert (refused.status, error["field"], error["line"]) == (400, field, line)
        assert said in error["message"]


@pytest.mark.parametrize(
    "more",
    [
        {"name": "sent"},
        {"desk": {"number_pattern": "X"}},
        {"desk": {"language": "German"}},
        {"desk": {"colour": "#fff"}},
        {"subject": "x" * 501},
    ],
)
def test_what_no_desk_can_have_is_not_previewed(
    admin_api: Call, admin: Operator, more: dict[str, Any]
) -> None:
    assert previewed(admin_api, admin, "Hi", **more).status == 400


def test_the_first_numbers_of_a_pattern(
    admin_api: Call, helpdesk: Helpdesk, admin: Operator
) -> None:
    def shown(pattern: str) -> Answer:
        return admin_api("POST", "/desks/preview-number", {"pattern": pattern}, me=admin)

    year = f"{helpdesk.now():%Y}"[:2]  # the handler's clock is the real one
    one, two, three = shown("SUP-{yyyy}-{nr}").body["examples"]
    assert one.startswith(f"SUP-{year}")
    assert (one[-2:], two[-2:], three[-2:]) == ("-1", "-2", "-3")
    refused = shown("SUP")
    assert (refused.status, refused.body["errors"][0]["field"]) == (400, "pattern")


def test_settings_are_previewed_by_admins(admin_api: Call, olga: Operator) -> None:
    assert previewed(admin_api, olga, "Hi").status == 403
    pattern = {"pattern": "{nr}"}
    assert admin_api("POST", "/desks/preview-number", pattern, me=olga).status == 403


def test_every_variable_is_explained_and_works_where_it_says(
    admin_api: Call, mailed_ticket: Ticket, admin: Operator
) -> None:
    found = admin_api("GET", "/template-variables", me=admin).body["items"]

    assert all(each["description"].endswith(".") and each["sample"] for each in found)
    for each in found:
        text = "{{ " + each["name"] + " }}"
        assert previewed(admin_api, admin, text).status == 200
        saved = admin_api("POST", "/canned-replies", {"name": each["name"], "text": text}, me=admin)
        assert (saved.status == 201) == each["in_canned_replies"]


def test_what_a_desk_without_templates_sends_is_shown_in_its_language(
    admin_api: Call, helpdesk: Helpdesk, olga: Operator
) -> None:
    def shown(**query: str) -> Any:
        return admin_api("GET", "/default-templates", me=olga, **query).body

    german, english = shown(language="de"), shown()
    assert [each["name"] for each in german["items"]] == ["created", "replied", "closed"]
    assert german["items"][0]["body"].startswith("Guten Tag")
    assert english["items"][0]["body"].startswith("Hello")
    assert {"de", "en", "pt"} <= set(german["languages"])
    assert (shown(language="pt-BR")["language"], shown(language="xx")) == ("pt", english)
    assert admin_api("GET", "/default-templates", me=olga, language="../../etc/x").status == 400


# --- widget -------------------------------------------------------------------------------------


@pytest.fixture
def path(desk: Desk) -> str:
    return f"/desks/{desk.id}"


def renewed(admin_api: Call, path: str, admin: Operator) -> str:
    answer = admin_api("POST", f"{path}/widget-secret", me=admin)
    assert answer.status == 201
    secret: str = answer.body["secret"]
    return secret


def test_a_new_secret_is_valid_beside_the_one_before(
    admin_api: Call, helpdesk: Helpdesk, desk: Desk, path: str, admin: Operator
) -> None:
    one, two = (renewed(admin_api, path, admin) for _ in range(2))

    assert one != two
    assert min(len(one), len(two)) >= 43
    assert helpdesk.team.widget_secrets(desk.id) == (two, one)
    newest, previous = admin_api("GET", path, me=admin).body["widget_secret_since"]
    assert newest > previous


def test_a_third_secret_is_refused_until_the_first_was_dropped(
    admin_api: Call, helpdesk: Helpdesk, desk: Desk, path: str, admin: Operator
) -> None:
    one, two = (renewed(admin_api, path, admin) for _ in range(2))

    refused = admin_api("POST", f"{path}/widget-secret", me=admin)

    assert (refused.status, refused.body["title"]) == (409, "Not yet")
    assert "drop the previous one first" in refused.body["detail"]
    assert helpdesk.team.widget_secrets(desk.id) == (two, one)
    admin_api("DELETE", f"{path}/widget-secret/previous", me=admin)
    three = renewed(admin_api, path, admin)
    assert helpdesk.team.widget_secrets(desk.id) == (three, two)


def test_the_secret_before_can_be_dropped_at_once(
    admin_api: Call, helpdesk: Helpdesk, desk: Desk, path: str, admin: Operator
) -> None:
    renewed(admin_api, path, admin)
    last = renewed(admin_api, path, admin)

    for _ in range(2):
        assert admin_api("DELETE", f"{path}/widget-secret/previous", me=admin).status == 204

    assert helpdesk.team.widget_secrets(desk.id) == (last,)
    assert len(admin_api("GET", path, me=admin).body["widget_secret_since"]) == 1


def test_no_route_tells_a_secret_again(
    admin_api: Call, path: str, desk: Desk, admin: Operator
) -> None:
    secret = renewed(admin_api, path, admin)

    changed = admin_api("PATCH", path, {"name": "Lamps"}, me=admin)
    shown = [admin_api("GET", where, me=admin).body for where in (path, "/desks", "/me")]

    assert secret not in json.dumps([changed.body, *shown])
    assert len(changed.body["widget_secret_since"]) == 1


def test_what_desks_keep_for_everybody_holds_no_secret(
    admin_api: Call, helpdesk: Helpdesk, path: str, admin: Operator
) -> None:
    secret = renewed(admin_api, path, admin)

    assert secret not in str(list(helpdesk.table.query(("pk", "TEAM"))))


def test_a_change_of_the_desk_in_the_same_moment_keeps_secret_and_date_together(
    admin_api: Call, helpdesk: Helpdesk, desk: Desk, path: str, admin: Operator
) -> None:
    secret = renewed(admin_api, path, admin)

    with pytest.raises(Conflict):
        stale = desk.with_widget_secret(since=helpdesk.now())
        helpdesk.team.save_widget_secrets(desk, stale, ("other",))

    assert helpdesk.team.widget_secrets(desk.id) == (secret,)


def test_the_widget_goes_into_a_page_with_one_tag(
    admin_api: Call, admin: Operator, olga: Operator
) -> None:
    made = admin_api("POST", "/desks", {"name": "Lamps", "members": [olga.id]}, me=admin).body

    code = admin_api("GET", f"/desks/{made['id']}/widget-code", me=olga).body

    token = made["widget_token"]
    assert token
    assert code["html"] == (
        f'<script src="https://desk.example/widget.js" data-desk="{token}"'
        ' data-colour="#2f5bea" async></script>'
    )
    languages = [each["language"] for each in code["token_code"]]
    assert languages == ["python", "node", "php", "ruby"]


def test_a_secret_is_for_admins_and_a_desk_for_who_sees_it(
    admin_api: Call, path: str, olga: Operator, stranger: Operator, admin: Operator
) -> None:
    assert admin_api("POST", f"{path}/widget-secret", me=olga).status == 403
    assert admin_api("DELETE", f"{path}/widget-secret/previous", me=olga).status == 403
    assert admin_api("GET", f"{path}/widget-code", me=stranger).status == 404
    assert admin_api("POST", "/desks/none/widget-secret", me=admin).status == 404
