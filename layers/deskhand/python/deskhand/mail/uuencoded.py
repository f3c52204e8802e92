"""Files that stand uuencoded in the text itself, as old programs sent them."""

import binascii
import re

from deskhand.mail.defects import Defects

MAX_FILES = 100

_BEGIN = re.compile(r"^begin(?:-base64)? [0-7]{3,4} ([^\r\n]{1,200})$", re.MULTILINE)
_END = re.compile(r"^(?:end|={4})[ \t]*$", re.MULTILINE)


def extract(text: str, defects: Defects) -> tuple[str, list[tuple[str, bytes]]]:
    """The text without its files, and these with their names."""
    if "begin" not in text:
        return text, []
    files: list[tuple[str, bytes]] = []
    kept: list[str] = []
    position = 0
    while len(files) < MAX_FILES and (begin := _BEGIN.search(text, position)):
        end = _END.search(text, begin.end())
        content = _decoded(text[begin.end() : end.start()], begin[0]) if end else None
        if end is None:
            break  # no file after this one can end either
        kept.append(text[position : begin.start() if content is not None else end.end()])
        position = end.end()
        if content is not None:
            files.append((begin[1].strip(), content))
    if not files:
        return text, []
    if len(files) == MAX_FILES:
        defects.note(f"more than {MAX_FILES} uuencoded files, the rest stays in the text")
    return "".join([*kept, text[position:]]).strip("\n"), files


def _decoded(block: str, first: str) -> bytes | None:
    """None when these lines are no file but what somebody wrote between `begin` and `end`."""
    lines = block.strip("\r\n").split("\n")
    decode = binascii.a2b_base64 if first.startswith("begin-base64") else _line
    try:
        return b"".join(decode(line.rstrip("\r").encode("ascii")) for line in lines if line)
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
    _, files = extract(body.decode("latin-1").replace("\r\n", "\n"), Defects())
    return files[0][1] if files else None
