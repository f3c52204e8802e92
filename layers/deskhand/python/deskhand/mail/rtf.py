"""RTF to text, or to the HTML that Outlook has put into it ([MS-OXRTFEX])."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from deskhand.mail import charset_labels, codepages

MAX_TOKENS = 500_000
MAX_DEPTH = 200
MAX_FONTS = 1_000

_TOKEN = re.compile(
    rb"""\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?
    | \\'(?P<hex>[0-9a-fA-F]{2}) | \\(?P<symbol>[^a-zA-Z']) | (?P<brace>[{}])
    | (?P<text>[^\\{}\r\n]++) | [\r\n]++ | .""",
    re.VERBOSE | re.DOTALL,
)
_UNSEEN = frozenset(
    b"fonttbl colortbl stylesheet info pict object header headerl headerr footer footerl "
    b"footerr themedata datastore listtable listoverridetable rsidtbl generator".split()
)
_CHARACTERS = {
    b"par": "\n", b"line": "\n", b"sect": "\n", b"page": "\n", b"row": "\n", b"tab": "\t",
    b"cell": "\t", b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’",
    b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•", b"emspace": " ", b"enspace": " ",
    b"~": "\u00a0", b"_": "\u2011", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n",
}  # fmt: skip
_CHARSETS = {  # \fcharset
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip


@dataclass(slots=True)
class _Group:
    is_unseen: bool = False
    is_tag: bool = False  # HTML as it was
    is_rendered: bool = False  # for readers of RTF, where the HTML stands beside it
    is_fonts: bool = False
    codec: str = ""
    skip: int = 1  # how many characters stand in for one that RTF cannot write


def read(data: bytes) -> tuple[str, str]:
    """Text and HTML, of which one is empty."""
    is_html = b"\\fromhtml" in data[:1_000]
    said = _Reader(is_html=is_html).read(data).strip("\n\0")
    return ("", said) if is_html else (said, "")


def _tokens(data: bytes) -> Iterator[re.Match[bytes]]:
    position = 0
    for _ in range(MAX_TOKENS):
        token = _TOKEN.match(data, position)
        if token is None:
            return
        position = token.end()
        if token["word"] == b"bin":
            position += max(0, int(token["number"] or 0))
        yield token


class _Reader:
    def __init__(self, *, is_html: bool) -> None:
        self.is_html = is_html
        self.out: list[str] = []
        self.bytes = bytearray()  # not decoded yet: a character may be of two
        self.codec = "cp1252"
        self.fonts: dict[int, str] = {}
        self.font = 0
        self.group = _Group()
        self.around: list[_Group] = []
        self.skipped = 0
        self.starred = False

    def read(self, data: bytes) -> str:
        for token in _tokens(data):
            if token["brace"]:
                self.brace(token["brace"])
            elif token["word"]:
                self.word(token["word"], token["number"])
            elif token["hex"]:
                self.add_bytes(bytes.fromhex(token["hex"].decode()))
            elif token["symbol"]:
                self.symbol(token["symbol"])
            elif token["text"]:
                self.add_bytes(token["text"])
        self.flush()
        # \\u writes characters beyond 16 bits as two.
        return "".join(self.out).encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def brace(self, brace: bytes) -> None:
        self.flush()
        self.skipped = 0
        self.starred = False
        if brace == b"{" and len(self.around) < MAX_DEPTH:
            self.around.append(self.group)
            self.group = replace(self.group)
        elif brace == b"}" and self.around:
            self.group = self.around.pop()

    def symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self.starred = True
        elif symbol in _CHARACTERS:
            self.add(_CHARACTERS[symbol])

    def word(self, word: bytes, number: bytes | None) -> None:
        starred, self.starred = self.starred, False
        if starred:
            self.group.is_tag = word == b"htmltag"
            self.group.is_unseen |= not self.group.is_tag
        elif word in _UNSEEN:
            self.group.is_unseen, self.group.is_fonts = True, word == b"fonttbl"
        elif word in _CHARACTERS:
            self.add(_CHARACTERS[word])
        elif word == b"htmlrtf":
            self.group.is_rendered = number != b"0"
        else:
            self.number(word, int(number or 0))

    def number(self, word: bytes, number: int) -> None:
        if word == b"u":
            self.unicode(number)
        elif word == b"uc":
            self.group.skip = min(max(number, 0), 10)
        elif word == b"ansicpg":
            self.codec = charset_labels.codec_of(codepages.label(number)) or self.codec
        elif word == b"f" and self.group.is_fonts:
            self.font = number
        elif word == b"f":
            self.flush()
            self.group.codec = self.fonts.get(number, "")
        elif word == b"fcharset" and self.group.is_fonts and len(self.fonts) < MAX_FONTS:
            self.fonts[self.font] = _CHARSETS.get(number, "") if number else ""

    def unicode(self, number: int) -> None:
        code = number & 0xFFFF if number < 0 else number
        self.add(chr(code) if code <= 0x10FFFF else "\ufffd")
        self.skipped = self.group.skip

    def add_bytes(self, data: bytes) -> None:
        skipped = min(self.skipped, len(data))
        self.skipped -= skipped
        if self.is_seen():
            self.bytes += data[skipped:]

    def add(self, text: str) -> None:
        self.flush()
        if self.is_seen():
            self.out.append(text)

    def is_seen(self) -> bool:
        if self.group.is_unseen:
            return False
        return self.group.is_tag or not (self.is_html and self.group.is_rendered)

    def flush(self) -> None:
        if self.bytes:
            codec = self.group.codec or self.codec
            self.out.append(self.bytes.decode(codec, "replace"))
            self.bytes.clear()
