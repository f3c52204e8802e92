"""What a query asks DynamoDB for, in the words of its expressions.

docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.html"""

from typing import Any, NamedTuple

Sort = tuple[str, str, str | tuple[str, str]]
"""Attribute, one of < <= > >= begins_with between, value or pair of values."""


class Filter(NamedTuple):
    """What DynamoDB leaves out after it has read it: it costs what is read, not what is found."""

    expression: str
    names: dict[str, str]
    values: dict[str, Any]


def asking(key: tuple[str, str], sort: Sort | None, matching: Filter | None) -> dict[str, Any]:
    condition, names, values = "#k = :k", {"#k": key[0]}, {":k": key[1]}
    if sort:
        names["#s"] = sort[0]
        condition += f" AND {_range(sort, values)}"
    request: dict[str, Any] = {"KeyConditionExpression": condition}
    if matching:
        request["FilterExpression"] = matching.expression
        names |= matching.names
        values |= matching.values
    return {
        **request,
        "ExpressionAttributeNames": names,
        "ExpressionAttributeValues": values,
    }


def _range(sort: Sort, values: dict[str, Any]) -> str:
    _, relation, value = sort
    if isinstance(value, tuple):
        values[":s"], values[":t"] = value
        return "#s BETWEEN :s AND :t"
    values[":s"] = value
    return f"{relation}(#s, :s)" if relation == "begins_with" else f"#s {relation} :s"
