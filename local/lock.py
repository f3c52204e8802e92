"""One stack per data folder.

The storage process holds the lock too, so a new start waits until the old one has saved.
"""

import fcntl
import os
import time
from pathlib import Path

_WAIT_SECONDS = 20.0


class DataInUseError(Exception):
    """Another stack runs with this data folder."""


class DataLock:
    def __init__(self, data: Path) -> None:
        self._path = data / "lock"
        self._file = self._path.open("a+")

    @property
    def descriptor(self) -> int:
        return self._file.fileno()

    def take(self) -> None:
        deadline = time.monotonic() + _WAIT_SECONDS
        while not self._try():
            # Held, but its stack is gone: that was killed, and its storage is about to end.
            if self._owner_lives() or time.monotonic() > deadline:
                raise DataInUseError
            time.sleep(0.05)
        self._file.truncate(0)
        self._file.write(str(os.getpid()))
        self._file.flush()

    def release(self) -> None:
        self._file.close()

    def _try(self) -> bool:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _owner_lives(self) -> bool:
        try:
            os.kill(int(self._path.read_text()), 0)
        except (ValueError, ProcessLookupError):
            return False
        except PermissionError:
            return True
        return True
