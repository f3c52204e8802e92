"""/demo/: the shop's pages with the demo desk's tag in them, and its tokens.

Both pages come with as strict a policy as a careful site has, so that the widget is never seen
without one.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup
from pydantic import BaseModel, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from local import site
from local.pages import page

_PAGES = Environment(autoescape=True)
_LANGUAGES = {"en": "English", "pl": "Polski", "ja": "日本語", "ar": "العربية"}
"""Some that the widget speaks; `?lang=` takes any other."""
_LANGUAGE = re.compile(r"[a-z]{2}(-[A-Z]{2})?")
_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
_NO_DESK = (
    "The demo shop needs the demo desk with the address support@desk.localhost, and there is none."
    " Start in a folder of its own, without --empty:"
)


class _Asked(BaseModel):
    customer: str


def routes(dist: Path, own_site: str) -> Sequence[Route]:
    shop = _ShopPages(dist / "demo" / "index.html", own_site)
    compressed = [Middleware(site.compressed)]
    return [
        Route("/demo", lambda _: RedirectResponse("/demo/")),
        Route("/demo/index.html", lambda _: RedirectResponse("/demo/")),
        Route("/demo/", shop.tidy, middleware=compressed),
        Route("/demo/hostile.html", shop.hostile, middleware=compressed),
        Route("/demo/token", shop.token, methods=["POST"]),
    ]


def policy(own_site: str, *, trusted: str) -> str:
    """The widget comes from our site and calls it, which is another origin for a shop that was
    opened at 127.0.0.1; files go to the storage. `trusted` names who may make HTML of text: the
    widget does it to draw formatted mails, and gets along without."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {own_site}",
            "style-src 'self'",
            "img-src 'self' data:",
            f"connect-src 'self' {own_site} http://127.0.0.1:*",
            "require-trusted-types-for 'script'",
            f"trusted-types {trusted}",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


class _ShopPages:
    def __init__(self, built: Path, own_site: str) -> None:
        self._built = built
        self._own_site = own_site
        self._headers = {
            "cache-control": "no-cache",
            "referrer-policy": "no-referrer",
            "x-content-type-options": "nosniff",
        }

    async def tidy(self, request: Request) -> Response:
        return await run_in_threadpool(self._page, request, hostile=False)

    async def hostile(self, request: Request) -> Response:
        return await run_in_threadpool(self._page, request, hostile=True)

    def _page(self, request: Request, *, hostile: bool) -> Response:
        if not self._built.exists():
            return site.not_built()
        # Not before the stack has put the layers on the path.
        from deskhand.wiring import helpdesk
        from local import shop

        tag = shop.tag(helpdesk())
        if tag is None:
            return page(
                "missing.html", 404, what=_NO_DESK, command=".venv/bin/python -m local --data .demo"
            )
        language = request.query_params.get("lang", "")
        if not _LANGUAGE.fullmatch(language):
            language = "en"
        html = _PAGES.from_string(self._built.read_text("utf-8")).render(
            customers=shop.customers(),
            direction="rtl" if language[:2] in _RIGHT_TO_LEFT else "ltr",
            hostile=hostile,
            language=language,
            languages=_LANGUAGES,
            query="" if language == "en" else f"?lang={language}",
            widget=Markup(tag),  # noqa: S704 - of our own making, and escaped there
        )
        allowed = policy(self._own_site, trusted="'none'" if hostile else "deskhand")
        return HTMLResponse(html, headers=self._headers | {"content-security-policy": allowed})

    async def token(self, request: Request) -> Response:
        try:
            asked = _Asked.model_validate_json(await request.body())
        except ValidationError:
            return _refused(400, 'Send {"customer": "shop-1001"}.')
        signed = await run_in_threadpool(_signed, asked.customer)
        if signed is None:
            return _refused(404, "The shop has no such customer, or its desk no widget secret.")
        return JSONResponse({"token": signed}, headers={"cache-control": "no-store"})


def _signed(customer: str) -> str | None:
    from deskhand.wiring import helpdesk
    from local import shop

    return shop.token(helpdesk(), customer)


def _refused(status: int, title: str) -> Response:
    problem = {"title": title, "status": status}
    return JSONResponse(problem, status, media_type="application/problem+json")
