"""Finding the ticket that is next, and dealing with many at once."""

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from local.process import StackProcess
from tests.e2e.conftest import Mailbox, Person, eventually
from tests.panel.conftest import Windows
from tests.panel.letters import ticket, write

pytestmark = [pytest.mark.slow, pytest.mark.thorough]


def desk_with(admin: Person, team: dict[str, str], name: str, address: str = "") -> Any:
    new = {"name": name, "addresses": [address] if address else [], "members": [team["Olga"]]}
    return admin.call("POST", "/desks", new, expect=201)


def open_ticket(person: Person, desk: Any, subject: str, **more: Any) -> Any:
    new = {"desk_id": desk["id"], "subject": subject, "text": "It is broken."}
    requester = {"email": "rita@harbour.example", "first_name": "Rita"}
    return person.call("POST", "/tickets", new | {"requester": requester} | more, expect=201)


@pytest.fixture(scope="module")
def harbour(admin: Person, team: dict[str, str], desk: Any) -> Any:
    return desk_with(admin, team, "Harbour", "harbour@desk.localhost")


@pytest.fixture(scope="module")
def tickets(olga: Person, harbour: Any) -> list[Any]:
    """From the oldest to the newest."""
    kinds: list[dict[str, Any]] = [
        {"priority": "urgent", "tags": ["crane"]},
        {"priority": "low"},
        {"priority": "urgent"},
        {"assignee": olga.get("/me")["operator"]["id"]},
    ]
    names = ("Anchor", "Buoy", "Crane", "Dock")
    opened = [
        open_ticket(olga, harbour, f"{name} is lost", **kind)
        for name, kind in zip(names, kinds, strict=True)
    ]
    ticket(olga, "Dock is lost")
    return opened


def subjects(page: Page) -> list[str]:
    return page.locator("tbody tr td:nth-child(2) a").evaluate_all(
        "links => links.map(link => link.title)"
    )


def shows(page: Page, wanted: list[str]) -> None:
    assert eventually(lambda: subjects(page) == wanted)


def test_a_new_mail_is_in_the_list_and_counted_without_reloading(
    window: Windows, stack: StackProcess, harbour: Any, tickets: list[Any]
) -> None:
    page = window(path=f"/admin/inbox/desk-{harbour['id']}")
    page.clock.install()
    page.reload()
    view = page.get_by_role("link", name=re.compile("^Harbour"))
    expect(page.get_by_role("row")).to_have_count(5)
    expect(view).to_have_accessible_name("Harbour 4 tickets")

    rita = Mailbox(stack, "rita@harbour.example", "Rita Harbour")
    write(rita, "Lighthouse is dark", to="harbour@desk.localhost")
    ticket(Person(stack, "olga@desk.localhost"), "Lighthouse is dark")

    def seen() -> bool:
        page.clock.fast_forward(10_000)
        return view.get_by_text("5 tickets").count() == 1

    assert eventually(seen)
    expect(page.get_by_role("link", name="Lighthouse is dark")).to_be_visible()


def test_one_request_goes_out_each_ten_seconds_and_none_from_a_hidden_tab(
    window: Windows, harbour: Any, tickets: list[Any]
) -> None:
    page = window(path=f"/admin/inbox/desk-{harbour['id']}")
    page.clock.install()
    page.reload()
    expect(page.get_by_role("link", name="Dock is lost")).to_be_visible()
    page.wait_for_load_state("networkidle")
    asked: list[Request] = []
    page.on("request", lambda request: "/api/" in request.url and asked.append(request))

    page.clock.run_for(21_000)
    page.wait_for_load_state("networkidle")
    assert len(asked) == 2
    assert all("counters=true" in request.url for request in asked)

    page.evaluate("Object.defineProperty(document, 'hidden', { get: () => true })")
    page.clock.run_for(21_000)
    assert len(asked) == 2


