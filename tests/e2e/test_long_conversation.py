"""More is said on a ticket than Lambda answers with: everybody who may read it still can."""

import time
from collections.abc import Iterator
from typing import Any

import httpx
import jwt
import pytest

from local.process import StackProcess
from tests.e2e.conftest import Person, ticket_page

pytestmark = pytest.mark.slow
LONGEST = "🖨" * 50_000


@pytest.fixture(scope="module")
def widget(stack: StackProcess, admin: Person, desk: Any) -> Iterator[httpx.Client]:
    """As Ada is signed in on the desk's site."""
    listed = admin.call(
        "PATCH", f"/desks/{desk['id']}", {"allowed_origins": ["https://shop.example"]}
    )
    secret = admin.call("POST", f"/desks/{desk['id']}/widget-secret", expect=201)["secret"]
    claims = {"sub": "c-1815", "email": "ada@byron.example", "exp": int(time.time()) + 3_600}
    headers = {"authorization": f"Bearer {jwt.encode(claims, secret, algorithm='HS256')}"}
    headers["origin"] = "https://shop.example"
    site = f"{stack.site}/api/widget/{listed['widget_token']}"
    with httpx.Client(base_url=site, headers=headers, timeout=60) as client:
        yield client


def require_newest_whole(answer: httpx.Response) -> None:
    assert answer.status_code == 200
    first, *replies = answer.json()["messages"]
    assert (first["text"], first["cut"]) == ("It is on fire.", False)
    assert (replies[0]["cut"], replies[-1]["cut"]) == (True, False)
    assert replies[-1]["text"] == LONGEST
    assert LONGEST.startswith(replies[0]["text"])


def test_forty_of_the_longest_messages_are_read_in_panel_page_and_widget(
    stack: StackProcess, widget: httpx.Client, olga: Person
) -> None:
    sent = widget.post("/tickets", json={"subject": "Printer", "message": "It is on fire."})
    number, url = sent.json()["number"], sent.json()["url"]
    (ticket,) = olga.get("/tickets", q=number)["items"]
    path = f"/tickets/{ticket['id']}"
    for _ in range(40):
        olga.call("POST", f"{path}/replies", {"text": LONGEST}, expect=201)

    headers = {"authorization": f"Bearer {olga.token}"}
    shown = stack.http.get(f"/api/admin{path}", headers=headers)
    require_newest_whole(shown)
    require_newest_whole(ticket_page(stack, url.partition("#")[2]))
    require_newest_whole(widget.get(f"/tickets/{number}"))
    cut = shown.json()["messages"][1]
    assert olga.get(f"{path}/messages/{cut['id']}")["text"] == LONGEST
