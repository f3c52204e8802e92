"""Multiparts that were encoded as a whole, which RFC 2045 forbids and some gateways do."""

from functools import partial

from deskhand.mail import headers, structure, transfer
from deskhand.mail.defects import Defects
from deskhand.mail.structure import Part

MAX_OPENED = 3  # of one mail


def opened(parts: list[Part], defects: Defects) -> list[Part]:
    found: list[Part] = []
    room = MAX_OPENED
    for part in parts:
        inner: list[Part] = []
        if room and _is_encoded(part):
            room -= 1
            inner = defects.attempt("encoded multipart", partial(_parts, part, defects), [])
        found += inner or [part]
    return found


def _is_encoded(part: Part) -> bool:
    """Structure has found no parts in it, and takes it for text."""
    declared = part.fields.first("content-type").lower()
    encoding = part.fields.first("content-transfer-encoding").lower()
    is_multipart = declared.startswith("multipart/") and part.content_type == "text/plain"
    return is_multipart and "base64" in encoding


def _parts(part: Part, defects: Defects) -> list[Part]:
    declared = headers.clean(part.fields.first("content-type")).encode("ascii", "replace")
    inner = transfer.content(part, defects)
    return structure.cut(b"Content-Type: %b\r\n\r\n%b" % (declared, inner), defects)[1]
