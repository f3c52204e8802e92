"""What the routes of the settings page take and answer."""

from typing import Annotated

from pydantic import Field

from deskhand.actions.previews import PreviewedDesk
from deskhand.actions.widget import Language
from deskhand.domain.desk import Template, TemplateName
from deskhand.http.requests import Request
from deskhand.http.shape import Shape


class PreviewedTemplate(Request):
    name: TemplateName
    subject: Annotated[str, Field(max_length=500)] = ""
    body: Annotated[str, Field(max_length=20_000)]
    desk: PreviewedDesk = PreviewedDesk()


class PreviewedPattern(Request):
    pattern: str = Field(max_length=100)


class Letter(Shape):
    """`html` is a whole page."""

    subject: str
    text: str
    html: str


class Numbers(Shape):
    examples: list[str]


class Variable(Shape):
    """`in_canned_replies`: it can stand there too."""

    name: str
    description: str
    sample: str
    in_canned_replies: bool


class VariableList(Shape):
    items: list[Variable]
    cursor: str | None


class NamedTemplate(Template):
    name: TemplateName


class DefaultTemplates(Shape):
    """`language` is that of the templates, `languages` are all that there are templates in."""

    items: list[NamedTemplate]
    language: str
    languages: list[str]
    cursor: str | None


class WidgetSecret(Shape):
    """Signs the widget's identity tokens (JWT, HS256)."""

    secret: str


class TokenCode(Shape):
    language: Language
    code: str


class WidgetCode(Shape):
    """`html` goes into the site's pages. `token_code` is how its server signs who is signed in
    there, the same in each language."""

    html: str
    token_code: list[TokenCode]
