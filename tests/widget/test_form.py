"""The form of a stranger, from opening it to the number of his ticket."""

import hashlib
import re

import pytest
from playwright.sync_api import Page, expect

from tests.widget.desk import API, FakeDesk
from tests.widget.panel import (
    GIVEN,
    box,
    fill,
    form,
    heading,
    launcher,
    open_form,
    panel,
    run,
    send,
    send_form,
    some_seconds_later,
)
from tests.widget.shop import Shop

pytestmark = pytest.mark.slow


def test_a_page_view_asks_for_the_loader_and_nothing_else(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    page.goto(shop.address, wait_until="networkidle")

    expect(launcher(page)).to_have_accessible_name("Help")
    assert [call.path for call in desk.calls] == ["/widget.js"]


@pytest.mark.thorough
def test_a_look_at_the_launcher_loads_the_panel_ahead(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    page.goto(shop.address)

    with page.expect_response(re.compile(r"/panel\.[\w-]+\.js")):
        launcher(page).hover()

    expect(page.get_by_role("dialog")).to_be_hidden()
    assert desk.asked("") == []


@pytest.mark.thorough
def test_the_launcher_opens_and_closes_the_panel(page: Page, desk: FakeDesk, shop: Shop) -> None:
    open_form(page, shop)
    expect(launcher(page)).to_have_attribute("aria-expanded", "true")
    expect(panel(page).get_by_text("We answer on working days.")).to_be_visible()

    launcher(page).click()
    expect(panel(page)).to_be_hidden()
    expect(launcher(page)).to_have_attribute("aria-expanded", "false")

    launcher(page).click()
    expect(heading(page, "How can we help?")).to_be_visible()
    assert len(desk.asked("")) == 1


def test_a_page_opens_and_closes_it_by_its_api(page: Page, shop: Shop) -> None:
    shop.tag["data-launcher"] = "none"
    shop.script = """
        (window.Deskhand ??= []).push((deskhand) => {
          for (const event of ['open', 'close'])
            deskhand.on(event, () => (document.title += ` ${event}`));
          order.onclick = () => deskhand.open();
        })"""
    page.goto(shop.address)
    expect(launcher(page)).to_have_count(0)

    page.get_by_role("button", name="Order").click()
    expect(heading(page, "How can we help?")).to_be_visible()
    run(page, "Deskhand.push((deskhand) => deskhand.close())")

    expect(panel(page)).to_be_hidden()
    expect(page).to_have_title("Lamps open close")


@pytest.mark.thorough
def test_a_listener_is_taken_off_again(page: Page, shop: Shop) -> None:
    open_form(page, shop)
    run(page, "window.off = Deskhand.on('open', () => (document.title += ' opened'))")
    run(page, "Deskhand.close(); Deskhand.open()")

    run(page, "off(); Deskhand.close(); Deskhand.open()")

    expect(page).to_have_title("Lamps opened")


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ([], ["Name (optional)", "E-mail", "Subject", "Message"]),
        (
            ["phone", "category", "priority"],
            [
                "Name (optional)",
                "E-mail",
                "Phone (optional)",
                "Category (optional)",
                "Subject",
                "Message",
                "Priority (optional)",
            ],
        ),
    ],
)
def test_the_form_has_the_fields_that_the_desk_wants(
    page: Page, desk: FakeDesk, shop: Shop, fields: list[str], asked: list[str]
) -> None:
    desk.desk |= {"fields": fields, "attachments": False}
    open_form(page, shop)

    expect(panel(page).locator("form label")).to_have_text(asked)


def test_what_was_filled_in_is_sent(page: Page, desk: FakeDesk, shop: Shop) -> None:
    page.clock.install()
    open_form(page, shop)
    fill(page)
    box(page, "Phone (optional)").fill("+48 22 1234567")
    box(page, "Category (optional)").select_option("Defect")
    box(page, "Priority (optional)").select_option("High")
    expect(panel(page).get_by_text("Please attach a photo.")).to_be_visible()
    expect(box(page, "Category (optional)")).to_have_accessible_description(
        "Please attach a photo."
    )
    some_seconds_later(page)
    send(page).click()

    expect(heading(page, "Thank you!")).to_be_visible()
    sent = form(desk)
    assert len(sent.pop("once")) == 36
    assert sent == {
        "name": "Maria Keller",
        "email": "maria@keller.example",
        "phone": "+48 22 1234567",
        "category": "defect",
        "priority": "high",
        "subject": "Broken hinge",
        "message": "The arm does not stay up.",
        "attachments": [],
        "website": "",
        "start": "start-1",
        "proof": "",
    }


