"""winmail.dat to what it holds ([MS-OXTNEF]): attachments, and the text when it is plain or HTML.

Read with bounds and without recursion: lengths come from strangers.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from deskhand.mail import charsets
from deskhand.mail.defects import Defects

SIGNATURE = 0x223E9F78
MAX_ATTRIBUTES = 10_000
MAX_PROPERTIES = 10_000
MAX_ATTACHMENTS = 500
MAX_MESSAGES = 20  # within each other, and all together

_BODY, _CODEPAGE, _MESSAGE_PROPERTIES = 0x0002800C, 0x00069007, 0x00069003
_TITLE, _DATA, _ATTACHMENT, _NEXT = 0x00018010, 0x0006800F, 0x00069005, 0x00069002
_SUBJECT = 0x00018004

_TEXT, _HTML = 0x1000, 0x1013
_NAME, _LONG_NAME, _MIME_TYPE, _CONTENT_ID, _OBJECT = 0x3704, 0x3707, 0x370E, 0x3712, 0x3701
_DISPLAY_NAME = 0x3001
_FIXED = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16}
_UNICODE = 0x1F
_MULTIPLE, _NAMED = 0x1000, 0x8000


@dataclass(slots=True)
class File:
    name: str = ""
    content_type: str = ""
    content_id: str = ""
    content: bytes = b""


@dataclass(slots=True)
class Unpacked:
    files: list[File] = field(default_factory=list)
    text: str = ""
    html: str = ""


def is_tnef(data: bytes) -> bool:
    return data[:4] == struct.pack("<I", SIGNATURE)


def unpack(data: bytes, defects: Defects) -> Unpacked:
    """Messages attached to the message are unpacked in its place."""
    whole = Unpacked()
    waiting = [data]
    for _ in range(MAX_MESSAGES):
        if not waiting:
            break
        _read(waiting.pop(0), whole, waiting, defects)
    if len(whole.files) > MAX_ATTACHMENTS:
        defects.note(f"more than {MAX_ATTACHMENTS} files in winmail.dat, the rest is ignored")
        del whole.files[MAX_ATTACHMENTS:]
    return whole


def _read(data: bytes, whole: Unpacked, waiting: list[bytes], defects: Defects) -> None:
    codepage = "cp1252"
    file: File | None = None
    for name, value in _attributes(data, defects):
        if name == _CODEPAGE and len(value) >= 4:
            codepage = f"cp{struct.unpack_from('<I', value)[0]}"
        elif name == _BODY:
            whole.text = whole.text or _string(value, codepage, defects)
        elif name == _MESSAGE_PROPERTIES:
            _read_body(value, codepage, whole, defects)
        elif name == _NEXT:
            file = File()
            whole.files.append(file)
        elif file is not None:
            _read_file(name, value, codepage, file, waiting, defects)
    whole.files = [each for each in whole.files if each.name or each.content]


def _attributes(data: bytes, defects: Defects) -> Iterator[tuple[int, bytes]]:
    position = 6  # after the signature and the key
    for _ in range(MAX_ATTRIBUTES):
        if position + 9 > len(data):
            return
        name, length = struct.unpack_from("<II", data, position + 1)
        start = position + 9
        if start + length > len(data):
            defects.note("winmail.dat that is cut off")
        yield name, data[start : start + length]
        position = start + length + 2  # its checksum
    defects.note("winmail.dat with too many attributes, the rest is ignored")


def _read_body(value: bytes, codepage: str, whole: Unpacked, defects: Defects) -> None:
    for id, kind, content in _properties(value):
        if id == _TEXT and not whole.text:
            whole.text = _text_of(kind, content, codepage, defects)
        elif id == _HTML and not whole.html:
            whole.html = _text_of(kind, content, codepage, defects)


def _read_file(
    name: int, value: bytes, codepage: str, file: File, waiting: list[bytes], defects: Defects
) -> None:
    if name == _TITLE:
        file.name = file.name or _string(value, codepage, defects)
    elif name == _DATA:
        file.content = file.content or value
    elif name == _ATTACHMENT:
        _read_file_properties(value, codepage, file, waiting, defects)


def _read_file_properties(
    value: bytes, codepage: str, file: File, waiting: list[bytes], defects: Defects
) -> None:
    for id, kind, content in _properties(value):
        if id == _LONG_NAME:
            file.name = _text_of(kind, content, codepage, defects) or file.name
        elif id in (_NAME, _DISPLAY_NAME):
            file.name = file.name or _text_of(kind, content, codepage, defects)
        elif id == _MIME_TYPE:
            file.content_type = _text_of(kind, content, codepage, defects).lower()
        elif id == _CONTENT_ID:
            file.content_id = _text_of(kind, content, codepage, defects).strip("<>")
        elif id == _OBJECT:  # after the 16 bytes that say which interface the object has
            inner = content[16:] if is_tnef(content[16:20]) else content
            if is_tnef(inner):
                waiting.append(inner)
                file.name = file.content_type = ""
            else:
                file.content = file.content or inner


def _properties(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Ids, types and values; a value of several comes as several."""
    count, position = _number(data, 0)
    for _ in range(min(count, MAX_PROPERTIES)):
        if position + 4 > len(data):
            return
        kind, id = struct.unpack_from("<HH", data, position)
        position = position + 4 if id < _NAMED else _after_name(data, position + 4)
        values = 1
        if kind & _MULTIPLE or kind not in _FIXED:
            values, position = _number(data, position)
        for _ in range(min(values, MAX_PROPERTIES)):
            content, position = _value(data, position, kind & ~_MULTIPLE)
            if position > len(data):
                return
            yield id, kind & ~_MULTIPLE, content


def _number(data: bytes, position: int) -> tuple[int, int]:
    if position + 4 > len(data):
        return 0, len(data)
    return struct.unpack_from("<I", data, position)[0], position + 4


def _value(data: bytes, position: int, kind: int) -> tuple[bytes, int]:
    if kind in _FIXED:
        return data[position : position + _FIXED[kind]], position + _FIXED[kind]
    if position + 4 > len(data):
        return b"", len(data) + 1
    (length,) = struct.unpack_from("<I", data, position)
    start = position + 4
    return data[start : start + length], start + length + -length % 4


def _after_name(data: bytes, position: int) -> int:
    """A property beyond 0x8000 has a name: a number, or a string."""
    if position + 24 > len(data):
        return len(data)
    kind, number = struct.unpack_from("<II", data, position + 16)
    return position + 24 + (number + -number % 4 if kind == 1 else 0)


def _text_of(kind: int, content: bytes, codepage: str, defects: Defects) -> str:
    if kind == _UNICODE:
        return content.decode("utf-16-le", "replace").rstrip("\0")
    return _string(content, codepage, defects)


def _string(content: bytes, codepage: str, defects: Defects) -> str:
    label = "" if codepage == "cp65001" else codepage
    return charsets.decode(content.rstrip(b"\0"), label, defects)
