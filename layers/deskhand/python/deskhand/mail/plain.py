"""HTML to text that reads well: for mails without a text part, for search and for quoting."""

import re
from itertools import islice

from deskhand.mail import markup
from deskhand.mail.markup import Token

MAX_TOKENS = 200_000
MAX_LINE = 10_000
MAX_QUOTE_DEPTH = 10

_PARAGRAPHS = markup.names("p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre")
_LINES = markup.names(
    "div tr li dt dd section article header footer main address center form fieldset hr "
    "figure figcaption caption details summary nav aside body"
)
_UNSEEN = markup.names("head select object svg math template")
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_INVISIBLE = str.maketrans("", "", "\u200b\u200c\u2060\ufeff\u00ad\u034f\x00")
_SCHEME = re.compile(r"^(?:https?://|mailto:|tel:)", re.IGNORECASE)


def to_text(document: str) -> str:
    writer = _Writer()
    everything = markup.tokens(document)
    rest = islice(everything, MAX_TOKENS)
    for token in rest:
        if token.kind == "text":
            writer.write(token.value)
        elif token.kind == "close":
            writer.close(token.value)
        elif _is_unseen(token):
            markup.skip(token.value, rest)
        else:
            writer.open(token)
    if next(everything, None):
        writer.write(" [...]")
    return writer.text()


def _is_unseen(token: Token) -> bool:
    if token.value in _UNSEEN:
        return True
    return "style" in token.raw_attributes and bool(
        _HIDDEN.search(token.attributes().get("style", ""))
    )


class _Writer:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line = ""
        self.quotes = 0
        self.preformatted = 0
        self.lists: list[int | None] = []  # the next number, None in a list with dashes
        self.marker = ""
        self.link: tuple[str, str] | None = None  # its address, and the line before it
        self.cell_before = False

    def write(self, text: str) -> None:
        text = text.translate(_INVISIBLE)
        if len(self.line) > MAX_LINE:  # adding to an endless line would be quadratic
            self.break_line()
        if self.preformatted:
            first, *more = text.split("\n")
            self.line += first
            for line in more:
                self.break_line()
                self.line = line
            return
        text = _SPACES.sub(" ", text)
        self.line += text.lstrip() if not self.line or self.line.endswith(" ") else text

    def open(self, token: Token) -> None:
        name = token.value
        if name == "br":
            self.break_line()
        elif name == "img":
            self.write(token.attributes().get("alt", ""))
        elif name == "a":
            self.link = (token.attributes().get("href", "").strip(), self.line)
        elif name in ("td", "th"):
            self.start_cell()
        elif name in _PARAGRAPHS or name in _LINES:
            self.open_block(name)

    def start_cell(self) -> None:
        if self.cell_before and self.line.strip():
            self.line = self.line.rstrip() + " | "
        self.cell_before = True

    def open_block(self, name: str) -> None:
        self.start_block(name)
        if name == "blockquote":
            self.quotes += 1
        elif name == "pre":
            self.preformatted += 1
        elif name in ("ul", "ol"):
            self.lists.append(1 if name == "ol" else None)
        elif name == "li":
            self.line = self.marker = self.bullet()
        elif name == "tr":
            self.cell_before = False
        elif name == "hr":
            self.lines.append(self.prefix() + "---")

    def start_block(self, name: str) -> None:
        if self.lists and self.line == self.marker:
            return  # the first block of a list entry stays on the line of its bullet
        self.drop_or_break()
        if name in _PARAGRAPHS and not self.lists:
            self.blank_line()

    def drop_or_break(self) -> None:
        if self.line.strip() and self.line != self.marker:
            self.break_line()
        self.line = ""

    def bullet(self) -> str:
        if not self.lists or self.lists[-1] is None:
            return "  " * max(0, len(self.lists) - 1) + "- "
        number = self.lists[-1]
        self.lists[-1] = number + 1
        return "  " * (len(self.lists) - 1) + f"{number}. "

    def close(self, name: str) -> None:
        if name == "a":
            self.end_link()
        elif name in _PARAGRAPHS or name in _LINES:
            self.drop_or_break()
            self.close_block(name)

    def close_block(self, name: str) -> None:
        if name == "blockquote":
            self.quotes = max(0, self.quotes - 1)
        elif name == "pre":
            self.preformatted = max(0, self.preformatted - 1)
        elif name in ("ul", "ol") and self.lists:
            self.lists.pop()
        if name in _PARAGRAPHS and not self.lists:
            self.blank_line()

    def end_link(self) -> None:
        if self.link is None:
            return
        (address, before), self.link = self.link, None
        label = self.line[len(before) :] if self.line.startswith(before) else self.line
        if label.strip() and _SCHEME.match(address) and not _same(label, address):
            self.line = f"{self.line.rstrip()} <{address}>"

    def break_line(self) -> None:
        self.lines.append((self.prefix() + self.line).rstrip())
        self.line = ""

    def blank_line(self) -> None:
        mark = self.prefix().rstrip()
        if self.lines and self.lines[-1].strip("> "):
            self.lines.append(mark)
        elif self.lines:
            self.lines[-1] = min(self.lines[-1], mark)  # between two quotes nothing is quoted

    def prefix(self) -> str:
        return "> " * min(self.quotes, MAX_QUOTE_DEPTH)

    def text(self) -> str:
        self.drop_or_break()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.lines)).strip("\n")


def _same(label: str, address: str) -> bool:
    def bare(link: str) -> str:
        return _SCHEME.sub("", link.strip()).rstrip("/").lower()

    return bare(label) == bare(address)
