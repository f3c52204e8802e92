"""What template.yaml asks for, as typed values: functions, triggers, places for data."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.template import ACCOUNT, REGION, UnsupportedTemplateError


@dataclass(frozen=True)
class Function:
    id: str
    name: str
    folder: str
    handler: str
    environment: Mapping[str, str]
    timeout: int
    memory: int
    retries: int
    """How often Lambda repeats an asynchronous invocation that failed."""
    on_failure: str | None
    """ARN of the queue that gets an asynchronous invocation after its last retry."""

    @property
    def arn(self) -> str:
        return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{self.name}"


@dataclass(frozen=True)
class Authorizer:
    issuer: str
    audience: tuple[str, ...]


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    function: Function
    authorizer: Authorizer | None

    @property
    def key(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True)
class StreamMapping:
    name: str
    function: Function
    filters: tuple[dict[str, Any], ...]
    batch_size: int
    retries: int | None
    """None: until it works, as on AWS."""
    bisect: bool
    partial: bool
    on_failure: str | None


@dataclass(frozen=True)
class QueueMapping:
    function: Function
    queue_arn: str
    batch_size: int
    partial: bool


@dataclass(frozen=True)
class Rule:
    function: Function
    pattern: dict[str, Any]


@dataclass(frozen=True)
class Schedule:
    name: str
    function: Function
    every: float
    input: str | None


@dataclass(frozen=True)
class Queue:
    name: str
    attributes: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    name: str
    definition: Mapping[str, Any]
    ttl_attribute: str | None


@dataclass(frozen=True)
class Bucket:
    name: str
    cors: Mapping[str, Any] | None


@dataclass(frozen=True)
class Plan:
    layers: tuple[str, ...]
    functions: tuple[Function, ...]
    routes: tuple[Route, ...]
    streams: tuple[StreamMapping, ...]
    queue_readers: tuple[QueueMapping, ...]
    rules: tuple[Rule, ...]
    schedules: tuple[Schedule, ...]
    tables: tuple[Table, ...]
    buckets: tuple[Bucket, ...]
    queues: tuple[Queue, ...]
    recipients: tuple[str, ...]
    """Whom the receipt rule takes mail for: addresses and domains."""

    @property
    def streamed_table(self) -> Table:
        tables = [table for table in self.tables if "StreamSpecification" in table.definition]
        if len(tables) != 1:
            raise UnsupportedTemplateError("The local stack reads the stream of exactly one table")
        return tables[0]

    def function_in(self, folder: str) -> Function | None:
        """The function whose code lies in functions/<folder>."""
        return next((f for f in self.functions if Path(f.folder).name == folder), None)
