"""HTML to text that reads well: for mails without a text part, for search and for quoting."""

import re
from itertools import islice, pairwise

from deskhand.mail import links, looks, markup
from deskhand.mail.markup import Token

MAX_TOKENS = 200_000
MAX_LINE = 10_000
MAX_QUOTE_DEPTH = 10
MAX_DIGITS = 6  # of the number that a list begins with

_PARAGRAPHS = markup.names("p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre")
_LINES = markup.names(
    "div tr li dt dd section article header footer main address center form fieldset hr "
    "figure figcaption caption details summary nav aside body"
)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_INVISIBLE = str.maketrans("", "", "\u200b\u2060\ufeff\u00ad\u034f\x00")
_LOOSE_JOINER = re.compile(r"(?<![^\W\d_])\u200c|\u200c(?![^\W\d_])")  # in Persian it is spelling
# In lists of Word: a mark or a number, and spaces to the text.
_WORD_BULLET = re.compile(r"^(?:[·§•▪‣o]|(\d{1,3}[.)]))\xa0[\xa0 ]+")


def to_text(document: str) -> str:
    writer = _Writer(is_tight=looks.has_tight_paragraphs(document))
    everything = markup.tokens(document)
    rest = islice(everything, MAX_TOKENS)
    for token in rest:
        if token.kind == "text":
            writer.write(token.value)
        elif token.kind == "close":
            writer.close(token.value)
        elif looks.is_unseen(token):
            markup.skip(token.value, rest)
        else:
            writer.open(token)
    if next(everything, None):
        writer.write(" [...]")
    return writer.text()


