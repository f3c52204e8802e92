"""Compressed RTF, as Outlook keeps a mail's text ([MS-OXRTFCP])."""

import struct

MAX_SIZE = 3_000_000  # of what comes out

_COMPRESSED, _PLAIN = b"LZFu", b"MELA"
_WINDOW = 4096
_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)


def decompress(data: bytes) -> bytes:
    """As far as it goes; empty for what is no compressed RTF."""
    if len(data) < 16:
        return b""
    size, kind = struct.unpack_from("<4xI4s", data)
    if kind == _PLAIN:
        return data[16 : 16 + min(size, MAX_SIZE)]
    return _inflated(data, min(size, MAX_SIZE)) if kind == _COMPRESSED else b""


def _inflated(data: bytes, size: int) -> bytes:
    out = bytearray(_DICTIONARY)  # what a window of 4 kB is to begin with
    wanted = len(out) + size
    position = 16
    while position < len(data) and len(out) < wanted:
        control, position = data[position], position + 1
        for bit in range(8):
            if not control >> bit & 1:
                out += data[position : position + 1]
                position += 1
                continue
            if position + 2 > len(data):
                return bytes(out[len(_DICTIONARY) :])
            reference = data[position] << 8 | data[position + 1]
            position += 2
            if not _copy(out, reference >> 4, (reference & 15) + 2):
                return bytes(out[len(_DICTIONARY) : wanted])
    return bytes(out[len(_DICTIONARY) : wanted])


def _copy(out: bytearray, place: int, length: int) -> bool:
    """From a place of the window; the place that is to be written next ends the text."""
    back = (len(out) - place) % _WINDOW
    if back == 0:
        return False
    start = len(out) - back
    for index in range(start, start + length):  # what is written now may be read at once
        out.append(out[index] if index >= 0 else 0)
    return True
