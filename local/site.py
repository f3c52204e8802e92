"""The static site as CloudFront serves it: each page from its folder of static_site/dist."""

from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import FileResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from local.pages import page

_FOLDERS = {"/admin": "admin", "/t": "ticket"}
# All else stands in the page itself.
_TICKET_PAGE = {
    "content-security-policy": "frame-ancestors 'none'",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex",
}
_INTRODUCED = (
    ("/admin", "Admin panel", "where operators answer; no password, pick a person"),
    ("/demo", "Demo shop", "a web page with the widget"),
)
_BUILD = "npm ci --prefix static_site && npm run build --prefix static_site"


def built(dist: Path) -> list[tuple[str, str, str]]:
    """Path, name and purpose of the pages that are there to begin with."""
    return [entry for entry in _INTRODUCED if (dist / entry[0][1:] / "index.html").exists()]


def routes(dist: Path, issuer: str) -> list[Mount]:
    panel = {"content-security-policy": panel_policy(issuer), "x-frame-options": "DENY"}
    headers = {"/admin": panel, "/t": _TICKET_PAGE}
    pages = [
        Mount(path, compressed(_Page(dist / folder, headers[path])))
        for path, folder in _FOLDERS.items()
    ]
    shop = Mount("/demo", compressed(_ShopFiles(dist / "demo", {})))
    widget = Mount("/", compressed(_Widget(dist / "widget", html=False)))
    return [*pages, shop, widget]


def not_built() -> Response:
    return page("missing.html", 404, what="This page is not built yet:", command=_BUILD)


def compressed(app: ASGIApp) -> ASGIApp:
    """CloudFront compresses: what is measured here is to be what it is there."""
    return GZipMiddleware(app, minimum_size=1000, compresslevel=6)


def panel_policy(issuer: str) -> str:
    """Scripts from here alone. Mantine sets styles as it goes; remote images of mails are shown
    when the operator asks for them; files are fetched from the storage; `blob:` are previews."""
    storage = "http://127.0.0.1:*"
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            f"img-src 'self' data: blob: https: {storage}",
            "font-src 'self'",
            f"connect-src 'self' {issuer} {storage}",
            "frame-src 'self' blob:",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


class _Folder(StaticFiles):
    def __init__(self, folder: Path, *, html: bool) -> None:
        super().__init__(directory=folder, html=html, check_dir=False)

    async def check_config(self) -> None:
        """The folder may be built, or built anew, while the stack runs."""


class _Page(_Folder):
    """One page; what is no file in its folder is a place inside the page."""

    def __init__(self, folder: Path, headers: dict[str, str]) -> None:
        super().__init__(folder, html=True)
        self._index = folder / "index.html"
        self._own = headers

    async def get_response(self, path: str, scope: MutableMapping[str, Any]) -> Response:
        try:
            found = await super().get_response(path, scope)
        except HTTPException as missing:
            if missing.status_code != 404:
                raise
            found = self._without_file(path)
        found.headers.update(self._headers(path))
        return found

    def _headers(self, path: str) -> dict[str, str]:
        """What is named by its content never changes; the page itself is asked for each time."""
        hashed = path.startswith("assets/")
        return {
            "cache-control": "public, max-age=31536000, immutable" if hashed else "no-cache",
            "x-content-type-options": "nosniff",
            "referrer-policy": "no-referrer",
            **self._own,
        }

    def _without_file(self, path: str) -> Response:
        if not self._index.exists():
            return not_built()
        if "." in Path(path).name:
            return page("missing.html", 404, what="There is no such file.")
        return FileResponse(self._index)


class _ShopFiles(_Page):
    """What its pages load; they themselves come from local.shop_pages."""

    def _without_file(self, path: str) -> Response:
        return page("missing.html", 404, what=f"The shop has no {path}.")


class _Widget(_Folder):
    """The widget's scripts and texts, which other sites load. The tag names `widget.js` for years;
    what that loads is named by its content."""

    async def get_response(self, path: str, scope: MutableMapping[str, Any]) -> Response:
        try:
            found = await super().get_response(path, scope)
        except HTTPException as missing:
            if missing.status_code != 404:
                raise
            return page("missing.html", 404, what="There is nothing at this address.")
        fresh = 300 if path == "widget.js" else 31536000
        found.headers.update(
            {
                "access-control-allow-origin": "*",
                "cross-origin-resource-policy": "cross-origin",
                "cache-control": f"public, max-age={fresh}",
                "x-content-type-options": "nosniff",
            }
        )
        return found
