"""Metrics as CloudWatch takes them out of log lines, which powertools' own module does for a
megabyte more: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/
CloudWatch_Embedded_Metric_Format_Specification.html."""

from datetime import datetime
from typing import Any

NAMESPACE = "Deskhand"


def counted(at: datetime, **counts: int) -> dict[str, Any]:
    """For a line of the logger, whose `service` is the stack's name: their dimension."""
    metrics = [{"Name": name, "Unit": "Count"} for name in counts]
    directive = {"Namespace": NAMESPACE, "Dimensions": [["service"]], "Metrics": metrics}
    return {
        "_aws": {"Timestamp": int(at.timestamp() * 1000), "CloudWatchMetrics": [directive]},
        **counts,
    }
