"""Which sites may have a desk's widget in their pages."""

from typing import Any

import pytest

from deskhand.wiring import Helpdesk
from tests.http.conftest import SHOP, Widget

ALLOWED = "Access-Control-Allow-Origin"


@pytest.fixture
def anywhere(widget: Widget, helpdesk: Helpdesk) -> Widget:
    """Of a desk that lists no sites."""
    after = widget.desk.model_copy(update={"allowed_origins": (), "version": 99})
    helpdesk.team.save_desk(widget.desk, after)
    widget.desk = after
    return widget


@pytest.mark.parametrize("origin", [SHOP, "https://desk.example"])
def test_the_desks_sites_and_our_own_may_have_it(widget: Widget, origin: str) -> None:
    widget.origin = origin

    answer = widget("GET", token=widget.token())

    assert (answer.status, answer.body["identity"]) == (200, "valid")
    assert (answer.headers[ALLOWED], answer.headers["Vary"]) == (origin, "Origin")


@pytest.mark.parametrize(
    "origin",
    ["https://eve.example", "http://shop.example", "https://shop.example.eve.example", "null"],
)
@pytest.mark.parametrize("known", [True, False])
def test_other_sites_may_not(widget: Widget, origin: str, known: bool) -> None:
    form: dict[str, Any] = widget.form()
    widget.origin = origin
    token = widget.token() if known else None

    for method, path, body in (("GET", "", None), ("POST", "/tickets", form)):
        refused = widget(method, path, body, token=token)
        assert refused.status == 403
        assert ALLOWED not in refused.headers
    assert ALLOWED not in widget("OPTIONS", "/tickets").headers


def test_a_browser_that_asks_first_is_told_what_it_may_send(widget: Widget) -> None:
    told = widget("OPTIONS", "/tickets")

    assert (told.status, told.headers[ALLOWED]) == (204, SHOP)
    assert told.headers["Access-Control-Allow-Headers"] == "Authorization, Content-Type"
    assert told.headers["Access-Control-Allow-Methods"] == "GET, POST"
    assert "Access-Control-Allow-Credentials" not in told.headers


def test_the_form_of_a_desk_that_lists_no_sites_may_be_anywhere(anywhere: Widget) -> None:
    anywhere.origin = "https://anybody.example"

    sent = anywhere("POST", "/tickets", anywhere.form())

    assert (sent.status, sent.headers[ALLOWED]) == (201, "https://anybody.example")


def test_but_nobody_is_believed_to_be_signed_in_there(anywhere: Widget) -> None:
    assert anywhere("GET", token=anywhere.token()).body["identity"] == "unlisted_origin"
    assert anywhere("GET", "/tickets", token=anywhere.token()).status == 403


def test_refusals_can_be_read_by_the_page_too(widget: Widget) -> None:
    refused = [
        widget("GET", "/tickets"),
        widget("GET", "/nothing"),
        widget("POST", "/tickets", {}),
        widget("GET", desk="nobodys"),
    ]

    assert [answer.status for answer in refused] == [403, 404, 400, 404]
    assert {answer.headers[ALLOWED] for answer in refused} == {SHOP}
