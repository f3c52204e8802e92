"""A desk's templates: Jinja2 with variables, `if` and nothing else, since users write them.

Jinja2 takes 20 ms to import, and most functions that could render do not: so it comes with the
first template."""

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deskhand.domain.desk import Desk, Template, TemplateName
from deskhand.mail.paragraphs import PARAGRAPH, paragraphs

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

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


def template(desk: Desk, name: TemplateName) -> Template:
    """The desk's own, else the one of its language; a language without templates gets English."""
    own, built_in = desk.templates.get(name), usual(desk.language, name)
    if own is None:
        return built_in
    return Template(subject=own.subject.strip() or built_in.subject, body=own.body)


def line(source: str, values: dict[str, str]) -> str:
    """For a header: one line, whatever the values hold."""
    return " ".join(environment(escaped=False).from_string(source).render(values).split())


def text(source: str, values: dict[str, str]) -> str:
    """An indented first line stays so."""
    rendered = environment(escaped=False).from_string(source).render(values)
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
def environment(*, escaped: bool) -> "ImmutableSandboxedEnvironment":
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(autoescape=escaped, keep_trailing_newline=False)


@cache
def _own(name: str) -> Any:
    return environment(escaped=True).from_string((FOLDER / name).read_text("utf-8"))


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
