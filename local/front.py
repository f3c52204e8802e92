"""One HTTP port for everything: the API, the static site, the outbox, SES's API, a start page."""

import socket
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from local import log, shop_pages, site
from local.gateway import Gateway
from local.identity import CLIENT_ID, CLIENT_SECRET, TEAM
from local.outbox_pages import OutboxPages
from local.pages import page
from local.ses import Ses

SES_PATH = "/_ses"
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def application(
    gateway: Gateway,
    ses: Ses,
    outbox: OutboxPages,
    *,
    dist: Path,
    issuer: str,
    port: int,
    smtp_port: int,
) -> ASGIApp:
    async def api(request: Request) -> Response:
        return await gateway(request)

    async def send(request: Request) -> Response:
        return await ses(request)

    async def start(_: Request) -> Response:
        pages = site.built(dist)
        return page("start.html", port=port, smtp_port=smtp_port, team=TEAM, pages=pages)

    async def sign_in_settings(_: Request) -> Response:
        """On AWS the deployment writes this file beside the panel."""
        settings = {"issuer": issuer, "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
        return JSONResponse(settings, headers={"cache-control": "no-store"})

    routes: Sequence[BaseRoute] = [
        Route("/", start),
        Route("/api/{path:path}", api, methods=_METHODS),
        Route(f"{SES_PATH}/v2/email/outbound-emails", send, methods=["POST"]),
        Route("/admin/config.json", sign_in_settings),
        *outbox.routes(),
        *shop_pages.routes(dist, f"http://localhost:{port}"),
        *site.routes(dist, issuer),
    ]
    return _LogLine(Starlette(routes=routes))


class _LogLine:
    """Method, path without its query, status and time of each request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(SES_PATH):
            await self._app(scope, receive, send)
            return
        start, status = time.perf_counter(), 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            passed = (time.perf_counter() - start) * 1000
            path = scope["raw_path"].decode("latin-1")  # as sent: no line breaks in it
            log.line("http", f"{scope['method']} {path} {status} {passed:.0f} ms")


class FrontDoor:
    """The application on a socket that is already bound, in a thread of its own."""

    def __init__(self, app: ASGIApp, listening: socket.socket) -> None:
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=3,
            server_header=False,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [listening]}, name="front"
        )

    def start(self) -> None:
        self._thread.start()
        while not self._server.started and self._thread.is_alive():
            time.sleep(0.01)

    def stop(self) -> None:
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join()
