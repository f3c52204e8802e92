"""Event patterns, as EventBridge rules and Lambda's event filters use them.

https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
"""

import operator
from collections.abc import Callable, Mapping
from typing import Any

_MISSING = object()

_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class UnknownPatternError(ValueError):
    """A pattern that the local stack cannot read; AWS may know it, or refuse it at deployment."""


def matches(pattern: Mapping[str, Any], event: Any) -> bool:
    """Every field of the pattern must find a match in the event."""
    return all(_field_matches(name, wanted, event) for name, wanted in pattern.items())


def matches_any(patterns: tuple[dict[str, Any], ...], event: Any) -> bool:
    """A mapping without filters takes every record; with several, one match is enough."""
    return not patterns or any(matches(pattern, event) for pattern in patterns)


def _field_matches(name: str, wanted: Any, event: Any) -> bool:
    if name == "$or":
        return any(matches(alternative, event) for alternative in wanted)
    value = event.get(name, _MISSING) if isinstance(event, Mapping) else _MISSING
    if isinstance(wanted, Mapping):
        return _nested_matches(wanted, value)
    if not isinstance(wanted, list):
        raise UnknownPatternError(f"{name} needs a list of alternatives, not {wanted!r}")
    found = value if isinstance(value, list) and value else [value]
    return any(_leaf_matches(alternative, leaf) for alternative in wanted for leaf in found)


def _nested_matches(wanted: Mapping[str, Any], value: Any) -> bool:
    found = value if isinstance(value, list) else [value]
    return any(matches(wanted, item) for item in found)


def _leaf_matches(wanted: Any, value: Any) -> bool:
    if isinstance(wanted, Mapping):
        (test, argument), *others = wanted.items()
        if others:
            raise UnknownPatternError(f"One test at a time: {wanted!r}")
        return _test(test, argument, value)
    return _equal(wanted, value)


def _equal(wanted: Any, value: Any) -> bool:
    """Python holds True == 1, JSON does not."""
    return isinstance(wanted, bool) == isinstance(value, bool) and bool(wanted == value)


def _test(test: str, argument: Any, value: Any) -> bool:
    match test:
        case "exists":
            # Only leaves exist for a pattern: an object is looked into, not at.
            there = value is not _MISSING and not isinstance(value, Mapping)
            return there is bool(argument)
        case "prefix":
            return isinstance(value, str) and value.startswith(argument)
        case "suffix":
            return isinstance(value, str) and value.endswith(argument)
        case "equals-ignore-case":
            return isinstance(value, str) and value.casefold() == argument.casefold()
        case "anything-but":
            unwanted = argument if isinstance(argument, list) else [argument]
            return value is not _MISSING and not any(_leaf_matches(u, value) for u in unwanted)
        case "numeric":
            return _is_number(value) and _compares(argument, value)
    raise UnknownPatternError(f"The local stack does not know the test {test!r}")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _compares(argument: list[Any], value: float) -> bool:
    pairs = zip(argument[::2], argument[1::2], strict=True)
    return all(_COMPARISONS[sign](value, limit) for sign, limit in pairs)
