"""Coming in, staying in, and going."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from local.process import StackProcess
from tests.panel.conftest import Windows, sign_in

pytestmark = pytest.mark.slow


@pytest.fixture
def fresh(browser: Browser, desk: Any) -> Any:
    context = browser.new_context(locale="en-GB")
    context.set_default_timeout(10_000)
    yield context
    context.close()


def test_one_click_signs_a_demo_operator_in_and_leads_where_he_wanted_to_go(
    fresh: Any, stack: StackProcess
) -> None:
    page = sign_in(fresh, stack, "olga@desk.localhost", "inbox/mine?sort=-created_at")

    expect(page).to_have_url(f"{stack.site}/admin/inbox/mine?sort=-created_at")
    expect(page.get_by_role("link", name=re.compile("^Mine"))).to_have_attribute(
        "aria-current", "page"
    )


def test_who_is_no_operator_is_told_so_and_may_sign_in_as_another(
    fresh: Any, stack: StackProcess
) -> None:
    page = fresh.new_page()
    page.goto(f"{stack.site}/admin/")
    page.get_by_placeholder("sub").fill("nobody@elsewhere.example")
    page.get_by_role("button", name="Authorize").click()

    expect(page.get_by_role("heading", name="You are no operator here")).to_be_visible()
    expect(page.get_by_text("nobody@elsewhere.example")).to_be_visible()
    expect(page.get_by_role("button", name="Use another account")).to_be_visible()


def test_signing_out_ends_the_session_in_this_browser(fresh: Any, stack: StackProcess) -> None:
    page = sign_in(fresh, stack, "olga@desk.localhost")
    page.get_by_role("button", name="Account").click()
    page.get_by_role("menuitem", name="Sign out").click()
    page.get_by_role("button", name=re.compile("log ?out|yes|confirm|end", re.IGNORECASE)).click()

    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()


STORED = "Object.keys(localStorage).find((name) => name.startsWith('oidc.user'))"


def make_old(page: Page, **changes: Any) -> str:
    """Lets the stored session look as if its token had run out; answers the token."""
    old: str = page.evaluate(
        f"""changes => {{
          const user = JSON.parse(localStorage.getItem({STORED}));
          user.profile.exp = 1;
          localStorage.setItem({STORED}, JSON.stringify({{ ...user, ...changes }}));
          return user.id_token;
        }}""",
        changes,
    )
    return old


def test_an_old_session_is_renewed_without_a_word(window: Windows) -> None:
    page = window()
    page.wait_for_timeout(1100)  # tokens of the same second are the same
    old = make_old(page)
    page.reload()

    expect(page.get_by_role("link", name=re.compile("^Mine"))).to_be_visible()
    assert page.evaluate(f"JSON.parse(localStorage.getItem({STORED})).id_token") != old