def test_after_sending_he_is_told_what_happens_next(page: Page, desk: FakeDesk, shop: Shop) -> None:
    run_before = (
        "addEventListener('load', () => Deskhand.on('sent', (sent) => (window.sent = sent)))"
    )
    shop.script = run_before
    send_form(page, shop)

    expect(heading(page, "Thank you!")).to_be_focused()
    expect(panel(page).get_by_text("Your request has the number SUP-1101.")).to_be_visible()
    expect(panel(page).get_by_text("answer by e-mail to maria@keller.example.")).to_be_visible()
    link = panel(page).get_by_role("link", name="See your request")
    expect(link).to_have_attribute("href", f"{desk.site}/t/#SUP-1101")
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", re.compile("noreferrer"))
    assert run(page, "return sent") == {"number": "SUP-1101", "url": f"{desk.site}/t/#SUP-1101"}


@pytest.mark.thorough
def test_another_form_is_empty_but_for_who_he_is(page: Page, desk: FakeDesk, shop: Shop) -> None:
    send_form(page, shop)
    panel(page).get_by_role("button", name="Write another").click()

    expect(heading(page, "How can we help?")).to_be_focused()
    expect(box(page, "E-mail")).to_have_value("maria@keller.example")
    expect(box(page, "Subject")).to_have_value("")
    fill(page, Subject="And the bulb")
    some_seconds_later(page)
    send(page).click()

    expect(panel(page).get_by_text("SUP-1102")).to_be_visible()
    assert [each["start"] for each in desk.posted("/tickets")] == ["start-1", "start-2"]


# --- what is wrong ------------------------------------------------------------------------------


def test_what_is_missing_is_told_beside_its_field(page: Page, desk: FakeDesk, shop: Shop) -> None:
    open_form(page, shop)
    send(page).click()

    email = box(page, "E-mail")
    expect(email).to_be_focused()
    expect(email).to_have_attribute("aria-invalid", "true")
    expect(email).to_have_accessible_description(
        "Please enter your e-mail address, so that we can answer you."
    )
    expect(box(page, "Subject")).to_have_accessible_description(re.compile("what it is about"))
    expect(box(page, "Message")).to_have_accessible_description("Please write your message.")
    assert desk.posted("/tickets") == []


@pytest.mark.thorough
def test_a_complaint_goes_as_soon_as_it_is_right(page: Page, desk: FakeDesk, shop: Shop) -> None:
    open_form(page, shop)
    fill(page, **{"E-mail": "maria"})
    send(page).click()
    email = box(page, "E-mail")
    expect(email).to_have_accessible_description(
        "Please enter a full address, like name@example.com."
    )

    email.press("End")
    email.press_sequentially("@keller")
    expect(email).to_have_attribute("aria-invalid", "true")
    email.press_sequentially(".example")

    expect(email).to_have_attribute("aria-invalid", "false")
    expect(email).to_have_accessible_description("")
    assert desk.posted("/tickets") == []


