"""Cuts what mail programs quote out of HTML, by the marks that they put around it."""

import re
from collections.abc import Iterator
from itertools import islice

from deskhand.mail import markup, phrases, plain
from deskhand.mail.markup import Token

# Elements that hold a quote. Blockquotes are left to the text rules, which see `> ` and can
# tell answers between quotes from a quote at the end.
_CONTAINER_CLASSES = markup.names(
    "gmail_quote gmail_extra yahoo_quoted protonmail_quote moz-cite-prefix tutanota_quote "
    "zmail_extra mail_quote gmx_quote front-blockquote freshdesk_quote missive_quote "
    "ms-outlook-mobile-reference-message outlookmessageheader mailru-blockquote "
    "ntes-mailmaster-quote "
    "bloop_original_html airmail_on hey_quote mimestream_quote sh-quoted-content x_gmail_quote"
)
_CONTAINER_IDS = re.compile(r"yahoo_quoted|yiv\d+yahoo_quoted|qt$|mailcontainerquote")
# Marks after which there is nothing but the history.
_REST_IDS = re.compile(
    r"(?:x_)*(?:divrplyfwdmsg|zwchr|isreplycontent|appleoriginalcontents|original-content|"
    r"messagereplysection|appendonsend|mail-editor-reference-message-container|stopspelling|"
    r"olk_src_body_section|ms-outlook-mobile-body-separator-line|replysplit|reply-intro)$"
)
_OUTLOOK_LINE = re.compile(
    r"border-top\s*:\s*solid\s+#(?:E1E1E1|B5C4DF)\s+1(?:\.0)?pt|"
    r"border-top\s*:\s*1(?:\.0)?(?:pt|px)\s+solid\s+(?:#E1E1E1|#B5C4DF|#E5E5E5|"
    r"rgb\((?:225, ?225, ?225|181, ?196, ?223|229, ?229, ?229)\))",
    re.IGNORECASE,
)
_LIKELY = re.compile(
    r"_quote|gmail_extra|moz-cite-prefix|divrplyfwdmsg|appendonsend|olk_src|front-blockquote|"
    r"reference-message|separator-line|stopspelling|border-top\s*:|zwchr|isreplycontent|"
    r"appleoriginalcontents|original-content|messagereplysection|outlookmessageheader|"
    r"mailru-blockquote|mailmaster-quote|bloop_original|airmail_on|quoted-content|yahoo_quoted|"
    r"name=[\"']?quote",
    re.IGNORECASE,
)


def without_quotes(document: str) -> str:
    """The document itself when nothing was cut."""
    if not _LIKELY.search(document):
        return document
    kept: list[str] = []
    rest = islice(markup.tokens(document), plain.MAX_TOKENS)
    for token in rest:
        if token.kind == "open" and token.raw_attributes:
            if _starts_the_rest(token):
                break
            if _is_container(token):
                kept += _what_stays(token, rest)
                continue
        kept.append(token.source)
    return "".join(kept)


def _starts_the_rest(token: Token) -> bool:
    attributes = token.attributes()
    if _REST_IDS.match(attributes.get("id", "").lower()):
        return True
    return token.value == "div" and bool(_OUTLOOK_LINE.search(attributes.get("style", "")))


def _is_container(token: Token) -> bool:
    attributes = token.attributes()
    classes = attributes.get("class", "").lower().split()
    if not _CONTAINER_CLASSES.isdisjoint(classes) or attributes.get("name", "") == "quote":
        return True
    return bool(_CONTAINER_IDS.match(attributes.get("id", "").lower()))


def _what_stays(container: Token, rest: Iterator[Token]) -> list[str]:
    inside = markup.skip(container.value, rest)
    if _is_forward(inside) or _is_answered(inside):
        return [container.source, *(token.source for token in inside)]
    return []


def _is_forward(inside: list[Token]) -> bool:
    texts = (token.value.strip() for token in inside[:40] if token.kind == "text")
    return any(phrases.is_forward(text) for text in texts if text)


def _is_answered(inside: list[Token]) -> bool:
    """Gmail leaves what stands between the quotes of a mail within their container."""
    depth, quotes_seen = 0, 0
    for token in inside:
        if token.value == "blockquote" and token.kind != "text":
            depth = max(0, depth + (1 if token.kind == "open" else -1))
            quotes_seen += token.kind == "open"
        elif token.kind == "text" and quotes_seen and not depth and token.value.strip():
            return True
    return False
