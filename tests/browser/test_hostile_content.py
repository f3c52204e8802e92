"""Whatever stands in a ticket, nothing of it runs, loads, or learns the link."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser import states
from tests.browser.desk import TOKEN, FakeDesk, serving

pytestmark = pytest.mark.slow


@pytest.fixture
def elsewhere(built_page: bytes) -> Iterator[FakeDesk]:
    with serving(FakeDesk(built_page)) as attacker:
        yield attacker


@pytest.mark.parametrize("guarded", [True, False], ids=["as served", "without its policy"])
def test_hostile_content_runs_nothing_and_loads_nothing(
    page: Page, desk: FakeDesk, elsewhere: FakeDesk, guarded: bool
) -> None:
    """Also without the Content-Security-Policy, which is the second line and not the first."""
    if not guarded:
        desk.html = desk.html.replace(b"Content-Security-Policy", b"x")
    desk.page = states.hostile_ticket(elsewhere.storage)
    requested: list[str] = []
    page.add_init_script(
        "window.refused = []; addEventListener('securitypolicyviolation',"
        " (it) => refused.push(it.violatedDirective))"
    )
    page.on("request", lambda request: requested.append(request.url))
    page.goto(desk.link)

    page.get_by_text("Show the whole e-mail").click()
    expect(page.get_by_text("bold words").last).to_be_visible()
    page.wait_for_timeout(300)

    assert page.evaluate("window.hacked") is None
    assert "style-src-attr" not in page.evaluate("window.refused")
    assert {urlsplit(url).netloc for url in requested} == {urlsplit(desk.site).netloc}
    assert elsewhere.calls == []
    assert page.url == desk.link
    inside = page.locator("article, h1, .band, .help")
    assert inside.locator("img, iframe, svg, script, style, form, [style], [onclick]").count() == 0
    links = inside.locator("a").evaluate_all("links => links.map(link => link.protocol)")
    assert set(links) == {"http:"}


def test_a_file_name_shows_its_real_ending(page: Page, desk: FakeDesk) -> None:
    desk.page = states.hostile_ticket(desk.storage)
    page.goto(desk.link)

    expect(page.get_by_role("link", name="agpj.exe", exact=True)).to_be_visible()


def test_an_image_inside_the_message_is_shown(page: Page, desk: FakeDesk) -> None:
    dot = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    desk.page["messages"][2]["html"] = f'<p>See: <img src="{dot}" alt="A dot"></p>'
    page.goto(desk.link)

    image = page.get_by_role("img", name="A dot")
    expect(image).to_be_visible()
    assert image.evaluate("image => image.naturalWidth") == 1


def test_the_token_is_in_no_address_and_no_referer(page: Page, desk: FakeDesk) -> None:
    page.goto(desk.link)
    page.get_by_label("Attach files").set_input_files(
        {"name": "a.txt", "mimeType": "text/plain", "buffer": b"a"}
    )
    expect(page.locator("form").get_by_role("list")).to_contain_text("uploaded")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Your message was sent.")).to_be_visible()
    desk.page["messages"][2]["html"] = f'<a href="{desk.storage}/elsewhere">away</a>'
    page.reload()
    with page.expect_popup():
        page.get_by_role("link", name="away").click()
    with page.expect_popup():
        page.get_by_role("link", name="broken hinge.jpg").click()

    page.wait_for_timeout(300)
    paths = [urlsplit(call.path).path for call in desk.calls]
    assert {"/elsewhere", "/bucket", "/bucket/16"} <= set(paths)
    for call in desk.calls:
        assert TOKEN not in call.path
        assert "referer" not in call.headers
        authorised = call.headers.get("authorization") == f"Bearer {TOKEN}"
        assert authorised == call.path.startswith("/api/ticket")
        assert TOKEN not in str(call.headers | {"authorization": ""})
        assert TOKEN.encode() not in call.body


def test_a_page_logs_nothing(page: Page, desk: FakeDesk) -> None:
    logged: list[str] = []
    page.on("console", lambda said: logged.append(said.text))
    page.on("pageerror", lambda error: logged.append(str(error)))
    page.goto(desk.link)

    expect(page.get_by_role("article")).to_have_count(3)

    assert logged == []
