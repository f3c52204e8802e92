"""The HTTP API: routes of the template to functions, with API Gateway's limits and refusals."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from local import http_events, log
from local.authorizer import TokenCheck, UnauthorizedError
from local.functions import FunctionError, Functions
from local.plan import Plan, Route

_TIME_LIMIT = 30


def _message(status: int, message: str, **headers: str) -> Response:
    return JSONResponse({"message": message}, status_code=status, headers=headers)


class Gateway:
    def __init__(
        self, plan: Plan, functions: Functions, *, time_limit: float = _TIME_LIMIT
    ) -> None:
        self._router = http_events.Router(plan.routes)
        self._functions = functions
        self._tokens = TokenCheck()
        self._time_limit = time_limit
        self._pool = ThreadPoolExecutor(16, thread_name_prefix="http")

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def __call__(self, request: Request) -> Response:
        found = self._router.find(request.method, request.scope["raw_path"].decode("latin-1"))
        if found is None:
            return _message(404, "Not Found")
        route, parameters = found
        try:
            claims = await self._claims(request, route)
        except UnauthorizedError:
            return _message(401, "Unauthorized", **{"www-authenticate": "Bearer"})
        body = await _read(request, http_events.REQUEST_LIMIT)
        if body is None:
            return _message(413, "Request Entity Too Large")
        event = http_events.event(request, body, route, parameters, claims)
        if len(body) > http_events.LAMBDA_LIMIT // 2 and _size(event) > http_events.LAMBDA_LIMIT:
            return _message(413, "Request Entity Too Large")
        return await self._call(route, event)

    async def _claims(self, request: Request, route: Route) -> dict[str, Any] | None:
        if route.authorizer is None:
            return None
        header = request.headers.get("authorization")
        return await asyncio.to_thread(self._tokens.claims, header, route.authorizer)

    async def _call(self, route: Route, event: dict[str, Any]) -> Response:
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(self._pool, self._functions.invoke, route.function, event)
        try:
            answer = await asyncio.wait_for(asyncio.shield(work), self._time_limit)
        except TimeoutError:
            log.problem("http", f"{route.function.id} took more than {self._time_limit:.0f} s")
            return _message(503, "Service Unavailable")
        except FunctionError as error:
            log.problem("http", f"{route.function.id} failed", error.__cause__)
            return _message(500, "Internal Server Error")
        if _size(answer) > http_events.LAMBDA_LIMIT:
            log.problem("http", f"{route.function.id} answered with more than 6 MB")
            return _message(500, "Internal Server Error")
        return http_events.response(answer)


async def _read(request: Request, limit: int) -> bytes | None:
    """The body, or None when it is too large."""
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            return None
        chunks.append(chunk)
    return b"".join(chunks)


def _size(value: Any) -> int:
    return len(json.dumps(value))
