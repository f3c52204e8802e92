"""The functions of the template, loaded from their folders and called as Lambda calls them."""

import importlib.util
import json
import os
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from local.plan import Function, Plan
from local.template import ACCOUNT, REGION, UnsupportedTemplateError

Handler = Callable[[Any, Any], Any]


class FunctionError(Exception):
    """The handler raised; its exception is the cause."""


@dataclass(frozen=True)
class Context:
    """What a handler gets as its second argument."""

    function_name: str
    memory_limit_in_mb: int
    invoked_function_arn: str
    aws_request_id: str
    deadline: float
    function_version: str = "$LATEST"
    log_group_name: str = "local"
    log_stream_name: str = "local"
    identity: None = None
    client_context: None = None

    def get_remaining_time_in_millis(self) -> int:
        return max(0, int((self.deadline - time.monotonic()) * 1000))


class Environment:
    """The variables of all functions in os.environ, taken out again when the stack stops."""

    def __init__(self, functions: Iterable[Function], extra: Mapping[str, str]) -> None:
        self._variables = union(functions) | dict(extra)
        self._before: dict[str, str | None] = {}

    def enter(self) -> None:
        # A developer's own profile or session must not reach the functions.
        for name in (*self._variables, "AWS_PROFILE", "AWS_SESSION_TOKEN"):
            self._before[name] = os.environ.pop(name, None)
        os.environ.update(self._variables)

    def leave(self) -> None:
        for name, value in self._before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def union(functions: Iterable[Function]) -> dict[str, str]:
    together: dict[str, str] = {}
    for function in functions:
        for name, value in function.environment.items():
            if together.setdefault(name, value) != value:
                raise UnsupportedTemplateError(
                    f"Two functions give {name} different values; in one process they can't"
                )
    return together


def local_variables(storage_url: str, ses_url: str) -> dict[str, str]:
    """What makes boto3 and powertools work here; the functions themselves need none of it."""
    no_proxy = ",".join(filter(None, [os.environ.get("NO_PROXY"), "127.0.0.1", "localhost"]))
    return {
        "AWS_ENDPOINT_URL": storage_url,
        "AWS_ENDPOINT_URL_SESV2": ses_url,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCOUNT_ID": ACCOUNT,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "NO_PROXY": no_proxy,
        "POWERTOOLS_LOG_LEVEL": "WARNING",
        "POWERTOOLS_METRICS_DISABLED": "true",
        "POWERTOOLS_TRACE_DISABLED": "true",
    }


@dataclass(frozen=True)
class _Loaded:
    handler: Handler
    lock: threading.Lock


@dataclass
class Functions:
    root: Path
    plan: Plan
    watchers: list[Callable[[], None]] = field(default_factory=list)
    """Called after each invocation: the table or a queue may have something new."""
    _loaded: dict[str, _Loaded] = field(default_factory=dict)

    def load(self) -> None:
        for layer in self.plan.layers:
            folder = str(self.root / layer / "python")
            if Path(folder).is_dir() and folder not in sys.path:
                sys.path.insert(0, folder)
        # Powertools keeps the current request in a class that all resolvers share, and a handler
        # may rely on being alone in its process, as it is on AWS. So one HTTP request at a time,
        # and one event at a time for each other function.
        http = threading.Lock()
        http_functions = {route.function.id for route in self.plan.routes}
        for function in self.plan.functions:
            lock = http if function.id in http_functions else threading.Lock()
            self._loaded[function.id] = _Loaded(_handler(self.root, function), lock)

    def invoke(self, function: Function, event: Any) -> Any:
        """The handler's answer, as JSON would bring it back. Raises FunctionError."""
        loaded = self._loaded[function.id]
        try:
            with loaded.lock:
                return _call(loaded.handler, function, event)
        finally:
            for look in self.watchers:
                look()


def _handler(root: Path, function: Function) -> Handler:
    module_name, _, attribute = function.handler.rpartition(".")
    path = root / function.folder / f"{module_name}.py"
    name = f"_function_{function.id}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None or not path.exists():
        raise UnsupportedTemplateError(f"{function.id} has no code at {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # before it runs: pydantic looks up annotations there
    spec.loader.exec_module(module)
    handler: Handler = getattr(module, attribute)
    return handler


def _call(handler: Handler, function: Function, event: Any) -> Any:
    context = Context(
        function_name=function.name,
        memory_limit_in_mb=function.memory,
        invoked_function_arn=function.arn,
        aws_request_id=str(uuid.uuid4()),
        deadline=time.monotonic() + function.timeout,
    )
    try:
        answer = handler(json.loads(json.dumps(event)), context)
        return json.loads(json.dumps(answer))
    except Exception as error:
        raise FunctionError(f"{function.id}: {error!r}") from error
