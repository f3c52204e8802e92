"""Batches of the stream and of the queue: what fails is given back, and the log says so."""

from pathlib import Path
from traceback import extract_tb
from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType
from botocore.exceptions import ClientError

from deskhand.log import logger


class Batch(BatchProcessor):
    def __init__(self, event_type: EventType) -> None:
        super().__init__(event_type, raise_on_entire_batch_failure=False)

    def failure_handler(self, record: Any, exception: Any) -> Any:
        kind, error, traceback = exception
        logger.warning("record failed", record=_id(record), error=_told(kind, error, traceback))
        return super().failure_handler(record, exception)


def _id(record: Any) -> str:
    return str(record.raw_event.get("messageId") or record.raw_event.get("eventID", ""))


def _told(kind: Any, error: Any, traceback: Any) -> dict[str, Any]:
    """Its kind and its place. What it says may hold what somebody wrote."""
    told: dict[str, Any] = {"kind": kind.__name__}
    if isinstance(error, ClientError):
        told |= {"code": error.response["Error"]["Code"], "operation": error.operation_name}
    frames = [(*Path(frame.filename).parts, frame.lineno) for frame in extract_tb(traceback)]
    ours = [frame for frame in frames if "deskhand" in frame or "functions" in frame]
    for *_, name, line in (ours or frames)[-1:]:
        told["at"] = f"{name}:{line}"
    return told
