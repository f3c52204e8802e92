"""winmail.dat to what it holds ([MS-OXTNEF]): attachments and the text.

Read with bounds and without recursion: lengths come from strangers.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from deskhand.mail import charsets, codepages, lzfu, rtf
from deskhand.mail.defects import Defects

SIGNATURE = 0x223E9F78
MAX_ATTRIBUTES = 10_000
MAX_PROPERTIES = 10_000
MAX_ATTACHMENTS = 500
MAX_MESSAGES = 20  # within each other, and all together
FIRST_ATTRIBUTE = 6  # after the signature and the key
AROUND_VALUE = 11  # level, name and length; a checksum behind it

_BODY, _CODEPAGE, _MESSAGE_PROPERTIES = 0x0002800C, 0x00069007, 0x00069003
_TITLE, _DATA, _ATTACHMENT, _NEXT = 0x00018010, 0x0006800F, 0x00069005, 0x00069002
_SUBJECT = 0x00018004

_TEXT, _HTML, _RTF, _TOPIC = 0x1000, 0x1013, 0x1009, 0x0037
_SENDER, _SENDER_EMAIL, _SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
_NAME, _LONG_NAME, _MIME_TYPE, _CONTENT_ID, _OBJECT = 0x3704, 0x3707, 0x370E, 0x3712, 0x3701
_DISPLAY_NAME, _HTML_CODEPAGE = 0x3001, 0x3FDE
_FIXED = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16}
_UNICODE, _INTERFACE = 0x1F, 0x0D
_MULTIPLE, _NAMED = 0x1000, 0x8000


@dataclass(slots=True)
class File:
    name: str = ""
    content_type: str = ""
    content_id: str = ""
    content: bytes = b""


@dataclass(slots=True)
class Message:
    """One that is attached to the message that winmail.dat came with, or that itself."""

    subject: str = ""
    sender: str = ""
    sender_email: str = ""
    text: str = ""
    html: str = ""
    rtf: bytes = b""  # compressed

    def with_rtf_read(self) -> "Message":
        if not self.rtf or self.html:
            return self
        text, html = rtf.read(lzfu.decompress(self.rtf))
        return replace(self, text=self.text or text, html=html, rtf=b"")


@dataclass(slots=True)
class Unpacked:
    message: Message
    files: list[File] = field(default_factory=list)
    attached: list[Message] = field(default_factory=list)  # their files are among the files
    is_whole: bool = False


def is_tnef(data: bytes) -> bool:
    return data[:4] == struct.pack("<I", SIGNATURE)


def unpack(data: bytes, defects: Defects) -> Unpacked:
    messages: list[Message] = []
    files: list[File] = []
    waiting = [data]
    is_whole = True
    while waiting and len(messages) < MAX_MESSAGES:
        message = Message()
        messages.append(message)
        is_whole &= _read(waiting.pop(0), message, files, waiting, defects)
    if waiting:
        defects.note(f"more than {MAX_MESSAGES} messages in winmail.dat, the rest is ignored")
    if len(files) > MAX_ATTACHMENTS:
        defects.note(f"more than {MAX_ATTACHMENTS} files in winmail.dat, the rest is ignored")
    return Unpacked(messages[0], files[:MAX_ATTACHMENTS], messages[1:], is_whole)


def _read(
    data: bytes, message: Message, files: list[File], waiting: list[bytes], defects: Defects
) -> bool:
    """Whether nothing of it is left that could not be read."""
    codepage, end = "windows-1252", FIRST_ATTRIBUTE
    found: list[File] = []
    for name, value in _attributes(data, defects):
        end += len(value) + AROUND_VALUE
        if name == _CODEPAGE and len(value) >= 4:
            codepage = codepages.label(struct.unpack_from("<I", value)[0])
        elif name == _BODY:
            message.text = message.text or _string(value, codepage, defects)
        elif name == _SUBJECT:
            message.subject = message.subject or _string(value, codepage, defects)
        elif name == _MESSAGE_PROPERTIES:
            _read_message(value, codepage, message, defects)
        elif name == _NEXT:
            found.append(File())
        elif found:
            _read_file(name, value, codepage, found[-1], waiting, defects)
    readable = [each for each in found if each.name or each.content]
    files += readable
    return end == len(data) and readable == found


def _attributes(data: bytes, defects: Defects) -> Iterator[tuple[int, bytes]]:
    position = FIRST_ATTRIBUTE
    for _ in range(MAX_ATTRIBUTES):
        if position + 9 > len(data):
            return
        name, length = struct.unpack_from("<II", data, position + 1)
        start = position + 9
        if start + length > len(data):
            defects.note("winmail.dat that is cut off")
        yield name, data[start : start + length]
        position += AROUND_VALUE + length
    defects.note("winmail.dat with too many attributes, the rest is ignored")


def _read_message(value: bytes, codepage: str, message: Message, defects: Defects) -> None:
    properties = {id: (kind, content) for id, kind, content in _properties(value)}

    def text_of(id: int, codepage: str = codepage) -> str:
        kind, content = properties.get(id, (_UNICODE, b""))
        return _text_of(kind, content, codepage, defects)

    message.text = message.text or text_of(_TEXT)
    message.html = text_of(_HTML, _codepage_of_html(properties) or codepage)
    message.rtf = properties.get(_RTF, (0, b""))[1]
    message.subject = text_of(_TOPIC) or message.subject
    message.sender = text_of(_SENDER)
    message.sender_email = text_of(_SENDER_SMTP) or text_of(_SENDER_EMAIL)


def _codepage_of_html(properties: dict[int, tuple[int, bytes]]) -> str:
    _, number = properties.get(_HTML_CODEPAGE, (0, b""))
    return codepages.label(struct.unpack("<I", number)[0]) if len(number) == 4 else ""


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
        elif id == _OBJECT:
            # After the 16 bytes that say which interface the object has.
            inner = content[16:] if kind == _INTERFACE else content
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


def _string(content: bytes, label: str, defects: Defects) -> str:
    return charsets.decode(content.rstrip(b"\0"), label, defects)
