"""The one logger, with times as RFC 3339 has them: by others Lambda takes each line for INFO.
docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html"""

from aws_lambda_powertools import Logger

logger = Logger(use_rfc3339=True)
