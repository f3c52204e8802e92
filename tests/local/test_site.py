import asyncio
from collections.abc import Callable

import httpx
import pytest
from starlette.applications import Starlette

from local import site


@pytest.fixture
def dist(tmp_path):
    pages = {
        "admin/index.html": "the panel",
        "admin/assets/app.js": "panel script",
        "ticket/index.html": "the ticket",
        "widget/widget.js": "widget script",
        "widget/panel.1a2b.js": "widget panel",
    }
    for name, content in pages.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    (tmp_path / "secret.txt").write_text("secret")
    return tmp_path


@pytest.fixture
def browse(dist) -> Callable[[str], httpx.Response]:
    transport = httpx.ASGITransport(Starlette(routes=site.routes(dist, "http://localhost:9")))

    async def get(path: str) -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
            return await client.get(path)

    return lambda path: asyncio.run(get(path))


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("/admin/", "the panel"),
        ("/admin/assets/app.js", "panel script"),
        ("/admin/tickets/7", "the panel"),
        ("/t/", "the ticket"),
        ("/widget.js", "widget script"),
    ],
)
def test_each_page_comes_from_its_folder(browse, path, content):
    assert browse(path).text == content


def test_a_missing_script_is_not_answered_with_the_page(browse):
    assert browse("/admin/assets/gone.js").status_code == 404


@pytest.mark.parametrize(
    ("path", "seconds"), [("/widget.js", "300"), ("/panel.1a2b.js", "31536000")]
)
def test_another_site_may_load_the_widget_and_keep_what_is_named_by_its_content(
    browse, path, seconds
):
    headers = browse(path).headers

    assert headers["access-control-allow-origin"] == "*"
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert headers["cache-control"] == f"public, max-age={seconds}"


def test_the_ticket_page_is_in_no_frame_and_no_search_engine(browse):
    headers = browse("/t/").headers

    assert headers["x-frame-options"] == "DENY"
    assert headers["content-security-policy"] == "frame-ancestors 'none'"
    assert headers["x-robots-tag"] == "noindex"


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/%2e%2e/secret.txt", "/admin/..%2f..%2fsecret.txt"]
)
def test_nothing_outside_of_the_folders_is_served(browse, path):
    answer = browse(path)

    assert "secret" not in answer.text.replace("secret.txt", "")


def test_what_was_built_after_the_start_is_served(browse, dist):
    (dist / "ticket" / "index.html").unlink()
    assert "npm run build" in browse("/t/").text
    (dist / "ticket" / "index.html").write_text("the new page")

    assert browse("/t/").text == "the new page"


def test_a_place_that_the_shop_does_not_have_is_missing(browse):
    assert browse("/demo/sofas").status_code == 404


def test_the_start_page_leads_to_the_pages_that_are_built(dist) -> None:
    assert [path for path, _, _ in site.built(dist)] == ["/admin"]
