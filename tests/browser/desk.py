"""What the page talks to, played on 127.0.0.1: the site with its API, and the storage of files on
an origin of its own. Pages are held to the shapes of the real API."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from deskhand.http.page_shapes import TicketPage
from tests.servers import Answer, Call, server

TOKEN = "01KAYZ0000000000000000TICKET1abcdefghijklmnopqrstuvwxyz"
SOMEWHERE = "https://storage.example"  # becomes the storage's origin when it is served
PROBLEM = "application/problem+json"


@dataclass
class FakeDesk:
    """`failing` maps paths to the status they answer instead; `held` keeps comments waiting."""

    html: bytes
    texts: dict[str, bytes] = field(default_factory=dict)  # languages, by their paths
    page: dict[str, Any] = field(default_factory=dict)
    site: str = ""
    storage: str = ""
    calls: list[Call] = field(default_factory=list)
    failing: dict[str, int] = field(default_factory=dict)
    held: threading.Event = field(default_factory=threading.Event)

    @property
    def link(self) -> str:
        return f"{self.site}/t/#{TOKEN}"

    def posted(self, path: str) -> list[Any]:
        return [json.loads(call.body) for call in self.calls if call.path == path]

    def uploaded(self) -> list[bytes]:
        return [c.body for c in self.calls if c.origin == self.storage and c.method == "POST"]

    def answers(self, body: dict[str, Any]) -> None:
        """What an operator writes while the customer looks."""
        self.page["messages"].append(body)

    def site_reply(self, call: Call) -> tuple[int, str, bytes]:
        if call.method == "GET" and call.path == "/t/":
            return 200, "text/html; charset=utf-8", self.html
        if spoken := self.texts.get(call.path):
            return 200, "application/json", spoken
        if status := self.failing.get(call.path):
            return status, PROBLEM, json.dumps({"title": "No", "status": status}).encode()
        if call.headers.get("authorization") != f"Bearer {TOKEN}":
            return 404, PROBLEM, b'{"title":"Not found","status":404}'
        routes: dict[tuple[str, str], Callable[[Call], tuple[int, Any]]] = {
            ("GET", "/api/ticket"): self._page,
            ("POST", "/api/ticket/comments"): self._comment,
            ("POST", "/api/ticket/attachments"): self._announce,
        }
        status, answer = routes[call.method, urlsplit(call.path).path](call)
        return status, "application/json", json.dumps(answer).encode()

    def storage_reply(self, call: Call) -> tuple[int, str, bytes]:
        if call.method == "POST" and (status := self.failing.get(call.path)):
            return status, "text/plain", b""
        return (204 if call.method == "POST" else 200), "application/octet-stream", b"file"

    def _page(self, _: Call) -> tuple[int, Any]:
        TicketPage.model_validate(self.page)
        return 200, json.loads(json.dumps(self.page).replace(SOMEWHERE, self.storage))

    def _comment(self, call: Call) -> tuple[int, Any]:
        self.held.wait(10)
        sent = json.loads(call.body)
        files = [attachment(id) for id in sent["attachments"]]
        said = message(
            f"said-{len(self.calls)}",
            text=sent["text"],
            attachments=files,
            created_at="2026-11-22T09:45:00Z",
        )
        self.page["messages"].append(said)
        return 201, said

    def _announce(self, call: Call) -> tuple[int, Any]:
        new = json.loads(call.body)
        fields = {"key": f"uploads/{new['filename']}", "policy": "signed"}
        return 201, {"id": new["filename"], "url": f"{self.storage}/bucket", "fields": fields}


def message(id: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": id,
        "author": {"kind": "customer", "name": "Maria Keller"},
        "text": "",
        "html": "",
        "attachments": [],
        "created_at": "2026-11-22T09:00:00Z",
        "automatic": False,
    } | fields


def attachment(filename: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": filename,
        "filename": filename,
        "content_type": "application/pdf",
        "size": 184_320,
        "inline": False,
        "content_id": "",
        "url": f"{SOMEWHERE}/bucket/{len(filename)}?X-Amz-Signature=1",
    } | fields


@contextmanager
def serving(desk: FakeDesk) -> Iterator[FakeDesk]:
    with (
        server("127.0.0.1", desk.calls, lambda call: _answer(desk.site_reply(call))) as desk.site,
        server(
            "127.0.0.1",
            desk.calls,
            lambda call: _answer(
                desk.storage_reply(call),
                {"access-control-allow-origin": desk.site, "content-disposition": "attachment"},
            ),
        ) as desk.storage,
    ):
        desk.held.set()
        yield desk
        desk.held.set()


def _answer(reply: tuple[int, str, bytes], more: dict[str, str] | None = None) -> Answer:
    status, content_type, content = reply
    told = {"content-type": content_type, "cache-control": "no-store", **(more or {})}
    return status, told, content


def multipart_names(body: bytes) -> list[str]:
    return re.findall(r'form-data; name="([^"]+)"', body.decode())
