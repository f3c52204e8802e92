"""Content-Transfer-Encoding undone, as far as it goes."""

import binascii
import re

from deskhand.mail import uuencoded
from deskhand.mail.defects import Defects
from deskhand.mail.structure import Part

_ENCODING = re.compile(r"^[^a-z0-9]+|[^a-z0-9-].*")  # what stands around its name
_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_PROSE = re.compile(rb"[A-Za-z]{2,}[,.!?]?[ ]+[A-Za-z]{2,}")
MAX_LINE = 1_000
_OTHERS = bytes(set(range(256)) - set(_ALPHABET))


def content(part: Part, defects: Defects) -> bytes:
    encoding = _ENCODING.sub("", part.fields.first("content-transfer-encoding").lower())
    body = part.body
    if encoding == "base64":
        return _base64(body, defects)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body)
    if encoding in ("x-uuencode", "uuencode", "uue", "x-uue"):
        content = uuencoded.decode(body)
        if content is None:
            defects.note("uuencoded part cannot be read")
        return body if content is None else content
    if encoding not in ("", "7bit", "8bit", "binary"):
        defects.note(f"unknown transfer encoding {encoding[:40]!a}")
    return body


def _base64(body: bytes, defects: Defects) -> bytes:
    """The library stops silently at the first padding; some programs encode in several runs,
    and lists append their footer to the encoded text as it is."""
    if _PROSE.search(body.lstrip()[:MAX_LINE].partition(b"\n")[0]):
        defects.note("not base64, although it says so")
        return body
    runs = body.split(b"=")
    if body.translate(None, _ALPHABET + b"= \t\r\n"):
        defects.note("base64 with foreign characters")
        runs = runs[:1]
    return b"".join(_base64_run(run, defects) for run in runs)


def _base64_run(run: bytes, defects: Defects) -> bytes:
    characters = run.translate(None, _OTHERS)
    if len(characters) % 4 == 1:
        defects.note("base64 that is cut off")
        characters = characters[:-1]
    return binascii.a2b_base64(characters + b"=" * (-len(characters) % 4))
