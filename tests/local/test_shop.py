import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import jwt
import pytest
from starlette.applications import Starlette

from deskhand import wiring
from deskhand.actions import team, visits, widget
from local import demo, shop, shop_pages

SITE = "https://desk.example"
ELSEWHERE = "http://127.0.0.1:9000"


@pytest.fixture
def helpdesk(settings):
    return wiring.helpdesk()


@pytest.fixture
def desk(helpdesk):
    """The demo's, with what a start gives it, but without its tickets."""
    admin = team.signed_in(helpdesk, helpdesk.settings.first_admin, "Ada")
    fields = {"name": "Lamps", "addresses": [demo.ADDRESS], "colour": "#0f6b5c"}
    added = team.add_desk(helpdesk, admin, fields)
    shop.prepare(helpdesk, ELSEWHERE)
    return helpdesk.team.desk(added.id)


@pytest.fixture
def built(tmp_path):
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "index.html").write_text(
        '<html lang="{{ language }}" dir="{{ direction }}">{% if hostile %}awful{% endif %}'
        "{% for id, name in customers.items() %}{{ id }} {{ name }}{% endfor %}{{ widget }}"
    )
    return tmp_path


@pytest.fixture
def ask(built) -> Callable[..., httpx.Response]:
    app = Starlette(routes=shop_pages.routes(built, SITE))

    async def send(method: str, path: str, **more: object) -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
            return await client.request(method, path, **more)

    return lambda *asked, **more: asyncio.run(send(*asked, **more))


def welcomed(helpdesk, desk, token, origin):
    return visits.welcome(helpdesk, desk.widget_token, origin=origin, token=token, ip="192.0.2.1")


@pytest.mark.parametrize("origin", [SITE, ELSEWHERE])
def test_the_desk_believes_the_shop_at_both_of_its_addresses(helpdesk, desk, origin):
    visit = welcomed(helpdesk, desk, shop.token(helpdesk, "shop-1001"), origin)

    assert visit.known.requester.name == "Ingrid Solberg"
    assert visit.known.proven_email


def test_the_demos_mails_come_from_the_addresses_that_the_shop_knows():
    """Else they would be missing among their tickets in the widget."""
    story = json.loads(demo.STORY.read_text("utf-8"))
    known = {f"{c['first_name']} {c['last_name']}": c for c in story["customers"]}
    mailed = [told for told in story["tickets"] if "phone" not in told]

    ours = [told for told in mailed if known.get(told["from"], {}).get("external_ids")]
    assert len(ours) > 2
    assert all(told["address"] == known[told["from"]]["emails"][0] for told in ours)


def test_a_token_holds_for_an_hour(helpdesk, desk):
    claims = jwt.decode(shop.token(helpdesk, "shop-1002"), options={"verify_signature": False})

    left = datetime.fromtimestamp(claims["exp"], UTC) - helpdesk.now()
    assert timedelta(minutes=59) < left <= timedelta(hours=1)
    assert claims["plan"] == "Trade account"
    assert claims["url"] == f"{SITE}/demo/?customer=shop-1002"


def test_a_second_start_changes_nothing(helpdesk, desk):
    shop.prepare(helpdesk, ELSEWHERE)

    helpdesk.team.forget()
    assert helpdesk.team.desk(desk.id) == desk


def test_a_start_at_another_port_keeps_what_was_listed(helpdesk, desk):
    shop.prepare(helpdesk, "http://127.0.0.1:9100")

    listed = helpdesk.team.desk(desk.id).allowed_origins
    assert listed == (ELSEWHERE, "http://127.0.0.1:9100")


@pytest.mark.parametrize(("path", "awful"), [("/demo/", False), ("/demo/hostile.html", True)])
def test_both_pages_have_the_desks_own_tag(ask, helpdesk, desk, path, awful):
    page = ask("GET", path)

    assert widget.code(helpdesk, helpdesk.team.operators()[0], desk.id).html in page.text
    assert ("awful" in page.text) is awful
    assert "shop-1002 Marek Zieliński" in page.text


def test_the_pages_policy_allows_no_script_but_ours_and_no_text_that_becomes_one(ask, desk):
    policy = ask("GET", "/demo/").headers["content-security-policy"]

    assert f"script-src 'self' {SITE};" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("asked", "html"),
    [
        ("", '<html lang="en" dir="ltr">'),
        ("ar", '<html lang="ar" dir="rtl">'),
        ("pt-BR", '<html lang="pt-BR" dir="ltr">'),
        ('"><script>', '<html lang="en" dir="ltr">'),
    ],
)
def test_the_page_is_in_the_language_that_its_address_names(ask, desk, asked, html):
    assert ask("GET", "/demo/", params={"lang": asked}).text.startswith(html)


def test_without_the_demo_desk_the_page_says_what_to_do(ask, settings):
    page = ask("GET", "/demo/")

    assert page.status_code == 404
    assert "python -m local" in page.text


def test_a_page_that_is_not_built_says_how_to_build_it(ask, built):
    (built / "demo" / "index.html").unlink()

    assert "npm run build" in ask("GET", "/demo/").text


def test_the_shop_signs_for_its_customers_only(ask, helpdesk, desk):
    known = ask("POST", "/demo/token", json={"customer": "shop-1003"})
    unknown = ask("POST", "/demo/token", json={"customer": "shop-9999"})

    assert welcomed(helpdesk, desk, known.json()["token"], SITE).known.id == "shop-1003"
    assert known.headers["cache-control"] == "no-store"
    assert unknown.status_code == 404


@pytest.mark.parametrize("body", ["", "{", "[]", '{"customer": 7}'])
def test_a_question_that_is_none_is_refused(ask, body):
    assert ask("POST", "/demo/token", content=body).status_code == 400


def test_without_a_desk_nobody_is_signed_for(ask, settings):
    assert ask("POST", "/demo/token", json={"customer": "shop-1001"}).status_code == 404
