"""What may stand in a template that a user wrote.

The sandbox alone has no budget (`{{ 'x' * 100000000 }}`), so the syntax tree is checked when a
template is saved."""

from collections.abc import Collection

from jinja2 import TemplateSyntaxError, nodes

from deskhand.mail.render import VARIABLES, environment

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
        tree = environment(escaped=False).parse(source)
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
