"""A desk's templates: Jinja2 with variables, `if` and nothing else, since users write them.

The sandbox alone has no budget (`{{ 'x' * 100000000 }}`), so the syntax tree is checked when a
template is saved."""

import json
import re
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from deskhand.domain.desk import Desk, Template, TemplateName
from deskhand.mail.paragraphs import PARAGRAPH, paragraphs

FOLDER = Path(__file__).parent / "templates"
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur", "yi")
VARIABLES = (
    "ticket_title",
    "ticket_number",
    "ticket_url",
    "desk_name",
    "comment_content",
    "customer_first_name",
    "operator_name",
    "status",
)
IN_REPLIES = tuple(name for name in VARIABLES if name != "comment_content")
"""A canned reply is the comment itself."""
MOST_NESTED = 20
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.If,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Compare,
    nodes.Operand,
    nodes.Const,
)


class BadTemplate(ValueError):
    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"line {line}: {message}")
        self.line = line


def check(source: str, known: Collection[str] = VARIABLES) -> None:
    """Raises BadTemplate with the line of the mistake."""
    try:
        tree = _environment(escaped=False).parse(source)
    except TemplateSyntaxError as error:
        raise BadTemplate(error.lineno, error.message or "is not a template") from error
    except RecursionError as error:
        raise BadTemplate(1, "is nested too deeply") from error
    _check(tree, known, MOST_NESTED)


def _check(node: nodes.Node, known: Collection[str], levels: int) -> None:
    """What nests too deeply could be read, but neither compiled nor rendered."""
    if not isinstance(node, _ALLOWED):
        kind = type(node).__name__.lower()
        raise BadTemplate(node.lineno, f"only variables and if are allowed, not: {kind}")
    if isinstance(node, nodes.Name) and node.name not in known:
        there = ", ".join(known)
        raise BadTemplate(node.lineno, f"{node.name} is unknown; there are: {there}")
    if not levels:
        raise BadTemplate(node.lineno, "is nested too deeply")
    if isinstance(node, nodes.Compare):
        _check_comparison(node)
    for child in node.iter_child_nodes():
        _check(child, known, levels - 1)


def _check_comparison(node: nodes.Compare) -> None:
    """Of texts only: `status > 3` would fail when the mail is written."""
    for part in (node.expr, *(operand.expr for operand in node.ops)):
        text = isinstance(part, nodes.Const) and isinstance(part.value, str)
        if not text and not isinstance(part, nodes.Name):
            raise BadTemplate(node.lineno, "only variables and texts in quotes can be compared")


def template(desk: Desk, name: TemplateName) -> Template:
    """The desk's own, else the one of its language; a language without templates gets English."""
    own, built_in = desk.templates.get(name), usual(desk.language, name)
    if own is None:
        return built_in
    return Template(subject=own.subject.strip() or built_in.subject, body=own.body)


def line(source: str, values: dict[str, str]) -> str:
    """For a header: one line, whatever the values hold."""
    return " ".join(_environment(escaped=False).from_string(source).render(values).split())


def text(source: str, values: dict[str, str]) -> str:
    """An indented first line stays so."""
    rendered = _environment(escaped=False).from_string(source).render(values)
    return rendered.rstrip().lstrip("\r\n")


def markup(source: str, values: dict[str, str], **ready: str) -> str:
    """The template's text as HTML; `ready` values are safe HTML already, and no part of a
    paragraph."""
    held = {name: f"\ue000{name}\ue001" for name in ready}
    shown = {name: value.replace("\ue000", "") for name, value in values.items()}
    document = paragraphs(text(source, {**shown, **held}))
    for name, value in ready.items():
        block = f"</p>\n<div>{value}</div>\n{PARAGRAPH}"
        document = block.join(re.split(rf"(?:<br>\n)?{held[name]}(?:<br>\n)?", document))
    return document.replace(f"{PARAGRAPH}</p>", "").strip()


def page(name: str, values: dict[str, Any]) -> str:
    """One of our own templates in the folder beside this file."""
    return str(_own(name).render(values))


@cache
def _environment(*, escaped: bool) -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(autoescape=escaped, keep_trailing_newline=False)


@cache
def _own(name: str) -> Any:
    return _environment(escaped=True).from_string((FOLDER / name).read_text("utf-8"))


def languages() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.json"))


@cache
def spoken(language: str) -> str:
    """`pt-BR` is `pt`; a language that we do not know is English."""
    return language[:2] if language[:2] in languages() else "en"


@cache
def _said(language: str) -> dict[str, dict[str, str]]:
    file = FOLDER / f"{spoken(language)}.json"
    loaded: dict[str, dict[str, str]] = json.loads(file.read_text("utf-8"))
    return loaded


def usual(language: str, name: TemplateName) -> Template:
    return Template(**_said(language)[name])


def words(language: str) -> dict[str, str]:
    """What stands around a mail and in no template; some with `{gaps}` for str.format."""
    return _said(language)["words"]


def direction(language: str) -> str:
    return "rtl" if language.startswith(RIGHT_TO_LEFT) else "ltr"
