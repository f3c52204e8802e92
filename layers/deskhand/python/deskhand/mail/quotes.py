"""Finds in HTML what mail programs mark as quoted or as a signature, whatever its words are."""

import re
from collections.abc import Iterator
from enum import Enum
from itertools import islice
from typing import NamedTuple

from deskhand.mail import markup, phrases, plain
from deskhand.mail.markup import Token

MARK = "\ufdd0"  # stands on a line of its own where the history begins; no mail may contain it
MAX_SIGNATURES = 5
MAX_SIGNATURE = 1_500  # characters: who has more below his name has written there


class Role(Enum):
    ATTRIBUTION = "attribution"  # `On ... wrote:`; a quote follows, and perhaps answers
    ANSWERABLE = "answerable"  # holds attribution and quotes, and what is written between them
    QUOTE = "quote"
    REST = "rest"  # after it there is nothing but the history
    SIGNATURE = "signature"


class Marked(NamedTuple):
    text: str  # with MARK where the history begins, without the signatures
    signatures: list[str]


_NAME = r"(?<![\w-])(?:x_)*(?:{})(?![\w-])"
_ROLES = {
    Role.ATTRIBUTION: "moz-cite-prefix|gmail_attr|airmail_on|reply-intro|__pbconvhr",
    Role.ANSWERABLE: "gmail_quote|gmail_quote_container|protonmail_quote|nylas-quote",
    # Also names that nobody has seen yet, as long as they speak of mail.
    Role.QUOTE: (
        r"(?:\w{0,20}\d)?yahoo_quoted\w{0,20}|tutanota_quote|zmail_extra|gmx_quote|freshdesk_quote|"
        r"missive_quote|hey_quote|mimestream_quote|front-blockquote|mailru-blockquote|"
        r"ntes-mailmaster-quote|sh-quoted-content|clean_bq|bloop_original_html|isreplycontent|"
        r"blockquote_zmail|qt|quote|__quoted_text__|(?:edo|aqm)-original|"
        r"cm_replymail_content_wrap|alimail-quote|"
        r"\w{0,20}(?:mail|message|msg|reply|replied|history|original|previous|cited)\w{0,20}[_-]quoted?|"
        r"quoted?[_-](?:text|content|body|message|mail|reply|html|output[_-]body)|"
        r"(?:replied|previous|quoted)[_-]?(?:message|mail|email|msg|content|text)|"
        r"(?:message|mail|email|reply|conversation)[_-]?history|mailcontainerquote"
    ),
    Role.REST: (
        r"divrplyfwdmsg|divrpf\d+|appendonsend|zwchr|stopspelling|olk_src_body_section|"
        r"mail-editor-reference-message-container|ms-outlook-mobile-reference-message|"
        r"ms-outlook-mobile-body-separator-line|outlookmessageheader|messagereplysection|"
        r"replysplit|appleoriginalcontents|original-content|"
        r"reply[_-]?(?:header|separator|divider)|original-?(?:message|mail)-?header"
    ),
    Role.SIGNATURE: (
        r"gmail_signature(?:_prefix)?|moz-signature|ms-outlook-mobile-signature|bloop_sign|"
        r"messagesignaturesection|(?:\w{1,20}[_-])?signature(?:[_-](?:block|section|container|old))?"
    ),
}
_ROLE = {role: re.compile(_NAME.format(names)) for role, names in _ROLES.items()}
# A quick look that spares most mails and tags a closer one.
_LIKELY = (
    *("quoted", "_quote", "-quote", "quote_", "quote-", "=quote", '="quote', "='quote"),
    *("signature", "bloop", "cite-prefix", "gmail_attr", "airmail_on", "reply", "replied"),
    *("rplyfwd", "pbconvhr", "divrpf", "appendonsend", "zwchr", "stopspelling", "olk_src"),
    *("original", "reference-message", "body-separator", "messageheader", "aqm-", "history"),
    *("clean_bq", "isreplycontent", "=qt", '="qt', "='qt", "x_qt", "previous", "border-top"),
)
_OUTLOOK_LINE = re.compile(
    r"border-top\s*:\s*solid\s+#(?:E1E1E1|B5C4DF)\s+1(?:\.0)?pt|"
    r"border-top\s*:\s*(?:#(?:E1E1E1|B5C4DF)\s+1pt\s+solid|1(?:\.0)?(?:pt|px)\s+solid\s+"
    r"(?:#E1E1E1|#B5C4DF|#E5E5E5|rgb\((?:225, ?225, ?225|181, ?196, ?223|229, ?229, ?229)\)))|"
    r"border-top-color\s*:\s*(?:#E5E5E5|rgb\(229, ?229, ?229\))",
    re.IGNORECASE,
)
_SIGNED = {"data-signature-widget", "data-signatureblock", "data-smartmail"}
_NAMING = ("class", "id", "name", "data-marker")


