"""Pictures of an answer as mail programs show them. The HTML is sanitised already."""

import base64
import binascii
import html
import re
from typing import NamedTuple

from deskhand.mail import markup
from deskhand.mail.compose import Part
from deskhand.mail.markup import Token

_DATA = re.compile(r'\ssrc="data:image/(png|jpeg|gif|webp);base64,([^"]*)"', re.IGNORECASE)
_HELD = re.compile(r'\sdata-remote-src="')


class Shown(NamedTuple):
    html: str
    parts: list[Part]


def shown(document: str, *, id: str) -> Shown:
    """Gmail and Outlook show no `data:` images, so that these become parts; remote ones that the
    operator wrote load again, those that he quotes stay away. `id` tells one mail's from another's.
    """
    pieces: list[str] = []
    parts: list[Part] = []
    quotes = 0
    for token in markup.tokens(document):
        if token.value == "blockquote" and token.kind != "text":
            quotes += 1 if token.kind == "open" else -1
        if not _is_picture(token):
            pieces.append(token.source)
        elif part := _part(token, f"{len(parts) + 1}.{id}"):
            parts.append(part)
            pieces.append(_DATA.sub(f' src="cid:{part.content_id}"', token.source))
        elif " src=" in token.source:
            pieces.append(token.source)
        else:
            pieces.append(_HELD.sub(' src="', token.source) if not quotes else _words(token))
    return Shown("".join(pieces), parts)


def told(document: str) -> str:
    """With the words that stand for the pictures, as in a quote."""
    return "".join(
        _words(token) if _is_picture(token) else token.source for token in markup.tokens(document)
    )


def _is_picture(token: Token) -> bool:
    return token.kind == "open" and token.value == "img"


def _words(token: Token) -> str:
    return html.escape(token.attributes().get("alt", ""))


def _part(token: Token, name: str) -> Part | None:
    found = _DATA.search(token.source)
    if found is None:
        return None
    kind = found[1].lower()
    try:
        content = base64.b64decode(found[2])
    except binascii.Error:
        return None
    return Part(
        f"image-{name.partition('.')[0]}.{kind}", f"image/{kind}", content, f"{name}@deskhand", True
    )
