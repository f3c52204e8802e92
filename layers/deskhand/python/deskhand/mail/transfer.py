"""Content-Transfer-Encoding undone, as far as it goes."""

import binascii
import re

from deskhand.mail import uuencoded
from deskhand.mail.defects import Defects
from deskhand.mail.structure import Part

_WORD = re.compile(r"[a-z0-9][a-z0-9 _-]*")
_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_PROSE = re.compile(rb"[A-Za-z]{2,}[,.!?]?[ ]+[A-Za-z]{2,}")
_SOFT_BREAK = re.compile(rb"=[ \t]++(?=\r?\n)")
_ONLY_BASE64 = re.compile(rb"\s*(?:[A-Za-z0-9+/]{56,76}+\r?\n){3,}+[A-Za-z0-9+/]{0,76}={0,2}\s*")
_ONLY_QUOTED = re.compile(rb"(?:[^=]|=[0-9A-F]{2}|=\r?\n)*+=?")
_QUOTED_LETTER = re.compile(rb"=[89A-F][0-9A-F]|=3D|=20")
_TEXT = bytes({*range(32, 127), *range(128, 256), 9, 10, 13})
_PADDING = re.compile(rb"=++")
MAX_LINE = 1_000
MIN_GROUPS = 4
MAX_WORD = 40  # longer than any of prose
MAX_RUNS = 500_000  # some programs encode each line by itself
_OTHERS = bytes(set(range(256)) - set(_ALPHABET))
_URL_ALPHABET = _ALPHABET[:-2] + b"-_= \t\r\n"
_FOR_URLS = bytes.maketrans(b"-_", b"+/")


def read(part: Part, defects: Defects) -> bytes:
    """The content, or what stands there when that cannot be had."""
    found = defects.attempt("part", lambda: content(part, defects), None)
    return part.body if found is None else found


def content(part: Part, defects: Defects) -> bytes:
    encoding = _encoding(part)
    body = part.body
    if encoding == "base64":
        return _base64(body, defects)
    if encoding == "quotedprintable":
        return binascii.a2b_qp(_SOFT_BREAK.sub(b"=", body))
    if encoding in ("xuuencode", "uuencode", "uue", "xuue"):
        content = uuencoded.decode(body)
        if content is None:
            defects.note("uuencoded part cannot be read")
        return body if content is None else content
    if encoding not in ("", "7bit", "8bit", "binary"):
        defects.note(f"unknown transfer encoding {encoding[:40]!a}")
    elif not part.content_type.startswith(("text/", "message/", "multipart/")):
        return _undeclared(body, defects)
    return body


def undeclared_text(part: Part, content: bytes) -> bytes:
    """Letters whose encoding some gateway has forgotten to pass on."""
    if _encoding(part) in ("base64", "quotedprintable"):
        return content
    if _ONLY_BASE64.fullmatch(content):
        text = _base64(content, Defects())
        return content if text.translate(None, _TEXT) else text
    is_quoted = b"=\n" in content or b"=\r\n" in content
    if is_quoted and _QUOTED_LETTER.search(content) and _ONLY_QUOTED.fullmatch(content):
        return binascii.a2b_qp(content)
    return content


def _encoding(part: Part) -> str:
    declared = _WORD.search(part.fields.first("content-transfer-encoding").lower())
    return re.sub(r"[ _-]", "", declared[0]) if declared else ""


def _undeclared(body: bytes, defects: Defects) -> bytes:
    """No picture and no document is written in lines of base64."""
    if not _ONLY_BASE64.fullmatch(body):
        return body
    defects.note("base64 that does not say so")
    return _base64(body, defects)


def _base64(body: bytes, defects: Defects) -> bytes:
    if _is_prose(body.lstrip()[:MAX_LINE].partition(b"\n")[0]):
        defects.note("not base64, although it says so")
        return body
    try:
        return binascii.a2b_base64(body.translate(None, b" \t\r\n"), strict_mode=True)
    except binascii.Error:
        return _odd_base64(body, defects)


def _is_prose(line: bytes) -> bool:
    """Not when blanks stand in it at even distances, as some gateways put them."""
    groups = line.split()
    size = len(groups[0]) if groups else 0
    in_groups = len(groups) >= MIN_GROUPS or size >= MAX_WORD
    if in_groups and size % 4 == 0 and {len(each) for each in groups[:-1]} == {size}:
        return False
    return bool(_PROSE.search(line))


def _odd_base64(body: bytes, defects: Defects) -> bytes:
    """The library stops silently at the first padding; some programs encode in several runs,
    and lists append their footer to the encoded text as it is."""
    if not body.translate(None, _URL_ALPHABET):
        body = body.translate(_FOR_URLS)
    runs = _PADDING.split(body, maxsplit=MAX_RUNS)
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
