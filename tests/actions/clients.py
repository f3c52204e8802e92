"""How mail programs write an answer above the mail that it answers."""

import html
import re
from collections.abc import Callable
from email.message import EmailMessage

Answer = Callable[[EmailMessage, str], EmailMessage]


def text_of(mail: EmailMessage) -> str:
    return str(mail.get_body(("plain",)).get_content()).replace("\r\n", "\n")


def html_of(mail: EmailMessage) -> str:
    return str(mail.get_body(("html",)).get_content()).replace("\r\n", "\n")


def body_of(mail: EmailMessage) -> str:
    found = re.search(r"<body[^>]*>(.*)</body>", html_of(mail), re.DOTALL)
    assert found
    return found[1]


def quoted(text: str) -> str:
    return "\n".join(f">{line}" if line[:1] == ">" else f"> {line}" for line in text.split("\n"))


def shown(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def answer(sent: EmailMessage, text: str, markup: str) -> EmailMessage:
    """Without text or without HTML where that is empty."""
    written = EmailMessage()
    written["From"], written["To"] = sent["To"], sent["Reply-To"]
    written["Subject"] = sent["Subject"]
    written["References"] = sent["References"]
    written["Message-ID"] = "<answer@byron.example>"
    if text:
        written.set_content(text)
    if text and markup:
        written.add_alternative(markup, subtype="html")
    elif markup:
        written.set_content(markup, subtype="html")
    return written


def gmail(sent: EmailMessage, said: str) -> EmailMessage:
    head = "On Mon, Nov 23, 2026 at 3:05 PM Support <support@desk.example> wrote:"
    markup = (
        f'<div dir="ltr">{shown(said)}</div><br><div class="gmail_quote gmail_quote_container">'
        f'<div dir="ltr" class="gmail_attr">{html.escape(head)}<br></div>'
        '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex">'
        f"<u></u>{body_of(sent)}</blockquote></div>"
    )
    return answer(sent, f"{said}\n\n{head}\n\n{quoted(text_of(sent))}", markup)


def gmail_html_only(sent: EmailMessage, said: str) -> EmailMessage:
    return answer(sent, "", gmail(sent, said).get_body(("html",)).get_content())


def outlook_lines(sent: EmailMessage) -> list[tuple[str, str]]:
    return [
        ("From", "Support <support@desk.example>"),
        ("Sent", "Monday, November 23, 2026 3:05 PM"),
        ("To", "Ada Byron <ada@byron.example>"),
        ("Subject", str(sent["Subject"])),
    ]


def outlook(sent: EmailMessage, said: str) -> EmailMessage:
    lines = outlook_lines(sent)
    head = "<br>".join(f"<b>{name}:</b> {html.escape(value)}" for name, value in lines)
    markup = (
        f'<html><body lang="EN-US"><div class="WordSection1"><p class="MsoNormal">{shown(said)}</p>'
        '<p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid '
        f'#E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"><p class="MsoNormal">{head}</p></div></div>'
        f"{body_of(sent)}</div></body></html>"
    )
    above = "\n".join(f"{name}: {value}" for name, value in lines)
    return answer(sent, f"{said}\n\n{above}\n\n{text_of(sent)}", markup)


def outlook_html_only(sent: EmailMessage, said: str) -> EmailMessage:
    return answer(sent, "", outlook(sent, said).get_body(("html",)).get_content())


def outlook_web(sent: EmailMessage, said: str) -> EmailMessage:
    lines = outlook_lines(sent)
    head = "<br>".join(f"<b>{name}:</b> {html.escape(value)}" for name, value in lines)
    markup = (
        f'<div class="elementToProof">{shown(said)}</div><div id="appendonsend"></div>'
        f'<hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr">{head}</div>'
        f"<div>{body_of(sent)}</div>"
    )
    above = "\n".join(f"{name}: {value}" for name, value in lines)
    rule = "_" * 32
    return answer(sent, f"{said}\n{rule}\n{above}\n\n{text_of(sent)}", markup)


def thunderbird(sent: EmailMessage, said: str) -> EmailMessage:
    head = "On 23.11.26 15:05, Support wrote:"
    markup = (
        f'<html><body><p>{shown(said)}</p><div class="moz-cite-prefix">{head}<br></div>'
        f'<blockquote type="cite" cite="mid:1@x">{body_of(sent)}</blockquote></body></html>'
    )
    return answer(sent, f"{said}\n\n{head}\n{quoted(text_of(sent))}", markup)


def thunderbird_text_only(sent: EmailMessage, said: str) -> EmailMessage:
    return answer(sent, thunderbird(sent, said).get_body(("plain",)).get_content(), "")


def apple_mail(sent: EmailMessage, said: str) -> EmailMessage:
    head = "On 23. Nov 2026, at 15:05, Support <support@desk.example> wrote:"
    markup = (
        f'<html><body>{shown(said)}<div><br><blockquote type="cite"><div>{html.escape(head)}</div>'
        f'<br class="Apple-interchange-newline"><div>{body_of(sent)}</div></blockquote></div>'
    )
    below = f"{head}\n\n{text_of(sent)}"
    return answer(sent, f"{said}\n\n{quoted(below)}", markup)


ALL: list[Answer] = [
    *(gmail, gmail_html_only, outlook, outlook_html_only, outlook_web),
    *(thunderbird, thunderbird_text_only, apple_mail),
]
