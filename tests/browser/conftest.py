"""A browser before the built page, which a fake desk serves."""

import fcntl
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser import states
from tests.browser.desk import FakeDesk, serving
from tests.chromium import SITE, browser, needed

__all__ = ["browser"]  # a fixture


Build = Callable[[str], Path]


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Each worker builds for itself; what is installed is theirs together."""
    needed(shutil.which("npm") is not None, "Node 20 with npm")
    shared = tmp_path_factory.getbasetemp().parent / "npm.lock"
    with shared.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (SITE / "node_modules/axe-core").exists():
            subprocess.run(["npm", "ci"], cwd=SITE, check=True, capture_output=True)

    def built(page: str) -> Path:
        out = tmp_path_factory.mktemp(page)
        command = ["npx", "vite", "build", "-m", page, "--outDir", str(out)]
        subprocess.run(command, cwd=SITE, check=True, capture_output=True)
        return out

    return built


@pytest.fixture(scope="session")
def built(build: Build) -> Path:
    return build("ticket")


@pytest.fixture(scope="session")
def built_widget(build: Build) -> Path:
    return build("widget")


@pytest.fixture(scope="session")
def built_page(built: Path) -> bytes:
    return (built / "index.html").read_bytes()


@pytest.fixture(scope="session")
def texts(built: Path) -> dict[str, bytes]:
    return {f"/t/texts/{file.name}": file.read_bytes() for file in (built / "texts").iterdir()}


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
def desk(built_page: bytes, texts: dict[str, bytes]) -> Iterator[FakeDesk]:
    with serving(FakeDesk(built_page, texts)) as served:
        served.page = states.waiting_ticket()
        yield served
