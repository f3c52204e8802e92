"""Which charset undeclared bytes that are no UTF-8 are written in.

Only answers that are as good as certain. Everything else is left to cp1252, as Western mail is.
"""

import re

from deskhand.mail import alphabets

MAX_SAMPLE = 20_000
MIN_HIGH_BYTES = 6
MIN_LETTERS = 4  # different ones; a cry of `ÄÖÜ!` or `éééé` has less
SURE = 0.8

_ISO_2022 = re.compile(rb"\x1b(?:\$[@AB]|\$\(C|\([JB]\$|\$\)C)")
# Pairs of bytes that hold the frequent characters of a charset, and all that it allows.
_PAIRS = {
    "cp932": (rb"[\x82\x83][\x40-\xfc]", rb"[\x81-\x9f\xe0-\xfc][\x40-\x7e\x80-\xfc]"),
    "euc_jp": (rb"[\xa4\xa5][\xa1-\xf6]", rb"[\xa1-\xfe][\xa1-\xfe]|\x8e[\xa1-\xdf]"),
    "cp949": (rb"[\xb0-\xc8][\xa1-\xfe]", rb"[\x81-\xfe][\x41-\xfe]"),
    "gb18030": (rb"[\xb0-\xd7\xa3][\xa1-\xfe]", rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]"),
    "cp950": (rb"[\xa4-\xc6\xa1][\x40-\x7e\xa1-\xfe]", rb"[\xa1-\xf9][\x40-\x7e\xa1-\xfe]"),
}
_MIN_SHARE = {"cp932": 0.3, "euc_jp": 0.35, "cp949": 0.75, "gb18030": 0.8, "cp950": 0.85}
# Korean and Chinese words stand in runs; accents of Western words stand between other letters.
_RUN = re.compile(rb"(?:[\x81-\xfe][\x40-\xfe]){2,}")
_HIGH_WORD = re.compile(rb"[\x80-\xff]{3,}")


def charset_of(data: bytes) -> str:
    """Empty when nothing is certain."""
    sample = data[:MAX_SAMPLE]
    return script_of(sample) or alphabets.latin(sample)


def script_of(data: bytes) -> str:
    """Only one that is not of Latin letters."""
    sample = data[:MAX_SAMPLE]
    if _ISO_2022.search(sample):
        return "iso-2022-kr" if b"\x1b$)C" in sample else "iso-2022-jp"
    high = len(sample.translate(None, bytes(range(128))))
    if high < MIN_HIGH_BYTES:
        return ""
    return _alphabetic(sample, high) or _asian(sample, high)


def _alphabetic(sample: bytes, high: int) -> str:
    """Whole words are of high bytes, not a letter here and there."""
    words = b"".join(_HIGH_WORD.findall(sample))
    if len(words) < SURE * high or len(set(words)) < MIN_LETTERS:
        return ""
    return alphabets.script(sample)


def _asian(sample: bytes, high: int) -> str:
    in_runs = b"".join(_RUN.findall(sample))
    if len(in_runs) < SURE * high:
        return ""
    return next((name for name in _PAIRS if _is_written_in(name, sample)), "")


def _is_written_in(name: str, sample: bytes) -> bool:
    frequent, allowed = _PAIRS[name]
    pairs = re.findall(rb"[\x00-\x7f]|" + allowed + rb"|[\x80-\xff]", sample)
    odd = sum(1 for pair in pairs if len(pair) == 1 and pair >= b"\x80")
    double = [pair for pair in pairs if len(pair) == 2]
    if not double or odd > (len(double) // 3 if name == "cp932" else 1):
        return False
    good = sum(1 for pair in double if re.fullmatch(frequent, pair))
    return good >= _MIN_SHARE[name] * len(double)
