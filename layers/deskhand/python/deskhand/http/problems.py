"""Refusals as problem+json (RFC 9457), and nowhere else as anything else."""

import json
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError

from deskhand.domain import errors
from deskhand.http.shape import Shape


class FieldError(Shape):
    """`position` is the place in a query, in characters; `line` that in a template."""

    field: str
    message: str
    position: int | None = None
    line: int | None = None


class Problem(Shape):
    """RFC 9457. `changes` and `current_version` come with 409 of what moved on: the messages and
    events of a ticket that the caller had not seen; of all else what is there now, if anything."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    errors: tuple[FieldError, ...] = ()
    current_version: int | None = None
    changes: tuple[dict[str, Any], ...] = ()


def problem(status: int, title: str, detail: str = "", **more: Any) -> Response[str]:
    shown = Problem(title=title, status=status, detail=detail, **more)
    body = shown.model_dump(mode="json", exclude_defaults=True) | {"type": shown.type}
    return Response(
        status_code=status,
        content_type="application/problem+json",
        body=json.dumps(body),
        headers={"Cache-Control": "no-store"},
    )


def handle_refusals(app: APIGatewayHttpResolver) -> None:
    app.exception_handler(errors.NotFound)(_not_found)
    app.exception_handler(NotFoundError)(_not_found)
    app.exception_handler(errors.Renewed)(_renewed)
    app.exception_handler(errors.NotAnOperator)(_not_an_operator)
    app.exception_handler(errors.Forbidden)(_forbidden)
    app.exception_handler(errors.Invalid)(_invalid)
    app.exception_handler(errors.NotYet)(_not_yet)
    app.exception_handler(errors.TooMany)(_too_many)
    app.exception_handler(errors.Taken)(_taken)
    app.exception_handler(errors.TooLate)(_too_late)
    app.exception_handler(errors.Stale)(_stale)
    app.exception_handler(errors.CommitFailed)(_busy)
    app.exception_handler(RequestValidationError)(_malformed)


def _not_found(_: Exception) -> Response[str]:
    return problem(404, "Not found", "It does not exist, or it is not yours to see.")


def _renewed(_: errors.Renewed) -> Response[str]:
    return problem(410, "This ticket has a new link", "Please use the one you were sent last.")


def _not_an_operator(_: errors.NotAnOperator) -> Response[str]:
    return problem(
        403, "No operator", "You are signed in, but you are no operator of this help desk."
    )


def _forbidden(_: errors.Forbidden) -> Response[str]:
    return problem(403, "Forbidden", "You may not do this.")


def _invalid(error: errors.Invalid) -> Response[str]:
    position = error.position if isinstance(error, errors.Unreadable) else None
    line = error.line if isinstance(error, errors.Unrenderable) else None
    wrong = [FieldError(field=error.field, message=error.message, position=position, line=line)]
    return problem(400, "Invalid input", str(error), errors=wrong)


def _not_yet(error: errors.NotYet) -> Response[str]:
    return problem(409, "Not yet", str(error))


def _too_many(error: errors.TooMany) -> Response[str]:
    refused = problem(429, "Too many", "That was a lot at once. Please try again later.")
    refused.headers["Retry-After"] = str(error.seconds)
    return refused


def _taken(error: errors.Taken) -> Response[str]:
    return problem(409, "Taken", f"{error.what} belongs to another already.")


def _too_late(error: errors.TooLate) -> Response[str]:
    return problem(409, "Too late", f"It can't be taken back any more. {error}")


def _stale(error: errors.Stale) -> Response[str]:
    changes = [entry.model_dump(mode="json") for entry in error.changes]
    return problem(
        409,
        f"The {error.what} moved on",
        "It was changed since you loaded it; nothing was overwritten.",
        current_version=error.current_version,
        changes=changes,
    )


def _busy(_: errors.CommitFailed) -> Response[str]:
    return problem(409, "Changed meanwhile", "Somebody else was quicker. Load it again and repeat.")


def _malformed(error: RequestValidationError) -> Response[str]:
    wrong = [
        FieldError(
            field=".".join(map(str, e["loc"][1:])) or str(e["loc"][0]), message=_said(e["msg"])
        )
        for e in error.errors()
    ]
    first = wrong[0]
    return problem(400, "Invalid input", f"{first.field}: {first.message}", errors=wrong)


def _said(message: str) -> str:
    return message.removeprefix("Value error, ")
