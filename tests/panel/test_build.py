"""What the build makes of the panel, and what its dictionaries say."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.chromium import SITE, needed

DIST = SITE / "dist/admin"
TEXTS = SITE / "src/admin/texts"
SECTIONS = sorted(path.stem for path in (TEXTS / "en").glob("*.json"))
FIRST_LOAD, TICKET_VIEW = 230_000, 180_000  # bytes, gzip
PLURALS = {"en": {"one", "other"}, "pl": {"one", "few", "many", "other"}}


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    path = DIST / ".vite/manifest.json"
    needed(path.exists(), "the built pages (make site)")
    return json.loads(path.read_text("utf-8"))


def files(manifest: dict[str, Any], entry: str) -> set[str]:
    """All that is loaded for an entry: what it imports at once, and their styles."""
    found: set[str] = set()
    waiting = [entry]
    while waiting:
        part = manifest[waiting.pop()]
        if part["file"] not in found:
            found |= {part["file"], *part.get("css", [])}
            waiting += part.get("imports", [])
    return found


def weight(names: set[str]) -> int:
    return sum(len(gzip.compress((DIST / name).read_bytes(), 9)) for name in names)


@pytest.mark.slow
def test_the_inbox_is_there_after_230_kb(manifest: dict[str, Any]) -> None:
    assert weight(files(manifest, "index.html") | {"index.html"}) < FIRST_LOAD


@pytest.mark.slow
def test_a_ticket_takes_180_kb_more(manifest: dict[str, Any]) -> None:
    """With the editor, which comes once it is painted; its words, 8 kB, not counted."""
    loaded = files(manifest, "ticket/TicketPage.tsx") | files(manifest, "writing/RichEditor.tsx")
    assert weight(loaded - files(manifest, "index.html")) < TICKET_VIEW


@pytest.mark.slow
def test_no_script_stands_in_the_page_itself() -> None:
    html = (DIST / "index.html").read_text("utf-8")
    assert re.findall(r"<script[^>]*>([^<]+)</script>|\son\w+=", html) == []


@pytest.mark.parametrize("section", SECTIONS)
def test_polish_says_all_that_english_says(section: str) -> None:
    english, polish = texts("en", section), texts("pl", section)
    assert polish.keys() == english.keys()
    for key, text in english.items():
        assert gaps(polish[key]) == gaps(text), key
        assert isinstance(polish[key], dict) == isinstance(text, dict), key


@pytest.mark.parametrize("language", PLURALS)
@pytest.mark.parametrize("section", SECTIONS)
def test_plurals_have_each_form_of_their_language(section: str, language: str) -> None:
    for key, text in texts(language, section).items():
        if isinstance(text, dict):
            assert text.keys() == PLURALS[language], key


def test_polish_is_no_copy_of_english() -> None:
    same = [
        text
        for section in SECTIONS
        for key, text in texts("en", section).items()
        if isinstance(text, str) and " " in text and texts("pl", section)[key] == text
    ]
    assert [text for text in same if re.sub(r"{\w+}", "", text).strip(" ()·:-")] == []


def test_every_text_is_used() -> None:
    code = "".join(path.read_text("utf-8") for path in sources())
    unused = [
        f"{section}.{key}"
        for section in SECTIONS
        for key in texts("en", section)
        if f"{section}.{key}" not in code and not spoken_by_pattern(code, section, key)
    ]
    assert unused == []


def sources() -> Iterator[Path]:
    for ending in ("*.ts", "*.tsx"):
        yield from (SITE / "src/admin").rglob(ending)


def spoken_by_pattern(code: str, section: str, key: str) -> bool:
    """`t(`common.status_${status}`)`: the key begins, and perhaps ends, as the pattern does."""
    for begins, ends in re.findall(rf"`{section}\.(\w*)\$\{{[^}}]*}}(\w*)`", code):
        if key.startswith(begins) and key.endswith(ends):
            return True
    return False


def texts(language: str, section: str) -> dict[str, Any]:
    return json.loads((TEXTS / language / f"{section}.json").read_text("utf-8"))


def gaps(text: str | dict[str, str]) -> set[str]:
    return set(re.findall(r"{(\w+)}", json.dumps(text)))
