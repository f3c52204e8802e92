"""Which language the widget speaks, and that it does."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_build import LANGUAGES
from tests.chromium import SITE
from tests.widget.desk import FakeDesk
from tests.widget.panel import launcher, panel
from tests.widget.shop import Shop

pytestmark = pytest.mark.slow


def words(language: str) -> Any:
    return json.loads((SITE / f"src/widget/texts/{language}.json").read_text("utf-8"))


@pytest.mark.thorough
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_is_loaded_and_spoken(
    page: Page, desk: FakeDesk, shop: Shop, language: str
) -> None:
    shop.tag["data-language"] = language
    page.goto(shop.address)
    launcher(page).click()

    said = words(language)
    expect(panel(page).get_by_role("heading")).to_have_text(said["form"])
    expect(panel(page)).to_have_attribute("lang", language)
    expect(panel(page)).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    expect(launcher(page)).to_have_accessible_name(said["help"])
    read = [call.path for call in desk.calls if "/texts/" in call.path]
    assert [path.split("/")[-1].split(".")[0] for path in read] == [language] * (language != "en")


ORDER: list[tuple[dict[str, Any], str]] = [
    ({"tag": "ja", "desk": "de", "page": "pl"}, "ja"),
    ({"desk": "de", "page": "pl"}, "de"),
    ({"desk": "fi", "page": "pl-PL"}, "pl"),
    ({"desk": "fi", "page": "fi"}, "fr"),
    ({"desk": "de", "page": "pl", "visitors": True}, "pl"),
    ({"desk": "de", "page": "fi", "visitors": True}, "fr"),
]


@pytest.mark.thorough
@pytest.mark.parametrize(("given", "spoken"), ORDER, ids=str)
@pytest.mark.parametrize("look", [{"locale": "fr-CH"}], ids=[""])
def test_the_language_is_that_of_tag_desk_page_or_browser(
    page: Page, desk: FakeDesk, shop: Shop, given: dict[str, Any], spoken: str
) -> None:
    desk.desk |= {
        "language": given["desk"],
        "visitors_language": given.get("visitors", False),
    }
    shop.language = given["page"]
    if "tag" in given:
        shop.tag["data-language"] = given["tag"]
    page.goto(shop.address)
    launcher(page).click()

    expect(panel(page).get_by_role("heading")).to_have_text(words(spoken)["form"])


def test_an_arab_desk_speaks_from_right_to_left(page: Page, desk: FakeDesk, shop: Shop) -> None:
    desk.desk["language"] = "ar"
    page.goto(shop.address)
    launcher(page).click()

    expect(panel(page).get_by_role("heading")).to_have_text(words("ar")["form"])
    expect(panel(page)).to_have_attribute("lang", "ar")
    expect(panel(page)).to_have_attribute("dir", "rtl")


@pytest.mark.thorough
def test_a_language_that_does_not_load_is_english(page: Page, desk: FakeDesk, shop: Shop) -> None:
    desk.desk["language"] = "de"
    page.route("**/texts/**", lambda route: route.abort())
    page.goto(shop.address)
    launcher(page).click()

    expect(panel(page).get_by_role("heading")).to_have_text(words("en")["form"])
