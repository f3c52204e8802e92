"""What operators ask for all day long, as requests to the admin API, and what they cost."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from bench.tickets import MEETS_NOBODY
from deskhand.domain.desk import Desk
from deskhand.domain.people import Operator
from tests import aws
from tests.conftest import handler
from tests.http.conftest import http_event

LISTS: dict[str, dict[str, Any]] = {
    "list of 50, one status": {"status": "new"},
    "list of 50, all open": {"status": ["new", "in_progress", "waiting"]},
    "list of 50, everything": {},
    "list of 50, unassigned": {"status": "new", "assignee": "none"},
    "list of 50, mine": {"status": "closed", "assignee": "me"},
    "list of 50 by creation": {"status": "new", "sort": "created_at"},
    "list of 50 by priority": {"status": "new", "sort": "priority"},
    "list of 50, of a tag": {"status": "closed", "tag": "vip"},
    "list of 50, of a priority": {"status": "closed", "priority": "high"},
    "list, of a tag that none has": {"tag": "nobody"},
}
SEARCHES = {
    "search, a common word": '"order"',
    "search, a rare word": '"x77y"',
    "search, two common words": "lamp order",
    "search, a rare and a common word": "order x77y",
    "search, three words": "ordered lamp invoice",
    "search, a beginning": "inv",
    "search, common words of closed ones": "status:closed order lamp",
    "search, a common word of open ones": "status:open order",
    "search, common words that never meet": " ".join(MEETS_NOBODY),
    "search, a phrase": '"that i ordered" lamp',
}


class Panel:
    """Calls the handler as API Gateway does, for one operator and desk."""

    def __init__(self, operator: Operator, desk: Desk) -> None:
        self.operator, self.desk = operator, desk
        self.app = handler("admin_api")

    def asks(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        event = http_event(method, f"/api/admin{path}", query=query)
        claims = {"email": self.operator.email, "email_verified": "true", "sub": "1"}
        event["requestContext"]["authorizer"] = {"jwt": {"claims": claims, "scopes": []}}
        if body is not None:
            event["body"] = json.dumps(body)
        answer = self.app.lambda_handler(event, aws.Context())
        if answer["statusCode"] >= 300:
            raise RuntimeError(answer["body"])
        return json.loads(answer["body"])

    def reading(self, ticket_id: str) -> dict[str, Callable[[], Any]]:
        tickets = partial(self.asks, "GET", "/tickets", desk=self.desk.id, limit=50)
        return {
            **{name: partial(tickets, **query) for name, query in LISTS.items()},
            "conversation": partial(self.asks, "GET", f"/tickets/{ticket_id}"),
            "counters": partial(self.asks, "GET", "/counters"),
            **{name: partial(tickets, q=q) for name, q in SEARCHES.items()},
        }

    def writing(self, ticket_id: str) -> dict[str, Callable[[], Any]]:
        path = f"/tickets/{ticket_id}"
        return {
            "reply": partial(self.asks, "POST", f"{path}/replies", {"text": "It is on its way."}),
            "note": partial(self.asks, "POST", f"{path}/notes", {"text": "Lost by the carrier."}),
        }
