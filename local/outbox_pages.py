"""/outbox/: what was sent, to read, to follow its links and to answer.

The content of a mail comes from anybody: text is escaped, HTML stands in a sandboxed frame
without scripts.
"""

import email.policy
import re
import smtplib
from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, getaddresses, make_msgid
from urllib.parse import parse_qs

from markupsafe import Markup, escape
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from local.outbox import Mail, Outbox
from local.pages import page

_MAIL_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline';"
    " sandbox allow-popups allow-popups-to-escape-sandbox"
)
# Folded, the long ids of SES would become encoded words, which no mail program takes for ids.
_UNFOLDED = email.policy.SMTP.clone(max_line_length=998)
_LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")


class OutboxPages:
    def __init__(self, outbox: Outbox, smtp_port: int) -> None:
        self._outbox = outbox
        self._smtp_port = smtp_port

    def routes(self) -> Sequence[Route]:
        return [
            Route("/outbox", lambda _: RedirectResponse("/outbox/")),
            Route("/outbox/", self._list),
            Route("/outbox/messages.json", self._json),
            Route("/outbox/{id}.eml", self._eml),
            Route("/outbox/{id}/html", self._html),
            Route("/outbox/{id}/answer", self._answer, methods=["POST"]),
            Route("/outbox/{id}", self._mail),
        ]

    async def _list(self, _: Request) -> Response:
        return page("outbox.html", mails=[_shown(mail) for mail in self._outbox.newest_first()])

    async def _json(self, _: Request) -> Response:
        return JSONResponse([mail.as_json() for mail in self._outbox.newest_first()])

    async def _eml(self, request: Request) -> Response:
        mail = self._find(request)
        if mail is None:
            return _missing()
        return Response(self._outbox.raw(mail), media_type="message/rfc822")

    async def _html(self, request: Request) -> Response:
        mail = self._find(request)
        html = self._outbox.parts(mail).get("html") if mail else None
        if html is None:
            return _missing()
        # Without it links would open inside the frame.
        framed = f'<!doctype html><base target="_blank">{html}'
        return HTMLResponse(framed, headers={"content-security-policy": _MAIL_POLICY})

    async def _mail(self, request: Request) -> Response:
        mail = self._find(request)
        answered = "answered" in request.query_params
        return self._page(mail, answered=answered) if mail else _missing()

    def _page(
        self,
        mail: Mail,
        *,
        answered: bool = False,
        problem: str = "",
        text: str = "",
        status: int = 200,
    ) -> Response:
        parts = self._outbox.parts(mail)
        return page(
            "mail.html",
            status=status,
            mail=_shown(mail),
            headers=mail.headers,
            text=_with_links(parts["plain"]) if "plain" in parts else None,
            html="html" in parts,
            answered=answered,
            problem=problem,
            draft=text,
        )

    async def _answer(self, request: Request) -> Response:
        """Mails a reply as the recipient would, to this stack's own SMTP port."""
        mail = self._find(request)
        if mail is None or request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return _missing()
        form = parse_qs((await request.body()).decode("utf-8", "replace"))
        text = "".join(form.get("text", [])).strip()
        if not text:
            return self._page(mail, problem="Write something first.", status=422)
        answer = reply(mail, self._outbox.parts(mail).get("plain", ""), text)
        try:
            await run_in_threadpool(self._deliver, answer)
        except (OSError, smtplib.SMTPException) as error:
            return self._page(mail, problem=f"The mail was refused: {error}", text=text, status=502)
        return RedirectResponse(f"/outbox/{mail.id}?answered", status_code=303)

    def _deliver(self, answer: EmailMessage) -> None:
        with smtplib.SMTP("127.0.0.1", self._smtp_port, local_hostname="outbox.localhost") as smtp:
            smtp.send_message(answer)

    def _find(self, request: Request) -> Mail | None:
        return self._outbox.get(request.path_params["id"])


def reply(mail: Mail, original: str, text: str) -> EmailMessage:
    """As a mail program writes it, with the original quoted below."""
    answer = EmailMessage(policy=_UNFOLDED)
    answer["From"] = mail.recipients[0]
    answer["To"] = _address(mail.header("reply-to") or mail.header("from"))
    subject = mail.header("subject")
    answer["Subject"] = subject if subject.lower().startswith("re:") else f"Re: {subject}"
    answer["Message-ID"] = make_msgid(domain="outbox.localhost")
    answer["Date"] = format_datetime(datetime.now(UTC))
    answer["In-Reply-To"] = mail.message_id
    answer["References"] = " ".join([*mail.header("references").split(), mail.message_id])
    quoted = "\n".join(f"> {line}" for line in original.splitlines())
    answer.set_content(
        f"{text}\n\nOn {mail.header('date')}, {mail.header('from')} wrote:\n{quoted}\n"
    )
    return answer


def _address(header: str) -> str:
    return next((address for _, address in getaddresses([header]) if address), "")


def _shown(mail: Mail) -> dict[str, object]:
    return {
        **mail.as_json(),
        "reply_address": _address(mail.header("reply-to") or mail.header("from")),
    }


def _with_links(text: str) -> Markup:
    pieces, last = [], 0
    for found in _LINK.finditer(text):
        pieces.append(escape(text[last : found.start()]))
        url = escape(found[0])
        pieces.append(Markup('<a href="{0}" target="_blank" rel="noopener">{0}</a>').format(url))
        last = found.end()
    return Markup("").join([*pieces, escape(text[last:])])


def _missing() -> Response:
    return page("missing.html", status=404, what="There is no such mail.")
