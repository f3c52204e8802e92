"""A desk's templates: Jinja2 with variables, `if` and nothing else, since users write them.

The sandbox alone has no budget (`{{ 'x' * 100000000 }}`), so the syntax tree is checked when a
template is saved."""

import html
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from deskhand.domain.desk import Desk, Template, TemplateName

FOLDER = Path(__file__).parent / "templates"
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


def check(source: str) -> None:
    """Raises BadTemplate with the line of the mistake."""
    try:
        tree = _environment(escaped=False).parse(source)
    except TemplateSyntaxError as error:
        raise BadTemplate(error.lineno, error.message or "is not a template") from error
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _ALLOWED):
            kind = type(node).__name__.lower()
            raise BadTemplate(node.lineno, f"only variables and if are allowed, not: {kind}")
        if isinstance(node, nodes.Name) and node.name not in VARIABLES:
            known = ", ".join(VARIABLES)
            raise BadTemplate(node.lineno, f"{node.name} is unknown; there are: {known}")


def template(desk: Desk, name: TemplateName) -> Template:
    """The desk's own, else the one of its language; a language without templates gets English."""
    own, usual = desk.templates.get(name), _defaults(desk.language, name)
    if own is None:
        return usual
    return Template(subject=own.subject.strip() or usual.subject, body=own.body)


def line(source: str, values: dict[str, str]) -> str:
    """For a header: one line, whatever the values hold."""
    return " ".join(_environment(escaped=False).from_string(source).render(values).split())


def text(source: str, values: dict[str, str]) -> str:
    return _environment(escaped=False).from_string(source).render(values).strip()


def markup(source: str, values: dict[str, str], **ready: str) -> str:
    """The template's text as HTML; `ready` values are safe HTML already."""
    held = {name: f"\ue000{name}\ue001" for name in ready}
    shown = {name: value.replace("\ue000", "") for name, value in values.items()}
    document = paragraphs(text(source, {**shown, **held}))
    for name, value in ready.items():
        document = document.replace(f"<p>\ue000{name}\ue001</p>", value)
        document = document.replace(f"\ue000{name}\ue001", value)
    return document


def paragraphs(text: str) -> str:
    """Plain text as HTML: paragraphs, line breaks, links."""
    parts = re.split(r"\n\s*\n", html.escape(text.strip(), quote=False))
    return "\n".join(f"<p>{_linked(part)}</p>" for part in parts if part)


def page(name: str, values: dict[str, Any]) -> str:
    """One of our own templates in the folder beside this file."""
    return str(_own(name).render(values))


def _linked(escaped: str) -> str:
    broken = escaped.replace("\n", "<br>\n")
    return re.sub(r"(https?://[^\s<>\"]+[^\s<>\".,;:!?)])", r'<a href="\1">\1</a>', broken)


@cache
def _environment(*, escaped: bool) -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(autoescape=escaped, keep_trailing_newline=False)


@cache
def _own(name: str) -> Any:
    return _environment(escaped=True).from_string((FOLDER / name).read_text("utf-8"))


@cache
def _languages() -> dict[str, dict[str, dict[str, str]]]:
    loaded: dict[str, dict[str, dict[str, str]]] = json.loads(
        (FOLDER / "defaults.json").read_text("utf-8")
    )
    return loaded


def _defaults(language: str, name: TemplateName) -> Template:
    languages = _languages()
    return Template(**languages.get(language[:2], languages["en"])[name])


def words(language: str) -> dict[str, str]:
    """The few words around a mail that no template holds."""
    languages = _languages()
    return languages.get(language[:2], languages["en"])["words"]
