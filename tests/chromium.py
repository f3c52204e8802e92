"""Debian's Chromium, and what axe finds in a page."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

SITE = Path(__file__).parents[1] / "static_site"
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}},
    "phone": {"color_scheme": "light", "viewport": {"width": 360, "height": 740}},
}


def needed(present: bool, what: str) -> None:
    """A laptop may do without; a build server must not skip what it is there for."""
    if present:
        return
    if os.environ.get("CI"):
        pytest.fail(f"the browser tests need {what}")
    pytest.skip(f"the browser tests need {what}")


@contextmanager
def launched() -> Iterator[Browser]:
    needed(CHROMIUM.exists(), f"{CHROMIUM} (apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """No longer than its module: playwright's event loop would be in the way of others'."""
    with launched() as browser:
        yield browser


def violations(page: Page, within: str = ":root", **options: Any) -> list[str]:
    """The page's policy would refuse axe, as it should: open it with `bypass_csp`. `within` is a
    CSS selector of what is looked at."""
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=SITE / "node_modules/axe-core/axe.min.js")
    wanted = {"resultTypes": ["violations"], **options}
    run = "([within, options]) => axe.run(within, options)"
    found = page.evaluate(run, [within, wanted])["violations"]
    return [
        f"{each['id']}: {node['html']} {node['failureSummary']}"
        for each in found
        for node in each["nodes"]
    ]
