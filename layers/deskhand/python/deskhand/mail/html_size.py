"""Whether a document is cheap enough to be parsed, found out in one linear pass."""

from collections import Counter

from deskhand.mail import markup
from deskhand.mail.markup import Token

MAX_SIZE = 1_000_000
MAX_DEPTH = 400  # long threads nest a blockquote and a div or two for every answer
MAX_ATTRIBUTES = 200
MAX_WORK = 500_000

# Elements that close each other, so that leaving out their end tags nests nothing.
_SELF_CLOSING = markup.names(
    "p li dt dd td th tr tbody thead tfoot caption colgroup option optgroup html head body"
)
_CELLS = frozenset({"td", "th", "caption"})
_TABLE = _CELLS | {"table", "tbody", "thead", "tfoot", "tr", "colgroup", "col"}
_FORMATTING = markup.names("a b big code em font i nobr s small strike strong tt u")


def is_affordable(html: str) -> bool:
    """Whether parsing takes time in proportion to the size.

    Parsers of HTML take time with the square of the depth (100,000 `<div>`: 90 s), of the
    attributes of one tag and of the things misplaced in a table, and copy open formatting
    (`<b id=1><b id=2>...`) into every paragraph.
    """
    if len(html) > MAX_SIZE:
        return False
    size = _Size(foreign="<svg" in html.lower() or "<math" in html.lower())
    return all(size.allows(token) for token in markup.tokens(html))


class _Size:
    """How much a parser would have to do, counted while tokens pass by."""

    def __init__(self, *, foreign: bool) -> None:
        self.foreign = foreign  # in SVG and MathML `<td>` and `<input>` nest like `<g>`
        self.open_tags: Counter[str] = Counter()
        self.depth = self.formatting = self.work = 0
        self.in_cell = True
        self.misplaced = 0

    def allows(self, token: Token) -> bool:
        self.place(token)
        if token.kind != "text":
            self.nest(token)
            self.work += self.formatting
            if _has_many_attributes(token):
                return False
        return self.depth <= MAX_DEPTH and self.work <= MAX_WORK

    def place(self, token: Token) -> None:
        """What stands in a table but in no cell is moved before the table, one after the other."""
        if token.kind != "text" and token.value in _TABLE:
            opens = token.kind == "open"
            self.in_cell = not opens if token.value == "table" else opens and token.value in _CELLS
        elif not self.in_cell and self.open_tags["table"] and token.value.strip():
            self.misplaced += 1
            self.work += self.misplaced

    def nest(self, token: Token) -> None:
        name = token.value
        if not self.foreign and (name in _SELF_CLOSING or name in markup.VOID):
            return
        change = 1 if token.kind == "open" else -min(1, self.open_tags[name])
        self.open_tags[name] += change
        self.depth += change
        if name in _FORMATTING:
            self.formatting += change


def _has_many_attributes(token: Token) -> bool:
    if len(token.raw_attributes) < 2 * MAX_ATTRIBUTES:
        return False
    return markup.count_attributes(token) > MAX_ATTRIBUTES