def marked(document: str) -> Marked:
    if not _is_likely(document):
        return Marked("", [])
    signatures: list[str] = []
    return Marked(plain.to_text("".join(_marked(document, signatures))), signatures)


def signatures(document: str) -> list[str]:
    """Those above the history."""
    found: list[str] = []
    lowered = document.lower()
    if "signature" in lowered or "bloop_sign" in lowered:
        for source in _marked(document, found):
            if MARK in source:
                break
    return found


def _is_likely(source: str) -> bool:
    source = source.lower()
    return any(word in source for word in _LIKELY)


def _marked(document: str, signatures: list[str]) -> Iterator[str]:
    rest = islice(markup.tokens(document), plain.MAX_TOKENS)
    depth = 0  # marks within a quote are those of older mails
    for token in rest:
        role = None if depth else _role(token)
        if role is Role.REST:
            yield _line(MARK)
            return
        if role is None:
            if token.value == "blockquote":
                depth = max(0, depth + (token.kind == "open") - (token.kind == "close"))
            yield token.source
        elif role is Role.SIGNATURE:
            yield from _without_signature(token, rest, signatures)
        else:
            yield from _quote(role, token, rest)


def _role(token: Token) -> Role | None:
    if token.kind != "open" or not _is_likely(token.raw_attributes):
        return None
    attributes = token.attributes()
    if token.value == "div" and _OUTLOOK_LINE.search(attributes.get("style", "")):
        return Role.REST
    if not _SIGNED.isdisjoint(attributes):
        return Role.SIGNATURE
    named = " ".join(attributes[each] for each in _NAMING if each in attributes).lower()
    return next((role for role, name in _ROLE.items() if name.search(named)), None)


def _line(content: str) -> str:
    return f"<div>{content}</div>"


def _without_signature(opening: Token, rest: Iterator[Token], found: list[str]) -> list[str]:
    sources = [opening.source, *(token.source for token in markup.skip(opening.value, rest))]
    text = plain.to_text("".join(sources))
    if len(text) > MAX_SIGNATURE or MARK in text or len(found) == MAX_SIGNATURES:
        return sources
    found.append(text)
    return []


def _quote(role: Role, opening: Token, rest: Iterator[Token]) -> list[str]:
    inside = markup.skip(opening.value, rest)
    sources = [token.source for token in inside]
    if _is_forward(inside):
        return [opening.source, *sources]
    if role is Role.ATTRIBUTION:
        return [_line(MARK)]
    if role is Role.ANSWERABLE and opening.value != "blockquote":
        starts = (i for i, token in enumerate(inside) if token.value == "blockquote")
        first = next(starts, None)
        if first is not None:
            return [_line(MARK), "<div>", *sources[first:]]
    return [_line(MARK), "<blockquote>", *sources, "</blockquote>"]


def _is_forward(inside: list[Token]) -> bool:
    texts = (token.value.strip() for token in inside[:40] if token.kind == "text")
    return any(phrases.is_forward(text) for text in texts if text)