def test_what_the_desk_refuses_is_told_beside_its_field(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    desk.refusing = {"phone": "is none"}
    send_form(page, shop)

    phone = box(page, "Phone (optional)")
    expect(phone).to_be_focused()
    expect(phone).to_have_attribute("aria-invalid", "true")
    expect(phone).to_have_accessible_description("Please check this field.")
    for name, value in GIVEN.items():
        expect(box(page, name)).to_have_value(value)

    desk.refusing = {}
    phone.fill("1")
    send(page).click()
    expect(heading(page, "Thank you!")).to_be_visible()


@pytest.mark.thorough
def test_the_browser_may_fill_in_who_he_is(page: Page, desk: FakeDesk, shop: Shop) -> None:
    open_form(page, shop)

    known = {"Name (optional)": "name", "E-mail": "email", "Phone (optional)": "tel"}
    for name, kind in known.items():
        expect(box(page, name)).to_have_attribute("autocomplete", kind)


@pytest.mark.thorough
def test_a_message_that_is_too_long_is_kept_and_not_sent(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    desk.desk["limits"]["message"] = 20
    open_form(page, shop)
    fill(page)
    send(page).click()

    message = box(page, "Message")
    expect(message).to_be_focused()
    expect(message).to_have_accessible_description("Please shorten your message to 20 characters.")
    expect(message).to_have_value(GIVEN["Message"])
    assert desk.posted("/tickets") == []


# --- against programs ---------------------------------------------------------------------------


@pytest.mark.thorough
def test_no_person_comes_upon_the_trap(page: Page, desk: FakeDesk, shop: Shop) -> None:
    open_form(page, shop)
    trap = panel(page).locator("[name=website]")

    expect(trap).to_have_attribute("tabindex", "-1")
    expect(trap).to_have_attribute("autocomplete", "off")
    expect(panel(page).get_by_role("textbox", name=re.compile("website", re.I))).to_have_count(0)
    assert "website" not in panel(page).aria_snapshot()
    expect(trap).to_have_css("opacity", "0")


def test_a_form_that_is_sent_at_once_waits_until_the_desk_takes_it(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    page.clock.install(time=0)
    page.clock.pause_at(1)
    open_form(page, shop)
    fill(page)
    send(page).click()
    expect(panel(page).get_by_role("button", name="Sending…")).to_be_visible()
    page.clock.run_for(3_000)
    assert desk.posted("/tickets") == []

    page.clock.run_for(300)

    expect(heading(page, "Thank you!")).to_be_visible()
    assert len(desk.posted("/tickets")) == 1


@pytest.mark.thorough
def test_a_clock_that_is_put_back_keeps_nobody_waiting(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    page.clock.install(time="2026-10-25T03:10:00+01:00")
    open_form(page, shop)
    fill(page)
    page.clock.set_system_time("2026-10-25T02:10:00+01:00")
    some_seconds_later(page)
    send(page).click()

    expect(heading(page, "Thank you!")).to_be_visible()


@pytest.mark.thorough
def test_a_form_that_was_open_for_a_day_is_sent_with_a_new_start(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    desk.stale = {"start-1"}
    page.clock.install()
    open_form(page, shop)
    fill(page)
    some_seconds_later(page)
    with page.expect_event("requestfinished", lambda asked: asked.url.endswith(API)):
        send(page).click()
    expect(panel(page).get_by_role("button", name="Sending…")).to_be_visible()
    some_seconds_later(page)

    expect(heading(page, "Thank you!")).to_be_visible()
    assert [each["start"] for each in desk.posted("/tickets")] == ["start-1", "start-2"]


def test_the_work_that_a_desk_asks_for_is_done_while_he_writes(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    desk.desk["challenge"] = {"kind": "work", "bits": 6}
    send_form(page, shop)

    expect(heading(page, "Thank you!")).to_be_visible()
    sent = form(desk)
    digest = hashlib.sha256(f"{sent['start']}:{sent['proof']}".encode()).digest()
    assert digest[0] >> 2 == 0


# --- drafts -------------------------------------------------------------------------------------


def test_what_was_typed_is_there_on_the_next_page(page: Page, desk: FakeDesk, shop: Shop) -> None:
    open_form(page, shop)
    fill(page)
    box(page, "Priority (optional)").select_option("Urgent")

    page.goto(f"{shop.site}/another")
    launcher(page).click()

    for name, value in GIVEN.items():
        expect(box(page, name)).to_have_value(value)
    expect(box(page, "Priority (optional)")).to_have_value("urgent")
    page.reload()
    launcher(page).click()
    expect(box(page, "Message")).to_have_value(GIVEN["Message"])
    assert run(page, "return localStorage.length") == 0


@pytest.mark.thorough
def test_a_desk_that_gets_another_name_keeps_what_was_typed(
    page: Page, desk: FakeDesk, shop: Shop
) -> None:
    open_form(page, shop)
    box(page, "Message").fill(GIVEN["Message"])
    desk.desk["name"] = "Lumen Help"
    page.reload()
    launcher(page).click()

    kept = page.get_by_role("dialog", name="Lumen Help").get_by_label("Message", exact=True)
    expect(kept).to_have_value(GIVEN["Message"])


@pytest.mark.thorough
def test_what_was_sent_is_not_offered_again(page: Page, desk: FakeDesk, shop: Shop) -> None:
    send_form(page, shop)
    expect(heading(page, "Thank you!")).to_be_visible()

    page.reload()
    launcher(page).click()

    expect(box(page, "Message")).to_have_value("")
    assert run(page, "return sessionStorage.length") == 0


@pytest.mark.thorough
def test_a_page_fills_in_what_it_knows(page: Page, desk: FakeDesk, shop: Shop) -> None:
    shop.script = """(window.Deskhand ??= []).push((deskhand) => deskhand.prefill({
        name: 'Maria', email: 'maria@keller.example', subject: 'Order 8813', category: 'order'}))"""
    open_form(page, shop)

    expect(box(page, "Name (optional)")).to_have_value("Maria")
    expect(box(page, "E-mail")).to_have_value("maria@keller.example")
    expect(box(page, "Subject")).to_have_value("Order 8813")
    expect(box(page, "Category (optional)")).to_have_value("order")


@pytest.mark.thorough
def test_a_page_does_not_overwrite_what_he_typed(page: Page, desk: FakeDesk, shop: Shop) -> None:
    open_form(page, shop)
    box(page, "Subject").fill("My own words")

    run(page, "Deskhand.prefill({subject: 'Order 8813', message: 'Where is it?'})")

    expect(box(page, "Subject")).to_have_value("My own words")
    expect(box(page, "Message")).to_have_value("Where is it?")
    run(page, "Deskhand.prefill({message: 'Another lamp'})")
    expect(box(page, "Message")).to_have_value("Another lamp")
