"""Whatever customers and colleagues write: nothing of it runs, and nothing is fetched for it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, Request, expect

from local.process import StackProcess
from tests.browser.states import HOSTILE
from tests.e2e.conftest import Mailbox, Person, eventually
from tests.panel.conftest import Watched, Windows
from tests.panel.letters import DOT, write

pytestmark = pytest.mark.slow

ELSEWHERE = "elsewhere.example"
RUN = "top.hacked=true"
LETTER = HOSTILE.replace("RUN", RUN).replace("ELSEWHERE", f"https://{ELSEWHERE}")
TAGS = f"<img src='https://{ELSEWHERE}/t.png' onerror='{RUN}'>"
SHORT = f"<script>{RUN}</script>"
ADDRESS = "hostile@desk.localhost"
ACTIVE = "script, object, embed, form, svg, base[href], link, [onerror], [onclick]"


@pytest.fixture(scope="module")
def hostile(stack: StackProcess, admin: Person, olga: Person) -> Iterator[Any]:
    """A desk where each text that somebody may write is an attack."""
    mallory = {"email": "mallory@desk.localhost", "name": f"{SHORT} Mallory"}
    members = [admin.call("POST", "/operators", mallory, expect=201)["id"]]
    desk = {
        "name": f"{SHORT} desk",
        "addresses": [ADDRESS],
        "members": [*members, olga.get("/me")["operator"]["id"]],
        "signature": TAGS,
        "help_text": TAGS,
        "description": TAGS,
        "categories": [{"code": "evil", "name": SHORT, "colour": "#c92a2a", "help_text": TAGS}],
    }
    made = admin.call("POST", "/desks", desk, expect=201)
    view = {"name": f"{SHORT} view", "shared": True, "query": "attack"}
    shared = admin.call("POST", "/views", view, expect=201)
    reply = {"name": f"{SHORT} reply", "text": TAGS, "desk_id": made["id"]}
    canned = admin.call("POST", "/canned-replies", reply, expect=201)
    yield made | {"canned": canned["id"]}
    admin.call("DELETE", f"/views/{shared['id']}", expect=204)
    admin.call("DELETE", f"/canned-replies/{canned['id']}", expect=204)


@pytest.fixture(scope="module")
def attack(stack: StackProcess, hostile: Any, admin: Person, olga: Person) -> Any:
    eve = Mailbox(stack, "eve@attack.example", f'"{SHORT} Eve"')
    files = {f"{TAGS.replace('/', ' ')}.exe": b"MZ", "a\u202egpj.exe": b"MZ", "attack.png": DOT}
    write(eve, f"attack {TAGS}", text=f"attack {TAGS}", html=LETTER, files=files, to=ADDRESS)
    write(eve, f"spam {TAGS}", html=LETTER, to=ADDRESS, client="spam.test")
    customer = {
        "first_name": SHORT,
        "last_name": f"{TAGS} Eve",
        "company": TAGS,
        "emails": [eve.address],
        "phones": ["+48 600 000 000"],
        "external_ids": [SHORT],
        "notes": TAGS,
        "fields": {SHORT: TAGS},
    }
    known = admin.call("POST", "/customers", customer, expect=201)
    id = eventually(lambda: _first(olga, hostile["id"]))["id"]
    mallory = Person(stack, "mallory@desk.localhost")
    mallory.call("POST", f"/tickets/{id}/notes", {"text": f"{TAGS} noted"}, expect=201)
    mallory.call("POST", f"/tickets/{id}/replies", {"html": f"{LETTER} answered"}, expect=201)
    change = {"tags": [SHORT], "category": "evil", "assignee": mallory.get("/me")["operator"]["id"]}
    version = {"if-match": str(olga.ticket(id)["version"])}
    olga.call("PATCH", f"/tickets/{id}", change, headers=version)
    return olga.ticket(id) | {"customer": known["id"]}


def _first(person: Person, desk: str) -> Any:
    return next(iter(person.get("/tickets", desk=desk)["items"]), None)


def harmless(page: Page) -> None:
    assert page.evaluate("window.hacked") is None
    within = page.locator("#root").locator("script, object, embed, base, [onerror], [onclick]")
    assert within.count() == 0
    assert page.locator(f"#root [src*='{ELSEWHERE}']").count() == 0


def harmless_frame(frame: FrameLocator) -> None:
    expect(frame.get_by_text("bold words")).to_be_visible()
    assert frame.locator(ACTIVE).count() == 0
    sources = frame.locator("[src]").evaluate_all("all => all.map(each => each.src)")
    assert [source for source in sources if source.startswith("http")] == []
    links = frame.locator("a[href]").evaluate_all("all => all.map(each => each.protocol)")
    assert set(links) <= {"http:", "https:", "mailto:"}


def test_nothing_runs_and_nothing_is_fetched_on_any_page(
    window: Windows, stack: StackProcess, hostile: Any, attack: Any
) -> None:
    """That nothing was asked of another host is held by `watched`."""
    page = window("admin@desk.localhost", f"/admin/inbox/desk-{hostile['id']}")
    expect(page.get_by_role("link", name="attack <img")).to_be_visible()
    harmless(page)
    for path, said in {
        "customers": "Eve",
        f"customers/{attack['customer']}": "Eve",
        "settings/desks": "desk",
        "settings/operators": "Mallory",
        "settings/replies": "reply",
        f"settings/replies/{hostile['canned']}": "reply",
        f"settings/desks/{hostile['id']}/general": "desk",
        f"settings/desks/{hostile['id']}/categories": "script",
        f"settings/desks/{hostile['id']}/members": "Mallory",
        f"settings/desks/{hostile['id']}/templates": "attack",
        "inbox/all?q=attack": "attack",
    }.items():
        page.goto(f"{stack.site}/admin/{path}")
        if "templates" in path:
            expect(page.locator("iframe")).to_be_visible()
        else:
            expect(page.get_by_role("main").get_by_text(said).last).to_be_visible()
        harmless(page)


def test_a_ticket_runs_nothing_of_what_stands_in_it(window: Windows, attack: Any) -> None:
    page = window("admin@desk.localhost", f"/admin/tickets/{attack['id']}")

    expect(page.get_by_text("noted").first).to_be_visible()
    harmless(page)
    file = page.get_by_role("list", name="Files").get_by_text(re.compile(r"gpj\.exe$"))
    expect(file).to_have_text(re.compile(r"^a[_ ]?gpj\.exe$"))  # not as a photo
    harmless_frame(page.frame_locator("iframe").first)
    page.keyboard.press("r")
    page.get_by_role("button", name="Canned replies").click()
    page.get_by_role("dialog").get_by_role("button", name=SHORT).click()
    expect(page.get_by_role("textbox", name="Your reply")).to_contain_text("<img src")
    harmless(page)


def test_images_from_outside_are_loaded_on_request_and_not_before(
    window: Windows, attack: Any, watched: Watched
) -> None:
    page = window("olga@desk.localhost", f"/admin/tickets/{attack['id']}")
    asked: list[Request] = []
    page.on("request", lambda request: ELSEWHERE in request.url and asked.append(request))
    expect(page.get_by_text("Images from outside are not loaded")).to_be_visible()
    assert asked == []

    with page.expect_request(f"https://{ELSEWHERE}/**"):
        page.get_by_role("button", name="Show", exact=True).click()

    assert {request.resource_type for request in asked} == {"image"}
    assert {request.all_headers().get("referer", "") for request in asked} == {""}
    assert page.evaluate("window.hacked") is None
    watched.requested.discard(ELSEWHERE)


def test_quarantined_mail_can_be_looked_at(
    window: Windows, stack: StackProcess, attack: Any
) -> None:
    page = window("admin@desk.localhost", "/admin/settings/inbound")
    page.get_by_role("link", name="spam <img").click()
    expect(page.get_by_role("button", name="Make a ticket")).to_be_visible()
    page.get_by_text("Formatted").click()

    harmless_frame(page.frame_locator("iframe"))
    harmless(page)


def test_the_panel_takes_scripts_from_its_own_address_only(stack: StackProcess) -> None:
    policy = stack.http.get("/admin/").headers["content-security-policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))

    assert rules["script-src"] == "'self'"
    assert rules["default-src"] == "'none'"
    assert (rules["base-uri"], rules["form-action"]) == ("'none'", "'none'")


def test_tokens_are_in_no_address_and_no_referer(
    window: Windows, stack: StackProcess, attack: Any
) -> None:
    page = window("olga@desk.localhost")
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    page.goto(f"{stack.site}/admin/tickets/{attack['id']}")
    expect(page.get_by_text("noted").first).to_be_visible()
    stored = "Object.keys(localStorage).find((name) => name.startsWith('oidc.user'))"
    user = page.evaluate(f"JSON.parse(localStorage.getItem({stored}))")
    tokens = [user["id_token"], user["access_token"], attack["link_url"].partition("#")[2]]

    assert any("/api/admin/tickets/" in request.url for request in requests)
    for request in requests:
        told = request.url + request.all_headers().get("referer", "")
        assert [token for token in tokens if token in told] == []