class _Writer:
    def __init__(self, *, is_tight: bool) -> None:
        self.lines: list[str] = []
        self.line = ""
        self.gap = 0  # owed before the next text: 1 ends the line, 2 leaves one empty
        self.start = ""  # the line as a bullet or a cell began it, with nothing behind that yet
        self.before = ""  # what there was of it before
        self.quotes = 0
        self.preformatted: list[tuple[str, int]] = []  # elements, and how often each is open
        self.lists: list[int | None] = []  # the next number, None in a list with dashes
        self.link: tuple[str, str] | None = None  # its address, and the line before it
        self.cells = [-1]  # for each table: how many lines there were before the cell
        self.is_tight_by_sheet = self.is_tight = is_tight

    def write(self, text: str) -> None:
        text = text.translate(_INVISIBLE)
        if "\u200c" in text:
            text = _LOOSE_JOINER.sub("", text)
        if len(self.line) > MAX_LINE:  # adding to an endless line would be quadratic
            self.break_line()
        if self.preformatted:
            self.write_preformatted(text)
            return
        text = _SPACES.sub(" ", text)
        if text.strip(" "):
            self.fill_gap()
        self.line += text.lstrip(" ") if not self.line or self.line.endswith(" ") else text

    def write_preformatted(self, text: str) -> None:
        if text:
            self.fill_gap()
        first, *more = text.split("\n")
        self.line += first
        for line in more:
            self.break_line()
            self.line = line

    def open(self, token: Token) -> None:
        name = token.value
        if name == "br":
            self.open_line()
        elif name == "img":
            self.write(token.attributes().get("alt", ""))
        elif name == "a":
            self.link = (token.attributes().get("href", ""), self.line)
        elif name in ("td", "th"):
            self.open_cell()
        elif name in _PARAGRAPHS or name in _LINES:
            self.open_block(token)
        self.note_preformatted(token)

    def open_line(self) -> None:
        if not self.is_fresh():
            self.fill_gap()
            self.break_line()

    def open_cell(self) -> None:
        """Cells of one line stand beside each other; longer ones lay out a page."""
        if self.cells[-1] == len(self.lines) and self.line.strip():
            self.before = self.line.rstrip()
            self.line = self.start = self.before + (" " if self.before.endswith(":") else " | ")
            self.gap = 0
        else:
            self.owe(1)
            self.fill_gap()
        self.cells[-1] = len(self.lines)

    def open_block(self, token: Token) -> None:
        name = token.value
        if name == "p":
            self.is_tight = self.is_tight_by_sheet or looks.is_tight(token)
        if not self.is_fresh() or name == "li":
            self.owe(self.distance(name))
        if name in ("blockquote", "hr", "li"):
            self.fill_gap()
        if name == "blockquote":
            self.quotes += 1
        elif name == "hr":
            self.lines.append(self.prefix() + "---")
        else:
            self.open_part(name, token)

    def open_part(self, name: str, token: Token) -> None:
        if name in ("ul", "ol"):
            self.lists.append(_number(token, "start", 1) if name == "ol" else None)
        elif name == "li":
            self.start, self.before = self.bullet(token), ""
            self.line = self.start
        elif name == "table":
            self.cells.append(-1)
        elif name == "tr":
            self.cells[-1] = -1

    def note_preformatted(self, token: Token) -> None:
        if self.preformatted and self.preformatted[-1][0] == token.value:
            self.preformatted[-1] = (token.value, self.preformatted[-1][1] + 1)
        elif token.value not in markup.VOID and looks.is_preformatted(token):
            self.preformatted.append((token.value, 1))

    def bullet(self, token: Token) -> str:
        if not self.lists or self.lists[-1] is None:
            return "  " * max(0, len(self.lists) - 1) + "- "
        number = _number(token, "value", self.lists[-1])
        self.lists[-1] = number + 1
        return "  " * (len(self.lists) - 1) + f"{number}. "

    def close(self, name: str) -> None:
        if name == "a":
            self.close_link()
        elif name in _PARAGRAPHS or name in _LINES:
            self.close_block(name)
        if self.preformatted and self.preformatted[-1][0] == name:
            depth = self.preformatted.pop()[1] - 1
            self.preformatted += [(name, depth)] * (depth > 0)

    def close_block(self, name: str) -> None:
        if name == "blockquote":
            self.owe(1)
            self.end_line()
            self.quotes = max(0, self.quotes - 1)
        elif name in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif name == "tr" and self.cells[-1] == len(self.lines):
            self.gap = 0  # what paragraphs in cells of one line owe
        elif name == "table" and len(self.cells) > 1:
            self.cells.pop()
        if not self.is_fresh() or name in ("li", "tr", "table", "ul", "ol"):
            self.owe(self.distance(name))

    def close_link(self) -> None:
        if self.link is None:
            return
        (address, before), self.link = self.link, None
        label = self.line[len(before) :] if self.line.startswith(before) else self.line
        if label.strip():
            self.line = self.line.rstrip(" ") + links.behind(label, address)

    def is_fresh(self) -> bool:
        """The first block of a list entry or a cell stays on its line."""
        return bool(self.start) and self.line == self.start

    def distance(self, name: str) -> int:
        if name not in _PARAGRAPHS or self.lists or (name == "p" and self.is_tight):
            return 1
        return 2

    def owe(self, gap: int) -> None:
        self.gap = max(self.gap, gap)

    def fill_gap(self) -> None:
        if self.gap:
            self.end_line()
        if self.gap == 2 and self.lines and self.lines[-1].strip("> "):
            self.lines.append(self.prefix().rstrip())
        self.gap = 0

    def end_line(self) -> None:
        if self.is_fresh():  # an entry or a cell without content
            self.line = self.before
        if self.line.strip(" "):
            self.break_line()
        self.line = self.start = ""

    def break_line(self) -> None:
        line = _without_word_bullet(self.line).replace("\xa0", " ")
        self.lines.append((self.prefix() + line).rstrip())
        self.line = self.start = ""

    def prefix(self) -> str:
        return "> " * min(self.quotes, MAX_QUOTE_DEPTH)

    def text(self) -> str:
        self.end_line()
        kept = [
            line
            for before, line in pairwise(["", *self.lines])
            if line.strip("> ") or line != before
        ]
        return "\n".join(kept).strip("\n")


def _number(token: Token, attribute: str, otherwise: int) -> int:
    said = token.attributes().get(attribute, "") if token.raw_attributes else ""
    return int(said) if said.isdecimal() and len(said) < MAX_DIGITS else otherwise


def _without_word_bullet(line: str) -> str:
    return _WORD_BULLET.sub(lambda bullet: f"{bullet[1] or '-'} ", line)
