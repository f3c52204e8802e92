"""DynamoDB, S3 and SQS on one loopback port: a child process with its state in the data folder."""

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import IO

from local.ports import remembered_port
from local.template import ACCOUNT, REGION

_START_SECONDS = 30
_STOP_SECONDS = 30


class StorageError(Exception):
    """The storage could not be started."""


class Ministack:
    def __init__(self, data: Path, *, keep_open: tuple[int, ...] = ()) -> None:
        """`keep_open`: file descriptors that the child holds while it lives, such as a lock's."""
        # ministack knows its queues by their address: on another port it would not find them again.
        self.port = remembered_port(data / "storage.port")
        self.url = f"http://127.0.0.1:{self.port}"
        self._data = data
        self._keep_open = keep_open
        self._log = data / "ministack.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        temporary = self._data / "tmp"
        temporary.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as log:
            self._process = self._spawn(log, self._environment(temporary))

    def _spawn(self, log: IO[bytes], environment: dict[str, str]) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl-C is for us, the storage outlives the functions that use it.
        return subprocess.Popen(
            self._command(),
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            env=environment,
            start_new_session=True,
            pass_fds=self._keep_open,
        )

    def _command(self) -> list[str]:
        # -P: the folder of the script must not stand in for modules that ministack imports.
        return [sys.executable, "-P", str(Path(__file__).with_name("storage_process.py"))]

    def _environment(self, temporary: Path) -> dict[str, str]:
        kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
        return kept | {
            "GATEWAY_PORT": str(self.port),
            "BIND_HOST": "127.0.0.1",
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
            "SERVICES": "dynamodb,dynamodbstreams,s3,sqs",
            "PERSIST_STATE": "1",
            "S3_PERSIST": "1",
            "STATE_DIR": str(self._data / "ministack"),
            "S3_DATA_DIR": str(self._data / "s3"),
            "MINISTACK_REGION": REGION,
            "MINISTACK_ACCOUNT_ID": ACCOUNT,
            "LOG_LEVEL": "WARNING",
            # ministack leaves folders behind in the temporary folder.
            "TMPDIR": str(temporary),
        }

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while not self._answers():
            if self.exit_code is not None or time.monotonic() > deadline:
                raise StorageError(f"The storage did not start; {self._log} may say why.")
            time.sleep(0.02)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/_ministack/health", timeout=2):  # noqa: S310
                return True
        except OSError:
            return False

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def exit_code(self) -> int | None:
        return self._process.poll() if self._process else None

    def saved_at(self) -> float:
        """When the tables were last written to disk, in seconds since 1970; 0 if never."""
        saved = self._data / "ministack" / "dynamodb.json"
        return saved.stat().st_mtime if saved.exists() else 0.0

    def stop(self) -> bool:
        """Whether the state is on disk; without that the journal is still needed."""
        if self._process is None:
            return False
        before = time.time()
        self._process.terminate()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        finally:
            if self._process.stdin:
                self._process.stdin.close()
        return self.saved_at() >= before
