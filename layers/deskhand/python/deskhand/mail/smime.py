"""What stands in an S/MIME message that is signed and not encrypted (RFC 8551, RFC 5652).

Only as much of BER is read as leads to the content: nothing is verified, no key is looked at.
"""

import base64
import re
from typing import NamedTuple

MAX_ELEMENTS = 100_000  # BER writers cut the content into pieces of 1,000 bytes or so
MAX_LENGTH_BYTES = 5
MAX_DEPTH = 20

TYPES = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_NAMES = {
    bytes.fromhex("2a864886f70d010702"): "signed-data",
    bytes.fromhex("2a864886f70d010703"): "enveloped-data",
    bytes.fromhex("2a864886f70d0109100117"): "authenveloped-data",
    bytes.fromhex("2a864886f70d0109100109"): "compressed-data",
}
_SEQUENCE, _SET, _OID, _OCTETS, _FIRST = 0x30, 0x31, 0x06, 0x04, 0xA0
_CONSTRUCTED = 0x20
_BASE64 = re.compile(rb"MI[A-Za-z0-9+/=\s]{40,}+\Z")


class _Element(NamedTuple):
    tag: int
    start: int  # of its content
    end: int | None  # None: until an element of two zero bytes


def kind(data: bytes) -> str:
    """As smime-type calls it; empty for what is none of these."""
    oid, _ = _content_info(_binary(data))
    return _NAMES.get(oid, "")


def signed_content(data: bytes) -> bytes:
    """The mail that was signed; empty when there is none. Raises ValueError for broken data."""
    data = _binary(data)
    _, position = _content_info(data)
    position = _enter(data, _enter(data, position, _FIRST), _SEQUENCE)
    position = _after(data, _after(data, position))  # version, digest algorithms
    position = _enter(data, position, _SEQUENCE)
    position = _after(data, position)  # the type of the content
    if position >= len(data) or data[position] != _FIRST:
        return b""
    return _octets(data, _enter(data, position, _FIRST))


def _binary(data: bytes) -> bytes:
    """Some gateways lose the line that says that it is base64."""
    return base64.b64decode(data) if _BASE64.match(data) else data


def _content_info(data: bytes) -> tuple[bytes, int]:
    """The object identifier, and where its content stands."""
    try:
        oid = _element(data, _enter(data, 0, _SEQUENCE))
    except ValueError:
        return b"", 0
    if oid.tag != _OID or oid.end is None:
        return b"", 0
    return data[oid.start : oid.end], oid.end


def _element(data: bytes, position: int) -> _Element:
    if position + 2 > len(data):
        raise ValueError("BER that is cut off")
    tag, length = data[position], data[position + 1]
    start = position + 2
    if length == 0x80:
        return _Element(tag, start, None)
    if length > 0x80:
        size = length - 0x80
        if size > MAX_LENGTH_BYTES:
            raise ValueError("BER with a length that is too long")
        length = int.from_bytes(data[start : start + size], "big")
        start += size
    return _Element(tag, start, start + length)


def _enter(data: bytes, position: int, tag: int) -> int:
    element = _element(data, position)
    if element.tag != tag:
        raise ValueError("BER of another shape")
    return element.start


def _after(data: bytes, position: int) -> int:
    """Where the next element begins."""
    depth = 0
    for _ in range(MAX_ELEMENTS):
        element = _element(data, position)
        if element.end is None:
            depth += 1
            position = element.start
        else:
            depth -= element.tag == 0
            position = element.end
        if depth <= 0:
            return position
    raise ValueError("BER of too many elements")


def _octets(data: bytes, position: int) -> bytes:
    """An octet string, in one piece or in several that may hold pieces again."""
    pieces: list[bytes] = []
    ends: list[int | None] = []  # of the constructed ones that are open
    for _ in range(MAX_ELEMENTS):
        element = _element(data, position)
        if element.tag == _OCTETS | _CONSTRUCTED and len(ends) < MAX_DEPTH:
            ends.append(element.end)
            position = element.start
        elif element.tag == _OCTETS and element.end is not None:
            pieces.append(data[element.start : element.end])
            position = element.end
        elif element.tag == 0 and ends:
            ends.pop()
            position = element.start
        else:
            raise ValueError("BER of another shape")
        while ends and ends[-1] is not None and position >= ends[-1]:
            ends.pop()
        if not ends or position >= len(data):  # what is cut off is still worth reading
            return b"".join(pieces)
    raise ValueError("BER of too many elements")
