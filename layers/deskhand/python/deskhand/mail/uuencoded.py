"""Files that stand uuencoded in the text itself, as old programs sent them."""

import binascii
import re

from deskhand.mail.defects import Defects

MAX_FILES = 100

_BEGIN = re.compile(
    rb"^begin(?P<base64>-base64)? [0-7]{3,4} (?P<name>[^\r\n]{1,200})\r?$", re.MULTILINE
)
_END = re.compile(rb"^(?:end|={4})[ \t\r]*$", re.MULTILINE)


def extract(text: bytes, defects: Defects) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """The text without its files, and these with their names."""
    if b"begin" not in text:
        return text, []
    files: list[tuple[bytes, bytes]] = []
    kept: list[bytes] = []
    position = 0
    while len(files) < MAX_FILES and (begin := _BEGIN.search(text, position)):
        end = _END.search(text, begin.end())
        if end is None:
            break  # no file after this one can end either
        content = _decoded(text[begin.end() : end.start()], begin)
        kept.append(text[position : begin.start() if content is not None else end.end()])
        position = end.end()
        if content is not None:
            files.append((begin["name"].strip(), content))
    if not files:
        return text, []
    if len(files) == MAX_FILES:
        defects.note(f"more than {MAX_FILES} uuencoded files, the rest stays in the text")
    return b"".join([*kept, text[position:]]), files


def _decoded(block: bytes, begin: re.Match[bytes]) -> bytes | None:
    """None when these lines are no file but what somebody wrote between `begin` and `end`."""
    lines = block.strip(b"\r\n").split(b"\n")
    decode = binascii.a2b_base64 if begin["base64"] else _line
    try:
        return b"".join(decode(line.rstrip(b"\r")) for line in lines if line.strip(b"\r"))
    except (binascii.Error, ValueError):
        return None


def _line(line: bytes) -> bytes:
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        # Encoders pad lines with what they like; the first character says how many bytes count.
        needed = (((line[0] - 32) & 63) * 4 + 5) // 3
        return binascii.a2b_uu(line[:needed])


def decode(body: bytes) -> bytes | None:
    _, files = extract(body, Defects())
    return files[0][1] if files else None
