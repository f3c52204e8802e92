"""What axe-core finds in the widget, in each of its views and looks."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from deskhand.domain.colour import ink_on
from tests.browser.desk import attachment, message
from tests.chromium import LOOKS, violations
from tests.widget.desk import FakeDesk, ticket
from tests.widget.panel import PHOTO, box, launcher, panel, send, send_form
from tests.widget.shop import Shop

pytestmark = [pytest.mark.slow, pytest.mark.thorough]
COLOURS = ["#2f5bea", "#ffe14d", "#000000", "#ffffff", "#808080"]
OLGA = {"kind": "operator", "name": "Olga Nowak"}
Enter = Callable[[Page, FakeDesk, Shop], None]

# axe is put into the page, which the page's policy would refuse as it should
EACH = [{**look, "bypass_csp": True, "reduced_motion": "reduce"} for look in LOOKS.values()]
looks = pytest.mark.parametrize("look", EACH, ids=LOOKS)


def found(page: Page) -> list[str]:
    return violations(page, "deskhand-widget")


def alone(page: Page, desk: FakeDesk, shop: Shop) -> None:
    page.goto(shop.address)
    expect(launcher(page)).to_be_visible()


def form(page: Page, desk: FakeDesk, shop: Shop) -> None:
    """With all that can be said in it."""
    desk.failing["/bucket"] = 500
    alone(page, desk, shop)
    launcher(page).click()
    box(page, "Category (optional)").select_option("Defect")
    panel(page).get_by_label("Attach files").set_input_files(PHOTO)
    expect(panel(page).get_by_text("not uploaded")).to_be_visible()
    send(page).click()
    expect(box(page, "E-mail")).to_have_attribute("aria-invalid", "true")


def waiting(page: Page, desk: FakeDesk, shop: Shop) -> None:
    page.clock.install()
    desk.gate.shut()
    alone(page, desk, shop)
    launcher(page).click()
    expect(page.get_by_role("status", name="Loading…")).to_be_visible()
    page.clock.run_for(7_000)
    expect(page.get_by_role("button", name="Try again")).to_be_visible()


def refused(page: Page, desk: FakeDesk, shop: Shop) -> None:
    desk.failing[""] = 500
    alone(page, desk, shop)
    launcher(page).click()
    expect(page.get_by_role("button", name="Try again")).to_be_visible()


def after_sending(page: Page, desk: FakeDesk, shop: Shop) -> None:
    send_form(page, shop)
    expect(panel(page).get_by_text("SUP-1101")).to_be_visible()


def own_tickets(page: Page, desk: FakeDesk, shop: Shop) -> None:
    statuses = ["new", "in_progress", "waiting", "closed"]
    desk.tickets = [ticket(f"SUP-{i}", "Cracked shade", status=statuses[i % 4]) for i in range(24)]
    shop.tag["data-token"] = desk.signed("shop-1001")
    alone(page, desk, shop)
    launcher(page).click()
    expect(panel(page).get_by_role("button", name="Show more")).to_be_visible()


def one_ticket(page: Page, desk: FakeDesk, shop: Shop) -> None:
    said = [
        message("m1", text="Please help.", attachments=[attachment("photo.jpg")]),
        message("m2", author=OLGA, html="<p>See <a href='https://a.example'>this</a>.</p>"),
    ]
    turns = [{"kind": "closed", "at": "2026-11-22T09:41:00Z"}]
    desk.tickets = [ticket("SUP-1", "Cracked shade", status="closed", messages=said, turns=turns)]
    shop.tag["data-token"] = desk.signed("shop-1001")
    page.goto(f"{shop.site}/?ticket=SUP-1")
    expect(panel(page).get_by_role("article")).to_have_count(2)
    send(page).click()
    expect(panel(page).get_by_role("alert").filter(has_text="first")).to_be_visible()


def nobodys_ticket(page: Page, desk: FakeDesk, shop: Shop) -> None:
    shop.tag["data-token"] = desk.signed("shop-1001")
    page.goto(f"{shop.site}/?ticket=SUP-9")
    expect(panel(page).get_by_text("There is no request SUP-9 of yours.")).to_be_visible()


VIEWS: dict[str, Enter] = {
    view.__name__: view
    for view in (
        alone,
        form,
        waiting,
        refused,
        after_sending,
        own_tickets,
        one_ticket,
        nobodys_ticket,
    )
}


@looks
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_has_no_violation(page: Page, desk: FakeDesk, shop: Shop, view: str) -> None:
    VIEWS[view](page, desk, shop)

    assert found(page) == []


@looks
@pytest.mark.parametrize("colour", COLOURS[1:])
def test_whatever_the_colour_of_the_desk(
    page: Page, desk: FakeDesk, shop: Shop, colour: str
) -> None:
    desk.desk |= {"colour": colour, "ink": ink_on(colour)}
    form(page, desk, shop)
    assert found(page) == []

    own_tickets(page, desk, shop)
    assert found(page) == []

    one_ticket(page, desk, shop)
    assert found(page) == []


@looks
def test_from_right_to_left(page: Page, desk: FakeDesk, shop: Shop) -> None:
    desk.desk["language"] = shop.language = "ar"
    shop.direction = "rtl"
    alone(page, desk, shop)
    launcher(page).click()
    expect(panel(page)).to_have_attribute("dir", "rtl")
    panel(page).locator("button.main").click()
    expect(panel(page).locator("#email")).to_have_attribute("aria-invalid", "true")

    assert found(page) == []


@pytest.mark.parametrize("look", EACH[:1], ids=[""])
def test_axe_looks_into_the_widget(page: Page, desk: FakeDesk, shop: Shop) -> None:
    """Else the others would find nothing, whatever there is."""
    form(page, desk, shop)
    box(page, "Subject").evaluate("(field) => field.labels[0].remove()")

    assert "label" in {each.partition(":")[0] for each in found(page)}
