"""What operators are told of how far it is proven who a customer is."""

from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from playwright.sync_api import expect

from local.process import StackProcess
from tests.e2e.conftest import Person, eventually
from tests.panel.conftest import Windows

pytestmark = [pytest.mark.slow, pytest.mark.thorough]


@pytest.fixture(scope="module")
def secret(admin: Person, desk: Any) -> str:
    told = admin.call("POST", f"/desks/{desk['id']}/widget-secret", expect=201)
    return str(told["secret"])


@pytest.mark.parametrize(
    ("verified", "of_him", "of_message"),
    [
        (True, "vouches for the address", "Proven: the site where it was written"),
        (False, "does not vouch for an address", "The site does not vouch for an address"),
    ],
)
def test_who_is_signed_in_is_shown_with_what_his_site_says_of_his_address(
    window: Windows,
    stack: StackProcess,
    olga: Person,
    desk: Any,
    secret: str,
    verified: bool,
    of_him: str,
    of_message: str,
) -> None:
    exp = int((datetime.now(UTC) + timedelta(hours=1)).timestamp())
    claims = {"sub": "c-1", "email": "maria@lumen.example", "email_verified": verified, "exp": exp}
    subject = f"Signed in, {verified}"
    answer = stack.http.post(
        f"/api/widget/{desk['widget_token']}/tickets",
        json={"subject": subject, "message": "It is dark."},
        headers={"authorization": f"Bearer {jwt.encode(claims, secret, algorithm='HS256')}"},
    )
    assert answer.status_code == 201

    def found() -> Any:
        items = olga.get("/tickets", sort="-created_at")["items"]
        return next((each for each in items if each["subject"] == subject), None)

    page = window(path=f"/admin/tickets/{eventually(found)['id']}")

    expect(page.get_by_text(of_him)).to_be_visible()
    sign = page.get_by_role("article").get_by_role("button", name=of_message)
    expect(sign).to_be_visible()
