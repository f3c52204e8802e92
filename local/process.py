"""A stack in a process of its own, for tests and benchmarks.

with running(tmp_path / "data") as stack:
    httpx.get(f"{stack.site}/api/health")
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import httpx

from local.clients import Clients, clients
from local.ports import free_port
from local.sign_in import token
from local.stack import FACTS_FILE, ROOT

_START_SECONDS = 60
_STOP_SECONDS = 30


@dataclass
class StackProcess:
    data: Path
    root: Path = ROOT
    empty: bool = True
    """False: the demo desk is filled in at the first start."""
    deployed: str = ""
    """The endpoint of the deployed functions that it calls instead of its own."""
    port: int = field(default_factory=free_port)
    smtp_port: int = field(default_factory=free_port)

    @property
    def site(self) -> str:
        return f"http://localhost:{self.port}"

    @cached_property
    def http(self) -> httpx.Client:
        return httpx.Client(base_url=self.site, timeout=35, trust_env=False)

    @property
    def log(self) -> Path:
        """What the stack has printed so far."""
        return self.data / "stack.log"

    @property
    def facts(self) -> dict[str, Any]:
        facts: dict[str, Any] = json.loads((self.data / FACTS_FILE).read_text())
        return facts

    @property
    def clients(self) -> Clients:
        """Clients of the stack's own storage."""
        return _clients(self.facts["storage"])

    def token(self, email: str) -> str:
        return token(email, self.port)

    def start(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        (self.data / FACTS_FILE).unlink(missing_ok=True)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(self._command(), stdout=log, stderr=log, cwd=ROOT)
        deadline = time.monotonic() + _START_SECONDS
        while not (self.data / FACTS_FILE).exists():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self._process.kill()
                raise RuntimeError(f"The stack did not start:\n{self.log.read_text()}")
            time.sleep(0.02)

    def _command(self) -> list[str]:
        ports = ["--port", str(self.port), "--smtp-port", str(self.smtp_port)]
        folders = ["--data", str(self.data), "--root", str(self.root)]
        options = ["--empty"] * self.empty + ["--deployed", self.deployed] * bool(self.deployed)
        return [sys.executable, "-m", "local", *ports, *folders, *options]

    def stop(self) -> int:
        """As Ctrl-C does; the exit code."""
        self.http.close()
        del self.http
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(_STOP_SECONDS)

    def crash(self, *, with_storage: bool = False) -> None:
        """kill -9. Without the storage that one still saves, as it sees that its parent is gone."""
        if with_storage:
            os.kill(self.facts["storage_pid"], signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        self.http.close()
        del self.http

    @property
    def runs(self) -> bool:
        return self._process.poll() is None


@cache
def _clients(storage: str) -> Clients:
    return clients(storage)


@contextmanager
def running(data: Path, *, root: Path = ROOT, empty: bool = True) -> Iterator[StackProcess]:
    stack = StackProcess(data, root, empty)
    stack.start()
    try:
        yield stack
    finally:
        if stack.runs:
            stack.stop()
