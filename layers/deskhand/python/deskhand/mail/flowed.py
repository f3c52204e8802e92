"""format=flowed (RFC 3676): soft line breaks out, quote marks kept."""

import re

_QUOTED = re.compile(r"(>*) ?(.*)", re.DOTALL)


def unflow(text: str, *, delsp: bool) -> str:
    lines: list[str] = []
    joining = -1  # quote depth of the paragraph that goes on, -1 for none
    paragraph: list[str] = []
    for line in text.split("\n"):
        depth, content = _read(line)
        signature = content == "-- "
        if paragraph and (depth != joining or signature):
            lines.append(_quoted(joining, paragraph))
            paragraph = []
        soft = content.endswith(" ") and not signature
        paragraph.append(content[:-1] if soft and delsp else content)
        joining = depth
        if not soft:
            lines.append(_quoted(depth, paragraph))
            paragraph = []
    if paragraph:
        lines.append(_quoted(joining, paragraph))
    return "\n".join(lines)


def _read(line: str) -> tuple[int, str]:
    match = _QUOTED.match(line)
    return (len(match[1]), match[2]) if match else (0, line)


def _quoted(depth: int, paragraph: list[str]) -> str:
    content = "".join(paragraph)
    return f"{'>' * depth} {content}" if depth else content
