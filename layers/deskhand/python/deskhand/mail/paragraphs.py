"""Plain text as HTML that reads the same: its lines, indents and gaps, with links to follow.

By spaces that don't break rather than `white-space`, which Outlook does not know."""

import html
import re
from itertools import groupby

PARAGRAPH = '<p dir="auto">'  # Hebrew lines in an English mail find their own direction

_LINK = re.compile(
    r"https?://\w[^\s<>\"“”«»„‚‘’「」『』【】（），。、；！？\u200e\u200f\u2066-\u2069]*", re.I
)
# A link ends before what ends the sentence, or closes the brackets around it.
_AFTER = ".,;:!?'*…"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_SPACES = re.compile(r"^ | (?= )")


def paragraphs(text: str) -> str:
    lines = [line.expandtabs(4).rstrip() for line in text.rstrip().splitlines()]
    blocks = [(filled, list(block)) for filled, block in groupby(lines, key=bool)]
    if blocks and not blocks[0][0]:
        del blocks[0]
    return "\n".join(_paragraph(block) if filled else _gap(block) for filled, block in blocks)


def _paragraph(lines: list[str]) -> str:
    return PARAGRAPH + "<br>\n".join(map(_line, lines)) + "</p>"


def _gap(lines: list[str]) -> str:
    return "<br>" * (len(lines) - 1)  # the first one is the space between paragraphs


def _line(line: str) -> str:
    line, shown, end = _SPACES.sub("\xa0", line), [], 0
    for found in _LINK.finditer(line):
        address = _trimmed(found[0])
        quoted = html.escape(address)
        shown += [_escaped(line[end : found.start()]), f'<a href="{quoted}">{quoted}</a>']
        end = found.start() + len(address)
    return "".join([*shown, _escaped(line[end:])])


def _trimmed(address: str) -> str:
    while address[-1] in _AFTER or _closes_more_than_it_opens(address):
        address = address[:-1]
    return address


def _closes_more_than_it_opens(address: str) -> bool:
    opening = _PAIRS.get(address[-1])
    return opening is not None and address.count(address[-1]) > address.count(opening)


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
