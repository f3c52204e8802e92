"""The desk as the widget knows it, played at 127.0.0.1: its scripts, its API and the storage of
files. What it answers is held to the shapes of the real API, and so is what it is sent."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import jwt
from pydantic import ValidationError

from deskhand.domain.challenge import Work
from deskhand.domain.errors import Invalid
from deskhand.http import requests, shapes
from deskhand.http.page_shapes import PageDesk, PageMessage, TicketPage
from deskhand.http.problems import FieldError, Problem
from deskhand.http.widget_shapes import OwnTicketList, Sent, WidgetDesk, WidgetForm
from tests.browser.desk import SOMEWHERE, attachment, message
from tests.servers import Answer, Call, Gate

DESK = "DESK0000PUBLIC0000TOKEN"
API = f"/api/widget/{DESK}"
PAGE_OF_LIST = 20
TYPES = {"js": "text/javascript", "json": "application/json"}


def desk() -> dict[str, Any]:
    return {
        "name": "Lumen Support",
        "colour": "#2f5bea",
        "ink": "#ffffff",
        "language": "en",
        "visitors_language": False,
        "help_text": "We answer on working days.",
        "attachments": True,
        "fields": ["phone", "category", "priority"],
        "categories": [
            {"code": "order", "name": "Order", "colour": "#1c7ed6", "help_text": ""},
            {
                "code": "defect",
                "name": "Defect",
                "colour": "#c92a2a",
                "help_text": "Please attach a photo.",
            },
        ],
        "limits": {"message": 50_000},
        "challenge": None,
    }


@dataclass
class FakeDesk:
    """`failing` maps paths below the API's to the status that they answer; `identities` are those
    of tokens; a `start` in `stale` is refused."""

    files: dict[str, bytes]
    site: str = ""
    storage: str = ""
    desk: dict[str, Any] = field(default_factory=desk)
    tickets: list[dict[str, Any]] = field(default_factory=list)  # his own, newest first
    identities: dict[str, str] = field(default_factory=dict)
    origins: list[str] = field(default_factory=list)  # that may have it; none: any
    failing: dict[str, int] = field(default_factory=dict)
    refusing: dict[str, str] = field(default_factory=dict)  # fields of the form
    retry_after: int = 0
    stale: set[str] = field(default_factory=set)
    gate: Gate = field(default_factory=Gate)  # holds what the API answers
    storage_gate: Gate = field(default_factory=Gate)
    calls: list[Call] = field(default_factory=list)

    def signed(self, customer: str, identity: str = "valid", **claims: str) -> str:
        """A token of the site's, and what the desk is to make of it."""
        said = {"sub": customer, "exp": 1_800_000_000 + len(self.identities), **claims}
        token = jwt.encode(said, "the secret of the widget of a desk", algorithm="HS256")
        self.identities[token] = identity
        return token

    def asked(self, path: str, method: str = "GET") -> list[Call]:
        return [c for c in self.calls if (c.method, c.path) == (method, API + path)]

    def posted(self, path: str) -> list[Any]:
        return [json.loads(call.body) for call in self.asked(path, "POST")]

    def uploaded(self) -> list[bytes]:
        return [c.body for c in self.calls if (c.origin, c.method) == (self.storage, "POST")]

    def ticket(self, number: str) -> dict[str, Any]:
        return next(each for each in self.tickets if each["number"] == number)

    # --- the site -------------------------------------------------------------------------------

    def site_reply(self, call: Call) -> Answer:
        path = urlsplit(call.path).path
        if path in self.files:
            headers = {
                "content-type": TYPES[path.rpartition(".")[2]],
                "access-control-allow-origin": "*",
                "cache-control": "public, max-age=300",
            }
            return 200, headers, self.files[path]
        status, answer = self._api_reply(call, path)
        kind = "application/json" if status < 400 else "application/problem+json"
        headers = {"content-type": kind} | self._cors(call)
        if status == 429:
            headers["retry-after"] = str(self.retry_after)
        return status, headers, json.dumps(answer).encode()

    def _cors(self, call: Call) -> dict[str, str]:
        """As deskhand.http.visitors."""
        origin = call.headers.get("origin", "")
        if self.origins and origin not in self.origins:
            return {}
        return {
            "access-control-allow-origin": origin,
            "access-control-allow-methods": "GET, POST",
            "access-control-allow-headers": "Authorization, Content-Type",
            "access-control-expose-headers": "Retry-After",
            "access-control-max-age": "7200",
        }

    def _api_reply(self, call: Call, path: str) -> tuple[int, Any]:
        if call.method == "OPTIONS":
            return 204, {}
        self.gate.wait()
        below = path.removeprefix(API)
        if not path.startswith(API):
            return _problem(404)
        if self.origins and call.headers.get("origin") not in self.origins:
            return _problem(403)
        if status := self.failing.get(below):
            return _problem(status)
        routes: dict[tuple[str, str], Callable[[Call], tuple[int, Any]]] = {
            ("GET", ""): self._desk,
            ("POST", "/tickets"): self._form,
            ("POST", "/attachments"): self._announce,
            ("GET", "/tickets"): self._own,
        }
        if route := routes.get((call.method, below)):
            return route(call)
        _, _, number, *rest = below.split("/")
        return self._one(call, unquote(number), rest)

    def _identity(self, call: Call) -> str:
        token = call.headers.get("authorization", "").removeprefix("Bearer ")
        return self.identities.get(token, "invalid") if token else "none"

    def _desk(self, call: Call) -> tuple[int, Any]:
        start = f"start-{len(self.asked(''))}"
        told = self.desk | {"start": start, "identity": self._identity(call)}
        return 200, WidgetDesk.model_validate(told).model_dump(mode="json")

    def _form(self, call: Call) -> tuple[int, Any]:
        try:
            form = WidgetForm.model_validate_json(call.body)
            if self._identity(call) != "valid":
                self._admit(form)
        except ValidationError as error:
            wrong = {str(each["loc"][0]): each["msg"] for each in error.errors()}
            return _problem(400, **wrong)
        except Invalid as refused:
            return _problem(400, **{refused.field: refused.message})
        if self.refusing:
            return _problem(400, **self.refusing)
        number = f"SUP-{1100 + len(self.posted('/tickets'))}"
        self.tickets.insert(0, ticket(number, form.subject, desk=on_page(self.desk)))
        sent = Sent(number=number, url=f"{self.site}/t/#{number}")
        return 201, sent.model_dump(mode="json")

    def _admit(self, form: WidgetForm) -> None:
        if form.website:
            raise Invalid("website", "must stay empty")
        if not form.email:
            raise Invalid("email", "must be there: the answer goes to it")
        if form.start in self.stale:
            raise Invalid("start", "is too long ago: load the form again")
        if challenge := self.desk["challenge"]:
            Work(**challenge).require(form.start, form.proof)

    def _announce(self, call: Call) -> tuple[int, Any]:
        new = requests.NewUpload.model_validate_json(call.body)
        fields = {"key": f"uploads/{new.filename}", "policy": "signed"}
        upload = shapes.Upload(id=new.filename, url=f"{self.storage}/bucket", fields=fields)
        return 201, upload.model_dump()

    # --- of who is proven -----------------------------------------------------------------------

    def _own(self, call: Call) -> tuple[int, Any]:
        if self._identity(call) != "valid":
            return _problem(403)
        first = int(parse_qs(urlsplit(call.path).query).get("cursor", ["0"])[0])
        until = first + PAGE_OF_LIST
        cursor = str(until) if until < len(self.tickets) else None
        listed = OwnTicketList.model_validate(
            {"items": self.tickets[first:until], "cursor": cursor}
        )
        return 200, listed.model_dump(mode="json")

    def _one(self, call: Call, number: str, rest: list[str]) -> tuple[int, Any]:
        if self._identity(call) != "valid":
            return _problem(403)
        found = next((each for each in self.tickets if each["number"] == number), None)
        if found is None:
            return _problem(404)
        if rest == ["comments"]:
            return self._comment(call, found)
        page = TicketPage.model_validate(found).model_dump(mode="json")
        return 200, json.loads(json.dumps(page).replace(SOMEWHERE, self.storage))

    def _comment(self, call: Call, page: dict[str, Any]) -> tuple[int, Any]:
        comment = requests.Comment.model_validate_json(call.body)
        files = [attachment(id) for id in comment.attachments]
        at = "2026-11-22T09:45:00Z"
        said = message(
            f"said-{len(self.calls)}", text=comment.text, attachments=files, created_at=at
        )
        page["messages"].append(said)
        if page["status"] == "closed":
            page["turns"].append({"kind": "reopened", "at": at})
        page |= {"status": "in_progress", "closed_at": None, "updated_at": at}
        return 201, PageMessage.model_validate(said).model_dump(mode="json")

    # --- the storage ----------------------------------------------------------------------------

    def storage_reply(self, _: Call) -> Answer:
        self.storage_gate.wait()
        status = self.failing.get("/bucket", 204)
        return status, {"access-control-allow-origin": "*"}, b""


def _problem(status: int, **wrong: str) -> tuple[int, Any]:
    errors = [FieldError(field=field, message=said) for field, said in wrong.items()]
    return status, Problem(title="No", status=status, errors=errors).model_dump(
        mode="json", exclude_defaults=True
    )


def on_page(desk: dict[str, Any]) -> dict[str, Any]:
    return {name: desk[name] for name in PageDesk.model_fields}


def ticket(number: str, subject: str, **fields: Any) -> dict[str, Any]:
    at = "2026-11-22T09:40:00Z"
    steps: list[dict[str, str | None]] = [{"status": "new", "at": at}]
    steps += [{"status": each, "at": None} for each in ("in_progress", "waiting", "closed")]
    return {
        "number": number,
        "subject": subject,
        "status": "new",
        "created_at": at,
        "updated_at": at,
        "closed_at": None,
        "may_comment": True,
        "desk": on_page(desk()),
        "messages": [message("m1", text="Please help.", created_at=at)],
        "progress": steps,
        "turns": [],
    } | fields
