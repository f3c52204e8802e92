"""text/enriched (RFC 1896) to plain text."""

import re

_PARAMETER = re.compile(r"<param>[^<]*</param>", re.IGNORECASE)
_COMMAND = re.compile(r"</?[A-Za-z][A-Za-z0-9-]{0,60}>")
_SINGLE_BREAK = re.compile(r"(?<!\n)\n(?!\n)")
_BREAKS = re.compile(r"\n(\n+)")


def to_text(text: str) -> str:
    """A single line break is a space, of several one goes, `<<` is a less-than sign."""
    pieces = [_COMMAND.sub("", each) for each in _PARAMETER.sub("", text).split("<<")]
    return _BREAKS.sub(r"\1", _SINGLE_BREAK.sub(" ", "<".join(pieces)))