def test_filters_are_chips_and_stand_in_the_address(
    window: Windows, harbour: Any, tickets: list[Any]
) -> None:
    page = window(path=f"/admin/inbox/desk-{harbour['id']}")
    expect(page.get_by_role("link", name="Buoy is lost")).to_be_visible()
    page.keyboard.press("f")
    page.get_by_role("textbox", name="Filter by…").fill("urgent")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"\?priority=urgent$"))
    remove = page.get_by_role("button", name="Remove Priority: Urgent")
    expect(remove).to_be_visible()
    expect(page.get_by_role("link", name="Buoy is lost")).to_be_hidden()
    shows(page, ["Crane is lost", "Anchor is lost"])

    page.go_back()
    expect(page.get_by_role("link", name="Buoy is lost")).to_be_visible()
    page.go_forward()
    expect(remove).to_be_visible()
    page.reload()
    expect(remove).to_be_visible()
    shows(page, ["Crane is lost", "Anchor is lost"])
    remove.click()
    expect(page.get_by_role("link", name="Buoy is lost")).to_be_visible()


def test_search_finds_by_words_and_operators_and_says_where_a_query_is_wrong(
    window: Windows, harbour: Any, tickets: list[Any]
) -> None:
    page = window(path=f"/admin/inbox/desk-{harbour['id']}")
    search = page.get_by_role("searchbox")
    expect(page.get_by_role("link", name="Dock is lost")).to_be_visible()
    page.keyboard.press("/")
    expect(search).to_be_focused()
    page.keyboard.type("lost -crane tag:crane")
    expect(page.get_by_text("Nothing found")).to_be_visible()
    search.fill("lost tag:crane")
    expect(page.get_by_role("link", name="Anchor is lost")).to_be_visible()
    shows(page, ["Anchor is lost"])
    assert page.locator("mark").all_inner_texts()[0] == "lost"

    search.fill("lost status:nonsense")
    wrong = page.get_by_role("alert")
    expect(wrong).to_be_visible()
    expect(wrong.locator("mark")).to_have_text(re.compile("^status:nonsense$|^nonsense$"))
    expect(search).to_have_attribute("aria-invalid", "true")

    page.get_by_role("button", name="How to search").click()
    expect(page.get_by_role("dialog")).to_contain_text("from:ada")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_the_order_is_chosen_and_columns_are_remembered(
    window: Windows, harbour: Any, tickets: list[Any]
) -> None:
    page = window(path=f"/admin/inbox/desk-{harbour['id']}?q=&tag=")
    expect(page.get_by_role("link", name="Anchor is lost")).to_be_visible()
    page.get_by_role("button", name="Sorted by").click()
    page.get_by_role("menuitemradio", name="Oldest").click()
    expect(page).to_have_url(re.compile("sort=created_at"))
    expect(page.locator("tbody tr").first).to_contain_text("Anchor is lost")

    category = page.get_by_role("columnheader", name="Category")
    expect(category).to_be_visible()
    page.get_by_role("button", name="Columns").click()
    page.get_by_role("menuitemcheckbox", name="Category").click()
    expect(category).to_be_hidden()
    page.reload()
    expect(page.get_by_role("columnheader", name="Subject")).to_be_visible()
    expect(category).to_be_hidden()


def test_several_tickets_are_changed_at_once_and_changed_back(
    window: Windows, olga: Person, harbour: Any, tickets: list[Any]
) -> None:
    page = window(path=f"/admin/inbox/desk-{harbour['id']}?sort=created_at")
    expect(page.locator("tbody tr").first).to_contain_text("Anchor is lost")
    boxes = [page.get_by_role("checkbox", name=f"Select {each['number']}") for each in tickets]
    boxes[0].click()
    boxes[2].click(modifiers=["Shift"])
    bar = page.get_by_role("toolbar", name="3 selected")
    bar.get_by_role("button", name="Priority").click()
    page.get_by_role("option", name="High").click()

    told = page.get_by_role("alert").filter(has_text="3 tickets, priority: High.")
    expect(told).to_be_visible()
    assert priorities(olga, tickets) == ["high", "high", "high", "normal"]
    told.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back.")).to_be_visible()
    assert priorities(olga, tickets) == ["urgent", "low", "urgent", "normal"]


