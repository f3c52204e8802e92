"""A site that has the widget: another origin than the desk's, and as strict as a site can be."""

from dataclasses import dataclass, field
from html import escape

from tests.servers import Answer, Call

PATH = "/shop/lamps?order=8813"
WATCH = """
const violations = [], keys = [];
addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective));
addEventListener('keydown', ({ key, target }) => keys.push([key, target.localName]));
"""


@dataclass
class Shop:
    desk_site: str
    storage: str
    tag: dict[str, str]
    site: str = ""
    trusted: str = "deskhand"
    language: str = "en"
    direction: str = "ltr"
    style: str = ""
    script: str = ""
    tags: int = 1
    calls: list[Call] = field(default_factory=list)

    @property
    def address(self) -> str:
        return self.site + PATH

    def reply(self, call: Call) -> Answer:
        if call.path == "/shop.js":
            return self._file("text/javascript", WATCH + self.script)
        if call.path == "/shop.css":
            return self._file("text/css", self.style)
        if call.path == "/favicon.ico":
            return 204, {}, b""
        return 200, self._headers(), self._html().encode()

    def _file(self, kind: str, content: str) -> Answer:
        return 200, {"content-type": kind}, content.encode()

    def _headers(self) -> dict[str, str]:
        policy = (
            "default-src 'none'",
            f"script-src 'self' {self.desk_site}",
            "style-src 'self'",
            f"connect-src {self.desk_site} {self.storage}",
            "require-trusted-types-for 'script'",
            f"trusted-types {self.trusted}",
            "base-uri 'none'",
            "form-action 'none'",
        )
        return {
            "content-type": "text/html; charset=utf-8",
            "content-security-policy": "; ".join(policy),
        }

    def _html(self) -> str:
        attributes = " ".join(f'{name}="{escape(value)}"' for name, value in self.tag.items())
        tag = f'<script src="{self.desk_site}/widget.js" {attributes} async></script>'
        return (
            f'<!doctype html><html lang="{self.language}" dir="{self.direction}">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<title>Lamps</title><link rel="stylesheet" href="/shop.css"><script src="/shop.js">'
            "</script><main><h1>Lamps</h1><p>Light for long evenings.</p>"
            '<button id="order">Order</button><input aria-label="Search"></main>'
            f"{tag * self.tags}</html>"
        )
