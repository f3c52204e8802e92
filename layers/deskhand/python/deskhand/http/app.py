"""What all APIs have in common: validation, refusals, one helpdesk."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware
from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from deskhand.http import problems
from deskhand.http.edge import only_through
from deskhand.http.problems import FieldError, problem
from deskhand.log import logger

Limit = Annotated[int, Query(ge=1, le=100, description="How many, at most 100.")]
Cursor = Annotated[str | None, Query(description="The cursor of the page before.")]
Known = Annotated[
    str, Query(max_length=40, description="A page's `state`: 204 while nothing is new.")
]
Middleware = Callable[..., Response[Any]]
NO_STORE = {"Cache-Control": "no-store"}


class Router(APIGatewayHttpRouter):
    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # theirs has no annotations

    def tell(self, ticket: str) -> None:
        """Which one a request was about, for the log."""
        self.append_context(ticket=ticket)  # type: ignore[no-untyped-call]


def api(*routers: Router, first: Sequence[Middleware] = ()) -> APIGatewayHttpResolver:
    """`first` is what every route of this API goes through beforehand."""
    app = APIGatewayHttpResolver(enable_validation=True)
    app.use(
        middlewares=[only_through, tell_of_writes, *first, refuse_unknown_parameters, keep_private]
    )
    problems.handle_refusals(app)
    for router in routers:
        app.include_router(router)
    return app


def tell_of_writes(app: APIGatewayHttpResolver, next_middleware: NextMiddleware) -> Response[Any]:
    """What was asked, as in the access log, and of what by its id: what follows from it is logged
    with the same. Where no id is in the path, its route tells of the `ticket`."""
    response = next_middleware(app)
    event = app.current_event
    if event.http_method != "GET":
        logger.info(
            "written",
            request=event.request_context.request_id,
            route=f"{event.http_method} {app.context['_route'].path}",
            status=response.status_code,
            id=app.context.get("ticket") or app.context.get("_route_args", {}).get("id"),
        )
    return response


def refuse_unknown_parameters(
    app: APIGatewayHttpResolver, next_middleware: NextMiddleware
) -> Response[Any]:
    """A filter with a slip in its name must not look like one that found everything."""
    known = {field.alias for field in app.context["_route"].dependant.query_params}
    unknown = sorted(set(app.current_event.query_string_parameters or {}) - known)
    if unknown:
        wrong = [FieldError(field=name, message="is not a parameter") for name in unknown]
        return problem(400, "Invalid input", f"unknown: {', '.join(unknown)}", errors=wrong)
    return next_middleware(app)


def keep_private(app: APIGatewayHttpResolver, next_middleware: NextMiddleware) -> Response[Any]:
    response = next_middleware(app)
    response.headers.update(NO_STORE)
    return response