def priorities(person: Person, tickets: list[Any]) -> list[str]:
    return [person.ticket(each["id"])["priority"] for each in tickets]


def test_a_view_is_saved_for_oneself_or_for_all(
    window: Windows, harbour: Any, tickets: list[Any]
) -> None:
    place = f"/admin/inbox/desk-{harbour['id']}?priority=urgent"
    own = window(path=place)
    own.get_by_role("button", name="Save as view").click()
    expect(own.get_by_role("checkbox", name="For the whole team")).to_be_hidden()
    own.get_by_role("textbox", name="Name").fill("Urgent for me")
    own.get_by_role("button", name="Save", exact=True).click()
    own.get_by_role("link", name="Urgent for me").click()
    expect(own.get_by_role("heading", name="Urgent for me")).to_be_visible()
    expect(own.get_by_role("link", name="Crane is lost")).to_be_visible()
    assert sorted(subjects(own)) == ["Anchor is lost", "Crane is lost"]

    shared = window("admin@desk.localhost", place)
    expect(shared.get_by_role("link", name="Urgent for me")).to_be_hidden()
    shared.get_by_role("button", name="Save as view").click()
    shared.get_by_role("textbox", name="Name").fill("Urgent for all")
    shared.get_by_role("checkbox", name="For the whole team").check()
    shared.get_by_role("button", name="Save", exact=True).click()
    expect(shared.get_by_role("link", name="Urgent for all")).to_be_visible()

    own.reload()
    own.get_by_role("link", name="Urgent for all").click()
    expect(own.get_by_role("heading", name="Urgent for all")).to_be_visible()
    expect(own.get_by_role("button", name="Change this view")).to_be_hidden()
    own.get_by_role("link", name="Urgent for me").click()
    own.get_by_role("button", name="Change this view").click()
    own.get_by_role("menuitem", name="Delete").click()
    expect(own.get_by_role("link", name="Urgent for me")).to_be_hidden()


def test_a_long_list_goes_on_as_one_scrolls(
    window: Windows, admin: Person, olga: Person, team: dict[str, str]
) -> None:
    desk = desk_with(admin, team, "Archive")
    with ThreadPoolExecutor(4) as hands:
        list(hands.map(lambda at: open_ticket(olga, desk, f"Folder {at}"), range(120)))
    page = window(path=f"/admin/inbox/desk-{desk['id']}?sort=created_at")
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(50)

    page.mouse.move(700, 500)

    def at_the_end() -> bool:
        page.mouse.wheel(0, 20_000)
        return rows.count() == 120

    eventually(at_the_end)
    expect(page.get_by_text("That's all 120 tickets")).to_be_visible()
    assert len(set(subjects(page))) == 120


def test_an_empty_list_says_what_to_do(
    window: Windows, admin: Person, team: dict[str, str], desk: Any
) -> None:
    empty = desk_with(admin, team, "Quay", "quay@desk.localhost")
    page = window(path=f"/admin/inbox/desk-{empty['id']}")
    expect(page.get_by_role("heading", name="No tickets yet")).to_be_visible()
    expect(page.get_by_text("Write a mail to quay@desk.localhost")).to_be_visible()
    page.goto(page.url + "?priority=low")
    expect(page.get_by_role("heading", name="No ticket fits these filters")).to_be_visible()
    page.get_by_role("button", name="Clear the filters").click()
    expect(page.get_by_role("heading", name="No tickets yet")).to_be_visible()

    open_ticket(admin, desk, "Nobody has this one")
    eventually(lambda: admin.get(f"/desks/{desk['id']}")["counters"]["all"])
    other = window("oskar@desk.localhost", "/admin/inbox/mine")
    expect(other.get_by_role("heading", name="Nothing on your plate")).to_be_visible()
    other.get_by_role("link", name="See unassigned tickets").click()
    expect(other.get_by_role("heading", name="Unassigned")).to_be_visible()
