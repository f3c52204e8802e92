"""One readable line for each thing that happened; never an address, a token or a query string."""

import logging
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

# Libraries whose "info" would drown the lines above; their warnings are still shown.
_CHATTY = ("werkzeug", "mail.log", "uvicorn.error", "httpx", "botocore", "oidc_provider_mock")


def line(kind: str, text: str) -> None:
    now = datetime.now().astimezone().strftime("%H:%M:%S")
    print(f"{now}  {kind:<8} {text}", flush=True)


def problem(kind: str, text: str, error: BaseException | None = None) -> None:
    line(kind, f"! {text}")
    if error is not None:
        traceback.print_exception(error, file=sys.stderr)
        sys.stderr.flush()


@contextmanager
def timed() -> Iterator[list[float]]:
    """The list holds the milliseconds once the block has ended."""
    start, passed = time.perf_counter(), [0.0]
    try:
        yield passed
    finally:
        passed[0] = (time.perf_counter() - start) * 1000


def quiet() -> None:
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
