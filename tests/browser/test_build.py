"""What the build makes of the page."""

import gzip
import json
import re
from pathlib import Path

import pytest

from tests.chromium import SITE

TEXTS = sorted((SITE / "src/ticket/texts").glob("*.json"))
# What a server sends before it waits for an answer, ten segments of 1,460 bytes (RFC 6928), less
# the headers. Of it Preact takes 4.6 kB, three languages 2.3 kB, the style 1.7 kB.
ONE_ROUND_TRIP = 14_200


@pytest.mark.slow
def test_the_page_arrives_in_one_round_trip(built_page: bytes) -> None:
    assert len(gzip.compress(built_page, 9)) < ONE_ROUND_TRIP


@pytest.mark.slow
def test_the_page_is_one_file(built_page: bytes) -> None:
    html = built_page.decode()
    assert re.findall(r'<(?:script|link|img)[^>]*(?:src|href)="(?!data:,")', html) == []
    assert "unsafe-" not in html
    assert '<meta name="referrer" content="no-referrer">' in html
    assert '<meta name="robots" content="noindex">' in html


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_each_language_says_everything(path: Path) -> None:
    english = texts("en")
    spoken = texts(path.stem)
    assert spoken.keys() == english.keys()
    for key, text in english.items():
        assert sorted(gaps(spoken[key])) == sorted(gaps(text)), key


def texts(language: str) -> dict[str, str]:
    return json.loads((SITE / f"src/ticket/texts/{language}.json").read_text("utf-8"))


def gaps(text: str) -> list[str]:
    return re.findall(r"{(\w+)}", text)


def test_the_lock_names_no_download_address() -> None:
    assert '"resolved"' not in (SITE / "package-lock.json").read_text("utf-8")
