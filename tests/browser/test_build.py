"""What the build makes of the page and the widget."""

import gzip
import json
import re
from pathlib import Path

import pytest

from tests.chromium import SITE

LANGUAGES = ["ar", "cs", "de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "tr", "uk"]
TEXTS = [
    (folder, language)
    for folder in sorted((SITE / "src").glob("*/texts"))
    if folder.parent.name != "admin"
    for language in LANGUAGES
]


@pytest.mark.slow
def test_the_page_has_ten_kilobytes(built_page: bytes) -> None:
    assert len(gzip.compress(built_page, 9)) <= 10_000


@pytest.mark.slow
def test_the_page_is_one_file(built_page: bytes) -> None:
    html = built_page.decode()
    assert re.findall(r'<(?:script|link|img)[^>]*(?:src|href)="(?!data:,")', html) == []
    assert "unsafe-" not in html
    assert '<meta name="referrer" content="no-referrer">' in html
    assert '<meta name="robots" content="noindex">' in html


@pytest.mark.slow
def test_a_page_with_the_widget_loads_a_kilobyte_and_a_half(built_widget: Path) -> None:
    assert len(gzip.compress((built_widget / "widget.js").read_bytes(), 9)) <= 1_500


@pytest.mark.slow
def test_the_opened_widget_has_fourteen_kilobytes_with_its_style_and_english(
    built_widget: Path,
) -> None:
    [panel] = set(built_widget.glob("*.js")) - {built_widget / "widget.js"}
    assert list(built_widget.rglob("*.css")) == []
    assert len(gzip.compress(panel.read_bytes(), 9)) <= 14_000


@pytest.mark.slow
def test_the_loader_leaves_no_name_in_the_page(built_widget: Path) -> None:
    script = (built_widget / "widget.js").read_text("utf-8").strip()
    assert script.startswith("(()=>{")
    assert script.endswith("})();")
    assert "vite" not in script


@pytest.mark.slow
def test_the_size_of_the_pages_letters_changes_nothing_in_the_widget(built_widget: Path) -> None:
    for script in built_widget.glob("*.js"):
        assert re.findall(r"\d+rem\b", script.read_text("utf-8")) == []


@pytest.mark.parametrize(("folder", "language"), TEXTS, ids=str)
def test_each_language_says_everything(folder: Path, language: str) -> None:
    english, spoken = texts(folder, "en"), texts(folder, language)
    assert list(spoken) == list(english)
    for key, text in english.items():
        assert spoken[key], key
        assert sorted(gaps(spoken[key])) == sorted(gaps(text)), key


def texts(folder: Path, language: str) -> dict[str, str]:
    return json.loads((folder / f"{language}.json").read_text("utf-8"))


def gaps(text: str) -> list[str]:
    return re.findall(r"{(\w+)}", text)


def test_the_lock_names_no_download_address() -> None:
    assert '"resolved"' not in (SITE / "package-lock.json").read_text("utf-8")
