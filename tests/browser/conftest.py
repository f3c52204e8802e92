"""A browser before the built page, which a fake desk serves."""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import states
from tests.browser.desk import FakeDesk, serving

SITE = Path(__file__).parents[2] / "static_site"
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


def needed(present: bool, what: str) -> None:
    """A laptop may do without; a build server must not skip what it is there for."""
    if present:
        return
    if os.environ.get("CI"):
        pytest.fail(f"the browser tests need {what}")
    pytest.skip(f"the browser tests need {what}")


@pytest.fixture(scope="session")
def built_page(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Each worker builds for itself; what is installed is theirs together."""
    needed(shutil.which("npm") is not None, "Node 20 with npm")
    shared = tmp_path_factory.getbasetemp().parent / "npm.lock"
    with shared.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (SITE / "node_modules/axe-core").exists():
            subprocess.run(["npm", "ci"], cwd=SITE, check=True, capture_output=True)
    out = tmp_path_factory.mktemp("ticket")
    build = ["npm", "run", "build", "--", "--outDir", str(out)]
    subprocess.run(build, cwd=SITE, check=True, capture_output=True)
    return (out / "index.html").read_bytes()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """No longer than its module: playwright's event loop would be in the way of others'."""
    needed(CHROMIUM.exists(), f"{CHROMIUM} (apt-get install chromium)")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(locale="en-GB", timezone_id="Europe/Warsaw")
    opened.set_default_timeout(5000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def desk(built_page: bytes) -> Iterator[FakeDesk]:
    with serving(FakeDesk(built_page)) as served:
        served.page = states.waiting_ticket()
        yield served
